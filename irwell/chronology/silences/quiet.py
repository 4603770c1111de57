"""Silences: an agency that had its rhythm of contact with the family and then had none."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from irwell.chronology.background import AgencySort, Background
from irwell.chronology.contact import is_contact
from irwell.chronology.observation import Observation, Observed, Reason, of_entry
from irwell.chronology.silences.holidays import open_days
from irwell.chronology.study import Study
from irwell.chronology.when.value import day_words
from irwell.chronology.wording.reading import Read

SHORTEST = 35  # days; nothing shorter is called a silence
TIMES = 2.4  # a silence is longer than this many usual intervals
BY_CHANCE = 0.3  # how many gaps so long the rhythm around it would give by chance, at most
# These are called when something happens; that nothing is recorded is no silence of theirs.
_WHEN_CALLED = frozenset(
    {
        AgencySort.POLICE,
        AgencySort.HOSPITAL,
        AgencySort.AMBULANCE,
        AgencySort.HOUSING,
        AgencySort.GP,
    }
)
_TERM_TIME = frozenset({AgencySort.SCHOOL, AgencySort.NURSERY, AgencySort.SCHOOL_NURSING})
_FEWEST = 4  # intervals from which a rhythm can be told
_BEFORE = 2  # of them before the silence: who was not yet working with the family is not silent
_AROUND = 6  # intervals on either side from which the rhythm is taken
_WIDEST = 31  # days; an entry dated less exactly than this neither breaks nor bounds a silence


@dataclass(frozen=True, slots=True)
class _Gap:
    before: Read
    after: Read | None
    start: int
    end: int
    usual: float
    sure: float

    @property
    def days(self) -> int:
        return self.end - self.start


def silences(study: Study, longest: int | None = None) -> tuple[Observation, ...]:
    """Each agency's silences, the longest first; only those before the incident where it is known.

    The rhythm is the agency's own: contact with the family, not letters, missed visits or
    supervision. A silence is long beside the intervals around it and unlikely in so irregular a
    rhythm. A silence that lasts until the incident is told as such.
    """
    found: list[Observation] = []
    for agency, own in study.by_agency.items():
        if study.background.sort_of(agency) in _WHEN_CALLED:
            continue
        found += [_observed(agency, gap, own) for gap in _gaps(own, study.background)]
    found.sort(key=lambda one: (-_days(one), one.start or date.min, one.key))
    return tuple(found if longest is None else found[:longest])


def _gaps(own: Sequence[Read], background: Background) -> Iterable[_Gap]:
    limit = background.incident.toordinal() if background.incident else None
    contacts = sorted(
        (read for read in own if is_contact(read) and _span(read) <= _WIDEST),
        key=lambda read: (_middle(read), read.entry.id),
    )
    contacts = [read for read in contacts if limit is None or _middle(read) <= limit]
    places = [_middle(read) for read in contacts]
    for at, (first, second) in enumerate(pairwise(contacts)):
        gap = _judged(places, at, places[at + 1], first, second)
        if gap is not None:
            yield gap
    if limit is not None and contacts and places[-1] < limit and _still_open(own, contacts[-1]):
        gap = _judged(places, len(places) - 1, limit, contacts[-1], None)
        if gap is not None:
            yield gap


def _judged(
    places: Sequence[int], at: int, end: int, first: Read, second: Read | None
) -> _Gap | None:
    """A gap after the contact at this place, if it is long beside those around it."""
    apart = open_days if first.sort in _TERM_TIME else _days_between
    days = apart(places[at], end)
    if days < SHORTEST:
        return None
    before = pairwise(places[max(0, at - _AROUND) : at + 1])
    after = pairwise(places[at + 1 : at + 2 + _AROUND])
    earlier = [apart(a, b) for a, b in before if apart(a, b) > 0]
    around = earlier + [apart(a, b) for a, b in after if apart(a, b) > 0]
    if len(around) < _FEWEST or len(earlier) < _BEFORE:
        return None
    usual = max(median(around), sum(around) / len(around))
    if days < TIMES * usual or len(around) * math.exp(-days / usual) > BY_CHANCE:
        return None
    sure = round(min(0.97, 0.55 + 0.1 * (days / usual - TIMES)), 2)
    return _Gap(first, second, places[at], end, usual, sure)


def _days_between(first: int, last: int) -> int:
    return last - first


def _still_open(own: Sequence[Read], last: Read) -> bool:
    """Whether the agency did not close the case at its last contact or after it."""
    day = _middle(last)
    return not any(read.has("case closed") and _middle(read) >= day for read in own)


def _observed(agency: str, gap: _Gap, own: Sequence[Read]) -> Observation:
    within = [
        read
        for read in own
        if gap.start < _middle(read) < gap.end and read is not gap.before and read is not gap.after
    ]
    start, end = date.fromordinal(gap.start), date.fromordinal(gap.end)
    until = "the incident" if gap.after is None else day_words(end)
    sentence = (
        f"{agency} records no contact for {gap.days} days, from {day_words(start)} to {until};"
        f" around it the usual interval is {round(gap.usual)} days."
    )
    reasons = [
        Reason(
            "rhythm", f"The silence is {gap.days / max(gap.usual, 1):.1f} times the usual interval."
        )
    ]
    if within:
        sentence += f" In that time it has {_counted(len(within))}."
        reasons.append(
            Reason(
                "entries",
                "Letters, calls, supervision and missed visits are not counted as contact.",
            )
        )
    edges = [gap.before.entry.id] + ([gap.after.entry.id] if gap.after else [])
    quoted = [gap.before, *sorted(within, key=_middle), *([gap.after] if gap.after else [])]
    return Observation(
        Observed.SILENCE,
        title=f"{agency}: {gap.days} days without contact",
        sentence=sentence,
        entries=tuple(read.entry.id for read in quoted),
        certainty=gap.sure,
        identity=(agency, "until the incident" if gap.after is None else "", *map(of_entry, edges)),
        reasons=tuple(reasons),
        agencies=(agency,),
        start=start,
        end=end,
    )


def _counted(number: int) -> str:
    return (
        "one entry that records no contact"
        if number == 1
        else f"{number} entries that record no contact"
    )


def _days(observation: Observation) -> int:
    if observation.start is None or observation.end is None:
        return 0
    return (observation.end - observation.start).days


def _span(read: Read) -> int:
    return 0 if read.first is None or read.last is None else read.last - read.first


def _middle(read: Read) -> int:
    return 0 if read.first is None or read.last is None else (read.first + read.last) // 2
