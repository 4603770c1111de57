"""Workbooks as people send them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from tests.chronology.files.writing import (
    HEADINGS,
    ROWS,
    ods,
    ods_row,
    xlsx,
    zipped,
)


def dated_xlsx() -> bytes:
    """Real dates and times, a title row, an empty row, a filter's hidden row."""

    def build(book: Any) -> None:
        sheet = book.active
        sheet.title = "Chronology"
        sheet.append(["Chronology of an invented family"])
        sheet.append([])
        sheet.append(["Date", "Time", "Source", "Event"])
        sheet.append([date(2023, 3, 12), time(14, 30), "Niche", "Call"])
        sheet.append([datetime.fromisoformat("2023-03-13T09:05"), None, "Niche", "Arrest"])
        sheet.append([44999, "c. midday", "Niche", "Bail"])
        sheet.row_dimensions[5].hidden = True

    return xlsx(build)


def merged_xlsx() -> bytes:
    """Merged cells down, and no headings."""

    def build(book: Any) -> None:
        sheet = book.active
        for row in ROWS:
            sheet.append(list(row))
        sheet["A2"] = None
        sheet.merge_cells("A1:A2")

    return xlsx(build)


def sheets_xlsx() -> bytes:
    """Several sheets: one hidden, one empty, one with two tables."""

    def build(book: Any) -> None:
        sheet = book.active
        for row in (HEADINGS, *ROWS[:1], (), (), HEADINGS, *ROWS[1:2]):
            sheet.append(list(row))
        sheet["A3"], sheet["B3"] = "a line", "more"
        sheet["A3"], sheet["B3"] = None, None
        book.create_sheet("Empty")
        hidden = book.create_sheet("Old")
        hidden.sheet_state = "hidden"
        for row in (HEADINGS, *ROWS[2:]):
            hidden.append(list(row))

    return xlsx(build)


def formulas_xlsx() -> bytes:
    """Formulas without saved results, an error, a yes."""

    def build(book: Any) -> None:
        sheet = book.active
        sheet.append(["Date", "Source", "Event", "Child seen"])
        sheet.append(["=TODAY()", "EMIS", "Computed date", True])
        sheet.append(["13/03/2023", "=B2", "=CONCATENATE(A1,B1)", False])
        sheet.append(["14/03/2023", "EMIS", "#REF!", "n/a"])

    return xlsx(build)


def google_xlsx() -> bytes:
    """Inline strings, no references, no styles and no shared strings, as exports write them."""
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) + "</row>"
        for row in (HEADINGS, *ROWS)
    )
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f'<workbook {space} xmlns:r="{relation}"><sheets>'
            '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1"'
            ' Target="/xl/worksheets/sheet1.xml" Type="x"/></Relationships>',
            "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{cells}</sheetData></worksheet>",
        }
    )


def plain_ods() -> bytes:
    """Typed dates, repeated rows and columns, a cell merged down, a note."""
    day = (
        '<table:table-cell office:value-type="date" office:date-value="2023-03-12"'
        ' table:number-rows-spanned="2"><text:p>12/03/23</text:p></table:table-cell>'
    )
    note = (
        "<table:table-cell><office:annotation><text:p>private</text:p></office:annotation>"
        "<text:p>Home<text:s/>visit</text:p></table:table-cell>"
    )
    rows = (
        ods_row(HEADINGS)
        + ods_row([day, "SystmOne", note, "x"])
        + ods_row(["<table:covered-table-cell/>", "EMIS", "Missed", "x"])
        + ods_row(ROWS[2])
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row>'
    )
    return ods(f'<table:table table:name="Sheet1">{rows}</table:table>')
