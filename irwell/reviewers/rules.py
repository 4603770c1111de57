"""Competences as data; whether papers have lapsed, whether a person is free, what speaks for and against. Pure.

Nothing here adds up to a score: a shortlist is read by people, each line with its reason.
"""

import datetime as dt
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from irwell.core.text import plural
from irwell.statute import long_date

Period = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class Competence:
    """Something that a reviewer may know well, and words of key lines that ask for it."""

    id: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Papers:
    """References, insurance and DBS check, each by its day."""

    references_on: dt.date | None
    insured_until: dt.date | None
    dbs_on: dt.date | None


@dataclass(frozen=True)
class Fit:
    """How one person stands to one review, in words. `bars` alone makes an appointment impossible."""

    bars: tuple[str, ...]
    to_settle: tuple[str, ...]
    speaks_for: tuple[str, ...]

    @property
    def group(self) -> str:
        return "barred" if self.bars else "settle" if self.to_settle else "clear"


@cache
def data() -> Mapping[str, Any]:
    source = resources.files("irwell.reviewers.data") / "competences.toml"
    return tomllib.loads(source.read_text("utf-8"))


@cache
def competences() -> Mapping[str, Competence]:
    rows = data()["competence"]
    return {r["id"]: Competence(r["id"], r["title"], tuple(r["words"])) for r in rows}


def asked_for(texts: Iterable[str]) -> tuple[str, ...]:
    """Ids of the competences that the words of key lines ask for, in the order of the list."""
    said = " ".join(texts).casefold()
    return tuple(c.id for c in competences().values() if any(word in said for word in c.words))


def titles(ids: Iterable[str]) -> list[str]:
    """The titles of known competences."""
    wanted = set(ids)
    return [c.title for c in competences().values() if c.id in wanted]


def lapses(papers: Papers, *, today: dt.date) -> tuple[str, ...]:
    """What is missing or has run out, each in a sentence."""
    found = []
    if papers.references_on is None:
        found.append("No references are recorded.")
    if papers.insured_until is None:
        found.append("No insurance is recorded.")
    elif papers.insured_until < today:
        found.append(f"The insurance ended on {long_date(papers.insured_until)}.")
    years = int(data()["dbs_years"])
    if papers.dbs_on is None:
        found.append("No DBS check is recorded.")
    elif _years_on(papers.dbs_on, years) < today:
        found.append(
            f"The DBS check of {long_date(papers.dbs_on)} is older than {plural(years, 'year')}."
        )
    return tuple(found)


def years_in_words(years: Sequence[int]) -> str:
    """ "2025, 2026 (3 reviews)"."""
    times = Counter(years)
    return ", ".join(
        str(year) if times[year] == 1 else f"{year} ({plural(times[year], 'review')})"
        for year in sorted(times)
    )


def _years_on(day: dt.date, years: int) -> dt.date:
    """The same day some years later; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def days_free(periods: Iterable[Period], since: dt.date, until: dt.date) -> int:
    """Days of a span on which the person said to be free; overlapping periods count once."""
    free: set[int] = set()
    for start, end in periods:
        first, last = max(start, since), min(end, until)
        free.update(range(first.toordinal(), last.toordinal() + 1))
    return len(free)


def fit(
    *,
    periods: Sequence[Period],
    since: dt.date,
    until: dt.date,
    has: Collection[str],
    wanted: Sequence[str],
    conflicts: Sequence[str],
    papers: Papers,
    today: dt.date,
) -> Fit:
    """What bars, what is to be settled first, and what speaks for the person. `conflicts`: sentences."""
    span = (until - since).days + 1
    free = days_free(periods, since, until)
    met, missing = titles(c for c in wanted if c in has), titles(c for c in wanted if c not in has)
    settle = [*lapses(papers, today=today)]
    speaks = []
    if free >= span:
        speaks.append(f"Free for the whole time, {long_date(since)} to {long_date(until)}.")
    elif free:
        settle.append(
            f"Free on {free} of {plural(span, 'day')}: ask whether the rest can be found."
        )
    else:
        settle.append("No free time is recorded in these months: ask.")
    if met:
        speaks.append(f"Knows: {'; '.join(met)}.")
    if missing:
        settle.append(f"Competence not recorded: {'; '.join(missing)}.")
    return Fit(tuple(conflicts), tuple(settle), tuple(speaks))
