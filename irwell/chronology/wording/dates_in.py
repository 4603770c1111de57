"""Days and times that the text of an entry speaks of, beside the date of the entry itself."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_NUMERIC = r"(?<![\d/.])(?P<d>\d{1,2})(?P<sep>[/.\-])(?P<m>\d{1,2})(?:(?P=sep)(?P<y>\d{4}|\d{2}))?(?![\d/]|\.\d)"
_WORDED = rf"\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<mon>{'|'.join(_MONTHS)})[a-z]*\.?(?:,? (?P<y2>\d{{4}}|\d{{2}}(?!\d|[:.]\d)))?"
_DATES = re.compile(f"{_NUMERIC}|{_WORDED}", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b(?P<h>[01]?\d|2[0-3])(?:[:.](?P<mi>[0-5]\d))?\s*(?P<half>am|pm|a\.m\.|p\.m\.)"
    r"|\b(?P<h2>[01]?\d|2[0-3]):(?P<mi2>[0-5]\d)|\b(?P<h3>[01]\d|2[0-3])\.?(?P<mi3>[0-5]\d)\s*(?:hrs|hours|h\b)",
    re.IGNORECASE,
)
_YESTERDAY = re.compile(r"\b(?:yesterday|last night|previous (?:day|evening|night)|the day before|overnight)\b", re.I)  # fmt: skip
_WEEKDAY = re.compile(rf"\b(?:on|last) ({'|'.join(_DAYS)})\b", re.IGNORECASE)
_LONG_AGO = 400


def days_in(text: str, written: int | None) -> tuple[tuple[int, ...], str]:
    """The days named (as ordinals) and the text without the dates; no year means the latest such day.

    `written` is the day of the entry. Days long before it or after it are history or plans, and
    are left out.
    """
    found: list[int] = []

    def take(match: re.Match[str]) -> str:
        day = _day(match, written)
        if day is None:
            return match[0]
        found.append(day)
        return " "

    rest = _DATES.sub(take, text)
    if written is not None:
        if _YESTERDAY.search(text):
            found.append(written - 1)
        for match in _WEEKDAY.finditer(text):
            back = (written - 1 - _DAYS.index(match[1].casefold())) % 7
            found.append(
                written - (back or 7) if match[0][:4].casefold() == "last" else written - back
            )
        found = [day for day in found if written - _LONG_AGO < day <= written + 1]
    return tuple(dict.fromkeys(found)), rest


def minutes_in(text: str) -> tuple[tuple[int, ...], str]:
    """The times of day named, as minutes, and the text without them."""
    found: list[int] = []

    def take(match: re.Match[str]) -> str:
        hour = int(match["h"] or match["h2"] or match["h3"])
        minute = int(match["mi"] or match["mi2"] or match["mi3"] or 0)
        half = (match["half"] or "").replace(".", "").casefold()
        if half and hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        found.append(hour * 60 + minute)
        return " "

    rest = _CLOCK.sub(take, text)
    return tuple(dict.fromkeys(found)), rest


def _day(match: re.Match[str], written: int | None) -> int | None:
    number = int(match["d"] or match["d2"])
    month = int(match["m"]) if match["m"] else _MONTHS.index(match["mon"].casefold()) + 1
    if not match["y"] and match["d"] and match["sep"] != "/":
        return None
    year_text = match["y"] or match["y2"]
    if year_text:
        return _ordinal(int(year_text) + (2000 if len(year_text) == 2 else 0), month, number)
    if written is None:
        return None
    year = date.fromordinal(written).year
    this_year = _ordinal(year, month, number)
    if this_year is not None and this_year > written + 1:
        return _ordinal(year - 1, month, number)
    return this_year


def _ordinal(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None
