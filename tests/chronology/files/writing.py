"""Writing files of every kind, well made and raw."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from docx import Document
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
