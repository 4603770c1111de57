"""The two dates of a yearly report, each with its reason."""

import datetime as dt
from dataclasses import dataclass

from irwell.cases.presenters.dates import LOOK
from irwell.core.time import midday
from irwell.learning.models import YearlyReport
from irwell.rulebook.queries import calendar, calendar_of
from irwell.statute import NotStarted, derive, find_policy, verdict


@dataclass(frozen=True)
class YearlyDate:
    """What is due, how it stands, why, and whether a person may say that it was done."""

    title: str
    due_on: dt.date
    words: str
    colour: str
    sentence: str
    lines: tuple[str, ...]
    step: str
    waits: bool


def yearly_dates(
    year_ends: dt.date, report: YearlyReport | None, *, now: dt.datetime
) -> list[YearlyDate]:
    """C13, and C14 once the report was published."""
    published = report.published_on if report else None
    copies = report.copies_sent_on if report else None
    found = [
        _date(report, "C13", "published", "year_end_on", year_ends, published, now),
        _date(report, "C14", "copies", "yearly_report_published_at", published, copies, now),
    ]
    return [one for one in found if one]


def _date(
    report: YearlyReport | None, clock_id: str, step: str, fact: str, start: dt.date | None, done: dt.date | None,
    now: dt.datetime,
) -> YearlyDate | None:  # fmt: skip
    if start is None:
        return None
    frozen = {"C13": report.due_policy, "C14": report.copies_policy} if report else {}
    days = calendar_of(report.calendar_version) if report else calendar()
    clock = derive(find_policy(frozen.get(clock_id, clock_id)), {fact: midday(start)}, days)
    if isinstance(clock, NotStarted):
        raise TypeError("A clock with a start did not start.")
    said = verdict(clock, midday(done) if done else None, now)
    return YearlyDate(
        clock.title, clock.due_on, *LOOK[said.state], said.sentence, clock.explanation, step, done is None
    )  # fmt: skip
