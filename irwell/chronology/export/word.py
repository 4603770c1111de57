"""A Word document: one landscape table whose headings repeat, with a key and what was not read."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from irwell.chronology.colours import Mark, marks
from irwell.chronology.export.columns import NARROW, OutColumn, used
from irwell.chronology.export.packing import repack
from irwell.chronology.importing.tables import clean
from irwell.chronology.merge import Timeline

_HEAD = "0B0C0C"
_MARGIN = Mm(12)


def to_docx(
    timeline: Timeline,
    *,
    title: str = "Combined chronology",
    subtitle: str = "",
    paper: str = "A4",
    more: Sequence[OutColumn] = (),
) -> bytes:
    """The timeline as a landscape .docx on A4 or A3; the same timeline gives the same bytes.

    The document holds no author and no dates of its own. Columns that no entry uses are left out.
    """
    document = Document()
    _set_page(document, paper)
    document.add_heading(title, level=1)
    document.paragraphs[0].paragraph_format.space_before = Pt(0)
    if subtitle:
        document.add_paragraph(subtitle)
    letters = marks(timeline.agencies)
    _add_key(document, timeline, letters)
    columns = used((*NARROW, *more), timeline)
    rows = [
        ([column.text(entry) for column in columns], letters.get(entry.agency))
        for entry in timeline.entries
    ]
    headings = [column.heading for column in columns]
    _add_table(document, title, headings, [column.width for column in columns], rows)
    _add_faults(document, timeline)
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue(), title=title)


def _set_page(document: Any, paper: str) -> None:
    section = document.sections[0]
    width, height = (Mm(420), Mm(297)) if paper == "A3" else (Mm(297), Mm(210))
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = (
        _MARGIN
    )
    section.footer_distance = section.header_distance = Mm(6)
    for name, size in (("Normal", 8), ("Heading 1", 18), ("Heading 2", 13)):
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        style.font.color.rgb = RGBColor(0x0B, 0x0C, 0x0C)
        style.paragraph_format.space_after = Pt(4) if name != "Normal" else Pt(0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    document.styles["Normal"].element.get_or_add_rPr().append(language)
    footer = section.footer.paragraphs[0]
    for text, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        footer.add_run(text)
        simple = OxmlElement("w:fldSimple")
        simple.set(qn("w:instr"), field)
        simple.append(_run("1"))
        footer._p.append(simple)


def _add_key(document: Any, timeline: Timeline, letters: dict[str, Mark]) -> None:
    number = len(timeline.entries)
    undated = len(timeline.undated)
    words = f"{number:,} {'entry' if number == 1 else 'entries'}"
    words += f" from {len(letters)} {'agency' if len(letters) == 1 else 'agencies'}"
    if timeline.span is not None:
        first, last = timeline.span
        words += f", {first.day} {first:%B %Y} to {last.day} {last:%B %Y}"
    words += f"; {undated} undated, at the end." if undated else "."
    document.add_paragraph(words)
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(6)
    for agency, version in timeline.versions:
        mark = letters[agency]
        badge = paragraph.add_run(f" {mark.letter} ")
        badge.bold = True
        badge.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        badge._r.get_or_add_rPr().append(_shading(mark.strong))
        paragraph.add_run(f" {clean(agency)} (return {version})    ")


def _add_table(
    document: Any,
    caption: str,
    headings: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[tuple[Sequence[str], Mark | None]],
) -> None:
    table = document.add_table(rows=0, cols=len(headings))
    table.style = document.styles["Table Grid"]
    table.autofit = False
    for name, text in (("w:tblCaption", caption), ("w:tblDescription", "One row for each entry.")):
        element = OxmlElement(name)
        element.set(qn("w:val"), text)
        table._tbl.tblPr.append(element)
    _set_edges(table._tbl.tblPr)
    section = document.sections[0]
    room = (section.page_width - section.left_margin - section.right_margin) / Mm(1) * 56.7
    sizes = [round(room * width / sum(widths)) for width in widths]
    for column, size in zip(table._tbl.tblGrid.iterchildren(), sizes, strict=True):
        column.set(qn("w:w"), str(size))
    table._tbl.append(_row(headings, sizes, head=True))
    agency_at = list(headings).index("Agency") if "Agency" in headings else -1
    for texts, mark in rows:
        row = _row(texts, sizes, head=False)
        if mark is not None and agency_at >= 0:
            _badge(row, agency_at, mark)
        table._tbl.append(row)


def _set_edges(properties: Any) -> None:
    """Grey rules and a little room in each cell. Word wants the settings in this very order."""
    borders, margins = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        rule = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "B1B4B6")):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)
    for side, room in (("top", "40"), ("left", "80"), ("bottom", "40"), ("right", "80")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), room)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(borders)
    layout.addnext(margins)


def _row(texts: Sequence[str], sizes: Sequence[int], *, head: bool) -> Any:
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    if head or sum(map(len, texts)) < 1_500:
        properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    for text, size in zip(texts, sizes, strict=True):
        cell = OxmlElement("w:tc")
        settings = OxmlElement("w:tcPr")
        width = OxmlElement("w:tcW")
        width.set(qn("w:w"), str(size))
        width.set(qn("w:type"), "dxa")
        settings.append(width)
        if head:
            settings.append(_shading(f"#{_HEAD}"))
        cell.append(settings)
        for line in clean(text).split("\n"):
            paragraph = OxmlElement("w:p")
            paragraph.append(_run(line, bold=head, colour="FFFFFF" if head else ""))
            cell.append(paragraph)
        row.append(cell)
    return row


def _badge(row: Any, at: int, mark: Mark) -> None:
    """Put the agency's letter, on its colour, before its name, and tint the cell."""
    cell = row.findall(qn("w:tc"))[at]
    cell.find(qn("w:tcPr")).append(_shading(mark.tint))
    paragraph = cell.find(qn("w:p"))
    letter = _run(f" {mark.letter} ", bold=True, colour="FFFFFF")
    letter.find(qn("w:rPr")).append(_shading(mark.strong))
    paragraph.insert(0, letter)
    paragraph.insert(1, _run(" "))


def _run(text: str, *, bold: bool = False, colour: str = "") -> Any:
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    if bold:
        properties.append(OxmlElement("w:b"))
    if colour:
        element = OxmlElement("w:color")
        element.set(qn("w:val"), colour)
        properties.append(element)
    run.append(properties)
    content = OxmlElement("w:t")
    content.text = text
    content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(content)
    return run


def _shading(colour: str) -> Any:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:color"), "auto")
    shading.set(qn("w:fill"), colour.lstrip("#").upper())
    return shading


def _add_faults(document: Any, timeline: Timeline) -> None:
    if not timeline.faults:
        return
    document.add_heading("Rows that could not be read", level=2)
    document.add_paragraph("These rows are not in the table above until they are mended.")
    rows: list[tuple[Sequence[str], Mark | None]] = []
    for agency, fault in timeline.faults:
        whole = "\n".join(f"{header}: {text}" for header, text in fault.cells.items() if text)
        told = f"{fault.reason} {fault.mend}"
        rows.append(([agency, fault.place, told, whole or fault.original], None))
    headings = ["Agency", "Place", "What is wrong and how to mend it", "As written"]
    _add_table(document, "Rows that could not be read", headings, [1, 1, 3, 5], rows)
