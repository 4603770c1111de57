"""OpenDocument text (.odt)."""

from __future__ import annotations

import hashlib
import re

from lxml import etree

from irwell.anonymise.model import (
    Block,
    BlockKind,
    Cell,
    Document,
    HiddenKind,
    ListPlace,
    SpanKind,
)
from irwell.anonymise.reading.archive import Archive, open_archive
from irwell.anonymise.reading.gathering import Gathering
from irwell.anonymise.reading.line import Line, joined
from irwell.anonymise.reading.markup import all_text, attr, child, local, parse_xml, path, tag
from irwell.anonymise.reading.odt_parts import sweep
from irwell.anonymise.reading.odt_styles import Styles
from irwell.anonymise.reading.refusal import UnreadableDocument
from irwell.anonymise.reading.remnants import list_remnants

_MOST_REPEATS = 100


def read_opendocument(data: bytes) -> Document:
    """The text model of an .odt, or a refusal."""
    archive = open_archive(data, "OpenDocument text")
    _refuse(archive)
    gathering = Gathering()
    styles = Styles()
    for name in ("styles.xml", "content.xml"):
        if name in archive.members:
            styles.take(parse_xml(archive.members[name], name))
    body = path(
        parse_xml(archive.members["content.xml"], "content.xml"), "office:body", "office:text"
    )
    if body is None:
        raise UnreadableDocument("This OpenDocument file is not a text document.")
    reader = _Reader(archive, styles, gathering)
    reader.blocks_of(body, "")
    reader.after_table()
    sweep(archive, gathering)
    blocks = (*reader.blocks, *reader.notes)
    content = parse_xml(archive.members["content.xml"], "content.xml")
    list_remnants(content, "content.xml", gathering, [block.text for block in blocks])
    return Document(
        kind="odt",
        blocks=blocks,
        hidden=tuple(gathering.hidden),
        quarantined=tuple(gathering.quarantined),
        title=reader.title or next((b.text for b in blocks if b.kind is BlockKind.HEADING), ""),
        notices=tuple(gathering.notices),
    )


def _refuse(archive: Archive) -> None:
    members = archive.members
    if "content.xml" not in members:
        raise UnreadableDocument("This file is a zip archive but not an OpenDocument text.")
    if b"encryption-data" in members.get("META-INF/manifest.xml", b""):
        raise UnreadableDocument(
            "This document is protected with a password. Take the password off and upload it again."
        )
    if any(name.startswith(("Basic/", "Scripts/")) for name in members):
        raise UnreadableDocument(
            "This document carries macros (small programs). Save it without them and upload that "
            "copy."
        )


