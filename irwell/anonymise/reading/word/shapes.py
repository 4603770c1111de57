"""Drawings: text boxes, pictures, charts, diagrams, and the words hung on them."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from lxml import etree

from irwell.anonymise.model import Block, BlockKind, HiddenKind
from irwell.anonymise.reading.markup import all_text, attr, tag
from irwell.anonymise.reading.word.context import Where

if TYPE_CHECKING:
    from irwell.anonymise.reading.word.story import Story

_GIVEN_BY_WORD = re.compile(
    r"^(picture|image|graphic|text box|textbox|shape|chart|group|diagram|object|rectangle|line|"
    r"oval|canvas|straight connector|freeform|arrow|content placeholder|autoshape)?[ :]*\d*$",
    re.I,
)


class Shapes:
    """Reads drawings that hang on a paragraph of a story."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._context = story.context

    def read(self, node: etree._Element, place: str) -> None:
        """Text boxes become blocks, pictures become figures, names and links are listed."""
        self._names_of(node, place)
        match tag(node):
            case "w:txbxContent":
                self._text_box(node)
                return
            case "mc:AlternateContent":
                self._alternate(node, place)
                return
            case "a:txBody":
                self._drawn_text(node)
                return
            case "a:blip" | "v:imagedata" | "v:fill":
                self._picture(node, place)
            case "c:chart":
                self._context.gathering.notice(
                    "A chart was left out; describe it in the text or add it as a new picture."
                )
            case "dgm:relIds":
                self._diagram(node)
            case "v:textpath":
                self._plain_box(attr(node, "string"))
        for part in node:
            if tag(part):
                self.read(part, place)

    def _alternate(self, node: etree._Element, place: str) -> None:
        choices = [part for part in node if tag(part) in {"mc:Choice", "mc:Fallback"}]
        for part in choices[0] if choices else ():
            self.read(part, place)
        for other in choices[1:]:
            if not set(all_text(other).split()) <= set(all_text(choices[0]).split()):
                self._hide(place, HiddenKind.OTHER, all_text(other), "text for older programs")
            self.names(other, place)

    def names(self, node: etree._Element, place: str) -> None:
        """List only the names and links of a drawing that is shown in another form."""
        for part in node.iter():
            if tag(part):
                self._names_of(part, place)

    def _names_of(self, node: etree._Element, place: str) -> None:
        name = tag(node)
        if name.endswith((":docPr", ":cNvPr")):
            texts = [(attr(node, "descr"), "alternative text"), (attr(node, "title"), "title")]
            texts.append((attr(node, "name"), "name of a drawing"))
        elif name.startswith("v:"):
            texts = [(attr(node, "alt"), "alternative text"), (attr(node, "title"), "title")]
            texts += [(attr(node, "o:title"), "file name"), (attr(node, "href"), "link target")]
            texts.append((attr(node, "o:href"), "link target"))
        elif name in {"a:hlinkClick", "a:hlinkHover"}:
            texts = [(attr(node, "tooltip"), "link tooltip")]
            texts.append((self._target(attr(node, "r:id")), "link target"))
        else:
            return
        for text, what in texts:
            if not _GIVEN_BY_WORD.match(text):
                kind = HiddenKind.LINK_TARGET if "link" in what else HiddenKind.ALT_TEXT
                self._hide(place, kind, text, what)

    def _target(self, relation_id: str) -> str:
        relation = self._story.relation(relation_id)
        return relation.target if relation else ""

    def _hide(self, place: str, kind: HiddenKind, text: str, what: str) -> None:
        self._context.gathering.hide(f"{place}: {what}", kind, text)

    def _text_box(self, node: etree._Element) -> None:
        number = self._context.count("box")
        where = Where(f"b{number}", f"text box {number}", BlockKind.TEXT_BOX)
        self._story.aside(node, where)

    def _plain_box(self, text: str) -> None:
        if text.strip():
            number = self._context.count("box")
            self._story.after(
                Block(f"b{number}p1", BlockKind.TEXT_BOX, text.strip(), f"text box {number}")
            )

    def _drawn_text(self, node: etree._Element) -> None:
        for paragraph in node:
            if tag(paragraph) == "a:p":
                parts = (t.text or "" for t in paragraph.iter() if tag(t) == "a:t")
                self._plain_box("".join(parts))

    def _picture(self, node: etree._Element, place: str) -> None:
        for name in ("r:link", "r:href"):
            self._hide(
                place, HiddenKind.LINK_TARGET, self._target(attr(node, name)), "picture link"
            )
        relation_ids = (attr(node, "r:embed"), attr(node, "r:id"), attr(node, "r:pict"))
        for relation_id in filter(None, relation_ids):
            relation = self._story.relation(relation_id)
            if relation is None:
                continue
            if relation.external or not self._context.package.has(relation.target):
                self._hide(place, HiddenKind.LINK_TARGET, relation.target, "picture link")
                continue
            data = self._context.package.data(relation.target)
            number = self._context.count("figure")
            self._story.after(
                Block(
                    f"f{number}",
                    BlockKind.FIGURE,
                    "",
                    f"picture {number} (at {place})",
                    asset=hashlib.sha256(data).hexdigest(),
                )
            )

    def _diagram(self, node: etree._Element) -> None:
        relation = self._story.relation(attr(node, "r:dm"))
        if relation is None or not self._context.package.has(relation.target):
            return
        for point in self._context.package.xml(relation.target).iter():
            if tag(point) == "a:p":
                parts = (t.text or "" for t in point.iter() if tag(t) == "a:t")
                self._plain_box("".join(parts))
        self._context.gathering.notice("A diagram was kept as its words only.")
