"""Working days in England and Wales, counted one day at a time from dated data.

A working day is Monday to Friday and not a bank holiday. Nothing in the law found so far defines
"working day" or says whether the day of the event counts, so the counting rule is a named choice
(`Count`), not an assumption.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, cached_property
from types import MappingProxyType
from zoneinfo import ZoneInfo

from irwell.statute.law import read_json

LONDON = ZoneInfo("Europe/London")
ONE_DAY = dt.timedelta(days=1)
END_OF_DAY = dt.time(23, 59, 59)
LONGEST = 2_000  # working days; beyond it a length is surely a slip
# Working days of these years are counted once for each calendar and then looked up.
TABLE_FROM, TABLE_UNTIL = dt.date(2015, 1, 1), dt.date(2036, 12, 31)
FIRST = TABLE_FROM.toordinal()


class Count(StrEnum):
    """How the day of the event is treated.

    DAY0: it is day 0 and is not counted; day 1 is the next working day (the usual reading).
    DAY1: it is day 1 if it is a working day (one working day stricter; an internal target).
    """

    DAY0 = "DAY0"
    DAY1 = "DAY1"


@dataclass(frozen=True)
class Calendar:
    """Bank holidays as data. `holidays` maps a date to its name; only weekdays are listed.

    `official_from` to `official_until` is the span the government has announced; a date outside
    it is *provisional* (computed by rule, or with weekends alone where nothing is listed).
    """

    version: str
    holidays: Mapping[dt.date, str] = field(compare=False, repr=False)
    official_from: dt.date
    official_until: dt.date
    added: Mapping[dt.date, str] = field(
        default_factory=lambda: MappingProxyType({}), compare=False, repr=False
    )

    def is_working_day(self, day: dt.date) -> bool:
        """Monday to Friday and not a listed holiday."""
        return self.why_not_working(day) == ""

    def why_not_working(self, day: dt.date) -> str:
        """The holiday's name, "Saturday" or "Sunday"; empty for a working day."""
        if name := self.holidays.get(day, ""):
            return name
        return f"{day:%A}" if day.weekday() >= 5 else ""

    def is_provisional(self, day: dt.date) -> bool:
        """True where the government's list does not reach."""
        return not self.official_from <= day <= self.official_until

    def add_working_days(self, trigger: dt.date, n: int, count: Count = Count.DAY0) -> dt.date:
        """The date on which working day `n` after `trigger` falls.

        With n = 0 (or n = 1 under DAY1, on a working day) that is the trigger itself.
        """
        _check_length(n)
        left = n - (1 if n and count is Count.DAY1 and self.is_working_day(trigger) else 0)
        day = trigger
        before, working = self._table
        place = trigger.toordinal() - FIRST
        if left and 0 <= place < len(before) and (found := before[place] + left) < len(working):
            return working[found]
        while left:
            day += ONE_DAY
            left -= self.is_working_day(day)
        return day

    def back_working_days(self, anchor: dt.date, n: int, clear: bool = False) -> dt.date:
        """The date `n` working days before `anchor` (anchor not counted).

        With `clear`, n whole working days lie between the two dates, so it is one day earlier.
        """
        _check_length(n)
        left = n + (1 if clear else 0)
        day = anchor
        before, working = self._table
        place = anchor.toordinal() - FIRST - 1
        if left and 0 <= place < len(before) and (found := before[place] + 1 - left) >= 0:
            return working[found]
        while left:
            day -= ONE_DAY
            left -= self.is_working_day(day)
        return day

    def working_days_between(self, start: dt.date, end: dt.date) -> int:
        """Working days after `start` up to and including `end`; negative when end is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        before, _ = self._table
        if start >= TABLE_FROM and end <= TABLE_UNTIL:
            return before[end.toordinal() - FIRST] - before[start.toordinal() - FIRST]
        span = (end - start).days
        return sum(self.is_working_day(start + i * ONE_DAY) for i in range(1, span + 1))

    def last_working_day_on_or_before(self, day: dt.date) -> dt.date:
        """`day` itself, or the nearest working day before it."""
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def next_working_day_on_or_after(self, day: dt.date) -> dt.date:
        """`day` itself, or the nearest working day after it."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    @cached_property
    def _table(self) -> tuple[list[int], list[dt.date]]:
        """For each day from TABLE_FROM, the place in the list of the last working day up to it; and that list."""
        before, working = [], []
        for ordinal in range(FIRST, TABLE_UNTIL.toordinal() + 1):
            day = dt.date.fromordinal(ordinal)
            if self.is_working_day(day):
                working.append(day)
            before.append(len(working) - 1)
        return before, working

    def with_holiday(self, day: dt.date, name: str) -> Calendar:
        """A new calendar with one more day off (a proclaimed holiday, or a local closure).

        The version changes with the days added, and is the same in whatever order they came.
        """
        if not name.strip():
            raise ValueError("Give the added holiday a name; it is shown in every explanation.")
        added = MappingProxyType({**self.added, day: name})
        text = "\n".join(f"{d.isoformat()} {added[d]}" for d in sorted(added))
        digest = hashlib.sha256(text.encode()).hexdigest()[:8]
        return replace(
            self,
            version=f"{self.version.partition('+')[0]}+{digest}",
            holidays=MappingProxyType({**self.holidays, day: name}),
            added=added,
        )


@cache
def load_calendar() -> Calendar:
    """The England and Wales calendar, 2018 to 2030, from data/bank_holidays.json."""
    raw = read_json("bank_holidays.json")
    days = {dt.date.fromisoformat(day): name for day, name in raw["holidays"].items()}
    return Calendar(
        version=raw["version"],
        holidays=MappingProxyType(days),
        official_from=dt.date.fromisoformat(raw["official_from"]),
        official_until=dt.date.fromisoformat(raw["official_until"]),
    )


def add_months(start: dt.date, n: int) -> dt.date:
    """`n` calendar months later; a day the month lacks becomes its last (31 Aug + 6 = 28 Feb)."""
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    return dt.date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def london_date(moment: dt.datetime | dt.date) -> dt.date:
    """The calendar date in England of a date or an aware moment."""
    if not isinstance(moment, dt.datetime):
        return moment
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone: give an aware time, or a date.")
    return moment.astimezone(LONDON).date()


def end_of(day: dt.date) -> dt.datetime:
    """23:59:59 on `day` in England, as an aware time."""
    return dt.datetime.combine(day, END_OF_DAY, tzinfo=LONDON)


def _check_length(n: int) -> None:
    if not 0 <= n <= LONGEST:
        raise ValueError(f"{n} working days: give a whole number from 0 to {LONGEST}.")
