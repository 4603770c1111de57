"""Dates that a spreadsheet stores as dates or as serial numbers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from irwell.chronology.when.single import FIRST_YEAR, LAST_YEAR, Unreadable
from irwell.chronology.when.value import Precision, When, day_words

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (a spreadsheet's day 0 has no time zone)
_MEND = "Format the cell as a date in the spreadsheet, or write it as 12/03/2023."


def from_date(value: date) -> When:
    """A date or datetime cell; midnight exactly is taken as no time, which is what it means."""
    original = f"{value:%d/%m/%Y}"
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        day = date(value.year, value.month, value.day)
        note = f"The year {value.year} is outside {FIRST_YEAR} to {LAST_YEAR}: check it."
        return When(day, day, Precision.DAY, uncertain=True, original=original, notes=(note,))
    if not isinstance(value, datetime):
        return When(value, value, Precision.DAY, original=original)
    day, at = value.date(), value.time().replace(microsecond=0, tzinfo=None)
    if at == time(0, 0):
        return When(day, day, Precision.DAY, original=original)
    shown = f"{at:%H:%M}"
    return When(
        day,
        day,
        Precision.DAY,
        time_start=at.replace(second=0),
        time_end=at.replace(second=0),
        original=f"{original} {shown}",
        time_original=shown,
    )


def from_number(value: float) -> When:
    """A plain number: a year, or a serial number of days since 30 December 1899."""
    original = f"{value:g}" if value != int(value) else str(int(value))
    if value == int(value) and FIRST_YEAR <= value <= LAST_YEAR:
        year = int(value)
        return When(date(year, 1, 1), date(year, 12, 31), Precision.YEAR, original=original)
    # 1 January 1927 to 31 December 2100: smaller serials are likelier to be something else.
    if not 9863 <= value <= 73415:
        raise Unreadable(f"The number {original} is not a date.", _MEND)
    moment = _EPOCH + timedelta(minutes=round(value * 24 * 60))
    when = from_date(moment)
    note = f"A spreadsheet's serial number, {original}, read as {day_words(moment.date())}."
    return When(
        when.start,
        when.end,
        when.precision,
        time_start=when.time_start,
        time_end=when.time_end,
        repaired=True,
        original=original,
        time_original=when.time_original,
        notes=(note,),
    )
