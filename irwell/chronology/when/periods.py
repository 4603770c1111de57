"""Named periods: seasons, quarters, terms, weeks, nights, festivals, decades."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from irwell.chronology.when.single import Context, Piece, Unreadable, single, two_years, year_of
from irwell.chronology.when.value import Part, Precision, day_words

_YEAR = r"(?P<y>\d{4}|'?\d{2})"
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}
_TERMS = {
    "autumn": (9, 12),
    "michaelmas": (9, 12),
    "winter": (9, 12),
    "spring": (1, 4),
    "lent": (1, 4),
    "easter": (1, 4),
    "summer": (4, 7),
}
_QUARTERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}
_QUARTERS |= {"fourth": 4, "4th": 4, "last": 4}
_FEASTS = {
    "christmas day": (12, 25),
    "xmas day": (12, 25),
    "christmas eve": (12, 24),
    "xmas eve": (12, 24),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new years eve": (12, 31),
    "new year's day": (1, 1),
    "new years day": (1, 1),
}


def _months(year: int, first: int, last: int, precision: Precision, *notes: str) -> Piece:
    end = date(year, last, calendar.monthrange(year, last)[1])
    return Piece(date(year, first, 1), end, precision, notes)


def _season(found: re.Match[str], context: Context) -> Piece:
    year = _year(found, context, found["season"].capitalize())
    first = _SEASONS[found["season"]]
    return _months(year, first, first + 2, Precision.SEASON)


def _winter(found: re.Match[str], context: Context) -> Piece:
    year = _year(found, context, "Winter")
    after = date(year + 1, 2, calendar.monthrange(year + 1, 2)[1])
    if found["y2"]:
        if year_of(found["y2"]) != year + 1:
            raise Unreadable("A winter spans two years running.", "Correct the years.")
        return Piece(date(year, 12, 1), after, Precision.SEASON)
    note = f"Read as December {year} to February {year + 1}; it may mean the start of {year}."
    return Piece(date(year, 12, 1), after, Precision.SEASON, (note,), uncertain=True)


def _term(found: re.Match[str], context: Context) -> Piece:
    year = _year(found, context, f"{found['term'].capitalize()} term")
    first, last = _TERMS[found["term"]]
    return _months(year, first, last, Precision.SEASON, "A school term, kept as whole months.")


def _quarter(found: re.Match[str], _context: Context) -> Piece:
    said = found["q"] or found["q2"] or found["word"]
    number = _QUARTERS.get(said) or int(said)
    note = "Read as a quarter of the calendar year; check that it is not of the financial year."
    return _months(
        year_of(found["y"] or found["y2"] or found["y3"]),
        number * 3 - 2,
        number * 3,
        Precision.QUARTER,
        note,
    )


def _named_year(found: re.Match[str], _context: Context) -> Piece:
    year = year_of(found["y"])
    if found["y2"] and year_of(found["y2"]) != year + 1:
        raise Unreadable("These are not two years running.", "Correct the years.")
    month = 4 if found["sort"] in ("financial", "fy", "tax") else 9
    last = date(year + 1, month, 1) - timedelta(days=1)
    return Piece(date(year, month, 1), last, Precision.RANGE)


def _two_years(found: re.Match[str], _context: Context) -> Piece:
    return two_years(year_of(found["y"]), found["y2"])


def _decade(found: re.Match[str], _context: Context) -> Piece:
    year = year_of(found["y"])
    return Piece(date(year, 1, 1), date(year + 9, 12, 31), Precision.RANGE)


def _feast(found: re.Match[str], context: Context) -> Piece:
    month, day = _FEASTS[found["feast"]]
    exact = date(_year(found, context, found["feast"].title()), month, day)
    return Piece(exact, exact, Precision.DAY)


def _christmas(found: re.Match[str], context: Context) -> Piece:
    year = _year(found, context, "Christmas")
    note = "“Christmas” names no day, so the month is kept."
    return _months(year, 12, 12, Precision.MONTH, note)


def _easter(found: re.Match[str], context: Context) -> Piece:
    year = _year(found, context, "Easter")
    note = "“Easter” names no day: Easter Sunday always falls from 22 March to 25 April."
    return Piece(date(year, 3, 22), date(year, 4, 25), Precision.RANGE, (note,), uncertain=True)


def _year(found: re.Match[str], context: Context, said: str) -> int:
    if found["y"]:
        return year_of(found["y"])
    if context.year is not None:
        return context.year
    guess = "" if context.suggested_year is None else f"{said} {context.suggested_year}"
    raise Unreadable(f"“{said}” has no year.", "Add the year.", guess)


_WEEK_FROM = r"(?:w[/.]?\s?c\b|w/?b\b|week (?:commencing|beginning|starting|of|from)|wk (?:commencing|comm|beginning|beg|starting|of))"
_WEEK_TO = r"(?:w[/.]?e\b|week (?:ending|to)|wk ending)"


def _week(found: re.Match[str], context: Context) -> Piece | None:
    day = _inner_day(found["rest"], context, "week")
    if found["ending"]:
        return Piece(day.start - timedelta(days=6), day.end, Precision.RANGE, day.notes)
    notes = day.notes
    if day.start.weekday() not in (0, 6):
        name = f"{day.start:%A}"
        notes = (*notes, f"The week is given as starting {day_words(day.start)}, a {name}.")
    return Piece(day.start, day.end + timedelta(days=6), Precision.RANGE, notes)


def _night(found: re.Match[str], context: Context) -> Piece | None:
    rest = found["rest"]
    piece = single(rest, context)
    if piece is None:
        return None  # "overnight 3-4/6/22" names both days, and is read as a range
    if piece.precision is not Precision.DAY:
        return piece
    return Piece(piece.start, piece.end + timedelta(days=1), Precision.RANGE, piece.notes)


def _weekend(found: re.Match[str], context: Context) -> Piece | None:
    piece = single(found["rest"], context)
    if piece is None or piece.precision is not Precision.DAY:
        return piece
    saturday = piece.start - timedelta(days=1 if piece.start.weekday() == 6 else 0)
    if saturday.weekday() != 5:
        note = f"{day_words(piece.start)} is not at a weekend; the week from that day is kept."
        last = piece.start + timedelta(days=6)
        return Piece(piece.start, last, Precision.RANGE, (note,), uncertain=True)
    return Piece(saturday, saturday + timedelta(days=1), Precision.RANGE, piece.notes)


_NTH = {"first": Part.EARLY, "1st": Part.EARLY, "second": Part.MID, "2nd": Part.MID}
_NTH |= {"third": Part.MID, "3rd": Part.MID}


def _week_of_month(found: re.Match[str], context: Context) -> Piece | None:
    piece = single(found["rest"], context)
    if piece is None or piece.precision is not Precision.MONTH:
        return None
    note = f"“{found['nth']} week” names no days, so the month is kept."
    part = _NTH.get(found["nth"], Part.LATE)
    return replace(piece, notes=(note,), either_way="", part=part)


def _inner_day(text: str, context: Context, what: str) -> Piece:
    piece = single(text, context)
    if piece is None or piece.precision is not Precision.DAY:
        raise Unreadable(f"The {what} has no first day.", "Write it as w/c 4 January 2021.")
    return piece


_ORDINAL = "first|1st|second|2nd|third|3rd|fourth|4th|last|final"
_SORTS = "academic|school|financial|tax|fy|ay"
_NIGHT = "(?:over ?night|(?:during )?(?:the )?night)"
_QUARTER = (
    r"q(?:uarter)?\s?(?P<q>[1-4])[\s,/\-]*(?P<y>\d{4}|'?\d{2})"
    r"|(?P<y2>\d{4})[\s,/\-]*q(?:uarter)?\s?(?P<q2>[1-4])"
    rf"|(?:the )?(?P<word>{'|'.join(_QUARTERS)}) quarter (?:of )?(?P<y3>\d{{4}})"
)
_Reader = Callable[[re.Match[str], Context], Piece | None]
_OPTIONAL_YEAR = rf"(?:[\s,\-']*(?:of |in )?{_YEAR})?"
_SECOND = r"(?:\s?[/\-]\s?(?P<y2>\d{4}|\d{2}))"
_SHAPES: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (
            rf"(?:the )?(?P<season>{'|'.join(_SEASONS)})(?: holidays?| break)?{_OPTIONAL_YEAR}",
            _season,
        ),
        (rf"(?:the )?winter{_OPTIONAL_YEAR}{_SECOND}?", _winter),
        (
            rf"(?:the )?(?P<nth>{_ORDINAL}) week (?:of|in) (?P<rest>.+)",
            _week_of_month,
        ),
        (
            rf"(?:the )?(?P<term>{'|'.join(_TERMS)}) term(?: time)?{_OPTIONAL_YEAR}",
            _term,
        ),
        (
            _QUARTER,
            _quarter,
        ),
        (
            rf"(?:the )?(?P<sort>{_SORTS})(?: year)?\s+(?P<y>\d{{4}}|\d{{2}}){_SECOND}?",
            _named_year,
        ),
        (r"(?P<y>\d{4})\s?[/\-]\s?(?P<y2>\d{2})", _two_years),
        (r"(?:the )?(?P<y>\d{3}0)'?s", _decade),
        (rf"(?P<feast>{'|'.join(_FEASTS)}){_OPTIONAL_YEAR}", _feast),
        (rf"(?:christmas|xmas)(?: time| period| holidays?)?{_OPTIONAL_YEAR}", _christmas),
        (rf"easter(?: time| sunday| holidays?)?{_OPTIONAL_YEAR}", _easter),
        (rf"(?:(?P<ending>{_WEEK_TO})|{_WEEK_FROM})[\s:.]*(?:the )?(?P<rest>.+)", _week),
        (
            rf"{_NIGHT}(?: of| on| between| from)?(?: the)?\s+(?P<rest>.+)",
            _night,
        ),
        (r"(?:over )?(?:the )?weekend(?: of)?(?: the)?\s+(?P<rest>.+)", _weekend),
    )
)


def period(text: str, context: Context) -> Piece | None:
    """Read a named period from tidied text; None if it has no such shape."""
    for shape, reader in _SHAPES:
        found = shape.fullmatch(text)
        if found is not None:
            piece = reader(found, context)
            if piece is not None:
                return piece
    return None
