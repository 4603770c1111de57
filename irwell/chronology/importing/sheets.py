"""Excel workbooks, read straight from their XML so that formulas and merges are not lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from irwell.chronology.importing.headings import starts_table, to_table
from irwell.chronology.importing.packages import (
    Element,
    Package,
    attribute,
    children,
    damaged,
    local,
)
from irwell.chronology.importing.tables import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Grid,
    Table,
    Tables,
    UnreadableFile,
    Value,
    clean,
)

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (a workbook's day 0 has no time zone)
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")


@dataclass(slots=True)
class _Book:
    package: Package
    texts: list[str]
    date_styles: frozenset[int]
    epoch: datetime
    cells: int = 0


@dataclass(slots=True)
class _Sheet:
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    unsaved_formulas: int = 0
    hidden_rows: int = 0


def read_xlsx(name: str, data: bytes) -> Tables:
    """Read every sheet of an .xlsx; raises `UnreadableFile` with a sentence if it cannot.

    Dates come as dates, a formula as its saved result (or as its own text, and that is told),
    hidden rows and sheets are read and told.
    """
    package = Package(name, data)
    if any(part.casefold().endswith("vbaproject.bin") for part in package.names()):
        raise UnreadableFile(
            f"“{name}” holds macros (small programs), so it was not opened. In Excel choose Save"
            " As, pick “Excel Workbook (.xlsx)”, and send that copy."
        )
    book, sheets = _open(package)
    found: list[Table] = []
    problems: list[str] = []
    for title, member, hidden in sheets:
        sheet = _read_sheet(book, member)
        notes = list(_told(sheet, hidden=hidden))
        grid = _grid(sheet)
        for number, block in enumerate(_blocks(grid), start=1):
            label = title if number == 1 else f"{title}, part {number}"
            table = to_table(label, block, before=found[-1] if found else None, problems=notes)
            if table is not None:
                found.append(table)
    if not found:
        problems.append("The workbook holds nothing but empty sheets.")
    return Tables(name, tuple(found), tuple(problems))


def _open(package: Package) -> tuple[_Book, list[tuple[str, str, bool]]]:
    if "xl/workbook.xml" not in package:
        raise damaged(package.name)
    workbook = package.xml("xl/workbook.xml")
    relations = {}
    if "xl/_rels/workbook.xml.rels" in package:
        for relation in package.xml("xl/_rels/workbook.xml.rels"):
            target = (attribute(relation, "Target") or "").lstrip("/")
            member = target if target.startswith("xl/") else f"xl/{target}"
            relations[relation.get("Id", "")] = member
    base = _EPOCH
    sheets = []
    for element in workbook.iter("{*}workbookPr", "{*}sheet"):
        if local(element) == "workbookPr":
            base = _EPOCH_1904 if attribute(element, "date1904") in ("1", "true") else base
            continue
        member = relations.get(_relation_id(element), "")
        if member in package and "worksheet" in member:
            sheets.append(
                (element.get("name", "Sheet"), member, element.get("state", "visible") != "visible")
            )
    return _Book(package, _shared_texts(package), _date_styles(package), base), sheets


def _relation_id(element: Element) -> str:
    for key, value in element.attrib.items():
        if str(key).endswith("}id"):
            return str(value)
    return ""


def _shared_texts(package: Package) -> list[str]:
    if "xl/sharedStrings.xml" not in package:
        return []
    return [_rich_text(item) for item in package.stream("xl/sharedStrings.xml", "si")]


def _rich_text(item: Element) -> str:
    """The text of all its runs; the phonetic reading that may stand beside it is left out."""
    parts = [
        text.text or ""
        for text in item.iter("{*}t")
        if not any(local(above) == "rPh" for above in text.iterancestors())
    ]
    return "".join(parts).replace("_x000D_", "")


def _date_styles(package: Package) -> frozenset[int]:
    if "xl/styles.xml" not in package:
        return frozenset()
    styles = package.xml("xl/styles.xml")
    formats = {int(number): code for number, code in BUILTIN_FORMATS.items()}
    for element in styles.iter("{*}numFmt"):
        number = element.get("numFmtId", "")
        if number.isdigit():
            formats[int(number)] = element.get("formatCode", "")
    dates = set()
    for group in children(styles, "cellXfs"):
        for at, style in enumerate(children(group, "xf")):
            number = style.get("numFmtId", "0")
            code = formats.get(int(number), "") if number.isdigit() else ""
            if code and is_date_format(code):
                dates.add(at)
    return frozenset(dates)


def _read_sheet(book: _Book, member: str) -> _Sheet:
    sheet = _Sheet()
    next_row = 1
    for element in book.package.stream(member, "row", "mergeCell"):
        if local(element) == "mergeCell":
            if corners := _corners(element.get("ref", "")):
                sheet.merges.append(corners)
            continue
        said = element.get("r", "")
        number = int(said) if said.isdigit() else next_row
        next_row = number + 1
        cells = dict(_row(book, sheet, element))
        if not cells:
            continue
        sheet.hidden_rows += element.get("hidden") in ("1", "true")
        sheet.rows[number] = cells
        book.cells += len(cells)
        if len(sheet.rows) > MAX_ROWS or book.cells > MAX_CELLS:
            raise UnreadableFile(
                f"“{book.package.name}” has more than {MAX_ROWS:,} rows or {MAX_CELLS:,} cells."
                " Split it over several files."
            )
    return sheet


def _row(book: _Book, sheet: _Sheet, element: Element) -> Iterator[tuple[int, Cell]]:
    column = -1
    for box in children(element, "c"):
        found = _REFERENCE.fullmatch(box.get("r", ""))
        column = _column_number(found[1]) if found else column + 1
        if column > 4 * MAX_COLUMNS:
            return
        cell = _cell(book, sheet, box)
        if cell is not None:
            yield column, cell


def _cell(book: _Book, sheet: _Sheet, box: Element) -> Cell | None:
    kind = box.get("t", "n")
    raw: str | None = None
    formula = ""
    for part in box:
        tag = local(part)
        if tag == "v":
            raw = part.text or ""
        elif tag == "is":
            return _text_cell(_rich_text(part))
        elif tag == "f":
            formula = part.text or ""
    if raw is None or raw == "":
        if formula:
            sheet.unsaved_formulas += 1
            return Cell(clean(f"={formula}"))
        return None
    if kind == "s":
        at = int(raw) if raw.isdigit() else -1
        return _text_cell(book.texts[at]) if 0 <= at < len(book.texts) else None
    if kind in ("str", "e"):
        return _text_cell(raw)
    if kind == "b":
        return Cell("Yes" if raw == "1" else "No", value=raw == "1")
    if kind == "d":
        return _text_cell(raw)
    style = box.get("s", "0")
    is_date = style.isdigit() and int(style) in book.date_styles
    return _number_cell(raw, is_date=is_date, epoch=book.epoch)


def _text_cell(text: str) -> Cell | None:
    text = clean(text)
    return Cell(text) if text else None


def _number_cell(raw: str, *, is_date: bool, epoch: datetime) -> Cell:
    try:
        number = float(raw)
    except ValueError:
        return Cell(clean(raw))
    if is_date and 0 <= number < 2_958_466:
        value = _moment(number, epoch)
        return Cell(_shown(value), value=value)
    if number == int(number) and abs(number) < 1e15:
        return Cell(str(int(number)), value=int(number))
    return Cell(f"{number:.10g}", value=number)


def _moment(number: float, epoch: datetime) -> date | datetime | time:
    if number < 1:
        minutes = round(number * 24 * 60)
        return time(minutes // 60 % 24, minutes % 60)
    moment = epoch + timedelta(seconds=round(number * 86_400))
    return moment if moment.time() != time(0, 0) else moment.date()


def _shown(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _corners(reference: str) -> tuple[int, int, int, int] | None:
    ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return None
    first, last = ends[0], ends[1]
    return (int(first[2]), _column_number(first[1]), int(last[2]), _column_number(last[1]))


def _grid(sheet: _Sheet) -> Grid:
    for top, left, bottom, right in sheet.merges:
        source = sheet.rows.get(top, {}).get(left)
        if source is None:
            continue
        for number in range(top, min(bottom, top + 5_000) + 1):
            if number not in sheet.rows:
                continue  # a merge over empty rows adds none
            for column in range(left, min(right, left + MAX_COLUMNS) + 1):
                if (number, column) != (top, left):
                    copy = Cell(source.text, source.value, down=number > top, across=column > left)
                    sheet.rows[number][column] = copy
    grid: Grid = []
    for number in sorted(sheet.rows):
        cells = sheet.rows[number]
        width = min(max(cells) + 1, 4 * MAX_COLUMNS)
        grid.append((number, [cells.get(column, Cell()) for column in range(width)]))
    return grid


def _blocks(grid: Grid) -> Iterator[Grid]:
    """Tables stacked on one sheet: a gap of empty rows and then new headings start another."""
    block: Grid = []
    before = 0
    for number, cells in grid:
        if block and number > before + 1 and len(block) > 1 and starts_table(cells):
            yield block
            block = []
        block.append((number, cells))
        before = number
    if block:
        yield block


def _told(sheet: _Sheet, *, hidden: bool) -> Iterator[str]:
    if hidden:
        yield "The sheet is hidden in the workbook; it was read as well."
    if sheet.hidden_rows:
        yield f"{sheet.hidden_rows} rows are hidden in the workbook; they were read as well."
    if sheet.unsaved_formulas:
        yield (
            f"{sheet.unsaved_formulas} formulas have no saved result, so the formula itself stands"
            " in the cell. Open the workbook in Excel, save it, and send it again."
        )
