"""A transparent classifier: one weight for each word and theme, added up.

Nothing is hidden in it: a suggestion is the sum of the weights of the words that a report has, and the passage that
is quoted is the one whose words added most. The weights are trained by training/themes.py.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .codes import code_list, published_names
from .words import words

Row = NDArray[np.float32]
MOST_WORDS = 5
BY_WEIGHTS, BY_PHRASE = "weights", "phrase"


@dataclass(frozen=True, slots=True)
class Suggested:
    """A theme that a machine suggests, and what it rests on."""

    code: str
    score: float
    passage: int
    words: tuple[str, ...]
    how: str


@dataclass(frozen=True)
class Weights:
    """What training left: words, how rare each is, a weight for each word and theme."""

    version: str
    codes: tuple[str, ...]
    index: dict[str, int]
    rarity: Row
    matrix: Row
    bias: Row
    least: float
    trained_until: int

    def row(self, text: str) -> Row:
        """TF-IDF of length one, with logarithms of counts."""
        out = np.zeros(len(self.rarity), np.float32)
        for word, count in Counter(words(text)).items():
            place = self.index.get(word)
            if place is not None:
                out[place] = (1 + np.log(count)) * self.rarity[place]
        length = float(np.linalg.norm(out))
        return np.asarray(out / length if length else out, np.float32)

    def likelihoods(self, row: Row) -> Row:
        """For each theme, from 0 to 1."""
        return np.asarray(1 / (1 + np.exp(-(row @ self.matrix + self.bias))), np.float32)


@cache
def weights() -> Weights:
    """The trained weights, read once."""
    place = resources.files("irwell.themes.data") / "weights.npz"
    with place.open("rb") as file, np.load(file, allow_pickle=False) as kept:
        data: dict[str, Any] = dict(kept)
    vocabulary = str(data["words"]).split(" ")
    named = published_names()
    return Weights(
        version=str(data["version"]),
        codes=tuple(named[name.casefold()] for name in str(data["names"]).split("|")),
        index={word: place for place, word in enumerate(vocabulary)},
        rarity=data["rarity"].astype(np.float32),
        matrix=data["matrix"].astype(np.float32),
        bias=data["bias"].astype(np.float32),
        least=float(data["least"]),
        trained_until=int(data["trained_until"]),
    )


def suggest(passages: Sequence[str]) -> list[Suggested]:
    """Themes of a report by its passages: by trained weights where there are any, else by the phrases of the list."""
    found = _by_weights(passages)
    known = {one.code for one in found}
    return found + [one for one in _by_phrases(passages) if one.code not in known]


def _by_weights(passages: Sequence[str]) -> list[Suggested]:
    known = weights()
    whole = known.row(" ".join(passages))
    likely = known.likelihoods(whole)
    out = []
    for column in np.flatnonzero(likely >= known.least).tolist():
        added = whole * known.matrix[:, column]
        place, telling = _telling(passages, known.index, added)
        if telling:
            score = round(float(likely[column]), 3)
            out.append(Suggested(known.codes[column], score, place, telling, BY_WEIGHTS))
    return sorted(out, key=lambda one: -one.score)


def _telling(
    passages: Sequence[str], index: dict[str, int], added: Row
) -> tuple[int, tuple[str, ...]]:
    """The passage whose words added most, and those words, most telling first."""
    best = 0.0
    chosen: tuple[int, tuple[str, ...]] = (0, ())
    for place, passage in enumerate(passages):
        there = {index[word]: word for word in words(passage) if word in index}
        total = sum(float(added[key]) for key in there)
        if total > best:
            ranked = sorted((k for k in there if added[k] > 0), key=lambda k: -float(added[k]))
            best, chosen = total, (place, tuple(there[k] for k in ranked[:MOST_WORDS]))
    return chosen


def _by_phrases(passages: Sequence[str]) -> list[Suggested]:
    small = [passage.lower() for passage in passages]
    out = []
    for theme in code_list().themes:
        hits = [
            (sum(p.count(phrase) for phrase in theme.words), place) for place, p in enumerate(small)
        ]
        most, place = max(hits, default=(0, 0), key=lambda hit: (hit[0], -hit[1]))
        if most:
            there = tuple(phrase for phrase in theme.words if phrase in small[place])
            out.append(Suggested(theme.code, 0.0, place, there[:MOST_WORDS], BY_PHRASE))
    return out
