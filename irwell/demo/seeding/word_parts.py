"""Pieces of a Word file that python-docx does not make: footnotes, tracked changes, hidden text, custom properties."""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CUSTOM_KIND = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
)
CUSTOM_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
FIRST = 2  # Word keeps 0 and 1 for its separators
WHEN = "2026-01-05T09:00:00Z"


def refer_to_footnote(paragraph: Paragraph, number: int) -> None:
    """A raised number that leads to footnote `number`."""
    run = paragraph.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number + FIRST - 1))
    run._r.append(reference)


def add_footnotes(document: Any, notes: Sequence[str]) -> None:
    """The footnotes part, numbered from 1; Word wants its two separators as well."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{tag}/></w:r></w:p></w:footnote>'
        for kind, number, tag in (
            ("separator", 0, "separator"),
            ("continuationSeparator", 1, "continuationSeparator"),
        )
    )
    written = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(note)}</w:t></w:r></w:p></w:footnote>'
        for number, note in enumerate(notes, FIRST)
    )
    xml = f"<w:footnotes {nsdecls('w')}>{separators}{written}</w:footnotes>"
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def add_custom_property(document: Any, name: str, value: str) -> None:
    """A property that Word shows under Advanced properties only."""
    xml = (
        f'<Properties xmlns="{CUSTOM_SPACE}" xmlns:vt="{VALUES}"><property '
        f'fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{escape(name)}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property></Properties>"
    )
    package = document.part.package
    part = Part(PackURI("/docProps/custom.xml"), CUSTOM, xml.encode(), package)
    package.relate_to(part, CUSTOM_KIND)


def track_change(paragraph: Paragraph, deleted: str, inserted: str, author: str) -> None:
    """A deletion and an insertion that nobody has accepted yet."""
    for number, (tag, text_tag, text) in enumerate(
        (("del", "delText", deleted), ("ins", "t", inserted)), 901
    ):
        paragraph._p.append(
            parse_xml(
                f'<w:{tag} {nsdecls("w")} w:id="{number}" w:author="{escape(author)}" w:date="{WHEN}">'
                f'<w:r><w:{text_tag} xml:space="preserve">{escape(text)}</w:{text_tag}></w:r></w:{tag}>'
            )
        )


def add_hidden(paragraph: Paragraph, text: str) -> None:
    """Text that the page does not show."""
    paragraph.add_run(text).font.hidden = True


def add_link(paragraph: Paragraph, target: str, text: str) -> None:
    """A link out of the document."""
    relation = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    link.append(paragraph.add_run(text)._r)
    paragraph._p.append(link)
