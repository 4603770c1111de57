"""How likely two entries tell of one event, ground by ground."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date

from irwell.chronology.background import AgencySort
from irwell.chronology.wording.reading import Read
from irwell.chronology.wording.terms import TermKind, stem, terms

_EVERYWHERE = 0.7  # what stands in more of the entries than this is no ground at all
_SMALL = 40  # a short chronology is weighed as one of this many entries
_FAR = 10_000
_UNIT = 1 << 30  # shares are whole numbers of this unit, so their sum is the same in any order
# What accounts of different happenings have in common every day.
_EVERYDAY = frozenset({"supervision", "correspondence", "telephone call"})
# An entry with one of these tells of something that another agency did or saw, a day or more before.
_NOTICE = frozenset({"correspondence", "police notification", "telephone call", "referral"})
_SPOKEN_OF: dict[AgencySort, frozenset[str]] = {
    AgencySort.HEALTH_VISITING: frozenset({"health visitor"}),
    AgencySort.SCHOOL_NURSING: frozenset({"school nurse"}),
    AgencySort.MIDWIFERY: frozenset({"midwife"}),
    AgencySort.GP: frozenset({"surgery", "doctor"}),
    AgencySort.HOSPITAL: frozenset({"hospital", "doctor", "emergency department"}),
    AgencySort.AMBULANCE: frozenset({"ambulance"}),
    AgencySort.POLICE: frozenset({"police officer"}),
    AgencySort.SCHOOL: frozenset({"school", "teacher"}),
    AgencySort.NURSERY: frozenset({"nursery worker"}),
    AgencySort.SOCIAL_CARE: frozenset({"social worker"}),
    AgencySort.HOUSING: frozenset({"housing officer"}),
    AgencySort.PROBATION: frozenset({"probation officer"}),
    AgencySort.CAMHS: frozenset({"camhs worker"}),
    AgencySort.DOMESTIC_ABUSE: frozenset({"domestic abuse worker"}),
}
# Happenings that are one or another, never both: an entry of one kind does not tell of another.
_DISTINCT = {
    "strategy discussion": "strategy", "child protection conference": "conference", "core group": "core group",
    "child in need meeting": "cin meeting", "team around the family": "taf", "missing": "missing", "arrest": "arrest",
    "self-harm": "self-harm", "immunisation": "immunisation", "exclusion": "exclusion", "school absence": "absence",
    "missed appointment": "missed", "domestic abuse incident": "violence", "change of address": "move", "birth": "birth",
    "home visit": "visit", "joint visit": "visit", "emergency department": "hospital", "disclosure": "disclosure",
    "section 47 enquiry": "strategy", "medical examination": "disclosure", "referral": "referral",
}  # fmt: skip
_REGIONS = {
    "head": "head face cheek eye eyebrow forehead nose lip ear jaw chin temple mouth neck throat",
    "arm": "arm forearm wrist hand palm elbow finger thumb",
    "leg": "leg thigh shin knee ankle foot calf toe",
    "trunk": "back chest tummy abdomen stomach rib buttock bottom shoulder torso",
}
_REGION_OF = {stem(word): region for region, words in _REGIONS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each ground counts; settled on the tuning seeds of bench/chronology.py."""

    same_day: float = 2.12
    named_day: float = 3.09
    day_apart: float = 0.98
    each_further_day: float = -0.52
    after_notice: float = 0.30
    exchanged_day: float = -0.50
    undated: float = -4.39
    imprecise: float = 0.19
    same_time: float = 2.45
    other_time: float = -4.71
    names: float = 0.81
    writer_named: float = 0.10
    speaks_of: float = 0.55
    places: float = 0.10
    numbers: float = 2.62
    events: float = 6.13
    other_event: float = 1.26
    matters: float = 4.01
    other_matter: float = -0.20
    other_kind: float = -1.37
    other_injury: float = -5.20
    words: float = 9.64
    base: float = -4.63


WEIGHTS = Weights()
_WEIGHED: dict[str, float] = asdict(WEIGHTS)
GROUNDS = tuple(item.name for item in fields(Weights) if item.name != "base")


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much it says that two entries share a thing: the rarer in the case, the more."""

    shares: dict[str, dict[str, int]]

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
        size = max(len(reads), _SMALL)
        scale = math.log(size + 1)
        return cls(
            {
                name: {
                    thing: 0
                    if count > everywhere
                    else max(0, round(_UNIT * math.log(size / count) / scale))
                    for thing, count in counted.items()
                }
                for name, counted in counts.items()
            }
        )

    def share(self, what: str, thing: str) -> float:
        """0 for what stands in every entry, up to 1 for what stands in two of very many."""
        return self.shares[what].get(thing, 0) / _UNIT

    def sum(self, what: str, things: Collection[str]) -> float:
        """The shares of several things of the case together, exact in whatever order they come."""
        return sum(map(self.shares[what].__getitem__, things)) / _UNIT if things else 0.0


@dataclass(frozen=True, slots=True)
class Account:
    """A read entry with what comparing needs, worked out once."""

    read: Read
    stems: frozenset[str]
    weight: float
    events: frozenset[str]
    matters: frozenset[str]
    kinds: frozenset[str]
    others: frozenset[str]
    regions: frozenset[str]
    exchanged: int | None
    notice: bool

    @classmethod
    def of(cls, read: Read, rarity: Rarity) -> Account:
        """One entry."""
        stems = frozenset(read.stems)
        return cls(
            read,
            stems,
            rarity.sum("stems", stems),
            read.terms & _EVENTS,
            read.terms & _MATTERS,
            frozenset(_DISTINCT[name] for name in read.terms if name in _DISTINCT),
            read.names - read.writer,
            frozenset(_REGION_OF[one] for one in stems if one in _REGION_OF),
            exchanged(read),
            not read.terms.isdisjoint(_NOTICE),
        )


def grounds(one: Account, other: Account, rarity: Rarity) -> dict[str, float]:
    """Each ground's value for a pair, where it is not nothing; `score` weighs them."""
    values = _date(one, other)
    _time(values, one.read, other.read)
    _shared(values, one, other, rarity)
    _events(values, one, other, rarity)
    if one.stems and other.stems:
        both = rarity.sum("stems", one.stems & other.stems)
        values["words"] = both / (min(one.weight, other.weight) + 3.0)
    return values


