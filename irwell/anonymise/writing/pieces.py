"""The document as its writers need it: lists, tables and boxes made of neighbouring blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, zip_longest

from irwell.anonymise.model import Block, BlockKind, Document, Span, SpanKind

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
ADDRESS = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]]")
_PLAIN_NUMBER = re.compile(r"^(\d{1,4})\.$")


@dataclass(frozen=True, slots=True)
class Text:
    """A heading, paragraph, quotation or preformatted text; `level` is final for headings."""

    block: Block
    level: int = 0
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """Neighbouring list items; their levels begin at 0 and never skip one."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table by rows; a cell is its blocks. Rows before `heads` are header rows."""

    rows: tuple[tuple[tuple[Block, ...], ...], ...]
    heads: int
    columns: int
    caption: Block | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """Text that stood in a frame."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """An accepted picture."""

    block: Block


Piece = Text | Items | Grid | Box | Figure


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything to write, in order, with the notes apart."""

    title: str
    pieces: tuple[Piece, ...]
    footnotes: tuple[Block, ...]
    endnotes: tuple[Block, ...]

    @property
    def headings(self) -> tuple[Text, ...]:
        """What a contents list shows."""
        return tuple(p for p in self.pieces if isinstance(p, Text) and p.anchor and p.level <= 3)


def lay_out(document: Document, title: str) -> Layout:
    """Group the blocks of a document; pictures that nobody accepted are left out."""
    blocks = [_clean(block) for block in document.blocks]
    blocks = [b for b in blocks if b.kind is not BlockKind.FIGURE or b.picture is not None]
    notes = {BlockKind.FOOTNOTE, BlockKind.ENDNOTE}
    body = [block for block in blocks if block.kind not in notes]
    pieces = tuple(_with_captions(list(_pieces(_without_title(body, title)))))
    return Layout(
        title=" ".join(_UNSEEN.sub("", title).split()),
        pieces=pieces,
        footnotes=tuple(b for b in blocks if b.kind is BlockKind.FOOTNOTE),
        endnotes=tuple(b for b in blocks if b.kind is BlockKind.ENDNOTE),
    )


def _clean(block: Block) -> Block:
    """Without characters that cannot be seen: they only serve to hide or to mislead."""
    if not _UNSEEN.search(block.text):
        return block
    kept = [0]
    for character in block.text:
        kept.append(kept[-1] + (0 if _UNSEEN.match(character) else 1))
    spans = tuple(replace(s, start=kept[s.start], end=kept[s.end]) for s in block.spans)
    return replace(block, text=_UNSEEN.sub("", block.text), spans=spans)


def _without_title(blocks: list[Block], title: str) -> list[Block]:
    """The title is written once, at the top."""
    wanted = " ".join(title.split()).casefold()
    for index, block in enumerate(blocks[:3]):
        if " ".join(block.text.split()).casefold() == wanted and block.cell is None:
            return blocks[:index] + blocks[index + 1 :]
    return blocks


def _pieces(blocks: list[Block]) -> Iterator[Piece]:
    levels = _Levels(blocks)
    for key, group in groupby(blocks, key=_group):
        members = tuple(group)
        match key[0]:
            case "list":
                yield Items(_levelled(members))
            case "table":
                yield _grid(members)
            case "box":
                yield Box(members)
            case "figure":
                yield from (Figure(block) for block in members)
            case _:
                for block in members:
                    if block.text or block.spans:
                        yield levels.text(block)


def _group(block: Block) -> tuple[str, object]:
    if block.cell is not None and block.kind is BlockKind.TABLE_CELL:
        return "table", block.cell.table
    match block.kind:
        case BlockKind.LIST_ITEM:
            return "list", None
        case BlockKind.TEXT_BOX:
            return "box", block.id.split("p")[0]
        case BlockKind.FIGURE:
            return "figure", None
    return "text", None


class _Levels:
    """Heading levels without gaps: the title is level 1, so headings begin at level 2."""

    def __init__(self, blocks: list[Block]) -> None:
        own = [b.level for b in blocks if b.kind is BlockKind.HEADING and b.text]
        self._top = min(own, default=1)
        self._last = 1
        self._count = 0

    def text(self, block: Block) -> Text:
        if block.kind is not BlockKind.HEADING:
            return Text(block)
        self._count += 1
        level = min(block.level - self._top + 2, self._last + 1, 6)
        self._last = max(level, 2)
        return Text(block, self._last, f"section-{self._count}")


def _levelled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    result: list[Block] = []
    known: list[int] = []
    for block in blocks:
        while known and known[-1] > block.level:
            known.pop()
        if not known or known[-1] < block.level:
            known.append(block.level)
        result.append(replace(block, level=min(len(known) - 1, 5)))
    return tuple(result)


def _grid(blocks: tuple[Block, ...]) -> Grid:
    cells: dict[tuple[int, int], list[Block]] = {}
    for block in blocks:
        assert block.cell is not None
        cells.setdefault((block.cell.row, block.cell.column), []).append(block)
    rows: dict[int, list[tuple[Block, ...]]] = {}
    for (row, _), members in sorted(cells.items()):
        rows.setdefault(row, []).append(tuple(members))
    ordered = [tuple(rows[row]) for row in sorted(rows)]
    heads = 0
    for line in ordered:
        if not all(_cell_header(members) for members in line):
            break
        heads += 1
    heads = 0 if heads == len(ordered) else heads
    columns = max(b.cell.column + b.cell.column_span - 1 for b in blocks if b.cell)
    return Grid(tuple(ordered), heads, columns)


def _cell_header(members: tuple[Block, ...]) -> bool:
    return members[0].cell is not None and members[0].cell.header


def _with_captions(pieces: list[Piece]) -> Iterator[Piece]:
    """A caption right before a table belongs to it."""
    skip = False
    for piece, following in zip_longest(pieces, pieces[1:]):
        if skip and isinstance(piece, Grid):
            skip = False
            continue
        if (
            isinstance(piece, Text)
            and piece.block.kind is BlockKind.CAPTION
            and isinstance(following, Grid)
        ):
            skip = True
            yield replace(following, caption=piece.block)
        else:
            yield piece


def numbered_plainly(blocks: tuple[Block, ...], index: int) -> int | None:
    """The number of an ordered item whose label is simply `n.`; None for any other label."""
    place = blocks[index].list_place
    match = _PLAIN_NUMBER.match(place.label) if place is not None and place.ordered else None
    return int(match.group(1)) if match else None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text with the same mark-up, or a note mark when `note` is set."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: bool = False
    note: str = ""


def segments(block: Block) -> Iterator[Segment]:
    """The text of a block cut where its mark-up changes."""
    marks = [span for span in block.spans if span.kind is not SpanKind.NOTE_REF]
    notes = [span for span in block.spans if span.kind is SpanKind.NOTE_REF]
    borders = {0, len(block.text)}
    for span in block.spans:
        borders |= {span.start, span.end}
    ordered = sorted(borders)
    for start, end in pairwise(ordered):
        yield from _notes_at(notes, start)
        over = {span.kind for span in marks if span.start <= start and end <= span.end}
        yield Segment(
            block.text[start:end],
            strong=SpanKind.STRONG in over,
            emphasis=SpanKind.EMPHASIS in over,
            link=SpanKind.LINK in over,
        )
    yield from _notes_at(notes, ordered[-1])


def _notes_at(notes: list[Span], offset: int) -> Iterator[Segment]:
    yield from (Segment("", note=span.ref) for span in notes if span.start == offset)
