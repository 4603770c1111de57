"""Where a day falls on the page, and which dates the axis names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place on the axis; `major` ones start a year (or a month, close up)."""

    x: float
    label: str
    major: bool


@dataclass(frozen=True)
class Scale:
    """Days `first` to `last`, both whole, spread evenly from `left` to `right` (in pixels)."""

    first: date
    last: date
    left: float
    right: float

    @cached_property
    def days(self) -> int:
        """How many days are shown."""
        return (self.last - self.first).days + 1

    @cached_property
    def per_day(self) -> float:
        """Pixels a day."""
        return (self.right - self.left) / self.days

    @cached_property
    def _origin(self) -> float:
        """Where day 0 of the calendar would stand."""
        return self.left - self.first.toordinal() * self.per_day

    def x(self, day: date, part: float = 0.0) -> float:
        """The place of a day's start, or of a part of it (0 to 1), kept within the page."""
        place = self._origin + (day.toordinal() + part) * self.per_day
        return self.left if place < self.left else min(place, self.right)

    def shows(self, day: date) -> bool:
        """Whether the day is on the page."""
        return self.first <= day <= self.last

    def ticks(self) -> list[Tick]:
        """As many names as there is room for: years, quarters, months, weeks, days or hours."""
        if self.days == 1:
            return [
                Tick(self.x(self.first, hour / 24), f"{hour:02}:00", hour % 6 == 0)
                for hour in range(0, 24, 2 if self.per_day < 1_400 else 1)
            ]
        steps = (
            (_days, 42, 1),
            (_weeks, 46, 7),
            (_months, 34, 30),
            (_quarters, 34, 91),
            (_years, 34, 365),
        )
        for step, room, length in steps:
            if self.days / length * room > 2 * (self.right - self.left):
                continue
            places = list(step(self.first, self.last))
            if len(places) < 2 and step is not _years:
                continue
            if len(places) * room <= self.right - self.left:
                return [Tick(self.x(day), label, major) for day, label, major in places]
        every = 1 + self.days // 365 * 34 // int(self.right - self.left)
        years = [item for item in _years(self.first, self.last) if item[0].year % every == 0]
        return [Tick(self.x(day), label, major) for day, label, major in years]


_Places = Iterator[tuple[date, str, bool]]


def _days(first: date, last: date) -> _Places:
    day = first
    while day <= last:
        major = day.day == 1 or day == first
        yield day, f"{day.day} {_MONTHS[day.month - 1]}", major
        day += timedelta(days=1)


def _weeks(first: date, last: date) -> _Places:
    day = first + timedelta(days=-first.weekday() % 7)
    while day <= last:
        yield day, f"{day.day} {_MONTHS[day.month - 1]}", day.day <= 7
        day += timedelta(days=7)


def _months(first: date, last: date, step: int = 1) -> _Places:
    year, month = first.year, first.month
    while (day := date(year, month, 1)) <= last:
        if day >= first and (month - 1) % step == 0:
            yield day, str(year) if month == 1 else _MONTHS[month - 1], month == 1
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _quarters(first: date, last: date) -> _Places:
    yield from _months(first, last, 3)


def _years(first: date, last: date) -> _Places:
    for year in range(first.year, last.year + 1):
        day = date(year, 1, 1)
        if day >= first:
            yield day, str(year), True
