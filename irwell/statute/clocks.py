"""From recorded moments to due dates, each of which can explain itself day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

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
    moment when the start has a time). `excluded` holds the bank holidays inside the span.
    `practical_target` is the last working day on or before `due_on`. `provisional` is true when
    the span leaves the announced bank holidays. `counted_from` is the start fact, or the
    recorded fact it was computed from. `achievable` is false when the date had passed
    before the owner could know. `also_due` gives the date from another recorded moment.
    """

    policy_id: str
    policy_version: str
    clock: str
    title: str
    start_fact: str
    counted_from: str
    start_at: dt.datetime | dt.date
    start_on: dt.date
    calendar_version: str
    due_on: dt.date
    due_at: dt.datetime
    days: tuple[DayCount, ...]
    excluded: tuple[DayCount, ...]
    explanation: tuple[str, ...]
    practical_target: dt.date
    provisional: bool
    achievable: bool
    verified: bool
    direction: Direction
    also_due: tuple[tuple[str, dt.date], ...] = ()
    policy: Policy = field(compare=False, repr=False, kw_only=True)
    calendar: Calendar = field(compare=False, repr=False, kw_only=True)


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
    due, days = _count(policy, start, start_at, calendar)
    clock = Clock(
        policy_id=policy.id,
        policy_version=policy.version,
        clock=policy.clock,
        title=policy.clock_title,
        start_fact=policy.start_fact,
        counted_from=counted_from,
        start_at=start_at,
        start_on=start,
        calendar_version=calendar.version,
        due_on=due,
        due_at=_due_at(policy, start_at, due),
        days=days,
        excluded=tuple(d for d in days if d.date in calendar.holidays),
        explanation=(),
        practical_target=_practical(policy, due, calendar),
        provisional=calendar.is_provisional(start) or calendar.is_provisional(due),
        achievable=_achievable(policy, facts, due),
        verified=policy.verified,
        direction=policy.direction,
        also_due=_also_due(policy, facts, start, calendar),
        policy=policy,
        calendar=calendar,
    )
    return replace(clock, explanation=explain(clock))


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


def _count(
    policy: Policy, start: dt.date, start_at: dt.datetime | dt.date, calendar: Calendar
) -> tuple[dt.date, tuple[DayCount, ...]]:
    if policy.unit is Unit.WORKING_DAY:
        return _working_days(policy, start, calendar)
    if policy.unit is Unit.HOUR:
        return london_date(_after_hours(start_at, policy.length)), (DayCount(start, 0),)
    sign = -1 if policy.direction is Direction.BACK else 1
    steps = [DayCount(_step(policy.unit, start, sign * i), i) for i in range(policy.length + 1)]
    return steps[-1].date, tuple(steps)


def _step(unit: Unit, start: dt.date, n: int) -> dt.date:
    if unit is Unit.CALENDAR_DAY:
        return start + n * ONE_DAY
    return add_months(start, n * (12 if unit is Unit.CALENDAR_YEAR else 1))


def _working_days(
    policy: Policy, start: dt.date, calendar: Calendar
) -> tuple[dt.date, tuple[DayCount, ...]]:
    if policy.direction is Direction.BACK:
        due = calendar.back_working_days(start, policy.length, policy.clear)
        direction = -ONE_DAY
    else:
        due = calendar.add_working_days(start, policy.length, policy.count)
        direction = ONE_DAY
    counts_start = (
        policy.count is Count.DAY1
        and policy.direction is not Direction.BACK
        and calendar.is_working_day(start)
    )
    number = 1 if counts_start else 0
    days = [DayCount(start, number)]
    while days[-1].date != due:
        day = days[-1].date + direction
        why = calendar.why_not_working(day)
        number += not why
        days.append(DayCount(day, None if why else number, why))
    return due, tuple(days)


def _after_hours(start_at: dt.datetime | dt.date, hours: int) -> dt.datetime:
    """Exact where the start has a time; otherwise counted from the end of its day."""
    begin = start_at if isinstance(start_at, dt.datetime) else end_of(start_at)
    return (begin.astimezone(dt.UTC) + dt.timedelta(hours=hours)).astimezone(LONDON)


def _due_at(policy: Policy, start_at: dt.datetime | dt.date, due: dt.date) -> dt.datetime:
    return _after_hours(start_at, policy.length) if policy.unit is Unit.HOUR else end_of(due)


def _practical(policy: Policy, due: dt.date, calendar: Calendar) -> dt.date:
    if policy.direction is Direction.KEEP or policy.unit is Unit.HOUR:
        return due
    return calendar.last_working_day_on_or_before(due)


def _achievable(policy: Policy, facts: Moments, due: dt.date) -> bool:
    aware = resolve(facts, policy.aware_fact) if policy.aware_fact else None
    return aware is None or london_date(aware[1]) <= due


def _also_due(
    policy: Policy, facts: Moments, start: dt.date, calendar: Calendar
) -> tuple[tuple[str, dt.date], ...]:
    other = resolve(facts, policy.also_from) if policy.also_from else None
    if other is None or london_date(other[1]) == start:
        return ()
    due, _ = _count(policy, london_date(other[1]), other[1], calendar)
    return ((policy.also_from, due),)


def day_label(clock: Clock, day: DayCount) -> str:
    """One line of the day-by-day account: "Day 3: Monday 23 November 2026"."""
    if day.number is None:
        return f"not counted: {long_date(day.date)} ({day.why_skipped})"
    noun = {Unit.CALENDAR_MONTH: "Month", Unit.CALENDAR_YEAR: "Year"}.get(clock.policy.unit, "Day")
    return f"{noun} {day.number}: {long_date(day.date)}"
