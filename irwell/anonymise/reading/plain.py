"""Plain text."""

from __future__ import annotations

import re
from collections import Counter

from irwell.anonymise.model import Block, BlockKind, Document
from irwell.anonymise.reading.decoding import decoded
from irwell.anonymise.reading.refusal import UnreadableDocument

_BULLET = re.compile(r"^(\s*)[•·▪◦*+–-]\s+(?=\S)")
_NUMBER = re.compile(r"^(\s*)((?:\d{1,3}|[a-z]|[ivxl]{1,6})[.)])\s+(?=\S)")


def read_text(data: bytes) -> Document:
    """Paragraphs parted by empty lines; lines that begin like list items are list items."""
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    counter = Counter[str]()
    blocks: list[Block] = []
    for chunk in re.split(r"\n[ \t]*\n|\f", text):
        for piece in _pieces(chunk):
            counter["p"] += 1
            number = counter["p"]
            blocks.append(Block(f"p{number}", BlockKind.PARAGRAPH, piece, f"paragraph {number}"))
    if not blocks:
        raise UnreadableDocument("This file holds no text.")
    return Document(kind="txt", blocks=tuple(blocks))


def _pieces(chunk: str) -> list[str]:
    """A paragraph, or each list item of it as its own piece."""
    pieces: list[list[str]] = []
    for line in chunk.strip("\n").split("\n"):
        starts = _BULLET.match(line) or _NUMBER.match(line)
        if starts or not pieces:
            pieces.append([line])
        else:
            pieces[-1].append(line)
    return [piece for lines in pieces if (piece := "\n".join(lines).strip())]
