"""From recorded moments to due dates, each of which can explain itself day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from irwell.statute.calendar import (
    LONDON,
    ONE_DAY,
    Calendar,
    Count,
    add_months,
    end_of,
    london_date,
)
from irwell.statute.explain import explain
from irwell.statute.law import long_date
from irwell.statute.policies import Direction, Policy, Unit, load_moments, policies_for

Moments = Mapping[str, dt.datetime | dt.date]


@dataclass(frozen=True)
class DayCount:
    """One step of the count. `number` is None for a day that was skipped, with the reason."""

    date: dt.date
    number: int | None
    why_skipped: str = ""


@dataclass(frozen=True)
class NotStarted:
    """The clock cannot run because the fact it starts from is not recorded."""

    policy_id: str
    missing_fact: str
    sentence: str


@dataclass(frozen=True)
class Clock:
    """An obligation with its date. Immutable: a changed start fact makes a new clock.

    `due_on` is a date in England; `due_at` is 23:59:59 Europe/London on it (for hours, the exact
    moment when the start has a time). `counted_from` is the start fact, or the recorded fact it
    was computed from. The account of the days and the sentences are worked out when asked for.
    """

    policy: Policy
    calendar: Calendar = field(repr=False)
    counted_from: str
    start_at: dt.datetime | dt.date
    start_on: dt.date
    due_on: dt.date
    facts: Moments = field(compare=False, repr=False)

    @property
    def policy_id(self) -> str:
        return self.policy.id

    @property
    def policy_version(self) -> str:
        return self.policy.version

    @property
    def clock(self) -> str:
        """The clock's id, such as C6."""
        return self.policy.clock

    @property
    def title(self) -> str:
        return self.policy.clock_title

    @property
    def start_fact(self) -> str:
        return self.policy.start_fact

    @property
    def calendar_version(self) -> str:
        return self.calendar.version

    @property
    def verified(self) -> bool:
        return self.policy.verified

    @property
    def direction(self) -> Direction:
        return self.policy.direction

    @cached_property
    def due_at(self) -> dt.datetime:
        """23:59:59 in England on the due date; for hours the exact moment."""
        if self.policy.unit is Unit.HOUR:
            return _after_hours(self.start_at, self.policy.length)
        return end_of(self.due_on)

    @cached_property
    def days(self) -> tuple[DayCount, ...]:
        """Each step of the count, and each day that was skipped with the reason."""
        return _count(self.policy, self.start_on, self.start_at, self.due_on, self.calendar)

    @property
    def excluded(self) -> tuple[DayCount, ...]:
        """The bank holidays inside the span."""
        return tuple(day for day in self.days if day.date in self.calendar.holidays)

    @property
    def practical_target(self) -> dt.date:
        """The last working day on or before the due date."""
        if self.direction is Direction.KEEP or self.policy.unit is Unit.HOUR:
            return self.due_on
        return self.calendar.last_working_day_on_or_before(self.due_on)

    @property
    def provisional(self) -> bool:
        """Whether the span leaves the bank holidays announced so far."""
        calendar = self.calendar
        return calendar.is_provisional(self.start_on) or calendar.is_provisional(self.due_on)

    @property
    def achievable(self) -> bool:
        """False when the date had passed before the owner could know."""
        aware = resolve(self.facts, self.policy.aware_fact) if self.policy.aware_fact else None
        return aware is None or london_date(aware[1]) <= self.due_on

    @property
    def also_due(self) -> tuple[tuple[str, dt.date], ...]:
        """The date from another recorded moment, where the policy names one."""
        policy = self.policy
        other = resolve(self.facts, policy.also_from) if policy.also_from else None
        if other is None or london_date(other[1]) == self.start_on:
            return ()
        return (
            (policy.also_from, _due_on(policy, london_date(other[1]), other[1], self.calendar)),
        )

    @cached_property
    def explanation(self) -> tuple[str, ...]:
        """The plain sentences that stand beside the date."""
        return explain(self)


def derive(policy: Policy, facts: Moments, calendar: Calendar) -> Clock | NotStarted:
    """The clock that `policy` starts, given the recorded moments.

    `facts` maps moment ids (load_moments()) to dates or aware datetimes. A missing start fact
    gives NotStarted, which names it. A naive datetime is a ValueError.
    """
    found = resolve(facts, policy.start_fact)
    if found is None:
        return _not_started(policy)
    counted_from, start_at = found
    start = london_date(start_at)
    due = _due_on(policy, start, start_at, calendar)
    return Clock(policy, calendar, counted_from, start_at, start, due, dict(facts))


