"""Choose the part of a passage to show, and mark the words that matched."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from .lexical import stems
from .results import Segment

LONGEST = 320
APART = "\n"  # no word goes on behind it
WORD = re.compile(r"[^\W_]+")
FOREIGN = re.compile(r"[^\x00-\x7f‘’“”–—…•£]")  # perhaps a letter with an accent
CHANGED = "eil"  # coding is cod-e, beauty beaut-i, capability capab-l
OTHER_START = {"die", "lie", "tie", "sky"}  # dying, skies


class Marks(NamedTuple):
    """Where a text has words that were asked for, and these words, each once."""

    spans: list[tuple[int, int]]
    words: dict[str, None]

    def add(self, begin: int, end: int, word: str) -> None:
        self.spans.append((begin, end))
        self.words[word] = None


NONE = Marks([], {})
Place = tuple[int, int, str]  # of a word: where it begins and ends, and the word in small letters


class Forms(dict[str, bool]):
    """Whether a word is a form of a wanted one."""

    def __init__(self, wanted: frozenset[str]) -> None:
        super().__init__()
        self._wanted = wanted

    def __missing__(self, word: str) -> bool:
        known = self[word] = not self._wanted.isdisjoint(stems(word))
        return known


class Marker:
    """Finds the words of a question, in any form."""

    def __init__(self, wanted: frozenset[str]) -> None:
        self.wanted = wanted
        starts = sorted({_start(stem) for stem in wanted})
        # what begins as another does is found with it
        self._starts = [s for n, s in enumerate(starts) if not s.startswith(tuple(starts[:n]))]
        self._is_form = Forms(wanted)

    def marks(self, texts: Sequence[str]) -> list[Marks]:
        """Each place of each word in each text, in order. All texts of a page at once take a third of the time."""
        if not self.wanted:
            return [NONE] * len(texts)
        out = [NONE] * len(texts)
        small = [_small(text) for text in texts]
        for n, low in enumerate(small):
            if not low.isascii() and FOREIGN.search(low):
                out[n] = Marks([], {})
                for place in self._every_word(low):
                    out[n].add(*place)
                small[n] = ""
        ends = list(accumulate(len(low) + len(APART) for low in small))
        n, start = -1, 0
        for begin, end, word in sorted(self._begun(APART.join(small))):
            if n < 0 or begin >= ends[n]:
                n = bisect_right(ends, begin)
                start = ends[n - 1] if n else 0
                out[n] = Marks([], {})
            out[n].add(begin - start, end - start, word)
        return out

    def _begun(self, text: str) -> Iterator[Place]:
        """Among the words that begin as a wanted one does, which are far fewer than all."""
        forms = self._is_form
        for begun in self._starts:
            at = text.find(begun)
            while at >= 0:
                end = at + len(begun)
                if not (at and text[at - 1].isalnum()):
                    word = WORD.match(text, at)
                    if word is not None:
                        end, form = word.end(), word[0]
                        if forms[form]:
                            yield at, end, form
                at = text.find(begun, end)

    def _every_word(self, text: str) -> Iterator[Place]:
        for word in WORD.finditer(text):
            if self._is_form[word[0]]:
                yield word.start(), word.end(), word[0]


def _start(stem: str) -> str:
    """The letters with which every form of a word begins: of a stem, only one of these at its end may differ."""
    if stem in OTHER_START:
        return stem[:1]
    return stem[: max(1, len(stem) - 1)] if stem[-1] in CHANGED else stem


def _small(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else text  # a letter that has no small form of its own


def snippet(text: str, marks: Marks, near: Marks = NONE) -> tuple[Segment, ...]:
    """About three lines of the passage around the thickest cluster of these words and of those that stand for others."""
    spans = sorted([*marks.spans, *near.spans]) if near.spans else marks.spans
    start, end = _window(text, spans)
    return _segments(text, start, end, spans, frozenset(near.spans))


def _window(text: str, marks: Sequence[tuple[int, int]]) -> tuple[int, int]:
    if len(text) <= LONGEST:
        return 0, len(text)
    best = 0
    if marks:
        begins = [begin for begin, _ in marks]
        best, near = begins[0], LONGEST - 60
        if begins[-1] >= best + near:
            within = [bisect_left(begins, at + near) - n for n, at in enumerate(begins)]
            best = begins[within.index(max(within))]
    start = max(0, best - 60)
    if start:
        full, asks, half = (". ", "? ", "; ")
        sentence = max(
            text.rfind(full, start, best),
            text.rfind(asks, start, best),
            text.rfind(half, start, best),
        )
        start = sentence + 2 if sentence >= 0 else text.find(" ", start) + 1
    if len(text) - start < LONGEST * 0.6:
        start = text.find(" ", len(text) - LONGEST) + 1
    end = min(len(text), start + LONGEST)
    if end < len(text):
        end = text.rfind(" ", start, end)
    return start, end if end > start else min(len(text), start + LONGEST)


def _segments(
    text: str,
    start: int,
    end: int,
    marks: Sequence[tuple[int, int]],
    near: frozenset[tuple[int, int]],
) -> tuple[Segment, ...]:
    out, at = [], start
    lead = "… " if start else ""
    for begin, finish in marks:
        if begin < start or finish > end:
            continue
        if begin > at or lead:
            out.append(Segment(lead + text[at:begin]))
            lead = ""
        stands_for = (begin, finish) in near
        out.append(Segment(text[begin:finish], not stands_for, stands_for))
        at = finish
    tail = text[at:end] + (" …" if end < len(text) else "")
    if tail or lead:
        out.append(Segment(lead + tail))
    return tuple(out)
