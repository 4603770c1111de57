"""Which words of a passage stand there for words of the question that are not in it: “malnourished” for “hungry”."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from .encoder import Encoder, Read
from .lexical import stems
from .results import NearWord
from .storage import Generation

# By signs. Words of one meaning have 0.4 to 0.7; below, they often only stand in like company.
NEAR = 0.4
MOST = 3
SAYS_ENOUGH = re.compile(r"[^\W\d_]{4,}")  # “not” comes near to much


def near_words(
    generation: Generation,
    encoder: Encoder,
    question: tuple[str, Read],
    passage: int,
    has: Iterable[str],
) -> tuple[NearWord, ...]:
    """For each word asked for, without those that the record `has`, the word that stands for it, if one does."""
    if generation.words is None:
        return ()
    text, read = question
    asked = encoder.spelled(text)
    there = encoder.spelled(generation.passage(passage).text)
    near = generation.words.each(read.words[0], passage)
    if near.shape != (len(there), len(asked)) or not near.size:
        return ()
    there_already = {stem for word in has for stem in stems(word)}
    wanted = {stem for word in asked for stem in stems(word)}
    out = []
    for word in dict.fromkeys(asked):
        own = set(stems(word))
        if not own or own & there_already:
            continue
        pieces = near[:, [each == word for each in asked]].mean(axis=1)
        best = int(np.argmax(pieces))
        other = there[best]
        if pieces[best] >= NEAR and SAYS_ENOUGH.fullmatch(other) and not wanted & set(stems(other)):
            out.append((float(pieces[best]), NearWord(word, other)))
    nearest = sorted(out, key=lambda each: -each[0])[:MOST]
    return tuple(each for _, each in nearest)
