"""Tables of a Word document, as its accepted view shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from irwell.chronology.importing.headings import to_table
from irwell.chronology.importing.packages import (
    Element,
    Package,
    attribute,
    child,
    children,
    damaged,
    local,
)
from irwell.chronology.importing.tables import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Grid,
    Table,
    Tables,
    UnreadableFile,
    clean,
)
from irwell.chronology.matching import SURE, match_heading

_WRAPPERS = ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
_SKIPPED = frozenset({"delText", "instrText", "delInstrText", "pPr", "tblPr", "tcPr", "trPr"})
_SKIPPED |= {"tbl", "Fallback", "sdtPr", "fldData", "binData"}
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class _Seen:
    """What was met on the way and must be told."""

    changes: int = 0
    rows: int = 0
    hidden: bool = False
    lifted: list[Element] = field(default_factory=list)


def read_docx_tables(name: str, data: bytes) -> Tables:
    """Read every table of a .docx; raises `UnreadableFile` with a sentence if it cannot.

    Merged cells are filled (down with their text, across left empty), tracked changes are read as
    accepted and told, a table inside a cell is its own table when it has headings of its own.
    """
    package = Package(name, data)
    main = _main_part(package)
    if any(part.casefold().endswith("vbaproject.bin") for part in package.names()):
        raise UnreadableFile(
            f"“{name}” holds macros (small programs), so it was not opened. In Word choose Save As,"
            " pick “Word Document (.docx)”, and send that copy."
        )
    body = child(package.xml(main), "body")
    if body is None:
        raise damaged(name)
    seen = _Seen()
    found: list[Table] = []
    for number, element in enumerate(_tables_in(body), start=1):
        _read_table(element, f"Table {number}", found, seen)
    problems = list(_told(package, seen))
    if not found:
        problems.append("The document holds no table with anything written in it.")
    return Tables(name, tuple(found), tuple(problems))


def _main_part(package: Package) -> str:
    if "word/document.xml" in package:
        return "word/document.xml"
    if "_rels/.rels" in package:
        for relation in package.xml("_rels/.rels"):
            if (attribute(relation, "Type") or "").endswith("/officeDocument"):
                target = (attribute(relation, "Target") or "").lstrip("/")
                if target in package:
                    return target
    raise damaged(package.name)


def _told(package: Package, seen: _Seen) -> Iterator[str]:
    if seen.changes:
        yield (
            f"The document holds {seen.changes} tracked changes: it was read as if all were"
            " accepted. Ask the agency whether that is the version it meant to send."
        )
    if seen.hidden:
        yield "Some of the text is formatted as hidden; it was read as well."
    if any(part.endswith("comments.xml") for part in package.names()):
        yield "The document holds comments; they were not read."


def _tables_in(element: Element) -> Iterator[Element]:
    """Tables in reading order, in the body and its wrappers, but not inside other tables."""
    for part in element.iter("{*}tbl"):
        if next(part.iterancestors("{*}tbl"), None) is None and not _dropped(part, element):
            yield part


def _dropped(part: Element, within: Element) -> bool:
    """Inside a deletion, or the second copy that Word keeps for older readers."""
    for above in part.iterancestors():
        if above is within:
            return False
        if local(above) in ("Fallback", "del", "moveFrom"):
            return True
    return False


def _read_table(element: Element, name: str, found: list[Table], seen: _Seen) -> None:
    outer, seen.lifted = seen.lifted, []
    grid = _grid(element, seen)
    inner, seen.lifted = seen.lifted, outer
    before = found[-1] if found else None
    table = to_table(name, grid, before=before)
    if table is not None:
        found.append(table)
    for number, nested in enumerate(inner, start=1):
        _read_table(nested, f"{name}, inner table {number}", found, seen)


def _grid(element: Element, seen: _Seen) -> Grid:
    grid: Grid = []
    above: dict[int, Cell] = {}
    for number, row in enumerate(_parts(element, "tr"), start=1):
        seen.rows += 1
        if seen.rows > MAX_ROWS:
            raise UnreadableFile(
                f"The tables have more than {MAX_ROWS:,} rows. Split them over several files."
            )
        deleted = child(row, "trPr", "del") is not None
        seen.changes += deleted
        cells = _row_cells(row, above, seen, deleted=deleted)
        grid.append((number, cells))
    return grid


def _row_cells(row: Element, above: dict[int, Cell], seen: _Seen, *, deleted: bool) -> list[Cell]:
    cells = [Cell()] * _number(child(row, "trPr", "gridBefore"), 0)
    for box in _parts(row, "tc"):
        at = len(cells)
        if at >= 4 * MAX_COLUMNS:
            break
        merge = child(box, "tcPr", "vMerge")
        text = _box_text(box, seen, deleted=deleted)
        if merge is not None and attribute(merge, "val") != "restart" and at in above:
            cell = Cell(text or above[at].text, down=not text, deleted=deleted)
        else:
            cell = Cell(text, deleted=deleted)
        if merge is not None:
            above[at] = cell
        else:
            above.pop(at, None)
        span = min(_number(child(box, "tcPr", "gridSpan"), 1), MAX_COLUMNS)
        cells.append(cell)
        cells += [Cell(cell.text, across=True, deleted=deleted)] * (span - 1)
    return cells


def _number(element: Element | None, default: int) -> int:
    value = None if element is None else attribute(element, "val")
    return max(default, int(value)) if value is not None and value.isdigit() else default


def _parts(element: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also inside content controls and insertions."""
    for part in element:
        tag = local(part)
        if tag == name:
            yield part
        elif tag in _WRAPPERS:
            yield from _parts(part, name)


