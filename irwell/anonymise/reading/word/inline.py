"""The inside of a paragraph: what a reader sees goes to the line, everything else aside."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from lxml import etree

from irwell.anonymise.model import HiddenKind, SpanKind
from irwell.anonymise.reading.line import Line
from irwell.anonymise.reading.markup import all_text, attr, child, switched_on, tag
from irwell.anonymise.reading.word.context import Frame
from irwell.anonymise.reading.word.styles import Look, look_of

if TYPE_CHECKING:
    from irwell.anonymise.reading.word.story import Story

_AUTOMATIC_BOOKMARK = re.compile(r"^_(GoBack|Toc\d+|Ref\d+|Hlk\d+|Hlt\d+|MON_\d+|ENREF_\d+)$")
_SYMBOL_FONTS = ("wingdings", "webdings", "symbol", "zapf")
_SYMBOLS = {
    0xF0B7: "•", 0xF0A7: "▪", 0xF0FC: "✓", 0xF0FB: "✗", 0xF0FE: "☑", 0xF0A8: "☐", 0xF06F: "☐",
    0xF071: "☐", 0xF0E0: "→", 0xF0DF: "←", 0xF0D8: "➢", 0xF02D: "-",
}  # fmt: skip

Handler = Callable[["Inline", etree._Element, Line], None]


class Inline:
    """Reads one paragraph's content into a line."""

    def __init__(self, story: Story, base: Look, place: str, *, shade: str | None) -> None:
        self.story = story
        self.place = place
        self._base = base
        self._look = base
        self._shade = shade
        self._linked = False
        self._asides: dict[str, tuple[HiddenKind, Line]] = {}

    def walk(self, element: etree._Element, line: Line) -> None:
        """Read all children in order; unknown wrappers are looked into."""
        for node in element:
            name = tag(node)
            if not name or name in _SILENT:
                continue
            handler = _HANDLERS.get(name)
            if handler is not None:
                handler(self, node, line)
            else:
                self.walk(node, line)

    def close(self) -> None:
        """List what was put aside while reading."""
        for reason, (kind, line) in self._asides.items():
            self.hide(kind, line.finish()[0], reason)

    def hide(self, kind: HiddenKind, text: str, what: str) -> None:
        """List hidden text of this paragraph."""
        self.story.context.gathering.hide(f"{self.place}: {what}", kind, text)

    def aside(self, kind: HiddenKind, reason: str) -> Line:
        """The line for hidden text of one sort, so that split words stay whole."""
        if reason not in self._asides:
            self._asides[reason] = (kind, Line(visible=False))
        return self._asides[reason][1]

    def text(self, line: Line, text: str) -> None:
        """Put words where they belong: field code, or the line."""
        for frame in reversed(self.story.fields):
            if frame.in_code:
                frame.code.append(text)
                return
        kinds = [
            kind
            for kind, wanted in (
                (SpanKind.STRONG, self._look.bold),
                (SpanKind.EMPHASIS, self._look.italic),
                (SpanKind.LINK, self._linked),
            )
            if wanted
        ]
        line.add(text, *kinds)

    # --- runs ---------------------------------------------------------------------------

    def run(self, node: etree._Element, line: Line) -> None:
        properties = child(node, "w:rPr")
        style = self.story.context.styles.get(attr(child(properties, "w:rStyle"), "w:val"))
        outer = self._look
        self._look = look_of(properties).over(style.look).over(self._base)
        if properties is not None:
            self._revision_author(child(properties, "w:rPrChange"), line)
        reason = self._look.concealed(self._shade, in_styled_table=self.story.in_styled_table)
        if reason and line.visible:
            self.walk(node, self.aside(HiddenKind.HIDDEN_TEXT, reason))
        else:
            self.walk(node, line)
        self._look = outer

    def words(self, node: etree._Element, line: Line) -> None:
        self.text(line, (node.text or "").replace("\n", " ").replace("\r", ""))

    def deleted_words(self, node: etree._Element, line: Line) -> None:
        target = self.aside(HiddenKind.TRACKED_DELETION, "tracked deletion")
        (line if not line.visible else target).add(node.text or "")

    def tab(self, node: etree._Element, line: Line) -> None:
        self.text(line, "\t")

    def line_break(self, node: etree._Element, line: Line) -> None:
        self.text(line, "\n")

    def hard_hyphen(self, node: etree._Element, line: Line) -> None:
        self.text(line, "\u2011")

    def soft_hyphen(self, node: etree._Element, line: Line) -> None:
        self.text(line, "\u00ad")

    def symbol(self, node: etree._Element, line: Line) -> None:
        try:
            code = int(attr(node, "w:char"), 16)
        except ValueError:
            return
        symbolic = attr(node, "w:font").lower().startswith(_SYMBOL_FONTS)
        if code in _SYMBOLS and symbolic:
            self.text(line, _SYMBOLS[code])
        elif symbolic:
            self.text(line, "▪")
        elif code < 0x110000:
            # Other fonts may keep plain letters in the private area: show the letters.
            self.text(line, chr(code - 0xF000 if 0xF020 <= code <= 0xF0FF else code))

    def maths(self, node: etree._Element, line: Line) -> None:
        self.text(line, "".join(t.text or "" for t in node.iter() if tag(t) in {"m:t", "w:t"}))

    def ruby(self, node: etree._Element, line: Line) -> None:
        for part in node:
            if tag(part) == "w:rubyBase":
                self.walk(part, line)
        for part in node:
            if tag(part) == "w:rt":
                self.text(line, " (")
                self.walk(part, line)
                self.text(line, ")")

    # --- fields -------------------------------------------------------------------------

    def field_character(self, node: etree._Element, line: Line) -> None:
        fields = self.story.fields
        match attr(node, "w:fldCharType"):
            case "begin":
                fields.append(Frame())
                self._form_field(child(node, "w:ffData"))
            case "separate" if fields:
                fields[-1].in_code = False
            case "end" if fields:
                self.hide(HiddenKind.FIELD_CODE, "".join(fields.pop().code), "field code")

    def field_code(self, node: etree._Element, line: Line) -> None:
        if self.story.fields:
            self.story.fields[-1].code.append(node.text or "")
        else:
            self.hide(HiddenKind.FIELD_CODE, node.text or "", "field code")

    def simple_field(self, node: etree._Element, line: Line) -> None:
        self.hide(HiddenKind.FIELD_CODE, attr(node, "w:instr"), "field code")
        self._form_field(child(node, "w:ffData"))
        self.walk(node, line)

    def _form_field(self, data: etree._Element | None) -> None:
        for item in data.iter() if data is not None else ():
            value = attr(item, "w:val")
            if not value.isdigit():
                self.hide(HiddenKind.FORM_FIELD, value, "form field setting")

    # --- links, notes, marks ------------------------------------------------------------

    def hyperlink(self, node: etree._Element, line: Line) -> None:
        relation = self.story.relation(attr(node, "r:id"))
        target = relation.target if relation else ""
        for text, what in (
            (target, "link target"),
            (attr(node, "w:tooltip"), "link tooltip"),
            (attr(node, "w:docLocation"), "link location"),
        ):
            self.hide(HiddenKind.LINK_TARGET, text, what)
        anchor = attr(node, "w:anchor")
        if not _AUTOMATIC_BOOKMARK.match(anchor):
            self.hide(HiddenKind.BOOKMARK, anchor, "link to a bookmark")
        outer, self._linked = self._linked, True
        self.walk(node, line)
        self._linked = outer

    def footnote(self, node: etree._Element, line: Line) -> None:
        self._note("fn", node, line)

    def endnote(self, node: etree._Element, line: Line) -> None:
        self._note("en", node, line)

    def _note(self, kind: str, node: etree._Element, line: Line) -> None:
        if line.visible:
            line.note(self.story.context.note_block(kind, attr(node, "w:id")))

    def bookmark(self, node: etree._Element, line: Line) -> None:
        name = attr(node, "w:name")
        if not _AUTOMATIC_BOOKMARK.match(name):
            self.hide(HiddenKind.BOOKMARK, name, "bookmark name")

    def permission(self, node: etree._Element, line: Line) -> None:
        self.hide(HiddenKind.AUTHOR, attr(node, "w:ed"), "editor allowed to change this")

    # --- tracked changes, controls ------------------------------------------------------

    def inserted(self, node: etree._Element, line: Line) -> None:
        self._revision_author(node, line)
        self.walk(node, line)

    def deleted(self, node: etree._Element, line: Line) -> None:
        self._revision_author(node, line)
        kind = HiddenKind.TRACKED_DELETION
        self.walk(node, self.aside(kind, "tracked deletion") if line.visible else line)

    def _revision_author(self, node: etree._Element | None, line: Line) -> None:
        self.story.author(attr(node, "w:author"), "author of a tracked change")

    def control(self, node: etree._Element, line: Line) -> None:
        self.story.control_settings(node, self.place)
        content = child(node, "w:sdtContent")
        if content is not None:
            self.walk(content, line)

    def tagged(self, node: etree._Element, line: Line) -> None:
        for part in node:
            if tag(part) in {"w:smartTagPr", "w:customXmlPr"}:
                for item in part:
                    self.hide(HiddenKind.CUSTOM_XML, attr(item, "w:val"), "tag property")
        self.walk(node, line)

    def alternate(self, node: etree._Element, line: Line) -> None:
        choices = [part for part in node if tag(part) in {"mc:Choice", "mc:Fallback"}]
        if not choices:
            return
        self.walk(choices[0], line)
        shown = set(all_text(choices[0]).split())
        for other in choices[1:]:
            if not set(all_text(other).split()) <= shown:
                self.hide(HiddenKind.OTHER, all_text(other), "text for older programs")
            self.story.shapes.names(other, self.place)

    def drawing(self, node: etree._Element, line: Line) -> None:
        self.story.shapes.read(node, self.place)

    def properties(self, node: etree._Element, line: Line) -> None:
        self._revision_author(child(node, "w:pPrChange"), line)
        mark = child(node, "w:rPr")
        for part in mark if mark is not None else ():
            if tag(part) in {"w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange"}:
                self._revision_author(part, line)
        section = child(node, "w:sectPr")
        if section is not None:
            self._revision_author(child(section, "w:sectPrChange"), line)


