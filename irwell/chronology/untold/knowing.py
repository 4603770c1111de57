"""Which agencies working with the family never recorded a fact within the window."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from irwell.chronology.observation import Observation, Observed, Reason
from irwell.chronology.study import Study
from irwell.chronology.untold.facts import Fact, facts_of, knows
from irwell.chronology.when.value import day_words
from irwell.chronology.wording.reading import Read

WINDOW = 90  # days in which word should have reached those who work with the family
_WORKING = 60  # days on either side of the fact in which an agency that is working with it writes something
EARLIER = 7  # days before, for an agency that dates it differently
_WIDEST = 366  # days; an entry dated less exactly than this shows nothing of the window
_QUOTED = 4
_NOT_IN = ": not in the entries of "
_WAS = ", which was working with the family, has no entry in the "


@dataclass(frozen=True, slots=True)
class Untold:
    """A fact, who recorded it, and the agency that never did."""

    observation: Observation
    fact: Fact
    knew: tuple[str, ...]
    never: str


def untold(study: Study, window: int = WINDOW) -> tuple[Untold, ...]:
    """Each fact with each agency that was working with the family and never recorded it.

    An agency works with the family at the time when it has entries shortly before and shortly
    after. It never recorded the fact when none of its entries from a week before it to the end of
    the window speaks of it. Another agency's not knowing is a question about how word travels.
    """
    by_agency = study.by_agency
    days = {agency: sorted(read.first or 0 for read in own) for agency, own in by_agency.items()}
    found: list[Untold] = []
    for fact in facts_of(study):
        for agency in sorted(by_agency):
            if _never(fact, by_agency[agency], days[agency], window):
                found.append(_untold(fact, agency, by_agency[agency], days[agency], window))
    return tuple(found)


def _never(fact: Fact, own: Sequence[Read], days: Sequence[int], window: int) -> bool:
    before = bisect_left(days, fact.day - _WORKING) < bisect_left(days, fact.day + 1)
    after = bisect_left(days, fact.day + 1) < bisect_left(days, fact.day + _WORKING + 1)
    if not before or not after:
        return False
    first = bisect_left(days, fact.day - EARLIER - _WIDEST)
    last = bisect_left(days, fact.day + window + 1)
    return not any(
        (read.last or 0) >= fact.day - EARLIER and knows(read, fact) for read in own[first:last]
    )


def _within(read: Read, day: int, window: int) -> bool:
    return (read.last or 0) >= day - EARLIER and (read.first or 0) <= day + window


def _untold(
    fact: Fact, agency: str, own: Sequence[Read], days: Sequence[int], window: int
) -> Untold:
    told = [read for read in fact.reads if _within(read, fact.day, window)]
    knew = tuple(dict.fromkeys(read.entry.agency for read in told))
    later = next((read for read in fact.reads if read.entry.agency == agency), None)
    records = [*told[:_QUOTED], *([later] if later else [])]
    near = own[bisect_left(days, fact.day + 1) : bisect_left(days, fact.day + window + 1)]
    named = bool(fact.value)
    sentence = (
        f"{_joined(knew)} recorded {fact.words} from {day_words(date.fromordinal(fact.day))};"
        f" {agency}{_WAS}{window} days after that speaks of it."
    )
    if later is not None:
        sentence += f" It first does on {later.entry.when}."
    many = f"{agency} has {_entries(len(near))} in that time."
    return Untold(
        Observation(
            Observed.KNOWN_HERE,
            title=f"{fact.words[0].upper()}{fact.words[1:]}{_NOT_IN}{agency}",
            sentence=sentence,
            entries=tuple(read.entry.id for read in (*records, *near[:_QUOTED])),
            certainty=round((0.8 if named else 0.65) + min(0.1, 0.03 * len(near)), 2),
            identity=(fact.kind.value, fact.value.casefold() or _when(fact), agency),
            reasons=(
                Reason("known", f"Recorded by {_joined(knew)} in {_entries(len(told))}."),
                Reason("working", many),
            ),
            agencies=(*knew, agency),
            start=date.fromordinal(fact.day),
            end=date.fromordinal(fact.day + window),
        ),
        fact,
        knew,
        agency,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What an observation of this kind says of the fact itself, and what of the agency that never recorded it."""

    fact: str
    knew: str
    never: str
    later: str


def told_apart(observation: Observation) -> Told:
    """The fact and the agency apart, so that what several agencies never recorded is told once."""
    fact, _, never = observation.title.partition(_NOT_IN)
    knew, _, rest = observation.sentence.partition("; ")
    return Told(fact, knew, never, rest.partition(" speaks of it.")[2].strip())


def _entries(number: int) -> str:
    return "one entry" if number == 1 else f"{number} entries"


def _when(fact: Fact) -> str:
    return date.fromordinal(fact.day).isoformat()


def _joined(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
