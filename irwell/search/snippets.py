"""Choose the part of a passage to show, and mark the words that matched."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .lexical import stems
from .results import Segment

LONGEST = 320
WORD = re.compile(r"[^\W_]+")


def matched_words(text: str, wanted: frozenset[str]) -> tuple[str, ...]:
    """The words of the text, as printed, whose stem is wanted; each stem once."""
    found: dict[str, str] = {}
    for word in dict.fromkeys(WORD.findall(text)):
        for stem in stems(word):
            if stem in wanted:
                found.setdefault(stem, word.lower())
    return tuple(found.values())


def snippet(text: str, wanted: frozenset[str]) -> tuple[Segment, ...]:
    """About three lines of the passage around the thickest cluster of matches."""
    forms = {word for word in set(WORD.findall(text)) if not wanted.isdisjoint(stems(word))}
    marks = [m.span() for m in WORD.finditer(text) if m.group(0) in forms] if forms else []
    start, end = _window(text, marks)
    return tuple(_segments(text, start, end, marks))


def _window(text: str, marks: list[tuple[int, int]]) -> tuple[int, int]:
    if len(text) <= LONGEST:
        return 0, len(text)
    best = 0
    if marks:
        begins = [begin for begin, _ in marks]
        best = max(begins, key=lambda at: sum(1 for b in begins if at <= b < at + LONGEST - 60))
    start = max(0, best - 60)
    if start:
        sentence = max(text.rfind(stop, start, best) for stop in (". ", "? ", "; "))
        start = sentence + 2 if sentence >= 0 else text.find(" ", start) + 1
    if len(text) - start < LONGEST * 0.6:
        start = text.find(" ", len(text) - LONGEST) + 1
    end = min(len(text), start + LONGEST)
    if end < len(text):
        end = text.rfind(" ", start, end)
    return start, end if end > start else min(len(text), start + LONGEST)


def _segments(text: str, start: int, end: int, marks: list[tuple[int, int]]) -> Iterator[Segment]:
    at = start
    lead = "… " if start else ""
    for begin, finish in marks:
        if begin < start or finish > end:
            continue
        if begin > at or lead:
            yield Segment(lead + text[at:begin])
            lead = ""
        yield Segment(text[begin:finish], marked=True)
        at = finish
    tail = text[at:end] + (" …" if end < len(text) else "")
    if tail or lead:
        yield Segment(lead + tail)
