"""How likely two entries tell of one event, ground by ground."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from irwell.chronology.wording.reading import Read
from irwell.chronology.wording.terms import TermKind, terms

# What two accounts of one happening seldom share by accident, beside their everyday terms.
_EVERYWHERE = 0.7  # what stands in more of the entries than this is no ground at all
_SMALL = 40  # a short chronology is weighed as one of this many entries
_UNLIKE = frozenset({"supervision", "correspondence", "telephone call"})


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each ground counts; settled on the tuning seeds of bench/chronology.py."""

    same_day: float = 2.2
    named_day: float = 2.6
    day_apart: float = 0.7
    each_further_day: float = -0.9
    imprecise: float = 0.3
    same_time: float = 1.4
    other_time: float = -1.2
    names: float = 1.1
    places: float = 1.2
    numbers: float = 1.4
    events: float = 1.5
    other_event: float = -1.2
    matters: float = 1.1
    words: float = 4.5
    base: float = -5.0


WEIGHTS = Weights()
GROUNDS = tuple(Weights.__dataclass_fields__)[:-1]


@dataclass(slots=True)
class Rarity:
    """How much it says that two entries share a thing: the rarer in the case, the more."""

    size: int
    everywhere: float
    counts: dict[str, Counter[str]]

    @classmethod
    def of(cls, reads: Sequence[Read]) -> Rarity:
        """Count over the whole case."""
        counts: dict[str, Counter[str]] = {
            name: Counter() for name in ("names", "places", "numbers", "stems", "terms")
        }
        for read in reads:
            counts["names"].update(read.names)
            counts["places"].update(read.places)
            counts["numbers"].update(read.numbers)
            counts["stems"].update(set(read.stems))
            counts["terms"].update(read.terms)
        everywhere = _EVERYWHERE * len(reads) if len(reads) > 2 else math.inf
        return cls(max(len(reads), _SMALL), everywhere, counts)

    def share(self, what: str, feature: str) -> float:
        """0 for what stands in every entry, up to 1 for what stands in two of very many."""
        count = self.counts[what][feature]
        if count > self.everywhere:
            return 0.0
        return math.log(self.size / max(count, 1)) / math.log(self.size + 1)

    def sum(self, what: str, features: Iterable[str]) -> float:
        """The shares of several things together, in a fixed order so that sums are exact."""
        return sum(sorted(self.share(what, feature) for feature in features))


def grounds(one: Read, other: Read, rarity: Rarity) -> dict[str, float]:
    """Each ground's value for a pair; `score` weighs them."""
    return {
        **_date(one, other),
        **_time(one, other),
        **_shared(one, other, rarity),
        **_events(one, other, rarity),
        "words": _wording(one, other, rarity),
    }


def score(values: dict[str, float], weights: Weights = WEIGHTS) -> float:
    """Between 0 and 1."""
    total = weights.base + sum(getattr(weights, name) * value for name, value in values.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def days_apart(one: Read, other: Read) -> tuple[int, bool]:
    """The fewest days between the two, counting days that their texts name; and whether by those."""
    plain = _gap((one.first, one.last), (other.first, other.last))
    named = min(
        (
            _gap((day, day), span)
            for read, against in ((one, other), (other, one))
            for day in read.named_days
            for span in ((against.first, against.last), *((d, d) for d in against.named_days))
        ),
        default=10_000,
    )
    return (plain, False) if plain <= named else (named, True)


def _gap(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> int:
    if one[0] is None or one[1] is None or other[0] is None or other[1] is None:
        return 10_000
    return max(0, one[0] - other[1], other[0] - one[1])


def _date(one: Read, other: Read) -> dict[str, float]:
    apart, named = days_apart(one, other)
    exact = (one.exact and other.exact) or named
    return {
        "same_day": float(apart == 0 and exact and not named),
        "named_day": float(apart == 0 and named),
        "day_apart": float(apart == 1),
        "each_further_day": float(min(max(apart - 1, 0), 10)),
        "imprecise": float(apart == 0 and not exact),
    }


def _time(one: Read, other: Read) -> dict[str, float]:
    if not one.minutes or not other.minutes:
        return {"same_time": 0.0, "other_time": 0.0}
    apart = min(abs(a - b) for a in one.minutes for b in other.minutes)
    apart = min(apart, 1_440 - apart)
    return {
        "same_time": max(0.0, 1 - apart / 60) if apart < 60 else 0.0,
        "other_time": min(1.0, max(0.0, (apart - 120) / 240)),
    }


def _shared(one: Read, other: Read, rarity: Rarity) -> dict[str, float]:
    return {
        "names": min(2.0, rarity.sum("names", one.names & other.names)),
        "places": min(1.5, rarity.sum("places", one.places & other.places)),
        "numbers": min(1.5, rarity.sum("numbers", one.numbers & other.numbers)),
    }


_KINDS = {name: term.kind for name, term in terms().items()}
_EVENTS = (
    frozenset(n for n, k in _KINDS.items() if k in (TermKind.EVENT, TermKind.OUTCOME)) - _UNLIKE
)
_MATTERS = frozenset(n for n, k in _KINDS.items() if k is TermKind.MATTER)


def _events(one: Read, other: Read, rarity: Rarity) -> dict[str, float]:
    here, there = one.terms & _EVENTS, other.terms & _EVENTS
    both = rarity.sum("terms", here & there)
    return {
        "events": min(1.5, both),
        "other_event": float(bool(here) and bool(there) and not here & there),
        "matters": min(1.5, rarity.sum("terms", one.terms & other.terms & _MATTERS)),
    }


def _wording(one: Read, other: Read, rarity: Rarity) -> float:
    """Shared rare words against all rare words of the two."""
    here, there = set(one.stems), set(other.stems)
    if not here or not there:
        return 0.0
    both = rarity.sum("stems", here & there)
    smaller = min(rarity.sum("stems", here), rarity.sum("stems", there))
    return both / (smaller + 3.0)