def _box_text(box: Element, seen: _Seen, *, deleted: bool) -> str:
    paragraphs: list[str] = []
    for part in _blocks(box):
        if local(part) == "p":
            paragraphs.append("".join(_runs(part, seen, keep_deleted=deleted)).strip(" "))
        elif _has_headings(part):
            seen.lifted.append(part)
        else:
            paragraphs += _folded(part, seen, deleted=deleted)
    return clean("\n".join(paragraphs))


def _blocks(element: Element) -> Iterator[Element]:
    for part in element:
        if local(part) in ("p", "tbl"):
            yield part
        elif local(part) in _WRAPPERS:
            yield from _blocks(part)


def _has_headings(table: Element) -> bool:
    rows = list(_parts(table, "tr"))
    texts = [
        _box_text(box, _Seen(), deleted=False) for row in rows[:1] for box in _parts(row, "tc")
    ]
    known = sum(match_heading(text).confidence >= SURE for text in texts if len(text) < 60)
    return len(rows) > 1 and known >= 2


def _folded(table: Element, seen: _Seen, *, deleted: bool) -> Iterator[str]:
    for row in _parts(table, "tr"):
        texts = [_box_text(box, seen, deleted=deleted) for box in _parts(row, "tc")]
        yield " | ".join(text for text in texts if text)


def _runs(element: Element, seen: _Seen, *, keep_deleted: bool) -> Iterator[str]:
    for part in element:
        tag = local(part)
        if tag == "t" or (tag == "delText" and keep_deleted):
            yield part.text or ""
        elif tag in _MARKS:
            yield _MARKS[tag]
        elif tag in ("del", "moveFrom"):
            seen.changes += 1
            if keep_deleted:
                yield from _runs(part, seen, keep_deleted=True)
        elif tag == "checkBox":
            yield _box_mark(part)
        elif tag == "rPr":
            seen.hidden = seen.hidden or next(children(part, "vanish"), None) is not None
        elif tag not in _SKIPPED:
            seen.changes += tag == "ins"
            yield from _runs(part, seen, keep_deleted=keep_deleted)


def _box_mark(part: Element) -> str:
    """A form's tick box: ticked if set, or by default when nothing was set."""
    state = child(part, "checked")
    if state is None:
        state = child(part, "default")
    value = "0" if state is None else attribute(state, "val") or "1"
    return "☒" if value in ("1", "true", "on") else "☐"
