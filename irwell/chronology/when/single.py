"""One date without a range: day, month, quarter, season, year, in every usual British shape."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time

from irwell.chronology.when.value import Part, Precision, day_words
from irwell.chronology.when.words import MONTH, MONTHS, SHORT

FIRST_YEAR, LAST_YEAR = 1900, 2100
LAST_SHORT_YEAR = 40  # 00 to 40 are 2000 to 2040; 41 to 99 are 1941 to 1999


class Unreadable(ValueError):
    """Recognised as a date but wrong or incomplete; carries reason, mend and a suggestion."""

    def __init__(self, reason: str, mend: str, suggestion: str = "") -> None:
        super().__init__(reason)
        self.reason, self.mend, self.suggestion = reason, mend, suggestion


@dataclass(frozen=True, slots=True)
class Context:
    """The year and month that the other end of a range gives, and a year to suggest."""

    year: int | None = None
    month: int | None = None
    suggested_year: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A bounded date with what was noticed while reading it."""

    start: date
    end: date
    precision: Precision
    notes: tuple[str, ...] = ()
    uncertain: bool = False
    repaired: bool = False
    year_given: bool = True
    either_way: str = ""  # the other reading, when the text has two
    time_start: time | None = None
    time_end: time | None = None
    part: Part | None = None
    joined: bool = False


_YEAR = r"(?P<y>\d{4}|'?\d{2})"
_DAY = r"(?P<d>\d{1,2})(?P<ord>\s?(?:st|nd|rd|th))?"
_GAP = r"[\s\-/.,]*"
_SEP = r"\s*[/.\-\\,_]+\s*|\s+"
_MEND_DAY = "Check the day and correct it."
_MEND_YEAR = "Add the year."


def year_of(text: str) -> int:
    """A full year from two or four figures; refuses what a living family's record cannot hold."""
    figures = text.strip("'")
    if len(figures) == 2:
        short = int(figures)
        return short + (2000 if short <= LAST_SHORT_YEAR else 1900)
    year = int(figures)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(
            f"The year {figures} is outside {FIRST_YEAR} to {LAST_YEAR}.",
            "Check the year and correct it.",
        )
    return year


def make_day(year: int, month: int, day: int) -> date:
    """A real date, or the sentence why there is none."""
    if not 1 <= month <= 12:
        raise Unreadable(f"There is no month {month}.", _MEND_DAY)
    if day < 1:
        raise Unreadable("There is no day 0.", _MEND_DAY)
    last = calendar.monthrange(year, month)[1]
    if day > last:
        name = MONTHS[month - 1].capitalize()
        of_year = f" in {year}" if month == 2 else ""
        raise Unreadable(
            f"{name}{of_year} has {last} days, so there is no {day} {name} {year}.", _MEND_DAY
        )
    return date(year, month, day)


def on_day(year: int, month: int, day: int, *notes: str, doubt: bool = False) -> Piece:
    """A piece that is one day."""
    exact = make_day(year, month, day)
    return Piece(exact, exact, Precision.DAY, notes, uncertain=doubt, repaired=doubt)


def whole_month(year: int, month: int, *notes: str, doubt: bool = False) -> Piece:
    """A piece that is one month."""
    if not 1 <= month <= 12:
        raise Unreadable(f"There is no month {month}.", "Check the month and correct it.")
    last = calendar.monthrange(year, month)[1]
    start, end = date(year, month, 1), date(year, month, last)
    return Piece(start, end, Precision.MONTH, notes, uncertain=doubt)


def without_year(day: int | None, month: int, context: Context) -> Piece:
    """A day or month whose year the range supplies; otherwise a refusal with a suggestion."""
    if context.year is not None:
        if day is None:
            piece = whole_month(context.year, month)
        else:
            piece = on_day(context.year, month, day)
        return Piece(piece.start, piece.end, piece.precision, year_given=False)
    if not 1 <= month <= 12:
        raise Unreadable(f"There is no month {month}.", _MEND_DAY)
    if day is not None:
        _in_some_year(month, day)
    name = MONTHS[month - 1].capitalize()
    said = name if day is None else f"{day} {name}"
    guess = "" if context.suggested_year is None else f"{said} {context.suggested_year}"
    raise Unreadable(f"“{said}” has no year.", _MEND_YEAR, guess)


