"""Paragraphs of a part of a Word file, in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from lxml import etree

from irwell.anonymise.model import (
    Block,
    BlockKind,
    HiddenKind,
    ListPlace,
    Quarantined,
    QuarantineKind,
)
from irwell.anonymise.reading.line import Line
from irwell.anonymise.reading.markup import all_text, attr, child, tag
from irwell.anonymise.reading.word.context import Context, Frame, Where
from irwell.anonymise.reading.word.inline import Inline
from irwell.anonymise.reading.word.numbering import Numbered
from irwell.anonymise.reading.word.package import Relation
from irwell.anonymise.reading.word.shapes import Shapes
from irwell.anonymise.reading.word.styles import Style, fill_of, numbering_of
from irwell.anonymise.reading.word.tables import Tables

_WORDS = re.compile(r"[^\W\d_]{3,}")
_ROMAN_WORD = re.compile(r"^\W*[ivxlcdm]+\W*$", re.I)


class Story:
    """Reads one part (body, header, note, comment) and hands each block to `emit`."""

    def __init__(self, context: Context, part: str, emit: Callable[[Block], None]) -> None:
        self.context = context
        self.part = part
        self.fields: list[Frame] = []
        self.shapes = Shapes(self)
        self.tables = Tables(self)
        self.in_styled_table = False
        self.emitted = 0
        self._sink = emit
        self._waiting: list[Block] = []

    # --- what inline content, shapes and tables call ------------------------------------

    def relation(self, relation_id: str) -> Relation | None:
        """The relation of this part with that id."""
        return self.context.package.relations(self.part).get(relation_id)

    def author(self, name: str, what: str) -> None:
        """List a person who wrote or changed something, once."""
        if name and name not in self.context.authors:
            self.context.authors.add(name)
            self.context.gathering.hide(what, HiddenKind.AUTHOR, name)

    def after(self, block: Block) -> None:
        """Hold a block until the paragraph or table it hangs on has ended."""
        self._waiting.append(block)

    def aside(self, container: etree._Element, where: Where) -> None:
        """Read a text box; its blocks wait for the paragraph or table it hangs on."""
        inner = Story(self.context, self.part, self.after)
        inner.read(container, where)

    def control_settings(self, node: etree._Element, place: str) -> None:
        """List names, tags and choices of a content control."""
        settings = child(node, "w:sdtPr")
        for item in settings.iter() if settings is not None else ():
            if tag(item) in {"w:alias", "w:tag", "w:listItem", "w:dataBinding", "w:date"}:
                for value in item.attrib.values():
                    if re.search(r"[^\W\d_]{2}", str(value)):
                        self.context.gathering.hide(
                            f"{place}: content control", HiddenKind.FORM_FIELD, str(value)
                        )

    # --- blocks -------------------------------------------------------------------------

    def read(self, container: etree._Element, where: Where) -> None:
        """Read everything below a body, cell, note or text box."""
        self.blocks(container, where)
        while self.fields:
            code = "".join(self.fields.pop().code)
            self.context.gathering.hide(f"{where.place} field code", HiddenKind.FIELD_CODE, code)
        self.release()

    def emit(self, block: Block) -> None:
        """Hand a finished block over."""
        self.emitted += 1
        self._sink(block)

    def release(self) -> None:
        """Hand over the blocks that were waiting."""
        waiting, self._waiting = self._waiting, []
        for block in waiting:
            self.emit(block)

    def blocks(self, container: etree._Element, where: Where) -> None:
        """Read the block-level children in order."""
        for node in container:
            name = tag(node)
            match name:
                case "w:p":
                    self.paragraph(node, where)
                case "w:tbl":
                    self.tables.read(node, where)
                case "w:sdt":
                    self.control_settings(node, where.place or "body")
                    content = child(node, "w:sdtContent")
                    if content is not None:
                        self.blocks(content, where)
                case "w:del" | "w:moveFrom":
                    self.author(attr(node, "w:author"), "author of a tracked change")
                    self.hide_all(node, where)
                case "mc:AlternateContent":
                    self._alternate(node, where)
                case "w:altChunk":
                    self._alt_chunk(node)
                case "w:subDoc":
                    self._sub_document(node)
                case "w:ins" | "w:moveTo":
                    self.author(attr(node, "w:author"), "author of a tracked change")
                    self.blocks(node, where)
                case "" | "w:sectPr" | "w:pPr" | "w:tcPr":
                    continue
                case _ if _has_blocks(node):
                    self.blocks(node, where)
                case _:
                    self._loose(node, where)

    def paragraph(self, node: etree._Element, where: Where) -> None:
        """Read a paragraph, emit it, then whatever hangs on it."""
        properties = child(node, "w:pPr")
        styles = self.context.styles
        style_id = attr(child(properties, "w:pStyle"), "w:val") or styles.default_paragraph
        style = styles.get(style_id)
        shade = fill_of(child(properties, "w:shd")) or style.shade or where.shade
        numbered = self._numbered(properties, style)
        block = self._block(properties, style, numbered, where)
        inline = Inline(self, style.look.over(styles.base), block.place, shade=shade)
        line = Line()
        lead = self._lead(numbered, block)
        if lead:
            line.add(lead)
        inline.walk(node, line)
        inline.close()
        text, spans = line.finish()
        if text.strip() == lead.strip() and not any(span.ref for span in spans):
            text, spans = "", ()
        self._place(replace(block, text=text, spans=spans), style)
        if where.cell is None:
            self.release()

    def _place(self, block: Block, style: Style) -> None:
        if not block.text and not block.spans:
            return
        if style.name.startswith("toc ") or style.name in {"toc heading", "table of figures"}:
            self.context.gathering.hide(
                "contents list (made anew in every output)", HiddenKind.OTHER, block.text
            )
            return
        if style.heading_level == 0 and block.cell is None and not self.context.title:
            self.context.title = block.text
        self.emit(block)

    def _block(
        self,
        properties: etree._Element | None,
        style: Style,
        numbered: Numbered | None,
        where: Where,
    ) -> Block:
        number = self.context.count(where.id or "p")
        place = where.place or f"paragraph {number}"
        if where.place and number > 1:
            place = f"{where.place}, paragraph {number}"
        block_id = f"{where.id}p{number}"
        if where.kind is not None:
            return Block(block_id, where.kind, "", place, cell=where.cell)
        outline = attr(child(properties, "w:outlineLvl"), "w:val")
        level = style.heading_level
        if outline.isdigit() and not (level is not None and style.name):
            level = int(outline) + 1 if int(outline) < 9 else level
        if level is not None:
            heading = "title" if level == 0 else f"heading (paragraph {number})"
            return Block(block_id, BlockKind.HEADING, "", heading, level=min(level, 6))
        if numbered is not None and not _wordy(numbered.label):
            listed = ListPlace(int_or(numbered.list_key), numbered.ordered, numbered.label)
            return Block(
                block_id, BlockKind.LIST_ITEM, "", place, level=numbered.level, list_place=listed
            )
        return Block(block_id, _kind_of(style), "", place)

    def _numbered(self, properties: etree._Element | None, style: Style) -> Numbered | None:
        direct = numbering_of(properties)
        inherited = style.numbering
        if direct is not None and not direct[0] and inherited is not None:
            direct = (inherited[0], direct[1])
        chosen = direct or inherited
        if chosen is None or chosen[0] in {"", "0"}:
            return None
        return self.context.numbering.next(*chosen)

    def _lead(self, numbered: Numbered | None, block: Block) -> str:
        if numbered is None or block.kind is BlockKind.LIST_ITEM:
            return ""
        if not numbered.label:
            return "" if block.kind is BlockKind.HEADING or numbered.ordered else "• "
        return f"{numbered.label} "

    # --- oddities -----------------------------------------------------------------------

    def hide_all(
        self,
        node: etree._Element,
        where: Where,
        what: str = "tracked deletion",
        kind: HiddenKind = HiddenKind.TRACKED_DELETION,
    ) -> None:
        """List all words below as hidden."""
        words = " ".join(
            piece.text or "" for piece in node.iter() if tag(piece) in {"w:t", "w:delText"}
        )
        self.context.gathering.hide(f"{where.place or 'body'}: {what}", kind, words)

    def _alternate(self, node: etree._Element, where: Where) -> None:
        choices = [part for part in node if tag(part) in {"mc:Choice", "mc:Fallback"}]
        if not choices:
            return
        self.blocks(choices[0], where)
        shown = set(all_text(choices[0]).split())
        for other in choices[1:]:
            if not set(all_text(other).split()) <= shown:
                self.context.gathering.hide(
                    f"{where.place or 'body'}: text for older programs",
                    HiddenKind.OTHER,
                    all_text(other),
                )

    def _alt_chunk(self, node: etree._Element) -> None:
        self.context.gathering.notice(
            "A whole file is built into this one (an “altChunk”); its words are not part of the "
            "text below. Open the document in Word and save it to bring them in."
        )

    def _sub_document(self, node: etree._Element) -> None:
        relation = self.relation(attr(node, "r:id"))
        place = relation.target if relation else "an unnamed file"
        self.context.gathering.quarantined.append(
            Quarantined(f"sub-document {place}", QuarantineKind.UNKNOWN, "", 0)
        )
        self.context.gathering.notice(
            "This is a master document: a part of its text is in another file and was not read."
        )

    def _loose(self, node: etree._Element, where: Where) -> None:
        place = where.place or "body"
        inline = Inline(self, self.context.styles.base, place, shade=where.shade)
        line = Line()
        wrapper = etree.Element("loose")
        # A copy: lxml moves an element that is given a second parent.
        wrapper.append(etree.fromstring(etree.tostring(node, with_tail=False)))
        inline.walk(wrapper, line)
        inline.close()
        text, spans = line.finish()
        if text:
            number = self.context.count(where.id or "p")
            kind = where.kind or BlockKind.PARAGRAPH
            self.emit(
                Block(f"{where.id}p{number}", kind, text, place, spans=spans, cell=where.cell)
            )


def _has_blocks(node: etree._Element) -> bool:
    return any(tag(below) in {"w:p", "w:tbl", "w:altChunk"} for below in node.iter())


def _kind_of(style: Style) -> BlockKind:
    if style.name == "caption":
        return BlockKind.CAPTION
    if style.name in {"quote", "intense quote", "block text"}:
        return BlockKind.QUOTE
    if style.name in {"html preformatted", "plain text", "macro"}:
        return BlockKind.PREFORMATTED
    return BlockKind.PARAGRAPH


def _wordy(label: str) -> bool:
    """Whether a list label says words (“Recommendation 1”), which then belong to the text."""
    return bool(_WORDS.search(label)) and not _ROMAN_WORD.match(label)


def int_or(text: str, default: int = 0) -> int:
    """A number from an attribute that ought to hold one."""
    return int(text) if text.isascii() and text.isdigit() else default
