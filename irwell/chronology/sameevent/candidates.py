"""Which pairs are worth comparing: near in time and with something rare in common. The cost is linear in the entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from irwell.chronology.sameevent.likeness import exchanged
from irwell.chronology.wording.reading import Read

WINDOW = 7  # days between two accounts' days
_LONGEST = 100  # an entry dated more widely than this many days is compared by its named days only
_STEP = 7
_WORTH = 8  # less than this in common, counting nearness, and a pair is not weighed at all
_EACH = 3  # of each entry's pairs, the most promising
_FARTHEST = 48  # in a row sorted by day, how far to look; bounds the cost of crowded weeks
_RAREST = 6  # where weeks are more crowded than that: by how many of its rarest things an entry is looked for
_ALIKE = 8  # and how far along the row of those that share one of them
_FREQUENT = 0.12  # a word in more of the entries than this says nothing about which event it is
_BITS = 64
_MOST_WORTH = 64
_SEVERAL = 14  # what an undated entry must have in common with another, as `worth` counts
_MOST_UNDATED = 1_000
Pairs = list[tuple[int, int]]
_Numbers = NDArray[np.int64]
_Masks = NDArray[np.uint64]
_Found = tuple[_Numbers, _Numbers, _Numbers]


def candidates(reads: Sequence[Read]) -> Pairs:
    """Pairs of places in `reads`, smaller first, in order; each of two different agencies."""
    rows = sorted((day, at, named) for at, read in enumerate(reads) for day, named in _points(read))
    if len(rows) < 2:
        return []
    days, owner, named = np.array(rows, dtype=np.int64).T
    agencies = {name: at for at, name in enumerate(sorted({read.agency for read in reads}))}
    told_by = np.array([agencies[read.agency] for read in reads], dtype=np.int64)
    features = _features(reads)
    masks = [feature.mask(len(reads)) for feature in features]
    points = _Points(days, owner, named, told_by[owner], [mask[owner] for mask in masks])
    found = [(owner[a], owner[b], worth) for a, b, worth in points.pairs(features)]
    found += _undated(reads, told_by, masks)
    if not found:
        return []
    left, right, worth = (np.concatenate(column) for column in zip(*found, strict=True))
    return _best(left, right, worth, len(reads))


def _undated(reads: Sequence[Read], told_by: _Numbers, masks: list[_Masks]) -> Iterator[_Found]:
    """Entries without any date beside every other, where they have several rare things in common."""
    places = np.arange(len(reads), dtype=np.int64)
    without = [at for at, read in enumerate(reads) if not list(_points(read))]
    for at in without[:_MOST_UNDATED]:
        worth = _in_common(mask & mask[at] for mask in masks)
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


@dataclass(frozen=True)
class _Points:
    """The days at which entries may meet, in order: whose each is, whether a text names it, and what stands there."""

    days: _Numbers
    owner: _Numbers
    named: _Numbers
    agency: _Numbers
    masks: list[_Masks]

    def pairs(self, features: Sequence[_Feature]) -> Iterator[_Found]:
        """Each point with the next, the one after it, and so on; in crowded weeks also with those that share a rare thing."""
        left = np.arange(len(self.days), dtype=np.int64)
        for shift in range(1, _FARTHEST):
            left = left[left + shift < len(self.days)]
            left = left[self.days[left + shift] - self.days[left] <= WINDOW]
            if not len(left):
                return
            yield self._worth(left, left + shift)
        yield from self._sharing(features)

    def _sharing(self, features: Sequence[_Feature]) -> Iterator[_Found]:
        """Those beside each other in the row of points that share one of the rarest things of both."""
        thing, place = _rarest(features, self.owner)
        for shift in range(1, _ALIKE):
            one, two = place[:-shift], place[shift:]
            near = (thing[:-shift] == thing[shift:]) & (self.days[two] - self.days[one] <= WINDOW)
            yield self._worth(one[near], two[near])

    def _worth(self, one: _Numbers, two: _Numbers) -> _Found:
        """The pairs of two agencies that have enough in common, and how much."""
        other = self.agency[one] != self.agency[two]
        one, two = one[other], two[other]
        gap = self.days[two] - self.days[one]
        worth = _in_common(mask[one] & mask[two] for mask in self.masks)
        worth += np.where(gap == 0, 6, 5 - gap) + self.named[one] + self.named[two]
        keep = worth >= _WORTH
        return one[keep], two[keep], worth[keep]


def _in_common(shared: Iterable[_Masks]) -> _Numbers:
    """How much two entries have in common, from the bits that they share."""
    rare, words, meaning = (np.bitwise_count(bits).astype(np.int64) for bits in shared)
    worth: _Numbers = (
        6 * np.minimum(rare, 4) + 2 * np.minimum(words, 6) + 3 * np.minimum(meaning, 4)
    )
    return worth


def _best(one: _Numbers, two: _Numbers, worth: _Numbers, size: int) -> Pairs:
    """Each pair once, and only those that are among the most promising of either entry."""
    packed = (np.minimum(one, two) * size + np.maximum(one, two)) * _MOST_WORTH
    packed = np.sort(packed + (_MOST_WORTH - 1 - worth))
    code = packed // _MOST_WORTH
    first = np.ones(len(code), dtype=bool)
    first[1:] = code[1:] != code[:-1]
    code, lack = code[first], packed[first] % _MOST_WORTH
    low, high = code // size, code % size
    chosen = _among_best(low, lack) | _among_best(high, lack)
    return list(zip(low[chosen].tolist(), high[chosen].tolist(), strict=True))


def _among_best(entry: _Numbers, lack: _Numbers) -> NDArray[np.bool_]:
    """Whether each pair is among the best of the entry; of equal ones those that come first."""
    order = np.argsort(entry * _MOST_WORTH + lack, kind="stable")
    grouped = entry[order]
    starts = np.flatnonzero(np.r_[True, grouped[1:] != grouped[:-1]])
    lengths = np.diff(np.r_[starts, len(grouped)])
    best = np.zeros(len(entry), dtype=bool)
    best[order] = np.arange(len(grouped)) - np.repeat(starts, lengths) < _EACH
    return best


@dataclass(frozen=True)
class _Feature:
    """One sort of thing in entries: which (by number) stands in which entry, and in how many entries it stands."""

    thing: _Numbers
    entry: _Numbers
    count: _Numbers

    @classmethod
    def of(cls, listed: Sequence[Collection[str]], limit: int) -> _Feature:
        """Of things that stand in more than one entry and in no more than `limit`."""
        counts = Counter(thing for things in listed for thing in things)
        usable = sorted(thing for thing, count in counts.items() if 1 < count <= limit)
        number = {thing: at for at, thing in enumerate(usable)}
        rows = [(number[t], at) for at, things in enumerate(listed) for t in things if t in number]
        thing, entry = np.array(rows, dtype=np.int64).reshape(-1, 2).T
        return cls(thing, entry, np.array([counts[one] for one in usable], dtype=np.int64))

    def mask(self, size: int) -> _Masks:
        """For each entry its things as bits; two entries that share a thing share a bit."""
        packed = np.zeros(size, dtype=np.uint64)
        bits = np.uint64(1) << (self.thing % _BITS).astype(np.uint64)
        np.bitwise_or.at(packed, self.entry, bits)
        return packed


def _features(reads: Sequence[Read]) -> list[_Feature]:
    """Names, places and numbers; words; terms."""
    limit = max(3, int(_FREQUENT * len(reads)))
    return [
        _Feature.of([{*read.names, *read.places, *read.numbers} for read in reads], limit),
        _Feature.of([set(read.stems) for read in reads], limit),
        _Feature.of([read.terms for read in reads], max(limit, len(reads) // 3)),
    ]


def _rarest(features: Sequence[_Feature], owner: _Numbers) -> tuple[_Numbers, _Numbers]:
    """Things and the points of the entries for which they are among the rarest; by thing, then by place."""
    sizes = np.cumsum([0, *(len(feature.count) for feature in features)])
    thing = np.concatenate([f.thing + size for f, size in zip(features, sizes, strict=False)])
    entry = np.concatenate([feature.entry for feature in features])
    count = np.concatenate([feature.count for feature in features])[thing]
    order = np.lexsort((thing, count, entry))
    thing, entry = thing[order], entry[order]
    starts = np.flatnonzero(np.r_[True, entry[1:] != entry[:-1]])
    rank = np.arange(len(entry)) - np.repeat(starts, np.diff(np.r_[starts, len(entry)]))
    thing, entry = thing[rank < _RAREST], entry[rank < _RAREST]
    first = np.searchsorted(entry, np.arange(owner.max() + 2))
    many = first[owner + 1] - first[owner]
    place = np.repeat(np.arange(len(owner)), many)
    within = np.arange(len(place)) - np.repeat(np.cumsum(many) - many, many)
    shared = thing[first[owner[place]] + within]
    order = np.lexsort((place, shared))
    return shared[order], place[order]
