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
        there = encoder.spelled(generation.passage(passage).text)
        near = generation.words.each(read.words[0], passage)
        wanted = {word for word, stem in own.items() if stem} - _in(own, has)
        fits = near.shape == (len(there), len(asked)) and near.size
        out.append(_nearest(own, wanted, asked, there, near) if fits else ())
    return out


def _in(own: Stems, has: Iterable[str]) -> set[str]:
    there = {stem for word in has for stem in stems(word)}
    return {word for word, stem in own.items() if stem & there}


def _nearest(
    own: Stems, wanted: set[str], asked: list[str], there: list[str], near: Matrix
) -> tuple[NearWord, ...]:
    every = frozenset().union(*own.values())
    out = []
    for word in wanted:
        pieces = near[:, [each == word for each in asked]].mean(axis=1)
        best = int(np.argmax(pieces))
        other = there[best]
        if pieces[best] >= NEAR and SAYS_ENOUGH.fullmatch(other) and not every & set(stems(other)):
            out.append((-float(pieces[best]), NearWord(word, other)))
    return tuple(each for _, each in sorted(out)[:MOST])
