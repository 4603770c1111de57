"""Placing entries in lanes so that none hides another, and counting them for the strip above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush

from irwell.chronology.entry import Entry
from irwell.chronology.picture.scale import Scale
from irwell.chronology.when import Precision, Qualifier

GAP = 1.5  # pixels between marks of one row
OPEN_ENDED = 44.0  # how far "before" and "after" reach from the day they name


@dataclass(frozen=True, slots=True)
class Size:
    """How large a mark is and how high a row, in pixels; smaller when there are very many."""

    dot: float
    row: float

    @classmethod
    def fitting(cls, number: int) -> Size:
        """The largest size at which so many marks still make a picture and not a wall."""
        if number <= 1_000:
            return cls(9.0, 12.0)
        return cls(7.0, 9.0) if number <= 2_500 else cls(5.0, 6.5)


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry's mark: its left edge, width and row, and what shape it takes."""

    entry: Entry
    x: float
    width: float
    row: int
    exact: bool
    opens: str = ""  # "left" or "right" for before and after


def place(entries: Iterable[Entry], scale: Scale, size: Size) -> tuple[list[Placed], int]:
    """Marks for the entries on the page, and how many rows they need.

    A mark takes the first row whose last mark is clear of it; wide (imprecise) ones go first, so
    that they lie together at the top of the lane and the days under them stay easy to follow.
    """
    boxes = [box for entry in entries if (box := _box(entry, scale, size.dot)) is not None]
    wide = [box for box in boxes if not box.exact]
    exact = [box for box in boxes if box.exact]
    packed, rows = _pack(wide, 0)
    more, rows = _pack(exact, rows)
    return packed + more, max(rows, 1)


def _pack(boxes: Sequence[Placed], first_row: int) -> tuple[list[Placed], int]:
    free: list[int] = []  # rows that are clear, lowest first
    busy: list[tuple[float, int]] = []  # (right edge, row)
    rows = first_row
    placed: list[Placed] = []
    for box in sorted(boxes, key=lambda box: (box.x, -box.width, box.entry.id)):
        while busy and busy[0][0] <= box.x:
            heappush(free, heappop(busy)[1])
        if free:
            row = heappop(free)
        else:
            row, rows = rows, rows + 1
        heappush(busy, (box.x + box.width + GAP, row))
        placed.append(Placed(box.entry, box.x, box.width, row, box.exact, box.opens))
    return placed, rows


def _box(entry: Entry, scale: Scale, dot: float) -> Placed | None:
    when = entry.when
    if not when.overlaps(scale.first, scale.last):
        return None
    if when.start is None and when.end is not None:
        right = scale.x(when.end)
        left = max(scale.left, right - OPEN_ENDED)
        return Placed(entry, left, max(dot, right - left), 0, exact=False, opens="left")
    if when.end is None and when.start is not None:
        left = scale.x(when.start)
        room = min(OPEN_ENDED, scale.right - left)
        return Placed(entry, min(left, scale.right - dot), max(dot, room), 0, False, "right")
    if when.start is None or when.end is None:
        return None
    if when.precision is Precision.DAY and when.qualifier is not Qualifier.BETWEEN:
        return _day(entry, when.start, scale, dot)
    left = scale.x(when.start)
    width = max(dot, scale.x(when.end, 1.0) - left)
    return Placed(entry, min(left, scale.right - width), width, 0, exact=False)


def _day(entry: Entry, day: date, scale: Scale, dot: float) -> Placed:
    """A dot at its time or at noon; close up, a day without a time is as wide as the day."""
    at = entry.when.time_start
    if at is None and scale.per_day > 3 * dot:
        left = scale.x(day)
        return Placed(entry, left + 1, scale.x(day, 1.0) - left - 2, 0, exact=True)
    middle = scale.x(day, 0.5 if at is None else (at.hour * 60 + at.minute) / 1_440)
    middle = min(max(middle, scale.left + dot / 2), scale.right - dot / 2)
    return Placed(entry, middle - dot / 2, dot, 0, exact=True)


def bins(entries: Iterable[Entry], scale: Scale, width: float) -> list[Counter[str]]:
    """For each slice of the page of that many pixels, how many entries of each agency start."""
    number = max(1, int((scale.right - scale.left) // width))
    counts: list[Counter[str]] = [Counter() for _ in range(number)]
    first, days = scale.first.toordinal(), scale.days
    for entry in entries:
        anchor: date | None = entry.when.anchor
        if anchor is not None and 0 <= (day := anchor.toordinal() - first) < days:
            counts[int((day + 0.5) / days * number)][entry.agency] += 1
    return counts
