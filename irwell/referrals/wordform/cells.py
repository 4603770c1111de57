"""The words in a Word file as they stand: tables as rows of cells, ticks as signs, nothing struck or hidden."""

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TICKED, EMPTY = "☒", "☐"
# Wingdings and Wingdings 2 as Word keeps them: private-use codes.
SYMBOLS = {
    "F0FE": TICKED, "F0FD": TICKED, "F0FC": "✓", "F0FB": "✗", "F052": TICKED, "F053": TICKED, "F050": "✓", "F04F": "✗",
    "F0A8": EMPTY, "F06F": EMPTY, "F071": EMPTY, "F0A3": EMPTY, "F02A": EMPTY,
}  # fmt: skip
SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:sdtPr"), qn("w:rPr"), qn("w:pPr"), qn("w:tcPr"), FALLBACK}  # fmt: skip

Row = list[str]


def tables_and_lines(data: bytes) -> tuple[list[list[Row]], list[str]]:
    """Every table as rows of cell texts, and every paragraph outside tables, in order."""
    body = Document(io.BytesIO(data)).element.body
    tables: list[list[Row]] = []
    lines: list[str] = []
    for block in _blocks(body):
        if block.tag == qn("w:tbl"):
            tables.append([[text_of(cell) for cell in _cells(row)] for row in _rows(block)])
        else:
            lines.append(text_of(block))
    return tables, [line for line in lines if line.strip()]


def _blocks(parent: Any) -> Iterator[Any]:
    for child in parent:
        if child.tag in (qn("w:tbl"), qn("w:p")):
            yield child
        elif child.tag not in SKIPPED:
            yield from _blocks(child)


def _rows(table: Any) -> Iterator[Any]:
    yield from _nearest(table, qn("w:tr"))


def _cells(row: Any) -> Iterator[Any]:
    """Cells of a row; one that only continues a cell above is left out."""
    for cell in _nearest(row, qn("w:tc")):
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        if merge is None or merge.get(qn("w:val")) == "restart":
            yield cell


def _nearest(parent: Any, tag: str) -> Iterator[Any]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in SKIPPED:
            yield from _nearest(child, tag)


def text_of(element: Any) -> str:
    """Text with line breaks; tick boxes of every kind as ☒ or ☐."""
    return "".join(_pieces(element)).strip()


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in SKIPPED:
            continue
        if tag == qn("w:t"):
            yield child.text or ""
        elif tag == qn("w:tab"):
            yield "\t"
        elif tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif tag == qn("w:sym"):
            yield SYMBOLS.get((child.get(qn("w:char")) or "").upper(), "")
        elif tag == qn("w:fldChar"):
            yield _old_box(child)
        elif tag == qn("w:sdt"):
            yield from _control(child)
        else:
            yield from _pieces(child)
            if tag == qn("w:p"):
                yield "\n"


def _control(control: Any) -> Iterator[str]:
    """A content control: a tick box, a prompt that nobody overwrote, or what was written in it."""
    settings = control.find(qn("w:sdtPr"))
    content = control.find(qn("w:sdtContent"))
    if settings is not None and settings.find(qn("w:showingPlcHdr")) is not None:
        return
    pieces = list(_pieces(content)) if content is not None else []
    checked = settings.find(f"{W14}checkbox/{W14}checked") if settings is not None else None
    is_ticked = checked is not None and checked.get(f"{W14}val") in ("1", "true", "on")
    if is_ticked and "".join(pieces).strip() in (EMPTY, ""):
        yield TICKED
    else:
        yield from pieces


def _old_box(begin: Any) -> str:
    """A tick box of a legacy form field."""
    box = begin.find(f"{qn('w:ffData')}/{qn('w:checkBox')}")
    if box is None:
        return ""
    state = box.find(qn("w:checked"))
    state = box.find(qn("w:default")) if state is None else state
    on = state is not None and state.get(qn("w:val"), "1") not in ("0", "false", "off")
    return TICKED if on else EMPTY