_SILENT = frozenset(
    {
        "w:rPr", "w:proofErr", "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd",
        "w:commentReference", "w:lastRenderedPageBreak", "w:footnoteRef", "w:endnoteRef",
        "w:annotationRef", "w:permEnd", "w:smartTagPr", "w:customXmlPr", "w:rubyPr",
        "w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart", "w:moveToRangeEnd",
        "w:ffData", "w:sdtPr", "w:sdtEndPr", "w:separator", "w:continuationSeparator",
    }
)  # fmt: skip
_HANDLERS: dict[str, Handler] = {
    "w:pPr": Inline.properties,
    "w:r": Inline.run,
    "m:r": Inline.maths,
    "w:t": Inline.words,
    "w:delText": Inline.deleted_words,
    "w:tab": Inline.tab,
    "w:ptab": Inline.tab,
    "w:br": Inline.line_break,
    "w:cr": Inline.line_break,
    "w:noBreakHyphen": Inline.hard_hyphen,
    "w:softHyphen": Inline.soft_hyphen,
    "w:sym": Inline.symbol,
    "w:ruby": Inline.ruby,
    "w:fldChar": Inline.field_character,
    "w:instrText": Inline.field_code,
    "w:delInstrText": Inline.field_code,
    "w:fldSimple": Inline.simple_field,
    "w:hyperlink": Inline.hyperlink,
    "w:footnoteReference": Inline.footnote,
    "w:endnoteReference": Inline.endnote,
    "w:bookmarkStart": Inline.bookmark,
    "w:permStart": Inline.permission,
    "w:ins": Inline.inserted,
    "w:moveTo": Inline.inserted,
    "w:del": Inline.deleted,
    "w:moveFrom": Inline.deleted,
    "w:sdt": Inline.control,
    "w:smartTag": Inline.tagged,
    "w:customXml": Inline.tagged,
    "mc:AlternateContent": Inline.alternate,
    "w:drawing": Inline.drawing,
    "w:pict": Inline.drawing,
    "w:object": Inline.drawing,
}


def is_on(properties: etree._Element | None, name: str) -> bool:
    """A property that is present and not switched off."""
    return bool(switched_on(child(properties, name)))
