"""HTML pages: what a browser shows becomes blocks, everything else is listed."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, replace
from typing import cast
from urllib.parse import unquote_to_bytes

from lxml import etree, html

from irwell.anonymise.model import (
    Block,
    BlockKind,
    Cell,
    Document,
    HiddenKind,
    ListPlace,
    QuarantineKind,
    SpanKind,
)
from irwell.anonymise.reading.decoding import decoded
from irwell.anonymise.reading.gathering import Gathering
from irwell.anonymise.reading.line import Line
from irwell.anonymise.reading.refusal import UnreadableDocument

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {
    "p": BlockKind.PARAGRAPH, "blockquote": BlockKind.QUOTE, "pre": BlockKind.PREFORMATTED,
    "figcaption": BlockKind.CAPTION, "caption": BlockKind.CAPTION,
}  # fmt: skip
_BREAKS = {
    "div", "section", "article", "main", "header", "footer", "nav", "aside", "figure", "ul", "ol",
    "dl", "dt", "dd", "form", "fieldset", "legend", "address", "details", "summary", "hr", "body",
    "table", "thead", "tbody", "tfoot", "tr", "option", "button",
}  # fmt: skip
_UNSEEN = {"script", "style", "template", "noscript", "head", "iframe", "object", "embed",
           "datalist", "audio", "video", "canvas", "map", "title"}  # fmt: skip
_STRONG = {"b", "strong", "th"}
_EMPHASIS = {"i", "em", "cite", "dfn", "var"}
_INVISIBLE = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|(?:^|;)opacity:0(?:\.0+)?(?:;|$)|"
    r"(?:^|;)font-size:(?:0|1px|1pt)|(?:^|;)color:(?:white|#fff(?:fff)?|transparent)(?:;|$)|"
    r"text-indent:-\d{3,}|(?:left|top):-\d{3,}px|clip:rect\(0"
)
_ABOUT_LOOKS = {"class", "style", "type", "rel", "charset", "colspan", "rowspan", "scope", "width",
                "height", "align", "valign", "border", "role", "http-equiv", "method", "start"}  # fmt: skip
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z\d]{1,8}){0,2}")
_SPOKEN = ("alt", "title", "aria-label", "placeholder", "summary", "label", "content", "value")


@dataclass(frozen=True, slots=True)
class _State:
    """What the elements around a piece of text say about it."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    marks: tuple[SpanKind, ...] = ()
    cell: Cell | None = None
    list_place: ListPlace | None = None
    keep_space: bool = False


