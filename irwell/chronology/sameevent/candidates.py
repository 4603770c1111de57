"""Which pairs are worth comparing: near in time and with something rare in common. Near-linear cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from irwell.chronology.sameevent.likeness import exchanged
from irwell.chronology.wording.reading import Read

WINDOW = 7  # days between two accounts' days
_LONGEST = 100  # an entry dated more widely than this many days is compared by its named days only
_STEP = 7
_WORTH = 8  # less than this in common, counting nearness, and a pair is not weighed at all
_EACH = 5  # of each entry's pairs, the most promising
_FARTHEST = 600  # in a row sorted by day, how far to look; bounds the cost of a crowded week
_FREQUENT = 0.12  # a word in more of the entries than this says nothing about which event it is
_BITS = 64
Pairs = list[tuple[int, int]]
_Masks = NDArray[np.uint64]
_Found = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
_SEVERAL = 14  # what an undated entry must have in common with another, as `worth` counts
_MOST_UNDATED = 1_000


def candidates(reads: Sequence[Read]) -> Pairs:
    """Pairs of places in `reads`, smaller first, in order; each of two different agencies."""
    points = sorted(
        (day, at, named) for at, read in enumerate(reads) for day, named in _points(read)
    )
    if len(points) < 2:
        return []
    days = np.array([day for day, _, _ in points], dtype=np.int64)
    owner = np.array([at for _, at, _ in points], dtype=np.int64)
    named = np.array([flag for _, _, flag in points], dtype=np.int64)
    agencies = {name: at for at, name in enumerate(sorted({read.agency for read in reads}))}
    told_by = np.array([agencies[read.agency] for read in reads], dtype=np.int64)
    agency = told_by[owner]
    whole = _masks(reads)
    masks = [mask[owner] for mask in whole]
    found = [(owner[a], owner[b], worth) for a, b, worth in _scan(days, named, agency, masks)]
    found += _undated(reads, told_by, whole)
    if not found:
        return []
    left, right, worth = (np.concatenate(column) for column in zip(*found, strict=True))
    return _best(left, right, worth, len(reads))


def _undated(
    reads: Sequence[Read], told_by: NDArray[np.int64], masks: list[_Masks]
) -> Iterator[_Found]:
    """Entries without any date beside every other, where they have several rare things in common."""
    places = np.arange(len(reads), dtype=np.int64)
    without = [at for at, read in enumerate(reads) if not list(_points(read))]
    for at in without[:_MOST_UNDATED]:
        rare, words, meaning = (
            np.bitwise_count(mask & mask[at]).astype(np.int64) for mask in masks
        )
        worth = 6 * np.minimum(rare, 4) + np.minimum(words, 6) * 2 + np.minimum(meaning, 4) * 3
        keep = (worth >= _SEVERAL) & (told_by != told_by[at])
        yield np.full(int(keep.sum()), at, dtype=np.int64), places[keep], worth[keep]


def _points(read: Read) -> Iterator[tuple[int, int]]:
    """The days at which an entry may meet others; a day named in its text counts as one of them."""
    seen = set(read.named_days)
    if read.first is not None and read.last is not None and read.last - read.first <= _LONGEST:
        for day in (*range(read.first, read.last, _STEP), read.last):
            if day not in seen:
                yield day, 0
    for day in seen:
        yield day, 1
    if (other := exchanged(read)) is not None:
        yield other, 0


def _scan(
    days: NDArray[np.int64],
    named: NDArray[np.int64],
    agency: NDArray[np.int64],
    masks: list[_Masks],
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]]:
    """Compare every point with the next, the one after it, and so on until none is near enough."""
    size = len(days)
    places = np.arange(size, dtype=np.int64)
    left = places
    for shift in range(1, min(size, _FARTHEST)):
        left = left[left < size - shift]
        right = left + shift
        apart = days[right] - days[left]
        near = apart <= WINDOW
        left, right, apart = left[near], right[near], apart[near]
        if not len(left):
            return
        other = agency[left] != agency[right]
        one, two, gap = left[other], right[other], apart[other]
        rare, words, meaning = (
            np.bitwise_count(mask[one] & mask[two]).astype(np.int64) for mask in masks
        )
        worth = 6 * np.minimum(rare, 4) + np.minimum(words, 6) * 2 + np.minimum(meaning, 4) * 3
        worth += np.where(gap == 0, 6, 5 - gap) + named[one] + named[two]
        keep = worth >= _WORTH
        yield one[keep], two[keep], worth[keep]


def _best(
    one: NDArray[np.int64], two: NDArray[np.int64], worth: NDArray[np.int64], size: int
) -> Pairs:
    """Each pair once, and only those that are among the most promising of either entry."""
    low, high = np.minimum(one, two), np.maximum(one, two)
    code = low * size + high
    order = np.lexsort((-worth, code))
    code, worth = code[order], worth[order]
    first = np.ones(len(code), dtype=bool)
    first[1:] = code[1:] != code[:-1]
    code, worth = code[first], worth[first]
    low, high = code // size, code % size
    chosen = _among_best(low, high, worth) | _among_best(high, low, worth)
    return list(zip(low[chosen].tolist(), high[chosen].tolist(), strict=True))


def _among_best(
    entry: NDArray[np.int64], other: NDArray[np.int64], worth: NDArray[np.int64]
) -> NDArray[np.bool_]:
    order = np.lexsort((other, -worth, entry))
    sorted_entry = entry[order]
    starts = np.flatnonzero(np.r_[True, sorted_entry[1:] != sorted_entry[:-1]])
    lengths = np.diff(np.r_[starts, len(sorted_entry)])
    rank = np.arange(len(sorted_entry)) - np.repeat(starts, lengths)
    best = np.zeros(len(entry), dtype=bool)
    best[order] = rank < _EACH
    return best


def _masks(reads: Sequence[Read]) -> list[_Masks]:
    """Names, places and numbers; words; terms: each as bits of which a shared one is a shared bit."""
    limit = max(3, int(_FREQUENT * len(reads)))
    return [
        _mask([(*read.names, *read.places, *read.numbers) for read in reads], limit),
        _mask([tuple(set(read.stems)) for read in reads], limit),
        _mask([tuple(read.terms) for read in reads], max(limit, len(reads) // 3)),
    ]


def _mask(features: Sequence[tuple[str, ...]], limit: int) -> _Masks:
    counts = Counter(feature for listed in features for feature in listed)
    usable = sorted(f for f, count in counts.items() if 1 < count <= limit)
    bit = {feature: 1 << (at % _BITS) for at, feature in enumerate(usable)}
    packed = np.zeros(len(features), dtype=np.uint64)
    for at, listed in enumerate(features):
        value = 0
        for feature in listed:
            value |= bit.get(feature, 0)
        packed[at] = value
    return packed
