"""Which words of a passage stand there for words of the question that are not in it: “malnourished” for “hungry”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from .encoder import Encoder, Matrix, Read
from .lexical import stems
from .results import NearWord
from .storage import Generation

Found = tuple[int, Iterable[str]]  # a passage, and the words asked for that its record has
Stems = dict[str, frozenset[str]]

# By signs. Words of one meaning have 0.4 to 0.7; below, they often only stand in like company.
NEAR = 0.4
MOST = 3
SAYS_ENOUGH = re.compile(r"[^\W\d_]{4,}")  # “not” comes near to much


def near_words(
    generation: Generation, encoder: Encoder, text: str, read: Read, found: Sequence[Found]
) -> list[tuple[NearWord, ...]]:
    """For each passage found, the words that stand for those of the question that its record has not."""
    asked = encoder.spelled(text)
    if generation.words is None or not asked:
        return [() for _ in found]
    own = {word: frozenset(stems(word)) for word in asked}
    out = []
    for passage, has in found:
        wanted = {word for word, stem in own.items() if stem} - _in(own, has)
        near = generation.words.each(read.words[0], passage) if wanted else read.words[0][:0]
        nearest = _nearest(wanted, asked, near)
        places = [place for _, _, place in nearest]
        there = encoder.spelled(generation.passage(passage).text, places) if nearest else []
        pairs: dict[str, NearWord] = {}
        for (_, word, _), other in zip(nearest, there, strict=True):
            if _says_enough(own, other):
                pairs.setdefault(other, NearWord(word, other))  # for one word alone
        out.append(tuple(pairs.values())[:MOST])
    return out


def _in(own: Stems, has: Iterable[str]) -> set[str]:
    there = {stem for word in has for stem in stems(word)}
    return {word for word, stem in own.items() if stem & there}


def _nearest(wanted: set[str], asked: list[str], near: Matrix) -> list[tuple[float, str, int]]:
    """For each word wanted the place of the nearest word, if that is near; the nearest first."""
    out = []
    for word in wanted if near.size else ():
        pieces = near[:, [each == word for each in asked]].mean(axis=1)
        best = int(np.argmax(pieces))
        if pieces[best] >= NEAR:
            out.append((-float(pieces[best]), word, best))
    return sorted(out)


def _says_enough(own: Stems, word: str) -> bool:
    """No number or short word, and none that was asked for."""
    return bool(SAYS_ENOUGH.fullmatch(word)) and not any(
        stem & set(stems(word)) for stem in own.values()
    )
