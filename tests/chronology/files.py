"""Invented return files in the shapes that people really send, made in code."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from openpyxl import Workbook

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
HEADINGS = ("Date", "Source of information", "Significant event", "Action taken")
ROWS = (
    ("12/03/2023", "SystmOne", "Home visit, mother tired", "Follow up in a week"),
    ("13/03/2023", "EMIS", "Missed appointment", "Letter sent"),
    ("14/03/2023", "Niche", "Call to the address", "No further action"),
)


def docx(build: Callable[[Any], None]) -> bytes:
    """A Word document that python-docx wrote."""
    document = Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def add_table(document: Any, rows: Iterable[Sequence[str]]) -> Any:
    """A table of texts."""
    listed = [list(row) for row in rows]
    table = document.add_table(rows=0, cols=max(map(len, listed)))
    for texts in listed:
        for cell, text in zip(table.add_row().cells, texts, strict=False):
            cell.text = text
    return table


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A package of the members given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return out.getvalue()


def raw_docx(body: str, namespace: str = W, **extra: str) -> bytes:
    """A Word document of raw XML, as other programs write it."""
    document = f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **extra})


def raw_cell(text: str, properties: str = "") -> str:
    """A raw cell with its properties."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def raw_table(rows: Iterable[Sequence[str]]) -> str:
    """A raw table; a text that starts with < is taken as a whole raw cell."""
    lines = (
        "".join(text if text.startswith("<") else raw_cell(text) for text in row) for row in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def xlsx(build: Callable[[Any], None]) -> bytes:
    """A workbook that openpyxl wrote."""
    book = Workbook()
    build(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(tables: str, kind: str = "spreadsheet", **extra: str) -> bytes:
    """An OpenDocument file of raw XML."""
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f"<office:{kind}>{tables}</office:{kind}></office:body></office:document-content>"
    )
    mime = f"application/vnd.oasis.opendocument.{kind}"
    return zipped({"mimetype": mime, "content.xml": content, **extra})


def ods_row(texts: Sequence[str], attributes: str = "") -> str:
    """A raw row; a text that starts with < is taken as a whole raw cell."""
    cells = (
        text
        if text.startswith("<")
        else f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"
        for text in texts
    )
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def simple_docx() -> bytes:
    """One plain table."""
    return docx(lambda document: add_table(document, [HEADINGS, *ROWS]))


def landscape_docx() -> bytes:
    """Landscape, the headings marked to repeat, and copied again half way by hand."""

    def build(document: Any) -> None:
        document.sections[0].orientation = WD_ORIENT.LANDSCAPE
        table = add_table(document, [HEADINGS, *ROWS[:2], HEADINGS, *ROWS[2:]])
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    return docx(build)


def merged_docx() -> bytes:
    """The date merged down over two rows and a title merged across."""

    def build(document: Any) -> None:
        rows = [HEADINGS, ("Birth and early weeks", "", "", ""), *ROWS[:1], ("", *ROWS[1][1:])]
        table = add_table(document, [*rows, *ROWS[2:]])
        table.cell(1, 0).merge(table.cell(1, 3))
        table.cell(2, 0).merge(table.cell(3, 0))
        table.cell(2, 0).text = ROWS[0][0]

    return docx(build)


def headless_docx() -> bytes:
    """No headings at all."""
    return docx(lambda document: add_table(document, ROWS))


def split_docx() -> bytes:
    """One table cut in two: the second half has no headings."""

    def build(document: Any) -> None:
        add_table(document, [HEADINGS, *ROWS[:2]])
        document.add_paragraph("continued")
        add_table(document, ROWS[2:])

    return docx(build)


def two_tables_docx() -> bytes:
    """Two tables whose headings differ."""

    def build(document: Any) -> None:
        add_table(document, [HEADINGS, *ROWS[:2]])
        document.add_paragraph("GP")
        add_table(document, [("Detail", "When", "Record source"), (ROWS[2][2], *ROWS[2][:2])])

    return docx(build)


def nested_docx() -> bytes:
    """The chronology inside a cell of a layout table."""

    def build(document: Any) -> None:
        outer = document.add_table(rows=1, cols=2)
        outer.cell(0, 0).text = "Agency: invented"
        inner = outer.cell(0, 1).add_table(rows=0, cols=4)
        for texts in (HEADINGS, *ROWS):
            for cell, text in zip(inner.add_row().cells, texts, strict=True):
                cell.text = text

    return docx(build)


def small_nested_docx() -> bytes:
    """A little table of readings inside an event cell."""

    def build(document: Any) -> None:
        table = add_table(document, [HEADINGS, *ROWS])
        inner = table.cell(1, 2).add_table(rows=1, cols=2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "Weight", "4.2 kg"

    return docx(build)


def tracked_docx() -> bytes:
    """Tracked changes: a word in, a word out, a row out."""
    event = (
        "<w:tc><w:p><w:r><w:t>Home visit, </w:t></w:r><w:del><w:r><w:delText>father</w:delText></w:r>"
        "</w:del><w:ins><w:r><w:t>mother tired</w:t></w:r></w:ins></w:p></w:tc>"
    )
    gone = (
        "<w:tr><w:trPr><w:del/></w:trPr>"
        + "".join(
            f"<w:tc><w:p><w:del><w:r><w:delText>{text}</w:delText></w:r></w:del></w:p></w:tc>"
            for text in ("1/1/2023", "x", "withdrawn", "y")
        )
        + "</w:tr>"
    )
    table = raw_table([HEADINGS, (ROWS[0][0], ROWS[0][1], event, ROWS[0][3]), *ROWS[1:]])
    return raw_docx(table.replace("</w:tbl>", f"{gone}</w:tbl>"))


def strict_docx() -> bytes:
    """The strict kind of Word document, whose namespaces differ."""
    return raw_docx(raw_table([HEADINGS, *ROWS]), STRICT)


def two_row_headings_docx() -> bytes:
    """Headings over two rows: "Child" over "seen" and "alone"."""
    span = '<w:gridSpan w:val="2"/>'
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    top = [raw_cell(text, restart) for text in HEADINGS[:3]] + [raw_cell("Child", span)]
    below = [raw_cell("", goes_on)] * 3 + [raw_cell("seen"), raw_cell("alone")]
    return raw_docx(raw_table([top, below, *((*row[:3], "Y", "N") for row in ROWS)]))


def content_control_docx() -> bytes:
    """Rows and cells inside content controls, with a tick box."""
    heads = "".join(map(raw_cell, (*HEADINGS[:3], "Child seen")))
    box = (
        '<w:sdt><w:sdtPr><w:tag w:val="seen"/></w:sdtPr><w:sdtContent>'
        f"{raw_cell('☒')}</w:sdtContent></w:sdt>"
    )
    rows = "".join(
        f"<w:sdt><w:sdtContent><w:tr>{''.join(map(raw_cell, row[:3]))}{box}</w:tr></w:sdtContent></w:sdt>"
        for row in ROWS
    )
    return raw_docx(f"<w:tbl><w:tr>{heads}</w:tr>{rows}</w:tbl>")


def text_box_docx() -> bytes:
    """A table in a text box, which Word writes twice."""
    table = raw_table([HEADINGS, *ROWS])
    body = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006"><mc:Choice><w:txbxContent>{table}</w:txbxContent></mc:Choice>'
        f"<mc:Fallback><w:txbxContent>{table}</w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    return raw_docx(body)


def indented_rows_docx() -> bytes:
    """Rows that start a column late, as dragged borders leave them."""
    late = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    row = f"<w:tr>{late}{''.join(map(raw_cell, ('EMIS', 'No date here', 'none')))}</w:tr>"
    table = raw_table([HEADINGS, *ROWS]).replace("</w:tbl>", f"{row}</w:tbl>")
    return raw_docx(table)


def comments_docx() -> bytes:
    """Reviewers' comments and hidden text."""
    hidden = "<w:tc><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>EMIS</w:t></w:r></w:p></w:tc>"
    table = raw_table([HEADINGS, ROWS[0], (ROWS[1][0], hidden, *ROWS[1][2:]), ROWS[2]])
    return raw_docx(table, **{"word/comments.xml": "<w:comments/>"})


def same_headings_docx() -> bytes:
    """Forty columns with one heading."""
    rows = [("Date", "Event", *["Notes"] * 38), *((r[0], r[2], *["x"] * 38) for r in ROWS)]
    return docx(lambda document: add_table(document, rows))


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


def odt_table() -> bytes:
    """A table in an OpenDocument text."""
    head = f"<table:table-header-rows>{ods_row(HEADINGS)}</table:table-header-rows>"
    rows = head + "".join(map(ods_row, ROWS))
    return ods(f'<table:table table:name="T1">{rows}</table:table>', "text")


def delimited(delimiter: str, rows: Iterable[Sequence[str]] = (HEADINGS, *ROWS)) -> str:
    """Delimited text; cells that hold the delimiter are quoted."""
    return "\r\n".join(
        delimiter.join(f'"{text}"' if delimiter in text else text for text in row) for row in rows
    )


def html_table() -> bytes:
    """A web page that a case system calls .xls."""
    rows = "".join(
        "<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in (HEADINGS, *ROWS)
    )
    return f"<html><head><title>x</title></head><body><table>{rows}</table></body></html>".encode()


GOOD: dict[str, bytes] = {
    "simple.docx": simple_docx(),
    "landscape.docx": landscape_docx(),
    "merged.docx": merged_docx(),
    "headless.docx": headless_docx(),
    "split.docx": split_docx(),
    "two tables.docx": two_tables_docx(),
    "nested.docx": nested_docx(),
    "small nested.docx": small_nested_docx(),
    "tracked.docx": tracked_docx(),
    "strict.docx": strict_docx(),
    "two row headings.docx": two_row_headings_docx(),
    "content controls.docx": content_control_docx(),
    "text box.docx": text_box_docx(),
    "comments.docx": comments_docx(),
    "same headings.docx": same_headings_docx(),
    "dates.xlsx": dated_xlsx(),
    "merged.xlsx": merged_xlsx(),
    "sheets.xlsx": sheets_xlsx(),
    "google.xlsx": google_xlsx(),
    "plain.ods": plain_ods(),
    "text.odt": odt_table(),
    "comma.csv": delimited(",").encode(),
    "semicolon.csv": delimited(";").encode("cp1252"),
    "tab.tsv": delimited("\t").encode("utf-16"),
    "bar.txt": delimited("|").encode("utf-8-sig"),
    "told.csv": ("sep=;\r\n" + delimited(";")).encode(),
    "utf-16 bare.csv": delimited(",").encode("utf-16-le"),
    "nulls.csv": delimited(",").replace("Niche", "Ni\x00che").encode(),
    "page.xls": html_table(),
    "table.html": html_table(),
    "lines.txt": "\n".join(f"{row[0]} - {row[2]}" for row in ROWS).encode(),
    "bars.md": "\n".join(f"| {' | '.join(r)} |" for r in (HEADINGS, ("---",) * 4, *ROWS)).encode(),
}
