"""A Word file as parts, with a list of all it holds that parts do not; and parts as a Word file. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from irwell.anonymise.model import (
    Block,
    BlockKind,
    Cell,
    Document,
    HiddenKind,
    HiddenPart,
    ListPlace,
    QuarantineKind,
    Span,
    SpanKind,
)
from irwell.anonymise.reading import read
from irwell.anonymise.writing import write_docx
from irwell.reviews.rules.parts import HEADINGS, NOTE, Part, title_of
from irwell.reviews.rules.pictures import (
    STAYS,
    WITHOUT_WORDS,
    LeftOut,
    as_picture,
    words_of_pictures,
)

NOTES = (BlockKind.FOOTNOTE, BlockKind.ENDNOTE)
AS = {BlockKind.QUOTE: "quote", BlockKind.CAPTION: "caption", BlockKind.FIGURE: "figure"}
MARKS = {SpanKind.STRONG: "strong", SpanKind.EMPHASIS: "emphasis"}
IS_PICTURE = re.compile(re.escape(STAYS).replace(r"\{\}", ".*"))
# What a Word file holds beside its text: shown with its words, or counted under one name.
SHOWN = {
    HiddenKind.COMMENT: "Comment", HiddenKind.TRACKED_DELETION: "Struck out by a tracked change",
    HiddenKind.HIDDEN_TEXT: "Hidden text", HiddenKind.HEADER: "Header of the page", HiddenKind.FOOTER: "Footer of the page",
    HiddenKind.LINK_TARGET: "Address behind a link", HiddenKind.ALT_TEXT: "Words behind a picture",
    HiddenKind.FORM_FIELD: "Form field", HiddenKind.ANNOTATION: "Annotation", HiddenKind.OTHER: "Beside the text",
}  # fmt: skip
COUNTED = {
    HiddenKind.AUTHOR: "Authors of changes and comments", HiddenKind.PROPERTY: "Properties of the file",
    HiddenKind.STYLE_NAME: "Styles of its own: the look is not kept", HiddenKind.BOOKMARK: "Bookmarks",
    HiddenKind.FIELD_CODE: "Fields", HiddenKind.SETTING: "Settings",
}  # fmt: skip
PARTS_NOT_TEXT = {QuarantineKind.PICTURE: "Picture", QuarantineKind.OLE: "File built in"}


@dataclass(frozen=True)
class Reading:
    """A file of a report read in. Its parts have no ids yet; a picture's `asset` is its SHA-256 in the file."""

    parts: tuple[Part, ...]
    left_out: tuple[LeftOut, ...]
    document: Document


def reading_of(data: bytes, name: str = "report.docx") -> Reading:
    """`name` tells the kind of file. Raises irwell.anonymise.reading.UnreadableDocument, with a sentence, for a file that cannot be read."""
    document = read(name, data)
    notes = {block.id: block.text for block in document.blocks if block.kind in NOTES}
    body = [block for block in document.blocks if block.kind not in NOTES]
    words = words_of_pictures(document)
    parts: list[Part] = []
    left: list[LeftOut] = []
    for table, group in groupby(body, key=lambda b: b.cell.table if b.cell else 0):
        blocks = list(group)
        if table:
            parts.append(_table(blocks, notes))
            left += _of_table(blocks, table)
        else:
            parts += [
                _figure(b, words) if b.kind is BlockKind.FIGURE else _part(b, notes) for b in blocks
            ]
    boxes = [b for b in body if b.kind is BlockKind.TEXT_BOX]
    left += [LeftOut("Frame of a text box: its words are a paragraph", b.place) for b in boxes]
    kept = tuple(part for part in parts if part.text.strip())
    return Reading(kept, (*left, *_beside(document, parts)), document)


def _figure(block: Block, words: Mapping[str, str]) -> Part:
    return Part(0, "figure", words.get(block.id, WITHOUT_WORDS), asset=block.asset)


