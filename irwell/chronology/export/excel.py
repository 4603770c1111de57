"""An Excel workbook: the chronology, what was not read, and the returns it came from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from irwell.chronology.colours import marks
from irwell.chronology.export.columns import WIDE, OutColumn
from irwell.chronology.export.packing import repack
from irwell.chronology.merge import Timeline

_LONGEST = 32_000  # Excel's limit for one cell is 32,767 characters
_HEAD = PatternFill("solid", start_color="0B0C0C")
_WRAP = Alignment(wrap_text=True, vertical="top")


def to_xlsx(
    timeline: Timeline, *, title: str = "Combined chronology", more: Sequence[OutColumn] = ()
) -> bytes:
    """The timeline as a workbook; every cell is text, so nothing in it can run.

    A text longer than a cell can hold goes on in the row below, so that none of it is lost. `more`: columns that the
    review asked for.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Chronology"
    letters, columns = marks(timeline.agencies), (*WIDE, *more)
    headings = ["Letter", *(column.heading for column in columns)]
    _headings(sheet, headings, [7, *(column.width for column in columns)])
    fills = {
        agency: PatternFill("solid", start_color=mark.tint[1:].upper())
        for agency, mark in letters.items()
    }
    below = 2
    for entry in timeline.entries:
        mark = letters.get(entry.agency)
        first = below
        letter = mark.letter if mark else ""
        below = _write(sheet, below, [letter, *(column.text(entry) for column in columns)])
        if mark:
            for column in (1, headings.index("Agency") + 1):
                sheet.cell(first, column).fill = fills[entry.agency]
    _not_read(book, timeline)
    _returns(book, timeline)
    out = io.BytesIO()
    book.save(out)
    return repack(out.getvalue(), title=title)


def _headings(sheet: Worksheet, headings: Sequence[str], widths: Sequence[float]) -> None:
    sheet.append(list(headings))
    for number, (cell, width) in enumerate(zip(sheet[1], widths, strict=True), start=1):
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = _HEAD
        cell.alignment = _WRAP
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "C2" if len(headings) > 6 else "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _write(sheet: Worksheet, number: int, texts: Sequence[str]) -> int:
    """Write texts in that row, and on below it what does not fit; the next free row is given."""
    parts = [_cut(ILLEGAL_CHARACTERS_RE.sub("", text)) for text in texts]
    for row in zip_longest(*parts, fillvalue=""):
        for column, text in enumerate(row, start=1):
            if text:
                _text(sheet.cell(number, column), text)
        number += 1
    return number


def _text(cell: object, text: str) -> None:
    assert isinstance(cell, Cell)
    cell.value = text
    cell.data_type = "s"  # never a formula, whatever it starts with
    cell.quotePrefix = True
    cell.alignment = _WRAP


def _cut(text: str) -> list[str]:
    return [text[at : at + _LONGEST] for at in range(0, len(text), _LONGEST)] or [""]


def _not_read(book: Workbook, timeline: Timeline) -> None:
    if not timeline.faults:
        return
    sheet = book.create_sheet("Not read")
    headings = ["Agency", "Place", "What is wrong", "As written", "How to mend", "Suggestion"]
    _headings(sheet, [*headings, "Whole row"], [18, 22, 50, 30, 50, 20, 80])
    below = 2
    for agency, fault in timeline.faults:
        row = "\n".join(f"{header}: {text}" for header, text in fault.cells.items() if text)
        told = [fault.place, fault.reason, fault.original, fault.mend, fault.suggestion, row]
        below = _write(sheet, below, [agency, *told])


def _returns(book: Workbook, timeline: Timeline) -> None:
    sheet = book.create_sheet("Returns")
    _headings(sheet, ["Letter", "Agency", "Return version", "Entries"], [8, 34, 16, 12])
    letters = marks(timeline.agencies)
    below = 2
    for agency, version in timeline.versions:
        number = sum(entry.agency == agency for entry in timeline.entries)
        below = _write(sheet, below, [letters[agency].letter, agency, str(version), str(number)])
