"""Cut text into passages of a few sentences, each with an anchor that stays the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .records import Passage

# About a hundred words: long enough to carry a thought, short enough for the
# embedding model, which reads at most 256 word pieces.
WORDS = 110
LONGEST = 170
SHORTEST = 25

SENTENCE_END = re.compile(r"(?<=[.!?;:])[”’\"')\]]*\s+(?=[“‘\"'(\[]?[A-Z0-9])")
ABBREVIATIONS = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|Nos|Prof|Rt|Hon|para|paras|p|pp|e\.g|i\.e|cf|vs|approx|"
    r"[A-Z])\.)$"
)
SPACE = re.compile(r"\s+")
# Between paragraphs of one passage, and between the cells of a row.
LINES, CELLS = "\n", " | "
NOT_WORDS = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as read from a document, before it is cut or joined."""

    text: str
    heading: str = ""
    page: int | None = None
    strong: bool = False  # printed in bold throughout, as some reports print recommendations
    turns: tuple[tuple[int, int], ...] = ()  # words before each turn of a page, and the new page
    joint: str = " "  # what stands between it and the paragraph before, in one passage


def sentences(text: str) -> list[str]:
    """Split into sentences; “Mr. Smith” and “No. 3” stay whole."""
    out: list[str] = []
    start = 0
    for match in SENTENCE_END.finditer(text):
        piece = text[start : match.end()].strip()
        if ABBREVIATIONS.search(piece):
            continue
        out.append(piece)
        start = match.end()
    tail = text[start:].strip()
    return [*out, tail] if tail else out


def cut(paragraphs: Iterable[Paragraph]) -> tuple[Passage, ...]:
    """Join short neighbours under one heading, cut long paragraphs at sentence ends."""
    used: dict[str, int] = {}
    return tuple(
        Passage(
            anchor=_unused(anchor_of(chunk.text), used),
            text=chunk.text,
            heading=chunk.heading,
            page=chunk.page,
        )
        for chunk in _chunks(paragraphs)
    )


def anchor_of(text: str) -> str:
    """An anchor made from the words alone.

    Page numbers and counters move when a corrected edition is published; the words
    of an unchanged passage do not, so a link to it goes on working.
    """
    plain = NOT_WORDS.sub(" ", text.lower()).strip()
    return "p-" + hashlib.sha256(plain.encode()).hexdigest()[:10]


def _unused(anchor: str, used: dict[str, int]) -> str:
    used[anchor] = used.get(anchor, 0) + 1
    return anchor if used[anchor] == 1 else f"{anchor}-{used[anchor]}"


def _chunks(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    waiting: Paragraph | None = None
    for paragraph in paragraphs:
        text = SPACE.sub(" ", paragraph.text).strip()
        if not text:
            continue
        words, joint = 0, paragraph.joint
        for piece in _pieces(text):
            part = Paragraph(piece, paragraph.heading, _page_at(paragraph, words))
            words += len(piece.split())
            if waiting is None:
                waiting = part
            elif _belong_together(waiting, part):
                waiting = Paragraph(waiting.text + joint + piece, waiting.heading, waiting.page)
            else:
                yield waiting
                waiting = part
            joint = " "
    if waiting is not None:
        yield waiting


def _page_at(paragraph: Paragraph, words: int) -> int | None:
    return next((page for at, page in reversed(paragraph.turns) if at <= words), paragraph.page)


def _belong_together(first: Paragraph, second: Paragraph) -> bool:
    """One heading, and one page: who is sent to a page must find all of the passage begin there."""
    if first.heading != second.heading or first.page != second.page:
        return False
    ahead, behind = _length(first.text), _length(second.text)
    if min(ahead, behind) < SHORTEST:
        return ahead + behind <= LONGEST
    return ahead + behind <= WORDS


def _length(text: str) -> int:
    """In words; the strokes between cells are none."""
    words = text.split()
    return len(words) - words.count(CELLS.strip())


def _pieces(text: str) -> Iterator[str]:
    if len(text.split()) <= LONGEST:
        yield text
        return
    words: list[str] = []
    for sentence in sentences(text):
        coming = sentence.split()
        if words and len(words) + len(coming) > WORDS * 1.25:
            yield " ".join(words)
            words = []
        while len(words) + len(coming) > LONGEST:
            take = WORDS - len(words)
            yield " ".join(words + coming[:take])
            words, coming = [], coming[take:]
        words += coming
    if words:
        yield " ".join(words)
