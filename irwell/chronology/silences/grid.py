"""Who recorded how much in which month: the agency-by-month grid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from irwell.chronology.contact import Contact, contact_of
from irwell.chronology.study import Study
from irwell.chronology.when import Precision

_WITHIN_MONTH = (Precision.DAY, Precision.MONTH)


@dataclass(frozen=True, slots=True)
class Cell:
    """One agency in one month: entry ids in order, and how many record the child seen or a miss.

    `about` are ids of entries that may fall in this month but are dated less exactly than a month.
    `working` says whether the month lies between the agency's first and last entry.
    """

    entries: tuple[str, ...] = ()
    seen: int = 0
    missed: int = 0
    about: tuple[str, ...] = ()
    working: bool = False

    @property
    def quiet(self) -> bool:
        """No entry in a month in which the agency was working with the family."""
        return self.working and not self.entries


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows by agency in order of name, a column for the first day of each month."""

    months: tuple[date, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]

    def cell(self, agency: str, month: date) -> Cell:
        """One cell; an empty one for what is not in the grid."""
        if month not in self.months:
            return Cell()
        return dict(self.rows).get(agency, ())[self.months.index(month)]


def agency_grid(study: Study, *, first: date | None = None, last: date | None = None) -> Grid:
    """The grid from the first month to the last (of the entries, where none is given)."""
    timeline, span = study.timeline, study.timeline.span
    if span is None and (first is None or last is None):
        return Grid((), ())
    begin, finish = first or (span or (date.min,))[0], last or (span or (date.max,))[-1]
    months = tuple(_months(begin, finish))
    sums: dict[tuple[str, date], _Sum] = defaultdict(_Sum)
    reach: dict[str, tuple[date, date]] = {}
    for read in study.reads:
        entry, when = read.entry, read.entry.when
        start, end = when.start or when.end, when.end or when.start
        if start is None or end is None:
            continue
        if when.precision in _WITHIN_MONTH:
            month = start.replace(day=1)
            sums[entry.agency, month].take(entry.id, contact_of(read))
            low, high = reach.get(entry.agency, (month, month))
            reach[entry.agency] = (min(low, month), max(high, month))
        else:
            for month in _months(max(start, begin), min(end, finish)):
                sums[entry.agency, month].about.append(entry.id)
    rows = tuple(
        (
            agency,
            tuple(_cell(sums.get((agency, month)), month, reach.get(agency)) for month in months),
        )
        for agency in timeline.agencies or tuple(sorted(reach))
    )
    return Grid(months, rows)


class _Sum:
    def __init__(self) -> None:
        self.entries: list[str] = []
        self.about: list[str] = []
        self.seen = 0
        self.missed = 0

    def take(self, entry_id: str, contact: Contact) -> None:
        self.entries.append(entry_id)
        self.seen += contact is Contact.SEEN
        self.missed += contact is Contact.MISSED


def _cell(summed: _Sum | None, month: date, reach: tuple[date, date] | None) -> Cell:
    working = reach is not None and reach[0] <= month <= reach[1]
    if summed is None:
        return Cell(working=working)
    return Cell(tuple(summed.entries), summed.seen, summed.missed, tuple(summed.about), working)


def _months(first: date, last: date) -> Iterable[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
