"""Make the Word templates of the Rapid Review: pack, report and covering letter. People may edit the results."""

from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

ROOT = Path(__file__).resolve().parent.parent / "irwell"
DEEP, SLATE, PALE = RGBColor(0x0C, 0x3A, 0x42), RGBColor(0x4A, 0x5B, 0x5E), "E6EFEF"
WIDTH = 17.0


def shaded(cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def field(paragraph, code: str) -> None:
    """A field such as PAGE, worked out by Word."""
    for kind, text in (("begin", None), (None, code), ("end", None)):
        run = paragraph.add_run()
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def blank(marking: str):
    """A4, our styles, a header with the reference and a footer with page numbers."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Arial")
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing = 1.15
    for name, size, before in (("Title", 28, 0), ("Heading 1", 16, 18), ("Heading 2", 12.5, 12)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = "Arial", Pt(size), True
        style.font.color.rgb = DEEP
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(kind), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(6)
        style.paragraph_format.keep_with_next = True
    border = document.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        document.styles["Title"].element.pPr.remove(border)
    head = section.header.paragraphs[0]
    quiet(head, "{{ partnership }}  ·  {{ reference }}")
    foot = section.footer.paragraphs[0]
    quiet(foot, f"{marking}  ·  Page ")
    field(foot, "PAGE")
    foot.add_run(" of ").font.size = Pt(8.5)
    field(foot, "NUMPAGES")
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for run in foot.runs:
        run.font.size, run.font.color.rgb = Pt(8.5), SLATE
    return document


def quiet(paragraph, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(9), SLATE


def note(document, text: str) -> None:
    quiet(document.add_paragraph(), text)


def table(document, heads: list[str], loop: str, cells: list[str], widths: list[float]):
    """A table whose one row is repeated by docxtpl; the header row repeats on each page."""
    made = document.add_table(rows=4, cols=len(heads))
    made.style, made.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    for place, head in enumerate(heads):
        cell = made.rows[0].cells[place]
        run = cell.paragraphs[0].add_run(head)
        run.bold, run.font.size = True, Pt(9.5)
        shaded(cell, PALE)
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    made.rows[0]._tr.get_or_add_trPr().append(repeat)
    made.rows[1].cells[0].text = f"{{%tr for row in {loop} %}}"
    for place, text in enumerate(cells):
        paragraph = made.rows[2].cells[place].paragraphs[0]
        run = paragraph.add_run(text)
        run.bold, run.font.size = place == 0, Pt(8 if "source" in text else 9.5)
    made.rows[3].cells[0].text = "{%tr endfor %}"
    finish(made, widths)
    return made


def finish(made, widths: list[float]) -> None:
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "A9BABB")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    made._tbl.tblPr.append(borders)
    for row in made.rows:
        cannot_split = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(cannot_split)
        for place, width in enumerate(widths):
            row.cells[place].width = Cm(width)
            for paragraph in row.cells[place].paragraphs:
                paragraph.paragraph_format.space_before = Pt(2)
                paragraph.paragraph_format.space_after = Pt(3)
                paragraph.paragraph_format.line_spacing = 1.05


def looped(document, loop: str) -> None:
    """Sections with their paragraphs."""
    document.add_paragraph(f"{{%p for section in {loop} %}}")
    document.add_heading("{{ section.title }}", 1)
    document.add_paragraph("{%p for text in section.paragraphs %}")
    document.add_paragraph("{{ text }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")


def only_if(document, test: str, write) -> None:
    document.add_paragraph(f"{{%p if {test} %}}")
    write()
    document.add_paragraph("{%p endif %}")


def report() -> None:
    document = blank("In confidence: labels stand for people")
    cover = document.add_paragraph()
    cover.paragraph_format.space_before = Pt(30)
    quiet(cover, "{{ partnership }}")
    document.add_paragraph("Rapid Review", style="Title")
    line = document.add_paragraph()
    line.add_run("{{ reference }}").bold = True
    line.add_run("  ·  notification {{ sin }}  ·  version {{ version }}, {{ made_on }}")
    box = document.add_table(rows=1, cols=1)
    box.style, box.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    shaded(box.rows[0].cells[0], PALE)
    said = box.rows[0].cells[0].paragraphs[0]
    said.paragraph_format.space_before = said.paragraph_format.space_after = Pt(6)
    run = said.add_run("{{ decision_words }}")
    run.bold, run.font.size, run.font.color.rgb = True, Pt(13), DEEP
    finish(box, [WIDTH])
    said.paragraph_format.space_before = said.paragraph_format.space_after = Pt(6)
    document.add_paragraph().paragraph_format.space_after = Pt(0)
    note(
        document,
        "The purpose of this Rapid Review is learning, never blame. People, places and bodies close to "
        "the family stand under labels.",
    )
    document.add_heading("{{ titles.references }}", 1)
    table(document, ["What", "When", "How it stands"], "dates", ["{{ row.what }}", "{{ row.when }}", "{{ row.words }}"], [5, 4.2, 7.8])  # fmt: skip
    looped(document, "before")
    document.add_heading("{{ titles.agencies }}", 1)
    table(document, ["Agency", "Answer", "Signed", "If none: why the review went on"], "agencies", ["{{ row.agency }}", "{{ row.words }}", "{{ row.on }}", "{{ row.why }}"], [5.2, 3, 2.6, 6.2])  # fmt: skip
    looped(document, "middle")
    document.add_heading("{{ titles.decision }}", 1)
    words = document.add_paragraph()
    words.add_run("{{ decision_words }}.").bold = True
    words.add_run(" {{ decision_plain }}")
    document.add_paragraph("{%p for text in decision_reasons %}")
    document.add_paragraph("{{ text }}")
    document.add_paragraph("{%p endfor %}")
    document.add_heading("The factors weighed", 2)
    note(document, "{{ never_forced }}")
    table(document, ["Factor", "Answer", "Reasons", "Where it comes from"], "grid", ["{{ row.title }}", "{{ row.said }}", "{{ row.reasons }}", "{{ row.source }}"], [3.2, 1.9, 6.9, 5.0])  # fmt: skip
    document.add_heading("Positions of the three partners", 2)

    def positions() -> None:
        table(document, ["Partner", "Position", "Reasons", "Given by"], "positions", ["{{ row.partner }}", "{{ row.choice }}", "{{ row.reasons }}", "{{ row.said_by }}"], [2.8, 3.6, 6.8, 3.8])  # fmt: skip

    only_if(document, "positions", positions)
    only_if(
        document, "not positions", lambda: document.add_paragraph("Not all positions are in yet.")
    )
    document.add_heading("Independent scrutineer", 2)
    document.add_paragraph("{{ scrutineer }}")
    document.add_heading("Education", 2)
    document.add_paragraph("{{ education }}")
    note(document, "{{ education_note }}")

    def earlier() -> None:
        document.add_heading("Earlier decisions, kept", 2)
        table(document, ["Round", "Decision", "Reasons"], "earlier", ["{{ row.round }}", "{{ row.words }}", "{{ row.reasons }}"], [2, 6, 9])  # fmt: skip

    only_if(document, "earlier", earlier)
    looped(document, "after")
    document.add_heading("{{ titles.actions }}", 1)
    table(document, ["Action", "Owner", "By when"], "actions", ["{{ row.what }}", "{{ row.owner }}", "{{ row.due }}"], [9.6, 4.4, 3])  # fmt: skip
    document.add_heading("{{ titles.meeting }}", 1)
    document.add_paragraph("{%p for line in meetings %}")
    document.add_paragraph("{{ line }}")
    document.add_paragraph("{%p endfor %}")
    table(document, ["Name", "Agency", "At the meeting"], "attendance", ["{{ row.name }}", "{{ row.agency }}", "{{ row.presence }}"], [5, 6, 6])  # fmt: skip
    document.add_heading("{{ titles.signoff }}", 1)
    document.add_paragraph(
        "Each statutory partner signs this version. A signed copy carries the signatures below."
    )
    table(document, ["Partner", "Signed by", "Date", "Authority and comment"], "signatures", ["{{ row }}", "", "", ""], [4.4, 4.4, 3, 5.2])  # fmt: skip
    save(document, "rapid_reviews", "report.docx")


WATERMARK = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"><w:rPr><w:noProof/></w:rPr><w:pict>'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="IrwellWatermark" o:spid="_x0000_s2049" type="#_x0000_t136" alt="" '
    'style="position:absolute;margin-left:0;margin-top:0;width:430pt;height:70pt;rotation:315;z-index:-251658752;'
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#dfe6e8" stroked="f">'
    '<v:textpath style="font-family:Arial;font-size:1pt" string="{{ receiver }}"/></v:shape></w:pict></w:r>'
)


def watermarked(document) -> None:
    """The receiver’s name behind the text of every page, and whose copy it is above it."""
    header = document.sections[0].header
    header.paragraphs[0]._p.append(parse_xml(WATERMARK))
    quiet(header.add_paragraph(), "{{ copy }}")


def part(document, title: str, loop: str, heads, cells, widths, note_text: str = "") -> None:
    """A heading with a table, left out where there is nothing of it in this copy."""

    def write() -> None:
        document.add_heading(title, 1)
        if note_text:
            note(document, note_text)
        table(document, heads, loop, cells, widths)

    only_if(document, loop, write)


def pack() -> None:
    document = blank("In confidence: for the person named above")
    watermarked(document)
    quiet(document.add_paragraph(), "{{ partnership }}")
    document.add_paragraph("Rapid Review meeting", style="Title")
    line = document.add_paragraph()
    line.add_run("{{ reference }}, meeting {{ number }}").bold = True
    line.add_run("  ·  {{ when }}")
    note(
        document,
        "The purpose is learning, never blame. Names of children and families stand as labels.",
    )
    document.add_heading("Agenda", 1)
    table(document, ["", "Item", "For"], "agenda", ["{{ row.n }}", "{{ row.title }}", "{{ row.help }}"], [1, 7, 9])  # fmt: skip
    document.add_heading("This copy", 1)
    document.add_paragraph("{%p for line in parts %}")
    document.add_paragraph("{{ line }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p for line in left_out %}")
    note(document, "Not in this copy. {{ line }}")
    document.add_paragraph("{%p endfor %}")
    part(document, "Who is invited", "people", ["Name", "Agency", "Role on this case"], ["{{ row.name }}", "{{ row.agency }}", "{{ row.role }}"], [5, 6, 6])  # fmt: skip
    note(document, "Quorum: {{ quorum }}")
    part(document, "Labels used in this case", "labels", ["Label", "Role"], ["{{ row.label }}", "{{ row.role }}"], [6, 11])  # fmt: skip

    def facts() -> None:
        document.add_heading("Facts and criteria", 1)
        document.add_paragraph("{{ criteria }}")
        table(document, ["Date", "Recorded"], "dates", ["{{ row.what }}", "{{ row.when }}"], [11, 6])  # fmt: skip
        part(document, "What was asked", "facts", ["Question", "Recorded"], ["{{ row.question }}", "{{ row.value }}"], [13, 4])  # fmt: skip

    only_if(document, "criteria", facts)
    part(document, "Who has answered", "answers", ["Agency", "Answer", "Signed", "If none: why the meeting goes ahead"], ["{{ row.agency }}", "{{ row.words }}", "{{ row.on }}", "{{ row.why }}"], [5.2, 3, 2.6, 6.2])  # fmt: skip

    def returns() -> None:
        document.add_heading("Each agency’s return", 1)
        document.add_paragraph("{%p for one in returns %}")
        document.add_heading("{{ one.agency }}: {{ one.words }}", 2)
        document.add_paragraph("{%p for section in one.sections %}")
        document.add_paragraph().add_run("{{ section.title }}").bold = True
        document.add_paragraph("{%p for row in section.rows %}")
        document.add_paragraph().add_run("{{ row.label }}").italic = True
        document.add_paragraph("{{ row.value }}")
        document.add_paragraph("{%p endfor %}")
        document.add_paragraph("{%p endfor %}")
        document.add_paragraph("{%p endfor %}")

    only_if(document, "returns", returns)
    part(document, "Combined chronology", "chronology", ["When", "Agency", "Event", "What was done", "Source"], ["{{ row.when }}", "{{ row.agency }}", "{{ row.event }}", "{{ row.action }}", "{{ row.source }}"], [2.4, 2.9, 5.4, 3.9, 2.4], "{{ chronology_note }}")  # fmt: skip
    part(document, "The grid as it stands", "grid", ["Factor", "Answer", "Reasons", "Where it comes from"], ["{{ row.title }}", "{{ row.said }}", "{{ row.reasons }}", "{{ row.source }}"], [3.2, 1.9, 6.9, 5.0], "{{ never_forced }}")  # fmt: skip

    def minutes() -> None:
        document.add_heading("Minutes of earlier meetings", 1)
        document.add_paragraph("{%p for one in minutes %}")
        document.add_heading("{{ one.title }}", 2)
        document.add_paragraph("{%p for text in one.paragraphs %}")
        document.add_paragraph("{{ text }}")
        document.add_paragraph("{%p endfor %}")
        document.add_paragraph("{%p endfor %}")

    only_if(document, "minutes", minutes)
    part(document, "Similar cases here", "similar", ["Case", "Why"], ["{{ row.reference }}", "{{ row.why }}"], [6, 11])  # fmt: skip
    save(document, "decisions", "pack.docx")


def letter() -> None:
    """The covering letter to the Panel."""
    document = blank("In confidence: labels stand for people")
    quiet(document.add_paragraph(), "{{ partnership }}")
    document.add_paragraph("{{ made_on }}")
    head = document.add_paragraph()
    head.add_run("To the Child Safeguarding Practice Review Panel").bold = True
    document.add_heading("Rapid Review {{ reference }}", 1)
    document.add_paragraph("{%p for text in paragraphs %}")
    document.add_paragraph("{{ text }}")
    document.add_paragraph("{%p endfor %}")
    save(document, "rapid_reviews", "letter.docx")


def save(document, app: str, name: str) -> None:
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    path = ROOT / app / "word" / name
    path.parent.mkdir(exist_ok=True)
    document.save(str(path))
    print(path.relative_to(ROOT.parent))


if __name__ == "__main__":
    report()
    pack()
    letter()
