"""Delimited text of any sort and encoding, pasted text, and HTML tables."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import lxml.html
from charset_normalizer import from_bytes
from lxml import etree

from irwell.chronology.importing.headings import to_table
from irwell.chronology.importing.packages import local
from irwell.chronology.importing.tables import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Grid,
    Table,
    Tables,
    UnreadableFile,
    clean,
    plain_row,
)
from irwell.chronology.when import When, read_when

_DELIMITERS = (",", "\t", ";", "|", "^", "~", "#")
_LINE = re.compile(r"^(?P<date>.{4,40}?)\s*(?:\s[-–—]\s|:\s|\t)\s*(?P<text>\S.*)$")
csv.field_size_limit(10_000_000)


def read_csv(name: str, data: bytes) -> Tables:
    """Read delimited text, finding its encoding and its delimiter; says which were found odd."""
    text, problems = decode(name, data)
    columns = text.startswith("sep=") or (_delimiter(text) is not None and not _bars(text))
    if text.strip() and not columns:
        return replace(read_pasted(text, name), problems=tuple(problems))
    return _delimited(name, "Table 1", text, problems)


def read_pasted(text: str, name: str = "Pasted text") -> Tables:
    """Read text pasted from Word, Excel, a web page or an e-mail.

    Tabs, bars or another delimiter make columns; otherwise each line that starts with a date
    ("12/3/23 - visit") is a row, and what follows it belongs to it.
    """
    text = clean(text.replace("\ufeff", ""))
    if not text:
        return Tables(name, (), ("Nothing was pasted.",))
    if _bars(text):
        grid = [plain_row(n, cells) for n, cells in _bar_rows(text)]
        table = to_table("Table 1", grid)
        return Tables(name, () if table is None else (table,))
    delimiter = _delimiter(text)
    if delimiter == "\t" or (delimiter and _regular(text, delimiter)):
        return _delimited(name, "Table 1", text, [])
    return _dated_lines(name, text)


def read_html_tables(name: str, data: bytes) -> Tables:
    """Read the tables of an HTML page (case systems export these, often called .xls)."""
    text, problems = decode(name, data)
    try:
        page = lxml.html.document_fromstring(
            text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, etree.XMLSyntaxError):
        raise UnreadableFile(f"“{name}” is an empty web page.") from None
    found: list[Table] = []
    for number, element in enumerate(page.iter("table"), start=1):
        if next(element.iterdescendants("table"), None) is not None:
            continue  # a layout table: the ones within it are read
        label = f"Table {number}"
        table = to_table(label, _html_grid(element), before=found[-1] if found else None)
        if table is not None:
            found.append(table)
    if not found:
        problems.append("The page holds no table with anything written in it.")
    return Tables(name, tuple(found), tuple(problems))


def decode(name: str, data: bytes) -> tuple[str, list[str]]:
    """Text from bytes in whatever encoding; mixed ones line by line, and that is told."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _drop_nulls(data.decode("utf-16", "replace"))
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    sample = data[:4096]
    if sample and sample.count(0) > len(sample) // 4:
        little = sample[1::2].count(0) > sample[::2].count(0)
        return _drop_nulls(data.decode("utf-16-le" if little else "utf-16-be", "replace"))
    try:
        return _drop_nulls(data.decode())
    except UnicodeDecodeError:
        pass
    lines = data.splitlines(keepends=True)
    utf8 = [_utf8(line) for line in lines]
    high = [line for line in lines if any(byte > 127 for byte in line)]
    good = sum(text is not None for text, line in zip(utf8, lines, strict=True) if line in high)
    if good:
        text = "".join(
            read if read is not None else line.decode("cp1252", "replace")
            for read, line in zip(utf8, lines, strict=True)
        )
        text, problems = _drop_nulls(text)
        return text, [*problems, "The file mixes two encodings; each line was read by its own."]
    return _drop_nulls(_legacy(data))


def _utf8(line: bytes) -> str | None:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return None


def _legacy(data: bytes) -> str:
    """An old one-byte encoding: Windows (Western) unless the text is plainly another."""
    best = from_bytes(data[:200_000]).best()
    encoding = best.encoding if best is not None else "cp1252"
    western = {"latin_1", "iso8859_15", "cp1250", "cp1252", "cp1254", "cp1257", "cp1258"}
    if encoding in western or any(byte in data for byte in (0x91, 0x92, 0x93, 0x94, 0x96, 0xA3)):
        encoding = "cp1252"
    return data.decode(encoding, "replace")


