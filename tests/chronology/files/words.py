"""Word documents as people send them."""

from __future__ import annotations

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement

from tests.chronology.files.writing import (
    HEADINGS,
    ROWS,
    STRICT,
    add_table,
    docx,
    raw_cell,
    raw_docx,
    raw_table,
)


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
