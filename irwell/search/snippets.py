"""Choose the part of a passage to show, and mark the words that matched."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from .lexical import stems
from .results import Segment

LONGEST = 320
WORD = re.compile(r"[^\W_]+")
FOREIGN = re.compile(r"[^\x00-\x7f‘’“”–—…•£]")  # perhaps a letter with an accent
OTHER_START = {"die", "lie", "tie", "sky"}  # dying, skies


@dataclass(frozen=True, slots=True)
class Marks:
    """Where a text has words that were asked for, and these words."""

    spans: list[tuple[int, int]]
    words: list[str]


class Marker:
    """Finds the words of a question, in any form, in one passage after the other."""

    def __init__(self, wanted: frozenset[str]) -> None:
        self._wanted = wanted
        starts = sorted({_start(stem) for stem in wanted})
        # what begins as another does is found with it
        self._starts = [s for n, s in enumerate(starts) if not s.startswith(tuple(starts[:n]))]
        self._forms: dict[str, bool] = {}

    def marks(self, text: str) -> Marks:
        """Each place of each word, in order."""
        if not self._wanted:
            return Marks([], [])
        low = text.lower()
        if len(low) != len(text):  # a letter that has no small form of its own
            low = text
        places = self._begun(low) if FOREIGN.search(low) is None else _every_word(low)
        found = [(at, end, word) for at, end in places if self._is_wanted(word := low[at:end])]
        found.sort()
        spans = [(at, end) for at, end, _ in found]
        return Marks(spans, list(dict.fromkeys(word for _, _, word in found)))

    def _begun(self, text: str) -> Iterator[tuple[int, int]]:
        """Words that begin as a wanted one does, which is far fewer than all."""
        for begun in self._starts:
            at = text.find(begun)
            while at >= 0:
                end = at + len(begun)
                if not (at and text[at - 1].isalnum()):
                    word = WORD.match(text, at)
                    if word is not None:
                        end = word.end()
                        yield at, end
                at = text.find(begun, end)

    def _is_wanted(self, word: str) -> bool:
        known = self._forms.get(word)
        if known is None:
            known = self._forms[word] = not self._wanted.isdisjoint(stems(word))
        return known


def _start(stem: str) -> str:
    """The letters with which every form of a word begins: only the last of a stem may differ."""
    return stem[:1] if stem in OTHER_START else stem[: max(1, len(stem) - 1)]


def _every_word(text: str) -> Iterator[tuple[int, int]]:
    return (word.span() for word in WORD.finditer(text))


def snippet(text: str, marks: Marks) -> tuple[Segment, ...]:
    """About three lines of the passage around the thickest cluster of these words."""
    start, end = _window(text, marks.spans)
    return tuple(_segments(text, start, end, marks.spans))


def _window(text: str, marks: list[tuple[int, int]]) -> tuple[int, int]:
    if len(text) <= LONGEST:
        return 0, len(text)
    best = 0
    if marks:
        begins = [begin for begin, _ in marks]
        within = [bisect_left(begins, at + LONGEST - 60) - n for n, at in enumerate(begins)]
        best = begins[within.index(max(within))]
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
