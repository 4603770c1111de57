"""BM25 with every weight worked out beforehand: for each word, where it stands and what it is worth there.

A score for every text at once costs a few additions a word, so ranking, counting and the best
passage of each record all come from one pass. The arrays lie in files and are shared by readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]

PAGE = 4096  # bytes that come from the disk at once
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

    def pairs(self, words: int) -> PairsWriter:
        """Every two words that stand side by side, in either order, text by text."""
        out = PairsWriter()
        for tokens in self._tokens:
            out.add(pair_keys(tokens, words))
        return out

    def write(self, folder: Path, name: str, words: int) -> None:
        """Sort by word and work out what each is worth."""
        tokens = np.concatenate([*self._tokens, np.zeros(0, np.int32)]).astype(np.int64)
        self._tokens.clear()
        _write(folder, name, tokens, np.array(self._lengths, np.int64), words)


class PairsWriter:
    """Takes texts as lists of pairs of words, one after the other."""

    def __init__(self) -> None:
        self._keys: list[NDArray[np.int64]] = []

    def add(self, keys: NDArray[np.int64]) -> None:
        """The next text."""
        self._keys.append(keys)

    def write(self, folder: Path, name: str) -> None:
        """The pairs in order, and where each stands."""
        lengths = np.array([len(keys) for keys in self._keys], np.int64)
        keys = np.concatenate([*self._keys, np.zeros(0, np.int64)])
        self._keys.clear()
        known, tokens = np.unique(keys, return_inverse=True)
        del keys
        np.save(folder / f"{name}-keys.npy", known)
        _write(folder, name, tokens.astype(np.int64), lengths, len(known))


def pair_keys(tokens: NDArray[np.int32], words: int) -> NDArray[np.int64]:
    """A number for every two neighbours: “risk assessment” and “assessed risks” are one pair."""
    one, other = tokens[:-1].astype(np.int64), tokens[1:].astype(np.int64)
    apart = one != other
    one, other = one[apart], other[apart]
    return np.asarray(np.minimum(one, other) * words + np.maximum(one, other), np.int64)


def _write(
    folder: Path,
    name: str,
    tokens: NDArray[np.int64],
    lengths: NDArray[np.int64],
    words: int,
) -> None:
    texts = max(1, len(lengths))
    keys = tokens * texts + np.repeat(np.arange(len(lengths)), lengths)
    keys.sort()
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    times = np.diff(first, append=len(keys)).astype(np.float32)
    keys = keys[first]
    at, word = (keys % texts).astype(np.int32), keys // texts
    counts = np.bincount(word, minlength=words)
    rarity = np.log1p((texts - counts + 0.5) / (counts + 0.5)).astype(np.float32)
    mean = max(1.0, float(lengths.mean()) if len(lengths) else 1.0)
    share = (lengths / mean).astype(np.float32)
    damped = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * share[at])
    worth = rarity[word] * times * (SATURATION + 1) / (times + damped)
    np.save(folder / f"{name}-starts.npy", np.concatenate([[0], np.cumsum(counts)]))
    np.save(folder / f"{name}-at.npy", at)
    np.save(folder / f"{name}-worth.npy", worth.astype(np.float32))


class Postings:
    """Scores of all texts for some words."""

    def __init__(self, folder: Path, name: str, texts: int) -> None:
        self._starts = shared(folder / f"{name}-starts.npy")
        self._at = shared(folder / f"{name}-at.npy")
        self._worth = shared(folder / f"{name}-worth.npy")
        self._texts = texts

    def read_once(self) -> None:
        """From the disk into memory, so that the first questions need not wait for it."""
        for array in (self._starts, self._at, self._worth):
            read_once(array)

    def scores(self, weights: Mapping[int, float] | Iterable[int]) -> Scores:
        """What each text is worth for these words; nought where none of them stands."""
        out = np.zeros(self._texts, np.float32)
        weighed = weights if isinstance(weights, Mapping) else dict.fromkeys(weights, 1.0)
        for word, weight in weighed.items():
            start, end = int(self._starts[word]), int(self._starts[word + 1])
            worth = self._worth[start:end]
            # two and a half times as fast as out[at] += worth
            np.add.at(
                out, self._at[start:end], worth * np.float32(weight) if weight != 1 else worth
            )
        return out

    def having(self, words: Iterable[int]) -> Mask:
        """Which texts have any of these words."""
        out = np.zeros(self._texts, np.bool_)
        for word in words:
            at = self._at[int(self._starts[word]) : int(self._starts[word + 1])]
            out[at.astype(np.intp)] = True  # otherwise three times as slow
        return out


class Pairs:
    """Scores of all texts for words that stand side by side."""

    def __init__(self, folder: Path, name: str, *, texts: int, words: int) -> None:
        self._postings = Postings(folder, name, texts)
        self._keys = shared(folder / f"{name}-keys.npy")
        self._words = words

    def read_once(self) -> None:
        """From the disk into memory."""
        self._postings.read_once()
        read_once(self._keys)

    def scores(self, tokens: Sequence[int], most: int) -> Scores:
        """What each text is worth for the neighbours in this row of words; -1 stands for one that is not known."""
        known = {
            min(one, other) * self._words + max(one, other): None
            for one, other in pairwise(tokens)
            if min(one, other) >= 0 and one != other
        }
        if not known or not len(self._keys):
            return self._postings.scores(())
        wanted = np.array(list(known)[:most], np.int64)
        place = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        return self._postings.scores(place[self._keys[place] == wanted].tolist())


def shared(path: Path) -> Any:
    """An array that lies in a file, as a plain one: numpy’s own class for it makes each slice ten times as dear."""
    return np.load(path, mmap_mode="r").view(np.ndarray)


def read_once(array: NDArray[Any]) -> None:
    """Touch each page of an array that lies in a file."""
    flat = array.reshape(-1)
    flat[:: max(1, PAGE // flat.itemsize)].sum()


def read_words(path: Path) -> dict[str, int]:
    """The words of an index with their numbers."""
    listed = path.read_text(encoding="utf-8").split("\n")
    return {word: number for number, word in enumerate(listed) if word}
