"""Clock times as records write them: "am", "20.15hrs", "c. midday", "between 2 and 3pm"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from irwell.chronology.fault import Fault, Kind

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class ReadTime:
    """A local clock time or a span of them, inclusive; `about` when the writer hedged."""

    start: time
    end: time
    about: bool = False
    original: str = ""
    notes: tuple[str, ...] = ()


# Words bound a time; they do not fix it. The spans are wide on purpose and may overlap.
BANDS = {
    "am": (time(0, 0), time(11, 59)),
    "early hours": (time(0, 0), time(5, 59)),
    "small hours": (time(0, 0), time(5, 59)),
    "early morning": (time(4, 0), time(9, 0)),
    "morning": (time(0, 0), time(11, 59)),
    "lunchtime": (time(11, 30), time(14, 30)),
    "lunch time": (time(11, 30), time(14, 30)),
    "lunch": (time(11, 30), time(14, 30)),
    "midday": (time(12, 0), time(12, 0)),
    "noon": (time(12, 0), time(12, 0)),
    "pm": (time(12, 0), time(23, 59)),
    "afternoon": (time(12, 0), time(18, 0)),
    "evening": (time(17, 0), time(23, 59)),
    "eve": (time(17, 0), time(23, 59)),
    "night": (time(18, 0), time(23, 59)),
    "late evening": (time(20, 0), time(23, 59)),
    "late night": (time(21, 0), time(23, 59)),
    "midnight": (time(0, 0), time(0, 0)),
}
_BAND = "|".join(sorted(BANDS, key=len, reverse=True))
_HALF = r"(?:a\.?\s?m\b\.?|p\.?\s?m\b\.?)"
_HOURS = r"(?:hours|hrs|hr|h)\b\.?"
_CLOCK = re.compile(
    rf"(?P<hour>\d{{1,2}})(?:\s?[:.;h]\s?(?P<minute>\d{{2}})(?:[:.](?P<second>\d{{2}}))?)?"
    rf"\s*(?P<half>{_HALF})?\s*(?P<hrs>{_HOURS})?"
)
_COMPACT = re.compile(rf"(?P<hour>\d{{2}})(?P<minute>\d{{2}})\s*(?:{_HOURS})?")
_ABOUT = re.compile(
    r"^(?:circa|c\.|c(?=[\s\d])|ca\.?|approximately|approx\.?|about|around|roughly|~"
    r"|just (?:after|before)"
    r"|shortly (?:after|before)|after|before|from|by)\s*"
)
_TRAILING_ABOUT = re.compile(r"\s*\(?(?:approximately|approx\.?|circa|ish|\?)\)?$")
_SPLIT = re.compile(r"\s*(?:-|\bto\b|\band\b|\buntil\b|\btill\b)\s*")

_FOUND_CLOCK = (
    rf"\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?:\s*{_HALF})?(?:\s*{_HOURS})?"
    rf"|\d{{1,2}}\s*{_HALF}|\d{{4}}\s*{_HOURS}"
)
_FOUND = re.compile(
    rf"(?<![\w./:\-])(?:(?:at|@|in the|during the|that|from|between)\s*)?"
    rf"(?P<time>(?:(?:circa|c\.|ca\.?|approx\.?|about|around|~)\s*)?"
    rf"(?:(?:{_FOUND_CLOCK})(?:\s*(?:-|to|and)\s*(?:{_FOUND_CLOCK}))?"
    rf"|\d{{1,2}}\s*(?:-|to)\s*\d{{1,2}}\s*{_HALF}"
    rf"|{_HALF}|{_BAND}))(?!\.?\d)(?![/:\w])(?:\s+(?:on|of)\b(?: the\b)?)?"
)
_LAST_FOUR = re.compile(r"\s(?:at\s+)?(?P<time>(?:[01]\d|2[0-3])[0-5]\d)$")

_MEND = "Write the time as 24-hour figures, such as 14:30, or am or pm."


def read_time(value: object) -> ReadTime | Fault:
    """Read a clock time or span. Takes text or `datetime.time`; never raises.

    A word such as "am" gives the bounds it sets (00:00 to 11:59), not a time within them.
    Anything unreadable, or with two meanings ("8 o'clock"), gives a `Fault` of kind time.
    """
    if isinstance(value, time):
        plain = value.replace(tzinfo=None, microsecond=0)
        return ReadTime(plain, plain, original=f"{plain:%H:%M}")
    original = str(value)
    text = " ".join(original.casefold().replace("–", "-").replace("—", "-").split())
    try:
        read = _read(text)
    except _Unclear as unclear:
        return Fault("", unclear.args[0], original, _MEND, Kind.TIME)
    return replace(read, original=original)


def find_time(text: str) -> tuple[str, ReadTime] | None:
    """The time within a date cell and what is left of the text without it, if there is one."""
    found = _FOUND.search(text) or _LAST_FOUR.search(text)
    if found is None:
        return None
    read = read_time(found["time"])
    if isinstance(read, Fault):
        return None
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return re.sub(r"^[\s,;:@-]+|[\s,;:@-]+$", "", " ".join(rest.split())), read


def clock_change_note(day: date, at: time) -> str | None:
    """A sentence when the clocks make this local time happen twice, or not at all."""
    local = datetime.combine(day, at, tzinfo=LONDON)
    if local.utcoffset() == local.replace(fold=1).utcoffset():
        return None
    back = local.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None)
    shown = f"{at:%H:%M} on {day.day}/{day.month}/{day.year}"
    if back == local.replace(tzinfo=None):
        return f"The clocks went back that night, so {shown} happened twice: ask which is meant."
    return f"The clocks went forward that night, so {shown} did not exist: check the time."


class _Unclear(ValueError):
    pass


def _read(text: str) -> ReadTime:
    about = False
    text = text.strip(" .,;()").removeprefix("at ").removeprefix("@").strip()
    between = text.startswith("between ")
    text = text.removeprefix("between ").removeprefix("from ").removeprefix("in the ")
    while found := _ABOUT.match(text):
        about, text = True, text[found.end() :]
    while found := _TRAILING_ABOUT.search(text):
        about, text = True, text[: found.start()]
    if not text:
        raise _Unclear("No time was given.")
    one = _one(text)
    if one is not None:
        start, end, notes = one
        return ReadTime(start, end, about, notes=notes)
    start, end, notes = _span(text)
    return ReadTime(start, end, about or between, notes=notes)


_One = tuple[time, time, tuple[str, ...]]


def _one(text: str) -> _One | None:
    words = text.replace("mid-day", "midday").replace("12 noon", "noon").replace("12 mid", "mid")
    if words in BANDS:
        start, end = BANDS[words]
        notes = ("Midnight: check which night is meant.",) if words == "midnight" else ()
        return start, end, notes
    half = re.fullmatch(_HALF, text)
    if half:
        return (*BANDS["am" if text[0] == "a" else "pm"], ())
    found = _COMPACT.fullmatch(text) or _CLOCK.fullmatch(text)
    if found is None:
        if re.fullmatch(r"\d{1,2}\s*o'?\s?clock", text.replace("’", "'")):
            raise _Unclear(f"“{text}” could be morning or evening.")
        return None
    return _clock(found, text)


def _clock(found: re.Match[str], text: str) -> _One:
    parts = found.groupdict()
    hour, minute = int(parts["hour"]), int(parts["minute"] or 0)
    half = (parts.get("half") or "")[:1]
    if not half and parts["minute"] is None and not parts.get("hrs"):
        raise _Unclear(f"“{text}” does not say whether it is morning or evening.")
    notes: tuple[str, ...] = ()
    if half and hour > 12:
        notes = (f"“{text}” mixes the 12- and 24-hour clock; read as {hour:02}:{minute:02}.",)
        if half == "a":
            raise _Unclear(f"“{text}” contradicts itself.")
    elif half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour == 24 and minute == 0:
        hour, notes = 0, ("24:00 read as midnight: check which night is meant.",)
    if hour > 23 or minute > 59:
        raise _Unclear(f"There is no such time as “{text}”.")
    return time(hour, minute), time(hour, minute), notes


def _span(text: str) -> _One:
    halves = _SPLIT.split(text)
    if len(halves) != 2 or not all(halves):
        raise _Unclear(f"“{text}” could not be read as a time.")
    left, right = halves
    half = re.search(_HALF, right)
    # "2-3pm": the half of the day is written once for both, unless that runs backwards.
    if half and re.fullmatch(r"\d{1,2}([:.]\d{2})?", left):
        left = _shared_half(left, right, half[0][0])
    first, second = _one(left), _one(right)
    if first is None or second is None:
        raise _Unclear(f"“{text}” could not be read as a time.")
    notes = (*first[2], *second[2])
    if second[1] < first[0]:
        notes = (*notes, "The end time is before the start time: it may run past midnight.")
    return first[0], second[1], notes


def _shared_half(left: str, right: str, half: str) -> str:
    same = _one(f"{left}{half}m")
    end = _one(right)
    if same is not None and end is not None and same[0] > end[1] and half == "p":
        return f"{left}am"
    return f"{left}{half}m"