def read_html(data: bytes) -> Document:
    """The text model of a page; the declared character set is honoured."""
    match = re.search(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", data[:4096], re.I)
    text = ""
    if match and match.group(1).lower() not in {b"utf-8", b"utf8"} and data[:2] not in {
        b"\xff\xfe", b"\xfe\xff",
    }:  # fmt: skip
        try:
            text = data.decode(match.group(1).decode("ascii"))
        except (LookupError, UnicodeError) as error:
            raise UnreadableDocument(
                "This page names a character set that its letters are not in. Save it as UTF-8 "
                "and upload it again."
            ) from error
    return read_html_text(text or decoded(data), kind="html")


def read_html_text(
    text: str, *, kind: str, front_matter: str = "", extra: list[str] | None = None
) -> Document:
    """The text model of decoded HTML."""
    gathering = Gathering()
    gathering.hide("front matter", HiddenKind.PROPERTY, front_matter)
    for reference in extra or ():
        gathering.hide("link definition", HiddenKind.LINK_TARGET, reference)
    page = _Page(gathering)
    if text.strip():
        parser = html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
        root = html.document_fromstring(
            text.replace("\x00", "").encode("utf-8"), parser=parser, ensure_head_body=True
        )
        page.read(root)
    if not any(block.text for block in page.blocks):
        raise UnreadableDocument("This file holds no text that can be seen.")
    title = next((b.text for b in page.blocks if b.kind is BlockKind.HEADING), "")
    return Document(
        kind=kind,
        blocks=tuple(page.blocks),
        hidden=tuple(gathering.hidden),
        quarantined=tuple(gathering.quarantined),
        title=title,
        notices=tuple(gathering.notices),
    )


class _Page:
    def __init__(self, gathering: Gathering) -> None:
        self.blocks: list[Block] = []
        self._gathering = gathering
        self._line = Line()
        self._state = _State()
        self._counts: dict[str, int] = {}
        self._covered: dict[int, set[tuple[int, int]]] = {}

    def read(self, root: html.HtmlElement) -> None:
        outside = [root.getprevious(), root.getnext()]
        for node in outside:
            if isinstance(node, etree._Comment):
                self._hide("page comment", HiddenKind.COMMENT, node.text or "")
        self._element(root, _State())
        self._flush()

    def _count(self, what: str) -> int:
        self._counts[what] = self._counts.get(what, 0) + 1
        return self._counts[what]

    def _hide(self, place: str, kind: HiddenKind, text: str) -> None:
        self._gathering.hide(place, kind, " ".join(text.split()))

    def _element(self, node: html.HtmlElement, state: _State) -> None:
        name = str(node.tag).lower()
        self._attributes(node, name)
        if self._unseen(node, name):
            return
        inner = self._inner(node, name, state)
        own_block = inner.kind is not state.kind or name in _BLOCKS or name in _HEADINGS
        breaks = own_block or name in _BREAKS or name in {"li", "td", "th"}
        if breaks:
            self._flush()
            self._state = inner
        if name == "br":
            self._line.add("\n")
        self._text(node.text, inner)
        for child in node:
            self._node(cast("html.HtmlElement", child), inner)
        if breaks:
            self._flush(force_cell=name in {"td", "th"})
            self._state = state

    def _node(self, child: html.HtmlElement, state: _State) -> None:
        if isinstance(child, etree._Comment | etree._ProcessingInstruction):
            self._hide("page comment", HiddenKind.COMMENT, child.text or "")
        elif isinstance(child.tag, str):
            self._element(child, state)
        self._text(child.tail, state)

    def _text(self, text: str | None, state: _State) -> None:
        if not text:
            return
        plain = text if state.keep_space else re.sub(r"[ \t\r\n\f]+", " ", text)
        self._line.add(plain, *state.marks)

    def _unseen(self, node: html.HtmlElement, name: str) -> bool:
        style = re.sub(r"\s+", "", (node.get("style") or "").lower())
        invisible = node.get("hidden") is not None or bool(_INVISIBLE.search(style))
        invisible = invisible or (name == "input" and node.get("type") == "hidden")
        if name == "svg":
            data = etree.tostring(node)
            self._gathering.quarantine("drawing in the page", QuarantineKind.PICTURE, data)
            self._hide("drawing in the page", HiddenKind.DATA, " ".join(map(str, node.itertext())))
            return True
        if name == "del":
            self._hide("struck out", HiddenKind.TRACKED_DELETION, node.text_content())
            return True
        if name not in _UNSEEN and not invisible:
            return False
        kind = HiddenKind.SCRIPT if name in {"script", "style"} else HiddenKind.HIDDEN_TEXT
        if name in {"head", "title"}:
            kind = HiddenKind.PROPERTY
        for below in node.iter():
            if isinstance(below, etree._Comment):
                self._hide("page comment", HiddenKind.COMMENT, below.text or "")
            elif isinstance(below.tag, str):
                if below is not node:
                    self._attributes(below, str(below.tag).lower())
                self._hide(f"<{below.tag}>", kind, below.text or "")
            if below is not node:
                self._hide(f"<{name}>", kind, below.tail or "")
        return True

    def _attributes(self, node: html.HtmlElement, name: str) -> None:
        for key, raw in node.attrib.items():
            attribute, value = str(key).lower(), str(raw)
            place = f"{attribute} of <{name}>"
            if value.startswith("data:"):
                self._data_address(place, value)
            elif attribute in {"href", "src", "action", "cite", "poster", "srcset", "data"}:
                self._hide(place, HiddenKind.LINK_TARGET, value)
            elif name == "meta" and attribute == "content":
                label = node.get("name") or node.get("property") or node.get("http-equiv")
                self._hide(f"property {label or ''}", HiddenKind.PROPERTY, value)
            elif attribute in _SPOKEN:
                kind = HiddenKind.PROPERTY if name == "meta" else HiddenKind.ALT_TEXT
                self._hide(place, HiddenKind.FORM_FIELD if name == "input" else kind, value)
            elif attribute == "srcdoc":
                self._hide(place, HiddenKind.HIDDEN_TEXT, value)
            elif attribute not in _ABOUT_LOOKS and not _LANGUAGE.fullmatch(value):
                self._hide(place, HiddenKind.OTHER, value)

    def _data_address(self, place: str, value: str) -> None:
        head, _, body = value.partition(",")
        try:
            packed = head.endswith(";base64")
            data = base64.b64decode(body, validate=False) if packed else unquote_to_bytes(body)
        except (binascii.Error, ValueError):
            data = value.encode("utf-8", "replace")
        self._gathering.quarantine(place, QuarantineKind.PICTURE, data)

    def _inner(self, node: html.HtmlElement, name: str, state: _State) -> _State:
        if name in _STRONG:
            state = replace(state, marks=_with(state.marks, SpanKind.STRONG))
        elif name in _EMPHASIS:
            state = replace(state, marks=_with(state.marks, SpanKind.EMPHASIS))
        elif name == "a" and node.get("href"):
            state = replace(state, marks=_with(state.marks, SpanKind.LINK))
        if name in {"td", "th"}:
            cell = self._cell(node, name)
            return replace(state, kind=BlockKind.TABLE_CELL, cell=cell, list_place=None)
        if state.cell is not None:
            return state
        if name in _HEADINGS:
            return _State(kind=BlockKind.HEADING, level=_HEADINGS[name])
        if name == "li":
            return self._item(node, state)
        if name == "p" and state.kind in {BlockKind.QUOTE, BlockKind.CAPTION}:
            return state
        if name in _BLOCKS and state.list_place is None:
            return replace(state, kind=_BLOCKS[name], keep_space=name == "pre")
        return state

    def _item(self, node: html.HtmlElement, state: _State) -> _State:
        lists = [str(up.tag) for up in node.iterancestors() if up.tag in {"ul", "ol"}]
        ordered = bool(lists) and lists[0] == "ol"
        parent = node.getparent()
        label = ""
        if ordered and parent is not None:
            start = str(parent.get("start") or "1")
            position = sum(1 for s in node.itersiblings("li", preceding=True)) + 1
            label = f"{(int(start) if start.lstrip('-').isdigit() else 1) + position - 1}."
        key = self._list_number(parent)
        return replace(
            state,
            kind=BlockKind.LIST_ITEM,
            level=max(len(lists) - 1, 0),
            list_place=ListPlace(key, ordered, label),
        )

    def _list_number(self, parent: html.HtmlElement | None) -> int:
        return 0 if parent is None else int(parent.sourceline or 0)

    def _cell(self, node: html.HtmlElement, name: str) -> Cell:
        row = next((up for up in node.iterancestors("tr")), None)
        table = next((up for up in node.iterancestors("table")), None)
        number = self._table_number(table)
        rows = list(table.iter("tr")) if table is not None else []
        row_number = rows.index(row) + 1 if row in rows else 1
        width, height = _span(node.get("colspan")), _span(node.get("rowspan"))
        taken = self._covered.setdefault(number, set())
        column = 1
        while (row_number, column) in taken:
            column += 1
        taken |= {(row_number + r, column + c) for r in range(height) for c in range(width)}
        header = name == "th" and (row_number == 1 or node.get("scope") == "col")
        return Cell(number, row_number, column, height, width, header)

    def _table_number(self, table: html.HtmlElement | None) -> int:
        key = f"table {table.getroottree().getpath(table)}" if table is not None else "table"
        if key not in self._counts:
            self._counts[key] = self._count("tables")
        return self._counts[key]

    def _flush(self, *, force_cell: bool = False) -> None:
        state, line = self._state, self._line
        self._line = Line()
        text, spans = line.finish(keep_space=False)
        if not text and not (force_cell and self._cell_is_new(state)):
            return
        block_id, place = self._named(state)
        if state.cell is not None:
            spans = tuple(
                s for s in spans if s.kind is not SpanKind.STRONG or not state.cell.header
            )
        self.blocks.append(
            Block(block_id, state.kind, text, place, state.level, spans, state.cell,
                  state.list_place if state.kind is BlockKind.LIST_ITEM else None)
        )  # fmt: skip

    def _cell_is_new(self, state: _State) -> bool:
        return state.cell is not None and all(b.cell != state.cell for b in self.blocks[-60:])

    def _named(self, state: _State) -> tuple[str, str]:
        if state.cell is not None:
            cell = state.cell
            base = f"t{cell.table}r{cell.row}c{cell.column}"
            place = f"table {cell.table}, row {cell.row}, column {cell.column}"
            return f"{base}p{self._count(base)}", place
        number = self._count("p")
        place = f"paragraph {number}"
        if state.kind is BlockKind.HEADING:
            place = f"heading (paragraph {number})"
        return f"p{number}", place


def _with(marks: tuple[SpanKind, ...], kind: SpanKind) -> tuple[SpanKind, ...]:
    return marks if kind in marks else (*marks, kind)


def _span(value: object) -> int:
    text = str(value or "1")
    return min(max(int(text), 1), 100) if text.isascii() and text.isdigit() else 1