def score(values: Mapping[str, float], weights: Weights = WEIGHTS) -> float:
    """Between 0 and 1. The grounds come in one order, so the sum is the same at every run."""
    counted = _WEIGHED if weights is WEIGHTS else asdict(weights)
    total = sum((counted[name] * value for name, value in values.items()), counted["base"])
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def days_apart(one: Read, other: Read) -> tuple[int, bool]:
    """The fewest days between what the two tell of, and whether a text names the day.

    An entry whose text names a day tells of that day; its own date is when it was written.
    """
    if not one.named_days and not other.named_days:
        return _gap((one.first, one.last), (other.first, other.last)), False
    return min(_gap(a, b) for a in _told(one) for b in _told(other)), True


_Span = tuple[int | None, int | None]


def _told(read: Read) -> list[_Span]:
    return [(day, day) for day in read.named_days] or [(read.first, read.last)]


def _gap(one: _Span, other: _Span) -> int:
    if one[0] is None or one[1] is None or other[0] is None or other[1] is None:
        return _FAR
    return max(0, one[0] - other[1], other[0] - one[1])


def _date(one: Account, other: Account) -> dict[str, float]:
    apart, named = days_apart(one.read, other.read)
    if apart == 0:
        if named:
            return {"named_day": 1.0}
        return {"same_day": 1.0} if one.read.exact and other.read.exact else {"imprecise": 1.0}
    if apart == _FAR:
        return {"undated": 1.0}
    if apart == 1:
        return {"day_apart": 1.0, "after_notice": _later_notice(one, other)}
    if _exchanged(one, other):
        return {"exchanged_day": 1.0}
    further = float(min(apart - 1, 8))
    return {
        "each_further_day": further,
        "after_notice": min(further, 5.0) * _later_notice(one, other),
    }


def _later_notice(one: Account, other: Account) -> float:
    """1 when the later of the two tells at second hand (a letter, a notification), and names no day."""
    here, there = one.read, other.read
    if here.first is None or there.first is None or here.named_days or there.named_days:
        return 0.0
    return float((one if here.first > there.first else other).notice)


def exchanged(read: Read) -> int | None:
    """The day with day and month exchanged, where both readings are possible."""
    when = read.entry.when.start
    if not read.exact or when is None or when.day > 12 or when.day == when.month:
        return None
    return date(when.year, when.day, when.month).toordinal()


def _exchanged(one: Account, other: Account) -> bool:
    days = (one.read.first, other.read.first)
    return None not in days and (one.exchanged == days[1] or other.exchanged == days[0])


def _time(values: dict[str, float], one: Read, other: Read) -> None:
    if not one.minutes or not other.minutes:
        return
    apart = min(abs(a - b) for a in one.minutes for b in other.minutes)
    apart = min(apart, 1_440 - apart)
    values["same_time"] = max(0.0, 1 - apart / 75)
    values["other_time"] = min(1.0, max(0.0, (apart - 90) / 180))


def _shared(values: dict[str, float], one: Account, other: Account, rarity: Rarity) -> None:
    here, there = one.read, other.read
    values["names"] = min(2.0, rarity.sum("names", here.names & there.names))
    if here.places and there.places:
        values["places"] = min(1.0, rarity.sum("places", here.places & there.places))
    if here.numbers and there.numbers:
        values["numbers"] = min(1.5, rarity.sum("numbers", here.numbers & there.numbers))
    named = (not here.writer.isdisjoint(other.others)) + (not there.writer.isdisjoint(one.others))
    values["writer_named"] = float(named)
    spoken = (not here.terms.isdisjoint(_SPOKEN_OF.get(there.sort, ()))) + (
        not there.terms.isdisjoint(_SPOKEN_OF.get(here.sort, ()))
    )
    values["speaks_of"] = float(spoken)


_KINDS = {name: term.kind for name, term in terms().items()}
_EVENTS = frozenset(
    name
    for name, kind in _KINDS.items()
    if kind in (TermKind.EVENT, TermKind.OUTCOME) and name not in _EVERYDAY
)
_MATTERS = frozenset(name for name, kind in _KINDS.items() if kind is TermKind.MATTER)


def _events(values: dict[str, float], one: Account, other: Account, rarity: Rarity) -> None:
    both = one.events & other.events
    values["events"] = min(1.5, rarity.sum("terms", both))
    values["other_event"] = float(bool(one.events) and bool(other.events) and not both)
    if one.kinds and other.kinds:
        values["other_kind"] = float(not one.kinds & other.kinds)
    shared = one.matters & other.matters
    values["other_matter"] = float(bool(one.matters) and bool(other.matters) and not shared)
    values["matters"] = min(1.5, rarity.sum("terms", shared))
    elsewhere = bool(one.regions) and bool(other.regions) and not one.regions & other.regions
    values["other_injury"] = float("injury" in shared and elsewhere)
