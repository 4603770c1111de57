"""When schools in England are commonly closed. Dates differ by area and year: these are the usual weeks."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import accumulate

_SUMMER = ((7, 19), (9, 6))
_CHRISTMAS = ((12, 18), (1, 6))
_ABOUT_EASTER = 9
_FIRST, _LAST = date(1940, 1, 1).toordinal(), date(2110, 12, 31).toordinal()


def closed(day: int) -> bool:
    """Whether schools are usually closed on a day (an ordinal), weekends aside."""
    on = date.fromordinal(day)
    at = (on.month, on.day)
    if _SUMMER[0] <= at <= _SUMMER[1] or at >= _CHRISTMAS[0] or at <= _CHRISTMAS[1]:
        return True
    return abs((on - easter(on.year)).days) <= _ABOUT_EASTER


def open_days(first: int, last: int) -> int:
    """Days after the first up to the last that are not in the usual holidays."""
    counted = _open_so_far()
    low, high = (min(max(day, _FIRST), _LAST) - _FIRST for day in (first, last))
    return counted[high] - counted[low]


@cache
def _open_so_far() -> list[int]:
    return list(accumulate(not closed(day) for day in range(_FIRST, _LAST + 1)))


@cache
def easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian reckoning)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