def _in_some_year(month: int, day: int) -> None:
    last = calendar.monthrange(2024, month)[1]  # a leap year refuses only what no year has
    if not 1 <= day <= last:
        name = MONTHS[month - 1].capitalize()
        reason = f"{name} has {last} days, so there is no {day} {name}; nor is there a year."
        raise Unreadable(reason, _MEND_DAY)


def _number_day(found: re.Match[str], _context: Context) -> Piece:
    day, month, year = int(found["d"]), int(found["m"]), year_of(found["y"])
    first, second = found["s1"].strip(), found["s2"].strip()
    notes: tuple[str, ...] = ()
    if first != second:
        if not (first and second) or "-" in first + second or "," in first + second:
            raise Unreadable(
                "The signs between the figures differ, so this may be a date or a range.",
                "Write one date as 12/03/2023, or a range as 3/4/2022 to 5/4/2022.",
            )
        notes = (f"Uneven signs were mended: read as {day}/{month}/{year}.",)
    elif len(first) > 1:
        notes = (f"A doubled sign was mended: read as {day}/{month}/{year}.",)
    if month > 12 >= day and not notes:
        exact = make_day(year, day, month)
        note = f"Written in American order (month first); read as {day_words(exact)}."
        return Piece(exact, exact, Precision.DAY, (*notes, note), uncertain=True, repaired=True)
    exact = make_day(year, month, day)
    return Piece(exact, exact, Precision.DAY, notes, repaired=bool(notes))


def _iso_day(found: re.Match[str], _context: Context) -> Piece:
    return on_day(year_of(found["y"]), int(found["m"]), int(found["d"]))


def _compact(found: re.Match[str], _context: Context) -> Piece:
    figures = found[0]
    if len(figures) == 8 and figures[:2] in ("19", "20") and int(figures[4:6]) <= 12:
        year, month, day = int(figures[:4]), int(figures[4:6]), int(figures[6:])
        with_day_first = figures[4:6] in ("19", "20")
        if not with_day_first:
            exact = make_day(year, month, day)
            return Piece(exact, exact, Precision.DAY, (_run(figures, exact),), repaired=True)
    day, month = int(figures[:2]), int(figures[2:4])
    exact = make_day(year_of(figures[4:]), month, day)
    return Piece(exact, exact, Precision.DAY, (_run(figures, exact),), repaired=True)


def _run(figures: str, exact: date) -> str:
    return f"Figures without signs were mended: “{figures}” read as {day_words(exact)}."


def _named_day(found: re.Match[str], _context: Context) -> Piece:
    return on_day(year_of(found["y"]), SHORT.index(found["mon"]) + 1, int(found["d"]))


def _named_day_no_year(found: re.Match[str], context: Context) -> Piece:
    return without_year(int(found["d"]), SHORT.index(found["mon"]) + 1, context)


def _named_month(found: re.Match[str], context: Context) -> Piece:
    month, figures = SHORT.index(found["mon"]) + 1, found["y"]
    if len(figures) == 1:
        return without_year(int(figures), month, context)
    year = year_of(figures)
    if len(figures) == 2 and 1 <= int(figures) <= 31:
        name = MONTHS[month - 1].capitalize()
        other = f"Read as {name} {year}; it could also be {int(figures)} {name} without a year."
        return replace(whole_month(year, month), either_way=other)
    return whole_month(year, month)


def _month_alone(found: re.Match[str], context: Context) -> Piece:
    return without_year(None, SHORT.index(found["mon"]) + 1, context)


def _number_month(found: re.Match[str], _context: Context) -> Piece:
    return whole_month(year_of(found["y"]), int(found["m"]))


