"""Accessible HTML: one article with headings, contents, tables with header cells and notes."""

from __future__ import annotations

import base64
from collections import Counter
from html import escape
from importlib import resources

from irwell.anonymise.model import Block, BlockKind, Document
from irwell.anonymise.writing.pieces import (
    ADDRESS,
    Box,
    Figure,
    Grid,
    Items,
    Layout,
    Piece,
    Text,
    lay_out,
    numbered_plainly,
    segments,
)

_FEWEST_FOR_CONTENTS = 3
# So many letters stand side by side in a table on paper.
_ON_A_LINE = 76


def write_html(document: Document, *, title: str, lang: str = "en-GB") -> str:
    """A whole page that needs nothing from anywhere else."""
    style = resources.files("irwell.anonymise.writing").joinpath("page.css").read_text("utf-8")
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(lay_out(document, title).title)}</title>\n"
        f"<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        f"{write_fragment(document, title=title, lang=lang)}"
        "</main>\n</body>\n</html>\n"
    )


def write_fragment(document: Document, *, title: str, lang: str = "en-GB") -> str:
    """The article alone, for a page that has its own head and style."""
    layout = lay_out(document, title)
    return _Writer(layout, lang).article()


class _Writer:
    def __init__(self, layout: Layout, lang: str) -> None:
        self._layout = layout
        self._lang = lang
        self._mentions: Counter[str] = Counter()
        self._numbers = {b.id: str(n) for n, b in enumerate(layout.footnotes, start=1)}
        letters = enumerate(layout.endnotes, start=1)
        self._numbers |= {b.id: f"E{n}" for n, b in letters}

    def article(self) -> str:
        layout = self._layout
        parts = [f'<article class="report" lang="{escape(self._lang)}">\n']
        parts.append(f"<header>\n<h1>{escape(layout.title)}</h1>\n</header>\n")
        parts.append(self._contents())
        parts += [self._piece(piece) for piece in layout.pieces]
        parts.append(self._notes("Footnotes", "footnotes", layout.footnotes))
        parts.append(self._notes("Endnotes", "endnotes", layout.endnotes))
        parts.append("</article>\n")
        return "".join(parts)

    def _contents(self) -> str:
        headings = self._layout.headings
        if len(headings) < _FEWEST_FOR_CONTENTS:
            return ""
        lines = ['<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">Contents']
        lines.append("</h2>\n")
        depth = 1
        for heading in headings:
            level = min(heading.level, depth + 1)
            if level > depth:
                lines.append("<ol>\n" * (level - depth))
            else:
                lines.append("</li>\n" + "</ol>\n</li>\n" * (depth - level))
            depth = level
            words = escape(" ".join(heading.block.text.split()))
            lines.append(f'<li><a href="#{heading.anchor}">{words}</a>')
        lines.append("</li>\n</ol>\n" * (depth - 1))
        lines.append("</nav>\n")
        return "".join(lines)

    def _piece(self, piece: Piece) -> str:
        match piece:
            case Text():
                return self._text(piece)
            case Items():
                return self._items(piece.blocks, 0, len(piece.blocks), 0)
            case Grid():
                return self._grid(piece)
            case Box():
                inner = "".join(f"<p>{self._inline(block)}</p>\n" for block in piece.blocks)
                return f'<div class="box">\n{inner}</div>\n'
            case Figure():
                return self._figure(piece.block)

    def _text(self, piece: Text) -> str:
        inline = self._inline(piece.block)
        match piece.block.kind:
            case BlockKind.HEADING:
                return f'<h{piece.level} id="{piece.anchor}">{inline}</h{piece.level}>\n'
            case BlockKind.QUOTE:
                return f"<blockquote>\n<p>{inline}</p>\n</blockquote>\n"
            case BlockKind.PREFORMATTED:
                return f"<pre>{self._inline(piece.block, breaks=False)}</pre>\n"
            case BlockKind.CAPTION:
                return f'<p class="caption">{inline}</p>\n'
        return f"<p>{inline}</p>\n"

    def _items(self, blocks: tuple[Block, ...], start: int, end: int, level: int) -> str:
        """One list, and a new one whenever its sort changes; deeper items nest in theirs."""
        parts: list[str] = []
        index, open_tag = start, ""
        while index < end:
            number = numbered_plainly(blocks, index)
            place = blocks[index].list_place
            name = "ol" if number is not None else "ul"
            label = place.label if place is not None and place.label and number is None else ""
            wanted = f"{name} labelled" if label else name
            if wanted != open_tag:
                parts.append(f"</{open_tag.split()[0]}>\n" if open_tag else "")
                begin = f' start="{number}"' if number not in {None, 1} else ""
                marked = ' class="labelled"' if label else ""
                parts.append(f"<{name}{begin}{marked}>\n")
                open_tag = wanted
            below = index + 1
            while below < end and blocks[below].level > level:
                below += 1
            mark = f'<span class="label">{escape(label)}</span> ' if label else ""
            value = f' value="{number}"' if number is not None else ""
            parts.append(f"<li{value}>{mark}{self._inline(blocks[index])}")
            if below > index + 1:
                parts.append("\n" + self._items(blocks, index + 1, below, level + 1))
            parts.append("</li>\n")
            index = below
        parts.append(f"</{open_tag.split()[0]}>\n" if open_tag else "")
        return "".join(parts)

    def _grid(self, grid: Grid) -> str:
        whole = " whole" if _holds_its_words(grid) else ""
        parts = [f'<div class="table{whole}">\n<table>\n']
        if grid.caption is not None:
            parts.append(f"<caption>{self._inline(grid.caption)}</caption>\n")
        for index, row in enumerate(grid.rows):
            if index == 0 and grid.heads:
                parts.append("<thead>\n")
            if index == grid.heads:
                parts.append("</thead>\n<tbody>\n" if grid.heads else "<tbody>\n")
            parts.append("<tr>\n")
            parts += [self._cell(members, head=index < grid.heads) for members in row]
            parts.append("</tr>\n")
        parts.append("</tbody>\n</table>\n</div>\n")
        return "".join(parts)

    def _cell(self, members: tuple[Block, ...], *, head: bool) -> str:
        cell = members[0].cell
        assert cell is not None
        spans = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
        spans += f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        spoken = any(block.text.strip() for block in members)
        name = "th" if head and spoken else "td"
        scope = ' scope="col"' if name == "th" else ""
        if len(members) == 1:
            inner = self._inline(members[0])
        else:
            inner = "".join(f"<p>{self._inline(block)}</p>" for block in members)
        return f"<{name}{scope}{spans}>{inner}</{name}>\n"

    def _figure(self, block: Block) -> str:
        picture = block.picture
        assert picture is not None
        data = base64.b64encode(picture.png).decode("ascii")
        return (
            f'<figure>\n<img src="data:image/png;base64,{data}" alt="{escape(picture.alt_text)}" '
            f'width="{picture.width}" height="{picture.height}">\n</figure>\n'
        )

    def _notes(self, heading: str, anchor: str, notes: tuple[Block, ...]) -> str:
        if not notes:
            return ""
        parts = [f'<section class="notes" aria-labelledby="{anchor}">\n']
        parts.append(f'<h2 id="{anchor}">{heading}</h2>\n<ol>\n')
        for number, note in enumerate(notes, start=1):
            key = self._key(note.id)
            back = "".join(
                f' <a class="back" href="#ref-{key}-{n}" '
                f'aria-label="Back to the text, note {self._numbers[note.id]}">↩</a>'
                for n in range(1, self._mentions[note.id] + 1)
            )
            parts.append(f'<li id="note-{key}" value="{number}">{self._inline(note)}{back}</li>\n')
        parts.append("</ol>\n</section>\n")
        return "".join(parts)

    def _key(self, block_id: str) -> str:
        return self._numbers[block_id].lower()

    def _inline(self, block: Block, *, breaks: bool = True) -> str:
        parts = []
        for segment in segments(block):
            if segment.note:
                parts.append(self._mark(segment.note))
                continue
            text = _linked(segment.text)
            if breaks:
                text = text.replace("\n", "<br>\n").replace("\t", "&emsp;")
            if segment.emphasis:
                text = f"<em>{text}</em>"
            if segment.strong and block.kind is not BlockKind.HEADING:
                text = f"<strong>{text}</strong>"
            parts.append(text)
        return "".join(parts)

    def _mark(self, block_id: str) -> str:
        if block_id not in self._numbers:
            return ""
        self._mentions[block_id] += 1
        key, number = self._key(block_id), self._numbers[block_id]
        return (
            f'<sup class="note"><a id="ref-{key}-{self._mentions[block_id]}" href="#note-{key}" '
            f'aria-label="Note {number}">{number}</a></sup>'
        )


def _holds_its_words(grid: Grid) -> bool:
    """Whether every column can be as wide as its longest word."""
    longest: dict[int, int] = {}
    for members in (cell for row in grid.rows for cell in row):
        place = members[0].cell
        if place is not None and place.column_span == 1:
            words = (len(word) for block in members for word in block.text.split())
            longest[place.column] = max(longest.get(place.column, 0), *words, 0)
    return sum(letters + 3 for letters in longest.values()) <= _ON_A_LINE


def _linked(text: str) -> str:
    """Escaped text in which addresses that a reader can see are links to exactly that."""
    parts, cursor = [], 0
    for match in ADDRESS.finditer(text):
        parts.append(escape(text[cursor : match.start()], quote=False))
        address = escape(match.group())
        parts.append(f'<a href="{address}">{address}</a>')
        cursor = match.end()
    parts.append(escape(text[cursor:], quote=False))
    return "".join(parts)