def _drop_nulls(text: str) -> tuple[str, list[str]]:
    text = text.removeprefix("\ufeff")
    if "\x00" not in text:
        return text, []
    return text.replace("\x00", ""), ["The file holds empty (null) characters; they were dropped."]


def _delimited(name: str, label: str, text: str, problems: list[str]) -> Tables:
    if not text.strip():
        raise UnreadableFile(f"“{name}” is empty. Check that the right file was chosen.")
    told = re.match(r"sep=(.)\r?\n", text)
    if told:
        text, delimiter = text[told.end() :], told[1]
    else:
        delimiter = _delimiter(text) or ","
    grid: Grid = []
    cells_read = 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                grid.append(plain_row(number, cells[: 4 * MAX_COLUMNS]))
                cells_read += len(cells)
            if len(grid) > MAX_ROWS or cells_read > MAX_CELLS:
                raise UnreadableFile(
                    f"“{name}” has more than {MAX_ROWS:,} rows. Split it over several files."
                )
    except csv.Error as error:
        raise UnreadableFile(f"“{name}” cannot be read as a table: {error}.") from None
    table = to_table(label, grid)
    return Tables(name, () if table is None else (table,), tuple(problems))


def _delimiter(text: str) -> str | None:
    """The delimiter that cuts most rows into the same number of parts, and into most parts."""
    best: tuple[float, str] | None = None
    for delimiter in _DELIMITERS:
        widths = [len(row) for row in _sample(text, delimiter)]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        if usual < 2:
            continue
        score = widths.count(usual) / len(widths) * min(usual, 12)
        if best is None or score > best[0]:
            best = (score, delimiter)
    return None if best is None else best[1]


def _sample(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=delimiter):
            if any(row):
                rows.append(row)
            if len(rows) >= 60:
                break
    except csv.Error:
        return rows
    return rows


def _regular(text: str, delimiter: str) -> bool:
    widths = [len(row) for row in _sample(text, delimiter)]
    return len(widths) > 1 and widths.count(widths[0]) >= 0.8 * len(widths) and widths[0] >= 3


def _bars(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) > 1 and sum(line.strip().startswith("|") for line in lines) > len(lines) / 2


def _bar_rows(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.strip() and not all(re.fullmatch(r":?-{2,}:?", cell) for cell in cells):
            yield number, cells


def _dated_lines(name: str, text: str) -> Tables:
    """Lines that start with a date are rows; lines that do not go on from the one above."""
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        found = _LINE.match(line.strip())
        when = read_when(found["date"]) if found else None
        if found and isinstance(when, When) and when.dated:
            rows.append((number, [found["date"].strip(), found["text"].strip()]))
        elif rows and rows[-1][1][0]:
            rows[-1][1][1] += f"\n{line.strip()}"
        else:
            rows.append((number, ["", line.strip()]))
    grid = [plain_row(0, ["Date", "Event"]), *(plain_row(n, cells) for n, cells in rows)]
    note = "The text has no columns, so each line that starts with a date was read as a row."
    table = to_table("Lines", grid, problems=(note,))
    return Tables(name, () if table is None else (table,))


def _html_grid(table: lxml.html.HtmlElement) -> Grid:
    grid: Grid = []
    down: dict[int, tuple[int, Cell]] = {}
    for number, row in enumerate(table.iter("tr"), start=1):
        cells: list[Cell] = []
        for box in (part for part in row if local(part) in ("td", "th")):
            _carry_down(cells, down)
            cell = Cell(clean(_html_text(box)))
            wide, tall = _span(box, "colspan"), _span(box, "rowspan")
            if tall > 1:
                down[len(cells)] = (tall - 1, cell)
            cells.append(cell)
            cells += [Cell(cell.text, across=True)] * (wide - 1)
        _carry_down(cells, down)
        grid.append((number, cells[: 4 * MAX_COLUMNS]))
        if len(grid) > MAX_ROWS:
            raise UnreadableFile(f"The page has more than {MAX_ROWS:,} rows. Split it.")
    return grid


def _carry_down(cells: list[Cell], down: dict[int, tuple[int, Cell]]) -> None:
    while down.get(len(cells), (0, Cell()))[0] > 0:
        rows, cell = down[len(cells)]
        down[len(cells)] = (rows - 1, cell)
        cells.append(Cell(cell.text, down=True))


def _span(box: lxml.html.HtmlElement, name: str) -> int:
    value = box.get(name, "1")
    return max(1, min(int(value), MAX_COLUMNS)) if value.isdigit() else 1


def _html_text(box: lxml.html.HtmlElement) -> str:
    for part in box.iter("br", "p", "div", "li"):
        part.tail = f"\n{part.tail or ''}"
    lines = "".join(box.itertext()).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)
