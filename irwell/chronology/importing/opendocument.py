"""OpenDocument spreadsheets (.ods), and the tables of OpenDocument texts (.odt)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from irwell.chronology.importing.headings import to_table
from irwell.chronology.importing.packages import (
    Element,
    Package,
    attribute,
    local,
    locked,
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


def read_ods(name: str, data: bytes) -> Tables:
    """Read every table of an .ods or .odt; raises `UnreadableFile` with a sentence if it cannot."""
    package = Package(name, data)
    if "META-INF/manifest.xml" in package:
        manifest = package.xml("META-INF/manifest.xml")
        if next(manifest.iter("{*}encryption-data"), None) is not None:
            raise locked(name)
    if any(part.startswith("Basic/") and part.endswith(".xml") for part in package.names()) and any(
        "Module" in part for part in package.names()
    ):
        raise UnreadableFile(
            f"“{name}” holds macros (small programs), so it was not opened. Save a copy without"
            " macros and send that."
        )
    content = package.xml("content.xml")
    found: list[Table] = []
    problems: list[str] = []
    if next(content.iter("{*}tracked-changes"), None) is not None:
        problems.append("The file holds tracked changes: the current text was read.")
    for number, element in enumerate(content.iter("{*}table"), start=1):
        if next(element.iterancestors("{*}table"), None) is not None:
            continue
        label = attribute(element, "name") or f"Table {number}"
        table = to_table(label, _grid(name, element), before=found[-1] if found else None)
        if table is not None:
            found.append(table)
    if not found:
        problems.append("The file holds no table with anything written in it.")
    return Tables(name, tuple(found), tuple(problems))


def _grid(name: str, table: Element) -> Grid:
    grid: Grid = []
    down: dict[int, tuple[int, Cell]] = {}
    number = cells_read = 0
    for row in _rows(table):
        repeated = _repeat(row, "number-rows-repeated")
        cells = _cells(row, down)
        if any(cell.text for cell in cells):
            # A row repeated very often is padding that was filled by mistake.
            for extra in range(min(repeated, 1_000)):
                grid.append((number + extra + 1, cells))
                cells_read += len(cells)
        number += repeated
        if len(grid) > MAX_ROWS or cells_read > MAX_CELLS:
            raise UnreadableFile(
                f"“{name}” has more than {MAX_ROWS:,} rows. Split it over several files."
            )
    return grid


def _rows(element: Element) -> Iterator[Element]:
    for part in element:
        tag = local(part)
        if tag == "table-row":
            yield part
        elif tag in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(part)


def _cells(row: Element, down: dict[int, tuple[int, Cell]]) -> list[Cell]:
    cells: list[Cell] = []
    over: Cell | None = None
    left = 0
    for box in row:
        tag = local(box)
        if tag not in ("table-cell", "covered-table-cell"):
            continue
        for _ in range(min(_repeat(box, "number-columns-repeated"), 4 * MAX_COLUMNS)):
            at = len(cells)
            if at >= 4 * MAX_COLUMNS:
                return cells
            if tag == "covered-table-cell":
                cells.append(_covered(at, down, over if left > 0 else None))
                left -= 1
                continue
            cell = _cell(box)
            left, over = _repeat(box, "number-columns-spanned") - 1, cell
            rows = _repeat(box, "number-rows-spanned")
            for column in range(at, at + left + 1 if rows > 1 else at):
                down[column] = (rows - 1, cell)
            cells.append(cell)
    return cells


def _covered(at: int, down: dict[int, tuple[int, Cell]], over: Cell | None) -> Cell:
    if over is not None:
        return Cell(over.text, over.value, across=True)
    rows, cell = down.get(at, (0, Cell()))
    if rows <= 0:
        return Cell()
    down[at] = (rows - 1, cell)
    return Cell(cell.text, cell.value, down=True)


def _cell(box: Element) -> Cell:
    text = clean("\n".join(_paragraph(part) for part in box if local(part) in ("p", "h", "list")))
    kind = attribute(box, "value-type")
    value: Value = None
    if kind == "date":
        value = _moment(attribute(box, "date-value") or "")
        text = _shown(value) or text
    elif kind == "time":
        value = _clock(attribute(box, "time-value") or "")
    elif kind == "float":
        value = _figure(attribute(box, "value") or "")
    return Cell(text, value if text else None)


def _paragraph(element: Element) -> str:
    parts = [element.text or ""]
    for part in element:
        tag = local(part)
        if tag == "s":
            parts.append(" " * _repeat(part, "c"))
        elif tag in ("line-break", "tab"):
            parts.append("\n" if tag == "line-break" else "\t")
        elif tag not in ("annotation", "note", "change", "change-start", "change-end"):
            parts.append(_paragraph(part))
        parts.append(part.tail or "")
    return "".join(parts)


def _repeat(element: Element, name: str) -> int:
    value = attribute(element, name)
    return max(1, int(value)) if value is not None and value.isdigit() else 1


def _moment(text: str) -> Value:
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return None


def _shown(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else ""


def _clock(text: str) -> Value:
    """An ISO duration, PT14H30M00S, as the time of day it stands for."""
    figures = text.removeprefix("PT").replace("H", " ").replace("M", " ").split(" ")
    if len(figures) < 2 or not all(part.isdigit() for part in figures[:2]):
        return None
    hour, minute = int(figures[0]), int(figures[1])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _figure(text: str) -> Value:
    try:
        number = float(text)
    except ValueError:
        return None
    return int(number) if number == int(number) else number
