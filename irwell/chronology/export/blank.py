"""An empty chronology for an agency to fill in: the usual columns, and those that a review asks for."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from irwell.chronology.export.packing import repack
from irwell.chronology.fields import COLUMNS, Field

_ASKED = (
    Field.DATE, Field.TIME, Field.SOURCE, Field.PROFESSIONAL, Field.PROFESSIONAL_ROLE, Field.SUBJECTS, Field.EVENT,
    Field.CHILD_SEEN, Field.VOICE, Field.ACTION, Field.ANALYSIS,
)  # fmt: skip
_ROWS = 20
Asked = Sequence[tuple[str, str]]  # heading and what belongs in it


def blank_columns(more: Asked = ()) -> list[tuple[str, str]]:
    """The headings of the form, in order, each with what belongs in it."""
    usual = {column.field: column for column in COLUMNS}
    return [(usual[field].label, usual[field].hint) for field in _ASKED] + list(more)


def blank_xlsx(more: Asked = (), *, title: str = "Chronology") -> bytes:
    """A sheet with the headings and nothing below them; what belongs in each stands on a second sheet."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Chronology"
    columns = blank_columns(more)
    sheet.append([heading for heading, _ in columns])
    for cell in sheet[1]:
        cell.font, cell.data_type = Font(bold=True), "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[cell.column_letter].width = 40 if cell.value == "Event" else 20
    sheet.freeze_panes = "A2"
    told: Any = book.create_sheet("What belongs where")
    for heading, hint in columns:
        told.append([heading, hint])
        for cell in told[told.max_row]:
            cell.data_type = "s"
    told.column_dimensions["A"].width, told.column_dimensions["B"].width = 30, 90
    out = io.BytesIO()
    book.save(out)
    return repack(out.getvalue(), title=title)


def blank_docx(more: Asked = (), *, title: str = "Chronology") -> bytes:
    """A landscape page with the headings and empty rows; what belongs in each stands above."""
    document: Any = Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = (
        WD_ORIENT.LANDSCAPE,
        Mm(297),
        Mm(210),
    )
    section.left_margin = section.right_margin = Mm(12)
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Arial", Pt(9)
    document.add_heading(title, level=1)
    columns = blank_columns(more)
    for heading, hint in columns:
        if hint:
            line = document.add_paragraph()
            line.add_run(f"{heading}: ").bold = True
            line.add_run(hint)
    table = document.add_table(rows=1 + _ROWS, cols=len(columns), style="Table Grid")
    for cell, (heading, _) in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue(), title=title)