def _iso_month(found: re.Match[str], _context: Context) -> Piece:
    year, month = year_of(found["y"]), int(found["m"])
    if month > 12:
        return two_years(year, found["m"])
    if month == (year + 1) % 100 and year >= 2001:
        note = f"Read as {MONTHS[month - 1].capitalize()} {year}; it could also be the two years."
        return whole_month(year, month, note, doubt=True)
    return whole_month(year, month)


def _two_numbers(found: re.Match[str], context: Context) -> Piece:
    first, second = int(found["d"]), int(found["m"])
    if second <= 12:
        return without_year(first, second, context)
    if first <= 12 and (second > 31 or len(found["m"]) == 2):
        year = year_of(found["m"])
        name = MONTHS[first - 1].capitalize() if first else ""
        return whole_month(year, first, f"Read as {name} {year}; no day was given.", doubt=True)
    raise Unreadable(f"There is no month {second}, and no year was given.", _MEND_DAY)


def _year_alone(found: re.Match[str], _context: Context) -> Piece:
    year = year_of(found["y"])
    return Piece(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def two_years(year: int, ending: str) -> Piece:
    """ "2021/22": which sort of year is not said, so the bounds are both calendar years."""
    second = year_of(ending)
    if second != year + 1:
        raise Unreadable(
            f"“{year}/{ending}” is neither a month nor two years running.",
            "Write the first and last year, such as 2019 to 2022.",
        )
    note = f"“{year}/{ending}” does not say which sort of year; it is kept as {year} to {second}."
    return Piece(date(year, 1, 1), date(second, 12, 31), Precision.RANGE, (note,))


def _too_long(found: re.Match[str], _context: Context) -> Piece:
    raise Unreadable(f"The year “{found['y']}” has {len(found['y'])} figures.", "Correct the year.")


_Reader = Callable[[re.Match[str], Context], Piece]
_MON = rf"(?P<mon>{MONTH})"
_SHAPES: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(?P<y>\d{4})\s?[-/. ]\s?(?P<m>\d{1,2})\s?[-/. ]\s?(?P<d>\d{1,2})", _iso_day),
        (
            rf"(?P<d>\d{{1,2}})(?P<s1>{_SEP})(?P<m>\d{{1,2}})(?P<s2>{_SEP}){_YEAR}",
            _number_day,
        ),
        (r"\d{8}|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}", _compact),
        (rf"(?:the )?{_DAY}{_GAP}(?:day )?(?:of )?{_MON}{_GAP}{_YEAR}", _named_day),
        (rf"{_MON}{_GAP}(?:the )?{_DAY}(?:\s*,\s*|\s+|-|/){_YEAR}", _named_day),
        (rf"(?P<y>\d{{4}}){_GAP}{_MON}{_GAP}{_DAY}", _named_day),
        (rf"(?:the )?{_DAY}{_GAP}(?:of )?{_MON}", _named_day_no_year),
        (rf"{_MON}{_GAP}(?:the )?(?P<d>\d{{1,2}})\s?(?:st|nd|rd|th)", _named_day_no_year),
        (rf"{_MON}{_GAP}(?:of )?(?P<y>\d{{4}}|'?\d{{2}}|\d)", _named_month),
        (rf"(?P<y>\d{{4}}){_GAP}{_MON}", _named_month),
        (_MON, _month_alone),
        (r"(?P<m>\d{1,2})\s?[-/. ]\s?(?P<y>\d{4})", _number_month),
        (r"(?P<y>\d{4})\s?[-/.]\s?(?P<m>\d{2})", _iso_month),
        (r"(?P<d>\d{1,2})\s?[-/.]\s?(?P<m>\d{1,2})", _two_numbers),
        (r"(?:in |the year |year )?(?P<y>\d{4})", _year_alone),
        (rf"\d{{1,2}}(?:{_SEP})(?:\d{{1,2}}|{MONTH})(?:{_SEP})(?P<y>\d{{3}}|\d{{5,}})", _too_long),
    )
)


def single(text: str, context: Context) -> Piece | None:
    """Read one day, month or year from tidied text; None if it has no such shape."""
    for shape, reader in _SHAPES:
        found = shape.fullmatch(text)
        if found is not None:
            return reader(found, context)
    return None
