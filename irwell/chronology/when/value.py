"""When something happened, as exactly as the record says and no more exactly than that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from typing import Any


class Precision(StrEnum):
    """How much of a date the record gives."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    RANGE = "range"
    UNKNOWN = "unknown"


class Qualifier(StrEnum):
    """How the writer hedged. BETWEEN is one event somewhere in the span, not lasting all of it."""

    ABOUT = "about"
    BEFORE = "before"
    AFTER = "after"
    BETWEEN = "between"


class Part(StrEnum):
    """The part of a period that the writer named. It orders entries; it is never turned to days."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"


SortKey = tuple[int, int, int, int, int, int]

# Within one anchor day: what is before it comes first, then wide to narrow, then what is after it.
_RANK = {
    Precision.YEAR: 1,
    Precision.SEASON: 2,
    Precision.QUARTER: 3,
    Precision.MONTH: 4,
    Precision.RANGE: 5,
    Precision.DAY: 6,
}
_MONTHS: tuple[str, ...] = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
)
_MONTHS += ("September", "October", "November", "December")
_HEDGE_WORDS = {
    Qualifier.ABOUT: "about",
    Qualifier.BEFORE: "no later than",
    Qualifier.AFTER: "no earlier than",
}
_UNDATED: SortKey = (1, 0, 0, -1, 0, 0)


@dataclass(frozen=True, slots=True)
class When:
    """A date or a span of dates, inclusive at both ends, with the words it was read from.

    `start` and `end` bound what the record says: "March 2023" is 1 to 31 March with precision
    month. "before" has no start and "after" no end: what is there is the day named ("before
    March 2021" ends on 1 March, "by March 2021" on 31 March). An undated value has neither.
    Times are local clock times (Europe/London). `repaired` says that a slip was mended to read it
    and `notes` say how, in sentences for the reader.
    """

    start: date | None
    end: date | None
    precision: Precision
    qualifier: Qualifier | None = None
    part: Part | None = None
    time_start: time | None = None
    time_end: time | None = None
    sequence: int | None = None
    uncertain: bool = False
    repaired: bool = False
    original: str = ""
    time_original: str = ""
    notes: tuple[str, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether anything at all is known of the date."""
        return self.start is not None or self.end is not None

    @property
    def exact(self) -> bool:
        """Whether this is one certain day."""
        return self.precision is Precision.DAY and self.qualifier is None and not self.uncertain

    def sort_key(self) -> SortKey:
        """A total order of plain numbers: lane, anchor day, rank, minute, sequence, last day.

        Dated values come first and undated ones last. The anchor is the first day of the span
        (for "mid" and "late" a third and two thirds into it; for "before" the day named). On one
        anchor day "before" precedes all, then year, season, quarter, month, range, day, and
        "after" follows all. On one day an untimed value precedes a timed one; then the sequence
        number decides, then the shorter span.
        """
        anchor = self.anchor
        if anchor is None:
            return _UNDATED
        minute = -1 if self.time_start is None else self.time_start.hour * 60
        minute += 0 if self.time_start is None else self.time_start.minute
        last = (self.end or anchor).toordinal()
        return (0, anchor.toordinal(), self._rank(), minute, self.sequence or 0, last)

    def _rank(self) -> int:
        if self.qualifier is Qualifier.BEFORE:
            return 0
        if self.qualifier is Qualifier.AFTER:
            return 7
        return _RANK[self.precision]

    @property
    def anchor(self) -> date | None:
        """The day at which this value takes its place in a timeline (None if undated)."""
        if self.start is None or self.end is None:
            return self.start or self.end
        if self.part is None or self.part is Part.EARLY:
            return self.start
        third = (self.end - self.start).days // 3
        return date.fromordinal(
            self.start.toordinal() + third * (1 if self.part is Part.MID else 2)
        )

    def overlaps(self, first: date | None, last: date | None) -> bool:
        """Whether any day of this value falls from `first` to `last`; undated never does."""
        if not self.dated:
            return False
        starts_in_time = last is None or self.start is None or self.start <= last
        return starts_in_time and (first is None or self.end is None or self.end >= first)

    def noted(self, *notes: str, uncertain: bool = False, repaired: bool = False) -> When:
        """The same value with more notes, and marked uncertain or repaired if asked."""
        return replace(
            self,
            notes=(*self.notes, *(note for note in notes if note not in self.notes)),
            uncertain=self.uncertain or uncertain,
            repaired=self.repaired or repaired,
        )

    @property
    def canonical(self) -> str:
        """A short exact text of the meaning (not the wording), for hashing and comparing."""
        fields = (self.start, self.end, self.precision, self.qualifier, self.part)
        clock = (self.time_start, self.time_end, self.sequence, "?" if self.uncertain else "")
        return "|".join("" if value is None else str(value) for value in (*fields, *clock))

    def __str__(self) -> str:
        """In words for a reader: "about 12 March 2023, 14:30"."""
        words = _span_words(self)
        if self.part is not None:
            words = f"{self.part} {words}"
        if self.qualifier in _HEDGE_WORDS:
            words = f"{_HEDGE_WORDS[self.qualifier]} {words}"
        if self.time_start is not None:
            words += f", {self.time_start:%H:%M}"
            if self.time_end is not None and self.time_end != self.time_start:
                words += f" to {self.time_end:%H:%M}"
        return f"{words} (uncertain)" if self.uncertain else words

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; `from_dict` gives back an equal value."""
        plain: dict[str, Any] = {"precision": self.precision.value}
        for name in ("start", "end", "time_start", "time_end"):
            value = getattr(self, name)
            plain[name] = None if value is None else value.isoformat()
        for name in ("qualifier", "part"):
            value = getattr(self, name)
            plain[name] = None if value is None else value.value
        for name in ("sequence", "uncertain", "repaired", "original", "time_original"):
            plain[name] = getattr(self, name)
        return {**plain, "notes": list(self.notes)}

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> When:
        """Read back what `to_dict` wrote; raises KeyError or ValueError for anything else."""

        def maybe(name: str, make: Any) -> Any:
            return None if plain[name] is None else make(plain[name])

        return cls(
            start=maybe("start", date.fromisoformat),
            end=maybe("end", date.fromisoformat),
            precision=Precision(plain["precision"]),
            qualifier=maybe("qualifier", Qualifier),
            part=maybe("part", Part),
            time_start=maybe("time_start", time.fromisoformat),
            time_end=maybe("time_end", time.fromisoformat),
            sequence=plain["sequence"],
            uncertain=plain["uncertain"],
            repaired=plain["repaired"],
            original=plain["original"],
            time_original=plain["time_original"],
            notes=tuple(plain["notes"]),
        )


def undated(original: str = "", *notes: str) -> When:
    """A value for the undated lane."""
    return When(None, None, Precision.UNKNOWN, original=original, notes=notes)


def day_words(day: date) -> str:
    """12 March 2023."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _span_words(when: When) -> str:
    if when.start is None or when.end is None:
        known = when.start or when.end
        return "undated" if known is None else day_words(known)
    first, last = when.start, when.end
    if when.precision is Precision.DAY:
        return day_words(first)
    if when.precision is Precision.MONTH:
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if when.precision is Precision.QUARTER:
        return f"quarter {(first.month + 2) // 3} of {first.year}"
    if when.precision is Precision.YEAR:
        return str(first.year)
    if when.precision is Precision.SEASON:
        return f"{_MONTHS[first.month - 1]} to {_MONTHS[last.month - 1]} {last.year}"
    if when.qualifier is Qualifier.BETWEEN:
        return f"between {day_words(first)} and {day_words(last)}"
    return f"{day_words(first)} to {day_words(last)}"
