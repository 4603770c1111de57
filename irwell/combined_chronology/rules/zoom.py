"""Looking closer: the days that a picture shows, from ten years to one day, and slices of time to choose from. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

LADDER = (
    (3653, "10 years"), (1827, "5 years"), (731, "2 years"), (366, "1 year"), (92, "3 months"), (31, "1 month"),
    (7, "1 week"), (1, "1 day"),
)  # fmt: skip
BY_DAY, BY_WEEK = 45, 300  # spans in days up to which slices are so long
BY_MONTHS = ((3_700, 1), (11_000, 3), (44_000, 12))
A_DECADE = 120


@dataclass(frozen=True)
class Window:
    """Days shown, first and last included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def middle(self) -> date:
        return self.first + timedelta(days=(self.days - 1) // 2)

    def of(self, days: int, *, around: date | None = None) -> "Window":
        """So many days around the middle or another day."""
        first = _moved(around or self.middle, -(days // 2))
        return Window(first, _moved(first, days - 1))

    def moved(self, days: int) -> "Window":
        return Window(_moved(self.first, days), _moved(self.last, days))

    def closer(self, around: date | None = None) -> "Window | None":
        """The next step down the ladder."""
        days = next((d for d, _ in LADDER if d < self.days), None)
        return self.of(days, around=around) if days else None

    def further(self, whole: "Window") -> "Window | None":
        """The next step up the ladder, and in the end everything; none when everything is shown."""
        days = next((d for d, _ in reversed(LADDER) if d > self.days), None)
        if days is None or days >= whole.days:
            return None if self.days >= whole.days else whole
        return self.of(days)

    def shows(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def _moved(day: date, days: int) -> date:
    ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


@dataclass(frozen=True)
class Slice:
    """A day, week, month or quarter, in words, and how many lines begin in it."""

    first: date
    last: date
    words: str
    lines: int = 0

    @property
    def window(self) -> Window:
        return Window(self.first, self.last)


def slices(window: Window, days: Iterable[date]) -> list[Slice]:
    """The window cut into slices short enough to choose from, with the number of lines in each."""
    cut = list(_cut(window))
    found = sorted(day for day in days if window.first <= day <= window.last)
    ends = [bisect_left(found, one.first) for one in cut] + [len(found)]
    ends[0] = 0
    return [
        Slice(s.first, s.last, s.words, b - a)
        for s, (a, b) in zip(cut, pairwise(ends), strict=True)
    ]


def _cut(window: Window) -> Iterator[Slice]:
    day = window.first
    if window.days > BY_WEEK:
        yield from _months(window)
        return
    step = 1 if window.days <= BY_DAY else 7
    day -= timedelta(days=day.weekday() if step == 7 else 0)
    while day <= window.last:
        words = said(day) if step == 1 else f"week of {said(day)}"
        yield Slice(day, day + timedelta(days=step - 1), words)
        day += timedelta(days=step)


def _months(window: Window) -> Iterator[Slice]:
    step = next((months for days, months in BY_MONTHS if window.days <= days), A_DECADE)
    number = window.first.year * 12 + window.first.month - 1
    number -= number % step
    while (day := date(number // 12, number % 12 + 1, 1)) <= window.last:
        number += step
        last = date(number // 12, number % 12 + 1, 1) - timedelta(days=1)
        yield Slice(day, last, _in_words(day, last, step))


def _in_words(first: date, last: date, months: int) -> str:
    if months == 1:
        return f"{first:%B %Y}"
    if months == 12:
        return str(first.year)
    return f"{first:%B} to {last:%B %Y}" if months < 12 else f"{first.year} to {last.year}"


def said(day: date) -> str:
    """A day as a filter takes it and people read it."""
    return f"{day.day} {day:%B %Y}"
