"""The text model: what a reader sees, block by block, and apart from it all that hides in a file.

Every output is built from `Document.blocks` alone, so whatever stands in `hidden` or `quarantined`
cannot reach a published file unless a person brings it over on purpose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is to its reader."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    CAPTION = "caption"
    QUOTE = "quote"
    TEXT_BOX = "text_box"
    PREFORMATTED = "preformatted"
    FIGURE = "figure"


class SpanKind(StrEnum):
    """Mark-up inside a block. A link keeps no target: targets are listed as hidden parts."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    LINK = "link"
    NOTE_REF = "note_ref"


class HiddenKind(StrEnum):
    """Where in a file text can stand without being part of what a reader is meant to see."""

    HEADER = "header"
    FOOTER = "footer"
    COMMENT = "comment"
    AUTHOR = "author"
    TRACKED_DELETION = "tracked_deletion"
    HIDDEN_TEXT = "hidden_text"
    PROPERTY = "property"
    FIELD_CODE = "field_code"
    ALT_TEXT = "alt_text"
    CUSTOM_XML = "custom_xml"
    LINK_TARGET = "hyperlink_target"
    BOOKMARK = "bookmark"
    DOC_VARIABLE = "doc_variable"
    SETTING = "setting"
    STYLE_NAME = "style_name"
    FORM_FIELD = "form_field"
    ANNOTATION = "annotation"
    SCRIPT = "script"
    DATA = "data"
    OTHER = "other"


class QuarantineKind(StrEnum):
    """What is kept out of every output until a person decides about it."""

    PICTURE = "picture"
    OLE = "ole"
    ALT_CHUNK = "altchunk"
    MACRO = "macro"
    EMBEDDED_FILE = "embedded_file"
    THUMBNAIL = "thumbnail"
    FONT = "font"
    SIGNATURE = "signature"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """Mark-up over `text[start:end]`; a note reference is empty and names the note's block."""

    start: int
    end: int
    kind: SpanKind
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a table cell stands; numbers begin at one. Several blocks may share one cell."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Which list an item belongs to; `label` is its number as shown, empty for a bullet."""

    list_id: int
    ordered: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a person accepted: plain pixels, written anew, with new alternative text."""

    png: bytes
    alt_text: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Block:
    """A run of visible text. The id comes from the place, never from the words."""

    id: str
    kind: BlockKind
    text: str
    place: str
    level: int = 0
    spans: tuple[Span, ...] = ()
    cell: Cell | None = None
    list_place: ListPlace | None = None
    asset: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class HiddenPart:
    """Text found in the file outside what is meant to be read."""

    place: str
    kind: HiddenKind
    text: str


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A part that is not text; identified by the SHA-256 of its bytes."""

    place: str
    kind: QuarantineKind
    sha256: str
    size: int
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file as text: blocks in reading order, notes last."""

    kind: str
    blocks: tuple[Block, ...]
    hidden: tuple[HiddenPart, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    title: str = ""
    notices: tuple[str, ...] = ()

    def block(self, block_id: str) -> Block:
        """The block with this id."""
        for block in self.blocks:
            if block.id == block_id:
                return block
        raise KeyError(block_id)

    @property
    def text(self) -> str:
        """All visible text, one block a line group, for reading and for counting."""
        return "\n\n".join(block.text for block in self.blocks if block.text)


@dataclass(frozen=True, slots=True)
class Mention:
    """A piece of a block that may identify somebody; `source` names what proposed it."""

    block_id: str
    start: int
    end: int
    text: str
    kind: str
    entry_id: str | None
    source: str
    score: float


@dataclass(frozen=True, slots=True)
class Replacement:
    """New words for `text[start:end]` of a block."""

    block_id: str
    start: int
    end: int
    text: str


def apply(document: Document, replacements: Iterable[Replacement]) -> Document:
    """The document with the words replaced; hidden and quarantined parts do not come along."""
    by_block: dict[str, list[Replacement]] = {}
    for item in replacements:
        by_block.setdefault(item.block_id, []).append(item)
    known = {block.id for block in document.blocks}
    if strangers := sorted(set(by_block) - known):
        raise ValueError(f"replacements name blocks that do not exist: {', '.join(strangers)}")
    blocks = tuple(
        _rewritten(block, by_block[block.id]) if block.id in by_block else block
        for block in document.blocks
    )
    titles = {old.text: new.text for old, new in zip(document.blocks, blocks, strict=True)}
    return replace(
        document, blocks=blocks, hidden=(), quarantined=(), title=titles.get(document.title, "")
    )


def _rewritten(block: Block, replacements: list[Replacement]) -> Block:
    ordered = sorted(replacements, key=lambda item: (item.start, item.end))
    _check(block, ordered)
    pieces: list[str] = []
    cursor = 0
    for item in ordered:
        pieces += [block.text[cursor : item.start], item.text]
        cursor = item.end
    pieces.append(block.text[cursor:])
    spans = tuple(_moved(block.spans, ordered))
    return replace(block, text="".join(pieces), spans=spans)


def _check(block: Block, ordered: list[Replacement]) -> None:
    cursor = 0
    for item in ordered:
        if not 0 <= item.start <= item.end <= len(block.text):
            raise ValueError(f"replacement outside {block.place}: {item.start}–{item.end}")
        if item.start < cursor:
            raise ValueError(f"replacements overlap in {block.place} at {item.start}")
        cursor = item.end


def _moved(spans: tuple[Span, ...], ordered: list[Replacement]) -> Iterator[Span]:
    for span in spans:
        if span.kind is SpanKind.NOTE_REF:
            at = _position(span.start, ordered, end=True)
            yield replace(span, start=at, end=at)
            continue
        start = _position(span.start, ordered, end=False)
        end = _position(span.end, ordered, end=True)
        if start < end:
            yield replace(span, start=start, end=end)


def _position(offset: int, ordered: list[Replacement], *, end: bool) -> int:
    """Where an offset lands; a border inside replaced words moves to the border of the new ones."""
    shift = 0
    for item in ordered:
        inside = item.start < offset <= item.end if end else item.start <= offset < item.end
        if inside:
            return item.start + shift + (len(item.text) if end else 0)
        if item.end <= offset and (item.start, item.end) != (offset, offset):
            shift += len(item.text) - (item.end - item.start)
        elif item.start >= offset:
            break
    return offset + shift
