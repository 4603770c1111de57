"""Make the Word templates of the practice review: terms of reference and the letter with reasons for delay.

Run once; afterwards edit the files in irwell/reviews/word/ with Word, keeping the {{ … }} marks.
"""

from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Cm, Pt, RGBColor

WORD = Path(__file__).resolve().parents[1] / "irwell" / "reviews" / "word"
DEEP = RGBColor(0x0C, 0x3A, 0x42)


def _blank() -> Any:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2.2)
    for name, size in (("Normal", 11), ("Title", 24), ("Heading 1", 14), ("List Bullet", 11)):
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            if key.endswith(("Theme", "theme")):
                del fonts.attrib[key]
        if name in ("Title", "Heading 1"):
            style.font.color.rgb = DEEP
    document.styles["Normal"].paragraph_format.space_after = Pt(8)
    return document


def _control(document: Any, text: str) -> None:
    document.add_paragraph(text)


def terms() -> None:
    document = _blank()
    document.add_heading("Terms of reference", level=0)
    document.add_paragraph(
        "Local child safeguarding practice review · {{ reference }} “{{ label }}” · {{ state }}"
    )
    _control(document, "{%p if reason %}")
    document.add_paragraph("Why this version differs from the one before: {{ reason }}")
    _control(document, "{%p endif %}")
    document.add_heading("Key lines of enquiry", level=1)
    table = document.add_table(rows=4, cols=3, style="Table Grid")
    table.autofit = False
    for cell, text in zip(
        table.rows[0].cells, ("Question", "Why it matters", "Agencies"), strict=True
    ):
        cell.paragraphs[0].add_run(text).bold = True
    table.rows[1].cells[0].text = "{%tr for q in questions %}"
    for cell, text in zip(
        table.rows[2].cells, ("{{ q.question }}", "{{ q.why }}", "{{ q.agencies }}"), strict=True
    ):
        cell.text = text
    table.rows[3].cells[0].text = "{%tr endfor %}"
    for row in table.rows:
        for cell, width in zip(row.cells, (6.4, 6.0, 3.8), strict=True):
            cell.width = Cm(width)
    document.add_paragraph()
    _control(document, "{%p for s in sections %}")
    document.add_heading("{{ s.title }}", level=1)
    document.add_paragraph("{{ s.text }}")
    _control(document, "{%p endfor %}")
    document.add_heading("Plan", level=1)
    _control(document, "{%p for m in milestones %}")
    document.add_paragraph("{{ m.due }}: {{ m.title }}", style="List Bullet")
    _control(document, "{%p endfor %}")
    document.save(str(WORD / "terms.docx"))


def delay_letter() -> None:
    document = _blank()
    document.add_paragraph("{{ partnership }}").runs[0].bold = True
    document.add_paragraph("{{ date }}")
    document.add_paragraph("To: {{ to }}")
    document.add_heading("Practice review {{ reference }}: reasons for delay", level=1)
    document.add_paragraph(
        "The safeguarding partners decided on {{ decided_on }} to carry out this local child safeguarding practice review. "
        "Six months from that day ended on {{ due_on }}. The review has not been published."
    )
    document.add_heading("Reasons", level=1)
    document.add_paragraph("{{ reasons }}")
    document.add_heading("What is done meanwhile", level=1)
    document.add_paragraph(
        "Interim actions go on: nothing that was agreed waits for this review to be published."
    )
    document.add_paragraph("{{ meanwhile }}")
    document.add_heading("When publication is expected", level=1)
    document.add_paragraph(
        "We expect to publish by {{ expected_on }} and will write again if that changes."
    )
    document.add_paragraph("A letter with the same reasons goes to: {{ also_to }}.")
    document.add_paragraph("For the safeguarding partners\n\n\n")
    document.save(str(WORD / "delay_letter.docx"))


if __name__ == "__main__":
    WORD.mkdir(exist_ok=True)
    terms()
    delay_letter()