def _part(block: Block, notes: dict[str, str]) -> Part:
    text, marks = _with_notes(block, notes)
    match block.kind:
        case BlockKind.HEADING if block.level == 0:
            return Part(0, "title", text)
        case BlockKind.HEADING:
            return Part(0, f"h{min(block.level, 3)}", text)
        case BlockKind.LIST_ITEM:
            ordered = block.list_place is not None and block.list_place.ordered
            return Part(0, "number" if ordered else "bullet", text, level=block.level, marks=marks)
    kind = "figure" if IS_PICTURE.fullmatch(text) else AS.get(block.kind, "p")
    return Part(0, kind, text, marks=marks)


def _with_notes(
    block: Block, notes: dict[str, str]
) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """The text with each footnote where its mark stood, and the bold and italic stretches moved accordingly."""
    refs = sorted(
        ((s.start, s.ref) for s in block.spans if s.kind is SpanKind.NOTE_REF), reverse=True
    )
    text = block.text
    marks = [(s.start, s.end, MARKS[s.kind]) for s in block.spans if s.kind in MARKS]
    for at, ref in refs:
        words = " ".join(notes.get(ref, "").replace("[", "(").replace("]", ")").split())
        put = f" [note: {words}]"
        text = text[:at] + put + text[at:]
        marks = [(a + len(put) * (a >= at), b + len(put) * (b > at), k) for a, b, k in marks]
    return text, tuple(sorted(marks))


def _table(blocks: Sequence[Block], notes: dict[str, str]) -> Part:
    rows: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    heads = set()
    for block in blocks:
        assert block.cell is not None
        words = " ".join(_with_notes(block, notes)[0].replace("|", "¦").split())
        rows[block.cell.row][block.cell.column].append(words)
        if block.cell.header:
            heads.add(block.cell.row)
    wide = max(max(row) for row in rows.values())
    lines = [
        " | ".join(" / ".join(filter(None, rows[r][c])) for c in range(1, wide + 1))
        for r in sorted(rows)
    ]
    return Part(0, "table", "\n".join(lines), level=len(heads))


def _of_table(blocks: Sequence[Block], table: int) -> Iterator[LeftOut]:
    for block in blocks:
        if block.kind is BlockKind.FIGURE:
            yield LeftOut(
                "Picture inside a table",
                f"table {table}",
                "Put it before or after the table to carry it on.",
            )
    if any(b.cell and (b.cell.row_span > 1 or b.cell.column_span > 1) for b in blocks):
        yield LeftOut("Merged cells: the words are kept, each in one cell", f"table {table}")


def _beside(document: Document, parts: Sequence[Part]) -> Iterator[LeftOut]:
    """Everything in the file that is neither its text nor a picture of it."""
    carried = {part.asset for part in parts}
    said = {part.text for part in parts if part.asset}
    counted = Counter(
        COUNTED.get(p.kind, "Other data of the file")
        for p in document.hidden
        if p.kind not in SHOWN
    )
    for part in document.hidden:
        if part.kind in SHOWN and part.text.strip() and part.text.strip() not in said:
            yield LeftOut(SHOWN[part.kind], _place(part), part.text.strip()[:400])
    for one in document.quarantined:
        if one.sha256 and one.sha256 in carried:
            continue
        yield LeftOut(PARTS_NOT_TEXT.get(one.kind, "Part that is not text"), one.place)
    for notice in document.notices:
        yield LeftOut("Told by the reader of the file", "the file", notice)
    for what, count in sorted(counted.items()):
        yield LeftOut(what, "the file", f"{count} in all")


def _place(part: HiddenPart) -> str:
    return part.place.split(":")[0]


