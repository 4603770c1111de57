"""The dates of a whole table: what neighbours and headings suggest, dittos, American order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from irwell.chronology.fault import Fault
from irwell.chronology.when import Precision, When, read_when

_DITTO = re.compile(
    r"(?:[\"“”'′″〃]{1,2}|do\.?|ditto|as above|same (?:date|day)|see above|same as above)",
    re.IGNORECASE,
)
_AMBIGUOUS = re.compile(r"\s*\??(0?[1-9]|1[0-2])\s?[/.\-]\s?(0?[1-9]|1[0-2])\s?[/.\-]\s?\d{2,4}\b")
_DAY_FIRST = re.compile(r"\s*\??(1[3-9]|2\d|3[01])\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{2,4}\b")
_AMERICAN = "American order"
DOUBTED = "Another date in this column is in American order, so this one may be too: check it."


@dataclass(frozen=True, slots=True)
class DateCell:
    """A date cell's text and stored value, and the year of the heading it stands under."""

    text: str
    value: object = None
    heading_year: int | None = None


def read_column(cells: Sequence[DateCell]) -> list[When | Fault]:
    """Read a table's dates together; what neighbours tell becomes a suggestion or a note."""
    read: list[When | Fault] = []
    for cell in cells:
        if _DITTO.fullmatch(cell.text.strip()):
            read.append(_as_above(cell.text, read))
        else:
            read.append(read_when(cell.text if cell.value is None else cell.value))
    suggested = [_suggest(cells[at], read, at) for at in range(len(cells))]
    return _doubt_american(cells, suggested)


def _as_above(text: str, read: Sequence[When | Fault]) -> When | Fault:
    above = read[-1] if read else None
    if isinstance(above, When) and above.dated:
        note = f"“{text.strip()}” was taken from the line above: {above.original or above}."
        return replace(above, original=text, time_start=None, time_end=None).noted(note)
    return Fault(
        "",
        f"“{text.strip()}” repeats the line above, whose date is not known.",
        text,
        "Write the date.",
    )


def _suggest(cell: DateCell, read: Sequence[When | Fault], at: int) -> When | Fault:
    """A missing year gets a suggestion from its heading or neighbours; it stays a fault."""
    fault = read[at]
    if not isinstance(fault, Fault) or "no year" not in fault.reason:
        return fault
    year = cell.heading_year or _year_between(cell.text, read, at)
    again = read_when(cell.text, default_year=year)
    return again if isinstance(again, Fault) else fault


def _year_between(text: str, read: Sequence[When | Fault], at: int) -> int | None:
    before = next((w for w in reversed(read[:at]) if isinstance(w, When) and w.start), None)
    after = next((w for w in read[at + 1 :] if isinstance(w, When) and w.start), None)
    first = before.start if before else None
    last = after.start if after else None
    years = [day.year for day in (first, last) if day]
    for year in sorted(set(years) | {year + 1 for year in years[:1] if first}):
        when = read_when(f"{text} {year}")
        if isinstance(when, When) and when.start and _fits(first, when.start, last):
            return year
    return years[0] if years else None


def _fits(first: date | None, day: date, last: date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def _doubt_american(cells: Sequence[DateCell], read: Sequence[When | Fault]) -> list[When | Fault]:
    american = any(
        isinstance(when, When) and any(_AMERICAN in note for note in when.notes) for when in read
    )
    day_first = any(_DAY_FIRST.match(cell.text) for cell in cells)
    if not american or day_first:
        return list(read)
    doubted: list[When | Fault] = []
    for cell, when in zip(cells, read, strict=True):
        found = _AMBIGUOUS.match(cell.text) if cell.value is None else None
        if isinstance(when, When) and when.precision is Precision.DAY and found:
            differs = int(found[1]) != int(found[2])
            doubted.append(when.noted(DOUBTED, uncertain=True) if differs else when)
        else:
            doubted.append(when)
    return doubted
