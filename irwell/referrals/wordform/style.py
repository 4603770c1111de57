"""How the Word form looks: one typeface, a dark band for each part, pale labels, white boxes to write in."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

DEEP, RIVER, MIST, SAND, BRICK, GREY, LINE = "0C3A42", "14616B", "E9F1F0", "FBF4EA", "A5431D", "505A5F", "9DB5B5"  # fmt: skip
WIDTHS = (3.7, 4.9, 3.7, 4.9)
FACE = "Arial"
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
# name, size, bold, colour, space before, space after
STYLES = (
    ("Form owner", 11, True, RIVER, 0, 2),
    ("Form lede", 11.5, False, GREY, 0, 8),
    ("Form heading", 12, True, DEEP, 10, 3),
    ("Form note", 9.5, False, GREY, 4, 4),
    ("Form gap", 4, False, GREY, 0, 6),
    ("Form band", 12, True, "FFFFFF", 3, 3),
    ("Form group", 10, True, RIVER, 3, 1),
    ("Form label", 9.5, True, DEEP, 2, 1),
    ("Form hint", 8.5, False, GREY, 0, 2),
    ("Form answer", 10.5, False, "000000", 2, 2),
)


def prepare(document: WordDocument, owner: str) -> None:
    """Page, typeface, styles, running head and foot."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.9)
    section.top_margin, section.bottom_margin = Cm(2.0), Cm(1.8)
    section.header_distance = section.footer_distance = Cm(0.9)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FACE, Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FACE)
    normal.paragraph_format.space_after = Pt(4)
    title = document.styles["Title"]
    title.font.name, title.font.size, title.font.bold = FACE, Pt(19), True
    title.font.color.rgb = RGBColor.from_string(DEEP)
    title.element.rPr.rFonts.attrib.clear()
    title.font.name = FACE
    title.paragraph_format.space_after = Pt(6)
    for border in title.element.pPr.findall(qn("w:pBdr")):
        title.element.pPr.remove(border)
    for name, size, bold, colour, before, after in STYLES:
        _add_style(document, name, size, bold, colour, before, after)
    bullets = document.styles["List Bullet"]
    bullets.paragraph_format.space_after = Pt(2)
    _running(document, owner)


def _add_style(
    document: WordDocument, name: str, size: float, bold: bool, colour: str, before: float, after: float
) -> None:  # fmt: skip
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = document.styles["Normal"]
    made.font.size, made.font.bold = Pt(size), bold
    made.font.color.rgb = RGBColor.from_string(colour)
    made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(before), Pt(after)


def _running(document: WordDocument, owner: str) -> None:
    section = document.sections[0]
    for line, left, right in (
        (section.header.paragraphs[0], owner, "Referral for a case review"),
        (
            section.footer.paragraphs[0],
            "Confidential once filled in. Give it back on line, not by e-mail.",
            "",
        ),
    ):
        line.style = document.styles["Form note"]
        line.paragraph_format.tab_stops.clear_all()
        line.paragraph_format.tab_stops.add_tab_stop(Cm(17.2), WD_TAB_ALIGNMENT.RIGHT)
        line.add_run(f"{left}\t{right}")
    foot = section.footer.paragraphs[0]
    foot.add_run("Page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")


def _field(line: Paragraph, code: str) -> None:
    line._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )


def new_table(document: WordDocument, columns: int) -> Table:
    """A table with fixed columns and thin lines."""
    table: Table = document.add_table(rows=0, cols=columns)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{edges}</w:tblBorders>"))
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Cm(width)
    return table


def band(row: _Row, cell: _Cell, text: str) -> None:
    """The dark first row of a part; Word repeats it on the next page."""
    _fill(cell, DEEP)
    _write(cell, text, "Form band")
    mark = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(mark)
    keep_whole(row)
    cell.paragraphs[0].paragraph_format.keep_with_next = True


def group(row: _Row, cell: _Cell, text: str) -> None:
    _write(cell, text, "Form group")
    keep_whole(row)
    cell.paragraphs[0].paragraph_format.keep_with_next = True


def help_text(cell: _Cell, text: str) -> None:
    _write(cell, text, "Form note")
    cell.paragraphs[0].paragraph_format.keep_with_next = True


def label(cell: _Cell, text: str, hint: str) -> None:
    _fill(cell, MIST)
    _write(cell, text, "Form label")
    cell.paragraphs[0].paragraph_format.keep_with_next = True
    if hint:
        cell.add_paragraph(hint, style="Form hint").paragraph_format.keep_with_next = True


def boxes(cell: _Cell, name: str, options: tuple[str, ...], *, several: bool) -> None:
    """Boxes that Word ticks at a click; several answers of many words stand below each other."""
    line = cell.paragraphs[0]
    line.style = "Form answer"
    for place, option in enumerate(options):
        if place:
            line.add_run("    ")
        line._p.append(_tick_box(f"{name}.{place}"))
        line.add_run("\N{NO-BREAK SPACE}" + option.replace(" ", "\N{NO-BREAK SPACE}"))
    if several:
        cell.add_paragraph("Tick all that apply.", style="Form hint")


def warning(document: WordDocument, title: str, text: str) -> None:
    table = document.add_table(rows=1, cols=1)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    cell = table.cell(0, 0)
    _fill(cell, SAND)
    edge = f'<w:left w:val="single" w:sz="36" w:space="0" w:color="{BRICK}"/>'
    cell._tc.get_or_add_tcPr().append(
        parse_xml(f"<w:tcBorders {nsdecls('w')}>{edge}</w:tcBorders>")
    )
    _write(cell, title, "Form heading")
    cell.paragraphs[0].runs[0].font.color.rgb = RGBColor.from_string(BRICK)
    cell.add_paragraph(text, style="Normal")


def tall(row: _Row) -> None:
    """Room to write by hand; it grows."""
    row.height, row.height_rule = Cm(2.3), WD_ROW_HEIGHT_RULE.AT_LEAST


def keep_whole(row: _Row) -> None:
    row.height, row.height_rule = Cm(0.85), WD_ROW_HEIGHT_RULE.AT_LEAST
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _write(cell: _Cell, text: str, style: str) -> None:
    line = cell.paragraphs[0]
    line.style = style
    line.add_run(text)


def _fill(cell: _Cell, colour: str) -> None:
    shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>'
    cell._tc.get_or_add_tcPr().append(parse_xml(shade))


def _tick_box(tag: str) -> Any:
    face = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'
    return parse_xml(
        f'<w:sdt {nsdecls("w")} {W14}><w:sdtPr><w:tag w:val="{tag}"/><w14:checkbox>'
        '<w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:rPr>{face}</w:rPr><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
    )


def new_row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row
