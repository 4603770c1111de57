"""Two thousand dates as people in Britain write them, each with what it means.

Most are made from a seed by forms that carry their meaning; the rest are written by hand and are nasty. A label
is first day, last day, precision, and time; or "fault" where the text is no date; or "no date" where it says so.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from irwell.chronology import Fault, Precision, When, read_when

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY, MONTH, RANGE, YEAR, SEASON, QUARTER = (
    Precision.DAY, Precision.MONTH, Precision.RANGE, Precision.YEAR, Precision.SEASON, Precision.QUARTER,
)  # fmt: skip


@dataclass(frozen=True)
class Label:
    """What a text means: a span with its precision, or a fault, or plainly no date."""

    text: str
    start: dt.date | None = None
    end: dt.date | None = None
    precision: Precision | None = None
    time: dt.time | None = None
    kind: str = "date"


def made(count: int = 1_800, seed: int = 20_261) -> Iterator[Label]:
    """Labelled texts from forms, in a fixed order."""
    dice = Random(seed)
    forms = list(_FORMS)
    for number in range(count):
        day = dt.date(2003, 1, 1) + dt.timedelta(days=dice.randrange(8_300))
        yield forms[number % len(forms)](dice, day)


def _th(number: int) -> str:
    return f"{number}{'th' if 10 <= number % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _day(write: Callable[[Random, dt.date], str]) -> Callable[[Random, dt.date], Label]:
    return lambda dice, day: Label(write(dice, day), day, day, DAY)


def _month(write: Callable[[dt.date], str]) -> Callable[[Random, dt.date], Label]:
    def form(_: Random, day: dt.date) -> Label:
        first = day.replace(day=1)
        return Label(
            write(day), first, first.replace(day=monthrange(day.year, day.month)[1]), MONTH
        )

    return form


def _timed(write: Callable[[dt.date, int, int], str]) -> Callable[[Random, dt.date], Label]:
    def form(dice: Random, day: dt.date) -> Label:
        hour, minute = dice.randrange(7, 23), dice.choice((0, 5, 15, 20, 30, 45, 50))
        return Label(write(day, hour, minute), day, day, DAY, dt.time(hour, minute))

    return form


def _span(write: Callable[[dt.date, dt.date], str]) -> Callable[[Random, dt.date], Label]:
    def form(dice: Random, day: dt.date) -> Label:
        last = day + dt.timedelta(days=dice.randrange(2, 80))
        return Label(write(day, last), day, last, RANGE)

    return form


def _within_month(write: Callable[[dt.date, dt.date], str]) -> Callable[[Random, dt.date], Label]:
    def form(dice: Random, day: dt.date) -> Label:
        first = day.replace(day=dice.randrange(1, 15))
        last = first.replace(day=first.day + dice.randrange(2, 12))
        return Label(write(first, last), first, last, RANGE)

    return form


def _week(write: Callable[[dt.date], str]) -> Callable[[Random, dt.date], Label]:
    def form(_: Random, day: dt.date) -> Label:
        monday = day - dt.timedelta(days=day.weekday())
        return Label(write(monday), monday, monday + dt.timedelta(days=6), RANGE)

    return form


def _overnight(dice: Random, day: dt.date) -> Label:
    day = day.replace(day=dice.randrange(1, 27))
    last = day + dt.timedelta(days=1)
    text = dice.choice(
        (
            f"overnight {day.day}-{last.day}/{day.month}/{day:%y}",
            f"overnight {day.day}/{last.day} {day:%B %Y}",
        )
    )
    return Label(text, day, last, RANGE)


def _year(_: Random, day: dt.date) -> Label:
    return Label(str(day.year), dt.date(day.year, 1, 1), dt.date(day.year, 12, 31), YEAR)


def _about_year(dice: Random, day: dt.date) -> Label:
    words = dice.choice(("c. ", "circa ", "approx ", "around ", "c", "about "))
    return Label(f"{words}{day.year}", dt.date(day.year, 1, 1), dt.date(day.year, 12, 31), YEAR)


def _season(dice: Random, day: dt.date) -> Label:
    name, first, last = dice.choice((("Spring", 3, 5), ("Summer", 6, 8), ("Autumn", 9, 11)))
    end = dt.date(day.year, last, monthrange(day.year, last)[1])
    return Label(
        f"{dice.choice((name, name.lower()))} {day.year}", dt.date(day.year, first, 1), end, SEASON
    )


def _winter(_: Random, day: dt.date) -> Label:
    last = dt.date(day.year + 1, 2, monthrange(day.year + 1, 2)[1])
    return Label(
        f"winter {day.year}/{(day.year + 1) % 100:02}", dt.date(day.year, 12, 1), last, SEASON
    )


def _quarter(dice: Random, day: dt.date) -> Label:
    number = (day.month + 2) // 3
    first = dt.date(day.year, number * 3 - 2, 1)
    end = dt.date(day.year, number * 3, monthrange(day.year, number * 3)[1])
    return Label(
        dice.choice((f"Q{number} {day.year}", f"{day.year} Q{number}")), first, end, QUARTER
    )


def _serial(_: Random, day: dt.date) -> Label:
    return Label(str((day - dt.date(1899, 12, 30)).days), day, day, DAY)


def _impossible(dice: Random, day: dt.date) -> Label:
    month = dice.choice((4, 6, 9, 11))
    return Label(
        dice.choice((f"31/{month}/{day:%y}", f"31 {_MONTHS[month - 1]} {day.year}")), kind="fault"
    )


def _no_month(dice: Random, day: dt.date) -> Label:
    return Label(
        f"{day.day}/{dice.randrange(13, 32)}/{day.year}"
        if day.day > 12
        else f"{day.day + 12}/{dice.randrange(13, 32)}/{day.year}",
        kind="fault",
    )


def _yearless(dice: Random, day: dt.date) -> Label:
    return Label(dice.choice((f"{day.day} {day:%B}", f"{_th(day.day)} {day:%b}")), kind="fault")


def _blank(dice: Random, _: dt.date) -> Label:
    return Label(
        dice.choice(
            ("Not known", "unknown", "n/k", "date not recorded", "undated", "no date", "?", "N/K")
        ),
        kind="no date",
    )


_FORMS: tuple[Callable[[Random, dt.date], Label], ...] = (
    _day(lambda r, d: f"{d:%d/%m/%Y}"),
    _day(lambda r, d: f"{d.day}/{d.month}/{d:%y}"),
    _day(lambda r, d: f"{d:%d.%m.%Y}"),
    _day(lambda r, d: f"{d.day}.{d.month}.{d:%y}"),
    _day(lambda r, d: f"{d:%d-%m-%Y}"),
    _day(lambda r, d: f"{d:%d-%b-%y}"),
    _day(lambda r, d: d.isoformat()),
    _day(lambda r, d: f"{d.isoformat()} 00:00:00"),
    _day(lambda r, d: f"{_th(d.day)} {d:%B %Y}"),
    _day(lambda r, d: f"{_th(d.day)} of {d:%B} {d.year}"),
    _day(lambda r, d: f"{d.day} {d:%b %Y}"),
    _day(lambda r, d: f"{d:%B} {_th(d.day)} {d.year}"),
    _day(lambda r, d: f"{d:%b} {d.day}, {d.year}"),
    _day(lambda r, d: f"{_WEEKDAYS[d.weekday()]} {d.day} {d:%B %Y}"),
    _day(lambda r, d: f"{_WEEKDAYS[d.weekday()][:3]} {d:%d/%m/%y}"),
    _day(lambda r, d: f"{d:%d/%m/%Y} ({_WEEKDAYS[d.weekday()]})"),
    _day(lambda r, d: f"?{d.day}/{d.month}/{d:%y}"),
    _day(lambda r, d: f"c. {d:%d/%m/%Y}"),
    _day(lambda r, d: f"approx {d.day} {d:%B %Y}"),
    _day(lambda r, d: f"  {d:%d/%m/%Y} "),
    _day(lambda r, d: f"{d.day} {d:%B}, {d.year}"),
    _day(lambda r, d: f"{d:%d/%m/%Y}."),
    _day(lambda r, d: f"{d.day}th {d:%B %Y}" if d.day in range(4, 21) else f"{_th(d.day)} {d:%b} {d:%Y}"),
    _day(lambda r, d: f"{d:%d %b} '{d:%y}"),
    _day(lambda r, d: f"on {d.day} {d:%B %Y}"),
    _day(lambda r, d: f"{d:%d}/{d:%b}/{d:%Y}"),
    _timed(lambda d, h, m: f"{d:%d/%m/%Y} {h:02}:{m:02}"),
    _timed(lambda d, h, m: f"{d:%d/%m/%y} at {h:02}.{m:02}hrs"),
    _timed(lambda d, h, m: f"{d.day} {d:%B %Y}, {(h - 1) % 12 + 1}.{m:02}{'am' if h < 12 else 'pm'}"),
    _timed(lambda d, h, m: f"{d:%d/%m/%Y} {h:02}{m:02}hrs"),
    _timed(lambda d, h, m: f"{d.isoformat()}T{h:02}:{m:02}:00"),
    _timed(lambda d, h, m: f"{d.day}/{d.month}/{d:%y} {(h - 1) % 12 + 1}:{m:02} {'AM' if h < 12 else 'PM'}"),
    _month(lambda d: f"{d:%B %Y}"),
    _month(lambda d: f"{d:%b %y}"),
    _month(lambda d: f"{d:%m/%Y}"),
    _month(lambda d: f"{d:%b}-{d:%y}"),
    _month(lambda d: f"early {d:%B %Y}"),
    _month(lambda d: f"late {d:%b %Y}"),
    _month(lambda d: f"mid-{d:%B} {d.year}"),
    _month(lambda d: f"end of {d:%B %Y}"),
    _month(lambda d: f"approx {d:%B %Y}"),
    _month(lambda d: f"{d:%B}, {d.year}"),
    _month(lambda d: f"in {d:%B %Y}"),
    _span(lambda a, b: f"{a:%d/%m/%Y} - {b:%d/%m/%Y}"),
    _span(lambda a, b: f"{a.day}/{a.month}/{a:%y} to {b.day}/{b.month}/{b:%y}"),
    _span(lambda a, b: f"from {a.day} {a:%B %Y} to {b.day} {b:%B %Y}"),
    _span(lambda a, b: f"between {a:%d/%m/%y} and {b:%d/%m/%y}"),
    _span(lambda a, b: f"{a:%d.%m.%y} – {b:%d.%m.%y}"),
    _within_month(lambda a, b: f"{a.day}-{b.day} {a:%B %Y}"),
    _within_month(lambda a, b: f"between {a.day} and {b.day} {a:%B %Y}"),
    _within_month(lambda a, b: f"{_th(a.day)} to {_th(b.day)} {a:%b} {a.year}"),
    _within_month(lambda a, b: f"{a.day}-{b.day}/{a.month}/{a:%y}"),
    _week(lambda d: f"w/c {d.day} {d:%b %Y}"),
    _week(lambda d: f"w/c {d:%d/%m/%y}"),
    _week(lambda d: f"week commencing {_th(d.day)} {d:%B} {d.year}"),
    _week(lambda d: f"wk beginning {d:%d/%m/%Y}"),
    _week(lambda d: f"week of {d.day} {d:%B %Y}"),
    _overnight, _year, _about_year, _season, _winter, _quarter, _serial, _impossible, _no_month, _yearless, _blank,
)  # fmt: skip


def _one(
    text: str, first: str, last: str = "", precision: Precision = DAY, time: str = ""
) -> Label:
    start = dt.date.fromisoformat(first)
    end = dt.date.fromisoformat(last) if last else start
    return Label(text, start, end, precision, dt.time.fromisoformat(time) if time else None)


def _fault(text: str) -> Label:
    return Label(text, kind="fault")


BY_HAND: tuple[Label, ...] = (
    _one("12/3/23", "2023-03-12"), _one("12.03.2023", "2023-03-12"), _fault("12th March"),
    _one("Mar 23", "2023-03-01", "2023-03-31", MONTH), _one("early March 2023", "2023-03-01", "2023-03-31", MONTH),
    _one("Spring 2022", "2022-03-01", "2022-05-31", SEASON), _one("c. 2019", "2019-01-01", "2019-12-31", YEAR),
    _one("?14/2/21", "2021-02-14"), _one("between 3 and 9 May 2021", "2021-05-03", "2021-05-09", RANGE),
    _fault("w/c 4 Jan"), _one("overnight 3-4/6/22", "2022-06-03", "2022-06-04", RANGE), _one("44927", "2023-01-01"),
    _fault("31 June"), _fault("31 June 2022"), _fault("30/2/21"), _fault("29/2/2021"), _one("29/2/2020", "2020-02-29"),
    _fault("32/1/2020"), _fault("00/00/0000"), _fault("99/99/99"), _fault("as above"), _fault("see notes"), Label("various", kind="no date"),
    _fault("Tuesday"), _fault("last week"), Label("ongoing", kind="no date"), _fault("12/3"), _fault("monday 4th"), Label("TBC", kind="no date"),
    _one("12 /3/ 2023", "2023-03-12"), _one("12/03/2023 ", "2023-03-12"), _one("12//3//23", "2023-03-12"),
    _one("12-3-23", "2023-03-12"), _one("12 3 2023", "2023-03-12"), _one("12032023", "2023-03-12"), _one("20230312", "2023-03-12"),
    _one("12,3,23", "2023-03-12"), _one("12\\3\\23", "2023-03-12"), _one("12th Mar. 2023", "2023-03-12"),
    _one("12 Sept 2021", "2021-09-12"), _one("12 Sep. 2021", "2021-09-12"), _one("3rd Febuary 2021", "2021-02-03"),
    _one("3 Janaury 2020", "2020-01-03"), _one("1st Ocotber 2020", "2020-10-01"), _one("12 MARCH 2023", "2023-03-12"),
    _one("march 12 2023", "2023-03-12"), _one("the 12th of March 2023", "2023-03-12"), _one("Sun 12 Mar 2023", "2023-03-12"),
    _one("12/03/2023 14:30", "2023-03-12", time="14:30"), _one("12/3/23 2pm", "2023-03-12", time="14:00"),
    _one("12/3/23 @ 20.15", "2023-03-12", time="20:15"), _one("12 March 2023 0915", "2023-03-12", time="09:15"),
    _one("12.3.23 9am", "2023-03-12", time="09:00"), _one("12/3/23 noon", "2023-03-12", time="12:00"),
    _one("12/3/23 midday", "2023-03-12", time="12:00"), _one("2023-03-12T09:15:00Z", "2023-03-12"),
    _one("12/3/23\n14:30", "2023-03-12", time="14:30"), _one("Date: 12/3/23", "2023-03-12"),
    _one("12/3/23 (approx)", "2023-03-12"), _one("possibly 12/3/23", "2023-03-12"), _one("12/3/23?", "2023-03-12"),
    _one("on or around 12/3/23", "2023-03-12"), _one("circa 12 March 2023", "2023-03-12"), _one("~12/3/23", "2023-03-12"),
    _one("March 2023 (exact date unknown)", "2023-03-01", "2023-03-31", MONTH), _one("March '23", "2023-03-01", "2023-03-31", MONTH),
    _one("xx/03/2023", "2023-03-01", "2023-03-31", MONTH), _one("??/3/23", "2023-03-01", "2023-03-31", MONTH),
    _one("?/3/2023", "2023-03-01", "2023-03-31", MONTH), _one("3/2023", "2023-03-01", "2023-03-31", MONTH),
    _one("03.2023", "2023-03-01", "2023-03-31", MONTH), _one("2023-03", "2023-03-01", "2023-03-31", MONTH),
    _one("beginning of March 2023", "2023-03-01", "2023-03-31", MONTH), _one("1st week of March 2023", "2023-03-01", "2023-03-31", MONTH),
    _one("Jan/Feb 2020", "2020-01-01", "2020-02-29", RANGE), _one("Jan - Mar 2020", "2020-01-01", "2020-03-31", RANGE),
    _one("Dec 2020 - Feb 2021", "2020-12-01", "2021-02-28", RANGE), _one("2019-2021", "2019-01-01", "2021-12-31", RANGE),
    _one("3/4 June 2022", "2022-06-03", "2022-06-04", RANGE), _one("3 & 4 June 2022", "2022-06-03", "2022-06-04", RANGE),
    _one("3rd/4th June 2022", "2022-06-03", "2022-06-04", RANGE), _one("30 Dec - 2 Jan 2022", "2021-12-30", "2022-01-02", RANGE),
    _one("28/2-3/3/22", "2022-02-28", "2022-03-03", RANGE), _one("3 May - 9 June 2021", "2021-05-03", "2021-06-09", RANGE),
    _one("W/C Mon 4th Jan 21", "2021-01-04", "2021-01-10", RANGE), _one("week ending 9 May 2021", "2021-05-03", "2021-05-09", RANGE),
    _one("w/e 9/5/21", "2021-05-03", "2021-05-09", RANGE), _one("weekend of 4/5 June 2022", "2022-06-04", "2022-06-05", RANGE),
    _one("autumn term 2021", "2021-09-01", "2021-12-31", SEASON), _one("2010s", "2010-01-01", "2019-12-31", RANGE),
    _one("early 2019", "2019-01-01", "2019-12-31", YEAR), _one("late 2019", "2019-01-01", "2019-12-31", YEAR),
    _one("Summer '21", "2021-06-01", "2021-08-31", SEASON), _one("winter 2021/22", "2021-12-01", "2022-02-28", SEASON),
    _one("Q1 2021", "2021-01-01", "2021-03-31", QUARTER), _one("43831", "2020-01-01"), _one("43831.5", "2020-01-01", time="12:00"),
    _one("1.2.03", "2003-02-01"), _one("01/02/2003", "2003-02-01"), _one("12/3/2023-14/3/2023", "2023-03-12", "2023-03-14", RANGE),
    _one("12/3/23 to 14/3/23", "2023-03-12", "2023-03-14", RANGE), _one("12 – 14 March 2023", "2023-03-12", "2023-03-14", RANGE),
    _one("From 12/3/23 until 14/3/23", "2023-03-12", "2023-03-14", RANGE), _one("12/03/23 and 14/03/23", "2023-03-12", "2023-03-14", RANGE),
    _fault("12/3/23, 14/3/23 and 19/3/23"), _fault("13/13/2023"), _fault("2/30/2021"), _one("3/25/2021", "2021-03-25"),
    _one("12/O3/2023", "2023-03-12"), _one("l2/03/2023", "2023-03-12"), _fault("12/03/20233"),
    _one("Thursday 12th March 2020", "2020-03-12"), _fault("12 Mawrth 2023"),
    _fault("5 Nov"), _one("Christmas Day 2020", "2020-12-25"), _fault("Christmas"),
    _one("New Year's Eve 2020", "2020-12-31"), _one("Boxing Day 2021", "2021-12-26"), _one("Good Friday 2021", "2021-04-02"),
    _fault("1/1/1823"), _fault("12/3/2203"),
    Label("", kind="no date"), Label("n/a", kind="no date"), Label("-", kind="no date"), Label("Date unknown", kind="no date"),
    Label("No date given", kind="no date"), Label("not recorded", kind="no date"), Label("Unknown date", kind="no date"),
)  # fmt: skip


def labelled() -> list[Label]:
    """All two thousand: those by hand and as many made as fill up."""
    return [*BY_HAND, *made(2_000 - len(BY_HAND))]


def verdict(label: Label) -> str:
    """Empty when the reader is right; else what it said."""
    read = read_when(label.text)
    if label.kind == "fault":
        return "" if isinstance(read, Fault) else f"read as {read}"
    if isinstance(read, Fault):
        return f"refused: {read.reason}"
    if label.kind == "no date":
        return "" if not read.dated else f"read as {read}"
    right = (read.start, read.end, read.precision) == (label.start, label.end, label.precision)
    clock = label.time is None or read.time_start == label.time
    return (
        "" if right and clock else f"read as {read} ({read.precision}, {read.start} to {read.end})"
    )


def invented_day(label: Label) -> bool:
    """Whether the reader gives one day where the text does not say that day."""
    read = read_when(label.text)
    if not isinstance(read, When) or read.precision is not DAY:
        return False
    return label.precision is not DAY or read.start != label.start