def word_of(
    parts: Sequence[Part], pictures: Mapping[str, bytes] | None = None, *, public: bool = False
) -> bytes:
    """The parts as a Word file: real headings, lists, tables, footnotes and pictures, empty properties.

    `pictures`: those that the parts carry, as PNG. `public`: the words for publication, where there are own ones, and without what is left out.
    """
    shown = [_published(part) for part in parts if not part.out] if public else list(parts)
    title = title_of(shown) or "Practice review"
    blocks: list[Block] = []
    notes: list[Block] = []
    for number, part in enumerate(p for p in shown if p.kind != "title"):
        png = (pictures or {}).get(part.asset) if part.kind == "figure" else None
        if png is not None:
            at, picture = f"p{number + 1}", as_picture(png, part.text)
            blocks.append(Block(at, BlockKind.FIGURE, "", at, asset=part.asset, picture=picture))
        else:
            blocks += _blocks(part, number, shown, notes)
    return write_docx(Document("docx", (*blocks, *notes), title=title), title=title)


def _published(part: Part) -> Part:
    return replace(part, text=part.public, marks=()) if part.public else part


def _blocks(
    part: Part, number: int, all_parts: Sequence[Part], notes: list[Block]
) -> Iterator[Block]:
    at = f"p{number + 1}"
    if part.kind == "table":
        yield from _cells(part, number + 1, at, notes)
        return
    text, spans = _inline(part, notes)
    if part.kind in HEADINGS:
        yield Block(at, BlockKind.HEADING, text, at, level=HEADINGS[part.kind], spans=spans)
    elif part.kind in ("bullet", "number"):
        label = f"{_count(part, all_parts)}." if part.kind == "number" else ""
        place = ListPlace(1, part.kind == "number", label)
        yield Block(
            at, BlockKind.LIST_ITEM, text, at, level=part.level, spans=spans, list_place=place
        )
    else:
        kind = {"quote": BlockKind.QUOTE, "caption": BlockKind.CAPTION}.get(
            part.kind, BlockKind.PARAGRAPH
        )
        yield Block(at, kind, text, at, spans=spans)


def _count(part: Part, all_parts: Sequence[Part]) -> int:
    """The number of an ordered item: counted from the start of its list."""
    count = 0
    for one in all_parts:
        if one.kind != "number":
            count = 0
        elif one.level == part.level:
            count += 1
        if one is part:
            break
    return max(1, count)


def _cells(part: Part, table: int, at: str, notes: list[Block]) -> Iterator[Block]:
    lines = [line for line in part.text.splitlines() if line.strip()]
    wide = max((line.count("|") + 1 for line in lines), default=1)
    for r, line in enumerate(lines, 1):
        cells = [cell.strip() for cell in line.split("|")]
        for c in range(1, wide + 1):
            words = cells[c - 1] if c <= len(cells) else ""
            text, spans = _inline(Part(0, "p", words), notes)
            cell = Cell(table, r, c, header=r <= max(1, part.level))
            yield Block(f"{at}r{r}c{c}", BlockKind.TABLE_CELL, text, at, spans=spans, cell=cell)


def _inline(part: Part, notes: list[Block]) -> tuple[str, tuple[Span, ...]]:
    """The text without its footnotes, which are added to `notes`, and the mark-up over it."""
    text, spans, gone = "", [], []
    cursor = 0
    for found in NOTE.finditer(part.text):
        text += part.text[cursor : found.start()]
        ref = f"fn{len(notes) + 1}"
        notes.append(Block(ref, BlockKind.FOOTNOTE, found[1].strip(), f"footnote {len(notes) + 1}"))
        spans.append(Span(len(text), len(text), SpanKind.NOTE_REF, ref))
        gone.append((found.start(), found.end() - found.start()))
        cursor = found.end()
    text += part.text[cursor:]
    kinds = {name: kind for kind, name in MARKS.items()}
    for start, end, kind in part.marks:
        a, b = (at - sum(length for place, length in gone if place < at) for at in (start, end))
        if 0 <= a < b <= len(text):
            spans.append(Span(a, b, kinds[kind]))
    return text, tuple(spans)