def readings(clock: str, facts: Moments, calendar: Calendar) -> tuple[Clock | NotStarted, ...]:
    """Every named reading of one clock ("C6") side by side, the default first."""
    return tuple(derive(policy, facts, calendar) for policy in policies_for(clock))


def earliest_publication(policy: Policy, sent_on: dt.date, calendar: Calendar) -> dt.date:
    """The first working day on which publication is allowed when copies went out on `sent_on`.

    For a policy that counts back (PUB7_WD_BACK, PUB7_CLEAR).
    """
    if policy.direction is not Direction.BACK:
        raise ValueError(f"{policy.id} does not count back from a planned date.")
    day = calendar.add_working_days(sent_on, policy.length)
    while calendar.back_working_days(day, policy.length, policy.clear) < sent_on:
        day = calendar.add_working_days(day, 1)
    return calendar.next_working_day_on_or_after(day)


def resolve(facts: Moments, fact: str) -> tuple[str, dt.datetime | dt.date] | None:
    """The id and time of the recorded moment, or of the one it is computed from."""
    if (given := facts.get(fact)) is not None:
        return fact, given
    definition = load_moments()[fact]
    parts = definition.latest_of or definition.earliest_of
    known = [(part, facts[part]) for part in parts if facts.get(part) is not None]
    if not known:
        return None
    choose = max if definition.latest_of else min
    return choose(known, key=lambda pair: _sort_key(pair[1]))


def _sort_key(value: dt.datetime | dt.date) -> tuple[dt.date, dt.time]:
    if isinstance(value, dt.datetime):
        return london_date(value), value.astimezone(LONDON).time()
    return value, dt.time.min


def _not_started(policy: Policy) -> NotStarted:
    wanted = load_moments()[policy.start_fact]
    return NotStarted(
        policy_id=policy.id,
        missing_fact=policy.start_fact,
        sentence=f"{policy.clock_title}: not started. Record when {wanted.phrase}.",
    )


def _due_on(
    policy: Policy, start: dt.date, start_at: dt.datetime | dt.date, calendar: Calendar
) -> dt.date:
    if policy.unit is Unit.WORKING_DAY:
        if policy.direction is Direction.BACK:
            return calendar.back_working_days(start, policy.length, policy.clear)
        return calendar.add_working_days(start, policy.length, policy.count)
    if policy.unit is Unit.HOUR:
        return london_date(_after_hours(start_at, policy.length))
    sign = -1 if policy.direction is Direction.BACK else 1
    return _step(policy.unit, start, sign * policy.length)


def _count(
    policy: Policy,
    start: dt.date,
    start_at: dt.datetime | dt.date,
    due: dt.date,
    calendar: Calendar,
) -> tuple[DayCount, ...]:
    if policy.unit is Unit.WORKING_DAY:
        return _working_days(policy, start, due, calendar)
    if policy.unit is Unit.HOUR:
        return (DayCount(start, 0),)
    sign = -1 if policy.direction is Direction.BACK else 1
    return tuple(DayCount(_step(policy.unit, start, sign * i), i) for i in range(policy.length + 1))


def _step(unit: Unit, start: dt.date, n: int) -> dt.date:
    if unit is Unit.CALENDAR_DAY:
        return start + n * ONE_DAY
    return add_months(start, n * (12 if unit is Unit.CALENDAR_YEAR else 1))


def _working_days(
    policy: Policy, start: dt.date, due: dt.date, calendar: Calendar
) -> tuple[DayCount, ...]:
    back = policy.direction is Direction.BACK
    direction = -ONE_DAY if back else ONE_DAY
    counts_start = policy.count is Count.DAY1 and not back and calendar.is_working_day(start)
    number = 1 if counts_start else 0
    days = [DayCount(start, number)]
    while days[-1].date != due:
        day = days[-1].date + direction
        why = calendar.why_not_working(day)
        number += not why
        days.append(DayCount(day, None if why else number, why))
    return tuple(days)


def _after_hours(start_at: dt.datetime | dt.date, hours: int) -> dt.datetime:
    """Exact where the start has a time; otherwise counted from the end of its day."""
    begin = start_at if isinstance(start_at, dt.datetime) else end_of(start_at)
    return (begin.astimezone(dt.UTC) + dt.timedelta(hours=hours)).astimezone(LONDON)


def day_label(clock: Clock, day: DayCount) -> str:
    """One line of the day-by-day account: "Day 3: Monday 23 November 2026"."""
    if day.number is None:
        return f"not counted: {long_date(day.date)} ({day.why_skipped})"
    noun = {Unit.CALENDAR_MONTH: "Month", Unit.CALENDAR_YEAR: "Year"}.get(clock.policy.unit, "Day")
    return f"{noun} {day.number}: {long_date(day.date)}"
