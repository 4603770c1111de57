"""From when contact is expected: births, school age and plans, as told or as entries tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from irwell.chronology.background import AgencySort, Background, Person, Plan
from irwell.chronology.when.value import day_words
from irwell.chronology.wording.reading import Read

_BEGIN = {
    "plan started": Plan.CHILD_PROTECTION,
    "child in need plan started": Plan.CHILD_IN_NEED,
    "looked after": Plan.LOOKED_AFTER,
}


@dataclass(frozen=True, slots=True)
class Start:
    """A day from which a rule runs, with the entries that tell of it (none when the case does)."""

    what: str
    day: date
    words: str
    identity: str
    end: date | None = None
    entries: tuple[str, ...] = ()
    sure: bool = True


def starts(reads: Sequence[Read], background: Background) -> tuple[Start, ...]:
    """Every start, in the order of time."""
    told = [*_births(background), *_plans(background)]
    if not background.plans:
        told += _plans_in(reads, background)
    return tuple(sorted(told, key=lambda start: (start.day, start.what, start.identity)))


def _births(background: Background) -> Iterable[Start]:
    for at, child in enumerate(background.children):
        if child.born is not None:
            yield Start("birth", child.born, f"the birth on {day_words(child.born)}", f"birth {at}")
            yield Start("school age", _school_age(child), "school age", f"school age {at}")


def _school_age(child: Person) -> date:
    """The September after the fifth birthday at the latest."""
    born = child.born or date.min
    return date(born.year + (5 if born.month < 9 else 6), 9, 1)


def _plans(background: Background) -> Iterable[Start]:
    for period in background.plans:
        words = f"the {period.plan.value} of {day_words(period.start)}"
        identity = f"{period.plan.value} {period.start.isoformat()}"
        yield Start(period.plan.value, period.start, words, identity, period.end)


def _plans_in(reads: Sequence[Read], background: Background) -> Iterable[Start]:
    """Plans that children's social care records as begun on a day; they end as it records."""
    social = [r for r in reads if background.sort_of(r.entry.agency) is AgencySort.SOCIAL_CARE]
    for term, plan in _BEGIN.items():
        until = date.min
        for read in social:
            day = read.entry.when.start
            if not read.exact or day is None or not read.has(term) or day <= until:
                continue
            end = _ended(social, plan, day)
            until = end or date.max
            words = f"the {plan.value} of {day_words(day)}, as an entry tells"
            identity = f"{plan.value} {day.isoformat()}"
            yield Start(plan.value, day, words, identity, end, (read.entry.id,), sure=False)


def _ended(social: Sequence[Read], plan: Plan, start: date) -> date | None:
    for read in social:
        day = read.entry.when.start
        if read.exact and day is not None and day > start:
            begun = {other for term, other in _BEGIN.items() if read.has(term)}
            if read.has("case closed") or begun - {plan}:
                return day
    return None
