"""Choose the part of a passage to show, and mark the words that matched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .lexical import stems
from .results import Segment

LONGEST = 320
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Marks:
    """Where a text has words that were asked for, and these words."""

    spans: list[tuple[int, int]]
    words: list[str]


class Marker:
    """Finds the words of a question, in any form, in one passage after the other."""

    def __init__(self, wanted: frozenset[str]) -> None:
        self._wanted = wanted
        # endings change, beginnings stay; short stems may have changed (dying, die)
        self._starts = {stem[:2] if len(stem) > 3 else stem[:1] for stem in wanted}
        self._seen: set[str] = set()
        self._forms: set[str] = set()

    def marks(self, text: str) -> Marks:
        """Each place of each word, in order."""
        if not self._wanted:
            return Marks([], [])
        low = text.lower()
        if len(low) != len(text):  # a letter that has no small form of its own
            low = text
        words = set(WORD.findall(low))
        self._learn(words - self._seen)
        spans = sorted(span for form in words & self._forms for span in _places(low, form))
        return Marks(spans, list(dict.fromkeys(low[start:end] for start, end in spans)))

    def _learn(self, words: set[str]) -> None:
        self._seen |= words
        for word in words:
            near = word[:2] in self._starts or word[:1] in self._starts or not word.isascii()
            if near and not self._wanted.isdisjoint(stems(word)):
                self._forms.add(word)


def snippet(text: str, marks: Marks) -> tuple[Segment, ...]:
    """About three lines of the passage around the thickest cluster of these words."""
    start, end = _window(text, marks.spans)
    return tuple(_segments(text, start, end, marks.spans))


def _places(text: str, word: str) -> Iterator[tuple[int, int]]:
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (_is_letter(text[at - 1 : at]) or _is_letter(text[end : end + 1])):
            yield at, end
        at = text.find(word, end)


def _is_letter(char: str) -> bool:
    return WORD.match(char) is not None


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
