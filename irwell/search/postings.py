"""BM25 with every weight worked out beforehand: for each word, where it stands and what it is worth there.

A score for every text at once costs a few additions a word, so ranking, counting and the best
passage of each record all come from one pass. The arrays lie in files and are shared by readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]

SATURATION, LENGTH_SHARE = 1.2, 0.75  # k1 and b of BM25, as everywhere


class Words(dict[str, int]):
    """Numbers for words in the order in which they come."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class PostingsWriter:
    """Takes texts as lists of word numbers, one after the other."""

    def __init__(self) -> None:
        self._tokens: list[NDArray[np.int32]] = []
        self._lengths: list[int] = []

    def add(self, tokens: list[int]) -> None:
        """The next text."""
        self._tokens.append(np.array(tokens, np.int32))
        self._lengths.append(len(tokens))

    def write(self, folder: Path, name: str, words: int) -> None:
        """Sort by word and work out what each is worth."""
        lengths = np.array(self._lengths, np.int64)
        texts = max(1, len(lengths))
        tokens = np.concatenate([*self._tokens, np.zeros(0, np.int32)]).astype(np.int64)
        self._tokens.clear()
        keys = tokens * texts + np.repeat(np.arange(len(lengths)), lengths)
        keys.sort()
        first = np.flatnonzero(np.diff(keys, prepend=-1))
        times = np.diff(first, append=len(keys)).astype(np.float32)
        keys = keys[first]
        at, word = (keys % texts).astype(np.int32), keys // texts
        counts = np.bincount(word, minlength=words)
        rarity = np.log1p((texts - counts + 0.5) / (counts + 0.5)).astype(np.float32)
        share = (lengths / max(1.0, float(lengths.mean()) if len(lengths) else 1.0)).astype(
            np.float32
        )
        damped = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * share[at])
        worth = rarity[word] * times * (SATURATION + 1) / (times + damped)
        np.save(folder / f"{name}-starts.npy", np.concatenate([[0], np.cumsum(counts)]))
        np.save(folder / f"{name}-at.npy", at)
        np.save(folder / f"{name}-worth.npy", worth.astype(np.float32))


class Postings:
    """Scores of all texts for some words."""

    def __init__(self, folder: Path, name: str, texts: int) -> None:
        self._starts: NDArray[np.int64] = np.load(folder / f"{name}-starts.npy")
        self._at: Any = np.load(folder / f"{name}-at.npy", mmap_mode="r")
        self._worth: Any = np.load(folder / f"{name}-worth.npy", mmap_mode="r")
        self._texts = texts

    def scores(self, weights: Mapping[int, float] | Iterable[int]) -> Scores:
        """What each text is worth for these words; nought where none of them stands."""
        out = np.zeros(self._texts, np.float32)
        weighed = weights if isinstance(weights, Mapping) else dict.fromkeys(weights, 1.0)
        for word, weight in weighed.items():
            start, end = int(self._starts[word]), int(self._starts[word + 1])
            worth = self._worth[start:end]
            out[self._at[start:end]] += worth if weight == 1.0 else worth * np.float32(weight)
        return out

    def having(self, words: Iterable[int]) -> Mask:
        """Which texts have any of these words."""
        out = np.zeros(self._texts, np.bool_)
        for word in words:
            out[self._at[int(self._starts[word]) : int(self._starts[word + 1])]] = True
        return out


def read_words(path: Path) -> dict[str, int]:
    """The words of an index with their numbers."""
    listed = path.read_text(encoding="utf-8").split("\n")
    return {word: number for number, word in enumerate(listed) if word}
