"""An iCalendar of dates (RFC 5545). It holds references and the clocks' names, nothing else."""

import datetime as dt
from collections.abc import Iterable
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.urls import reverse
from icalendar import Alarm, Calendar, Event

from irwell.cases.models import CaseClock
from irwell.core.time import LONDON
from irwell.deadlines.rules import ONE_DAY
from irwell.statute import Calendar as Days
from irwell.statute import find_policy
from irwell.ui.templatetags.ui import british

REMINDED = (3, 1, 0)  # working days before a date
AT = dt.time(9)


def as_calendar(clocks: Iterable[CaseClock], *, days: Days, now: dt.datetime) -> bytes:
    """One event a clock. A clock that stopped is cancelled, so that calendars drop or strike it."""
    made = Calendar()
    made.add("prodid", "-//Irwell//Dates of reviews//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "Irwell dates")
    made.add("x-published-ttl", "PT1H")
    made.add("refresh-interval", dt.timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for clock in clocks:
        made.add_component(_event(clock, days, now))
    return bytes(made.to_ical())


def _event(clock: CaseClock, days: Days, now: dt.datetime) -> Event:
    """The identifier stays when a date is corrected, so that the event moves instead of standing twice."""
    day, due = Event(), clock.extended_to or clock.due_on
    title = f"{clock.case.reference}: {find_policy(clock.policy_id).clock_title}"
    day.add("uid", f"{uuid5(NAMESPACE_URL, f'{clock.case_id}/{clock.clock}')}@irwell")
    day.add("dtstamp", now)
    day.add("sequence", _changes(clock))
    day.add("dtstart", due)
    day.add("dtend", due + ONE_DAY)
    day.add("summary", title)
    day.add("url", settings.IRWELL_BASE_URL + reverse("cases:case", kwargs={"case_id": clock.case_id}))  # fmt: skip
    day.add("class", "PRIVATE")
    day.add("transp", "TRANSPARENT")
    day.add("status", "CANCELLED" if clock.stopped_at else "CONFIRMED")
    if clock.extended_to:
        day.add("description", f"Extended. The first date was {british(clock.due_on)}.")
    if not clock.stopped_at:
        for alarm in _alarms(title, due, days):
            day.add_component(alarm)
    return day


def _changes(clock: CaseClock) -> int:
    """How often the event has changed since it was first given out."""
    earlier: int = getattr(clock, "earlier", 0)
    return 3 * earlier + bool(clock.extended_to) + bool(clock.stopped_at)


def _alarms(title: str, due: dt.date, days: Days) -> Iterable[Alarm]:
    """At nine in the morning, three working days before, one before, and on the day."""
    for before in REMINDED:
        alarm = Alarm()
        on = days.back_working_days(due, before)
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", dt.datetime.combine(on, AT, LONDON).astimezone(dt.UTC))
        yield alarm