class _Reader:
    def __init__(self, archive: Archive, styles: Styles, gathering: Gathering) -> None:
        self.blocks: list[Block] = []
        self.notes: list[Block] = []
        self.title = ""
        self._archive = archive
        self._styles = styles
        self._gathering = gathering
        self._counts: dict[str, int] = {}
        self._waiting: list[Block] = []
        self._inner: list[tuple[etree._Element, str]] = []

    def _count(self, what: str) -> int:
        self._counts[what] = self._counts.get(what, 0) + 1
        return self._counts[what]

    # --- blocks -------------------------------------------------------------------------

    def blocks_of(
        self, node: etree._Element, place: str, *, cell: Cell | None = None,
        kind: BlockKind | None = None, listed: ListPlace | None = None, level: int = 0,
    ) -> None:  # fmt: skip
        """Read block-level children; `kind` marks a container such as a text box."""
        for part in node:
            match tag(part):
                case "text:p" | "text:h":
                    self._paragraph(part, place, cell, kind, listed, level)
                    if listed is not None:
                        listed = ListPlace(listed.list_id, listed.ordered, "")
                case "text:list":
                    self._list(part, place, cell, kind, level + (listed is not None), listed)
                case "table:table":
                    if cell is None:
                        self._table(part, place)
                        self.after_table()
                    else:
                        self._inner.append((part, place))
                case "text:tracked-changes":
                    self._deletions(part)
                case "text:section" if attr(part, "text:display") in {"none", "condition"}:
                    self._hide("hidden section", HiddenKind.HIDDEN_TEXT, all_text(part))
                case "text:table-of-content" | "text:alphabetical-index" | "text:user-index":
                    self._hide("contents list (made anew)", HiddenKind.OTHER, all_text(part))
                case "draw:frame" | "draw:custom-shape" | "draw:g":
                    self._frame(part, place or "page")
                case "text:sequence-decls" | "office:forms" | "text:variable-decls" | "":
                    self._declarations(part)
                case _:
                    self.blocks_of(part, place, cell=cell, kind=kind, listed=listed, level=level)

    def _paragraph(
        self, node: etree._Element, place: str, cell: Cell | None, kind: BlockKind | None,
        listed: ListPlace | None, level: int,
    ) -> None:  # fmt: skip
        number = self._count(place or "p")
        here = place or f"paragraph {number}"
        line = Line()
        style = attr(node, "text:style-name")
        self._inline(node, line, here, style)
        text, spans = line.finish()
        prefix = re.sub(r"\W+", "-", place)
        block = Block(
            f"{prefix or 'p'}{'-p' if prefix else ''}{number}",
            BlockKind.PARAGRAPH,
            text,
            here,
            spans=spans,
        )
        if cell is not None or kind is not None:
            block = _with(block, kind=kind or BlockKind.TABLE_CELL, cell=cell)
        elif tag(node) == "text:h":
            depth = attr(node, "text:outline-level")
            heading = min(int(depth), 6) if depth.isdigit() else 1
            block = _with(block, kind=BlockKind.HEADING, level=heading)
        elif self._styles.named(style, "title"):
            self.title = self.title or text
            block = _with(block, kind=BlockKind.HEADING, level=0, place="title")
        elif listed is not None:
            block = _with(block, kind=BlockKind.LIST_ITEM, level=level, list_place=listed)
        elif self._styles.named(style, "quotations"):
            block = _with(block, kind=BlockKind.QUOTE)
        if text or spans:
            (self._waiting if kind is BlockKind.TEXT_BOX else self.blocks).append(block)
        if cell is None and kind is None:
            self._release()

    def _release(self) -> None:
        waiting, self._waiting = self._waiting, []
        self.blocks += waiting

    def after_table(self) -> None:
        """Tables and drawings that stood inside cells follow the outermost table."""
        while self._inner:
            inner, outer = self._inner.pop(0)
            self._table(inner, f"inside {outer}")
        self._release()

    def _list(
        self, node: etree._Element, place: str, cell: Cell | None, kind: BlockKind | None,
        level: int, parent: ListPlace | None,
    ) -> None:  # fmt: skip
        style = attr(node, "text:style-name")
        ordered = style in self._styles.ordered if style else bool(parent and parent.ordered)
        list_id = self._count("list")
        number = 0
        for item in node:
            if tag(item) not in {"text:list-item", "text:list-header"}:
                continue
            number += 1
            label = f"{number}." if ordered else ""
            listed = ListPlace(list_id, ordered, label)
            self.blocks_of(item, place, cell=cell, kind=kind, listed=listed, level=level)

    def _table(self, node: etree._Element, place: str) -> None:
        number = self._count("table")
        name = f"table {number}" + (f" ({place})" if place else "")
        row = 0
        for part, header in _rows(node, header=False):
            row += 1
            column = 1
            for item in part:
                width = _number(attr(item, "table:number-columns-spanned"))
                again = _number(attr(item, "table:number-columns-repeated"))
                if tag(item) == "table:covered-table-cell":
                    self._hide(f"{name}: merged cell", HiddenKind.HIDDEN_TEXT, all_text(item))
                    column += again
                    continue
                if tag(item) != "table:table-cell":
                    continue
                for _ in range(min(again, _MOST_REPEATS)):
                    height = _number(attr(item, "table:number-rows-spanned"))
                    cell = Cell(number, row, column, height, width, header)
                    where = f"{name}, row {row}, column {column}"
                    before = len(self.blocks)
                    self.blocks_of(item, where, cell=cell)
                    if len(self.blocks) == before:
                        empty = f"t{number}r{row}c{column}"
                        self.blocks.append(Block(empty, BlockKind.TABLE_CELL, "", where, cell=cell))
                    column += 1

    # --- inline -------------------------------------------------------------------------

    def _inline(self, node: etree._Element, line: Line, place: str, style: str) -> None:
        reason = self._styles.concealed(style)
        target = line
        if reason and line.visible:
            target = Line(visible=False)
        self._words(node.text, target, style)
        for part in node:
            self._inline_part(part, target, place, style)
            self._words(part.tail, target, style)
        if target is not line:
            self._hide(f"{place}: {reason}", HiddenKind.HIDDEN_TEXT, target.finish()[0])

    def _words(self, text: str | None, line: Line, style: str, *more: SpanKind) -> None:
        kinds = list(more)
        if self._styles.value(style, "font-weight") in {"bold", "600", "700", "800", "900"}:
            kinds.append(SpanKind.STRONG)
        if self._styles.value(style, "font-style") == "italic":
            kinds.append(SpanKind.EMPHASIS)
        line.add(re.sub(r"\s+", " ", text or ""), *kinds)

    def _inline_part(self, part: etree._Element, line: Line, place: str, style: str) -> None:
        match tag(part):
            case "text:s":
                line.add(" " * min(_number(attr(part, "text:c")), _MOST_REPEATS))
            case "text:tab":
                line.add("\t")
            case "text:line-break":
                line.add("\n")
            case "text:note":
                self._note(part, line)
            case "office:annotation":
                self._comment(part)
            case "text:a":
                self._hide(
                    f"{place}: link target", HiddenKind.LINK_TARGET, attr(part, "xlink:href")
                )
                self._hide(
                    f"{place}: link name", HiddenKind.LINK_TARGET, attr(part, "office:title")
                )
                inner = Line(visible=line.visible)
                self._inline(part, inner, place, style)
                line.add(inner.finish(keep_space=True)[0], SpanKind.LINK)
            case "text:span":
                self._inline(part, line, place, attr(part, "text:style-name") or style)
            case "text:hidden-text" | "text:hidden-paragraph" | "text:conditional-text":
                values = " ".join(str(value) for value in part.attrib.values())
                self._hide(f"{place}: hidden field", HiddenKind.HIDDEN_TEXT, values)
            case "draw:frame" | "draw:custom-shape" | "draw:g" | "draw:a" | "draw:rect":
                self._frame(part, place)
            case "text:ruby":
                for item in part:
                    self._inline(item, line, place, style)
            case name if name.startswith(("text:bookmark", "text:reference-mark")):
                self._hide(f"{place}: bookmark", HiddenKind.BOOKMARK, attr(part, "text:name"))
            case "":
                return
            case _:
                for key in ("text:description", "text:string-value", "text:formula"):
                    self._hide(f"{place}: field", HiddenKind.FIELD_CODE, attr(part, key))
                self._inline(part, line, place, style)

    def _note(self, part: etree._Element, line: Line) -> None:
        end = attr(part, "text:note-class") == "endnote"
        short, word = ("en", "endnote") if end else ("fn", "footnote")
        number = self._count(short)
        pieces = []
        body = child(part, "text:note-body")
        for paragraph in body if body is not None else ():
            inner = Line()
            self._inline(paragraph, inner, f"{word} {number}", attr(paragraph, "text:style-name"))
            pieces.append(inner.finish())
        text, spans = joined([piece for piece in pieces if piece[0]])
        kind = BlockKind.ENDNOTE if end else BlockKind.FOOTNOTE
        self.notes.append(Block(f"{short}{number}", kind, text, f"{word} {number}", spans=spans))
        line.note(f"{short}{number}")

    def _frame(self, node: etree._Element, place: str) -> None:
        for part in node.iter():
            match tag(part):
                case "svg:title" | "svg:desc":
                    text = part.text or ""
                    self._hide(f"{place}: alternative text", HiddenKind.ALT_TEXT, text)
                case "draw:frame" | "draw:custom-shape":
                    name = attr(part, "draw:name")
                    if not re.fullmatch(r"(?:Frame|Image|graphics|Object|Shape)\s?\d*", name, re.I):
                        self._hide(f"{place}: name of a drawing", HiddenKind.ALT_TEXT, name)
                case "draw:image":
                    self._picture(attr(part, "xlink:href"), place)
                case "draw:text-box":
                    box = self._count("box")
                    self.blocks_of(part, f"text box {box}", kind=BlockKind.TEXT_BOX)
                case "text:p" if not _inside_box(part, node):
                    self._paragraph(part, f"drawing at {place}", None, BlockKind.TEXT_BOX, None, 0)

    def _picture(self, target: str, place: str) -> None:
        data = self._archive.members.get(target.removeprefix("./"))
        if data is None:
            self._hide(f"{place}: picture link", HiddenKind.LINK_TARGET, target)
            return
        number = self._count("figure")
        digest = hashlib.sha256(data).hexdigest()
        where = f"picture {number} (at {place})"
        self._waiting.append(Block(f"f{number}", BlockKind.FIGURE, "", where, asset=digest))

    def _comment(self, part: etree._Element) -> None:
        for item in part:
            name = local(item)
            kind = HiddenKind.COMMENT if tag(item) in {"text:p", "text:list"} else HiddenKind.AUTHOR
            if name != "date":
                self._hide("comment", kind, all_text(item))

    def _deletions(self, part: etree._Element) -> None:
        for item in part.iter():
            if tag(item) == "text:deletion":
                words = " ".join(all_text(p) for p in item.iter() if tag(p) in {"text:p", "text:h"})
                self._hide("tracked deletion", HiddenKind.TRACKED_DELETION, words)
            elif tag(item) == "dc:creator":
                self._hide("author of a tracked change", HiddenKind.AUTHOR, item.text or "")

    def _declarations(self, part: etree._Element) -> None:
        for item in part.iter():
            for key in ("text:name", "office:string-value", "text:formula", "office:value"):
                if attr(item, key) and local(item) != "sequence-decl":
                    self._hide("variable", HiddenKind.DOC_VARIABLE, attr(item, key))

    def _hide(self, place: str, kind: HiddenKind, text: str) -> None:
        self._gathering.hide(place, kind, text)


def _inside_box(part: etree._Element, top: etree._Element) -> bool:
    for up in part.iterancestors():
        if up is top:
            return False
        if tag(up) == "draw:text-box":
            return True
    return False


def _with(block: Block, **changes: object) -> Block:
    from dataclasses import replace

    return replace(block, **changes)  # type: ignore[arg-type]


def _rows(node: etree._Element, *, header: bool) -> list[tuple[etree._Element, bool]]:
    rows: list[tuple[etree._Element, bool]] = []
    for part in node:
        match tag(part):
            case "table:table-row":
                rows.append((part, header))
            case "table:table-header-rows":
                rows += _rows(part, header=True)
            case "table:table-rows" | "table:table-row-group":
                rows += _rows(part, header=header)
    return rows


def _number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() else 1
