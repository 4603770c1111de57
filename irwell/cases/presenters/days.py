"""A running clock as a sheet of days: past, today, next and late."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from irwell.cases.models import CaseClock
from irwell.cases.presenters.dates import kept_clock
from irwell.core.text import plural
from irwell.core.time import london
from irwell.statute import Clock, LadderStep, find_policy, ladder
from irwell.statute.policies import Unit

LONGEST = 25  # working days that still make a sheet one can read
LATE_SHOWN = 14  # days after the due date, at most
LADDER_OF = "C6"
# The step of the plan is known to be done when the case has entered this state.
DONE_WHEN = {
    "start": "sin_sent", "ask": "rr_gathering", "returns": "rr_meeting", "chronology": "rr_meeting",
    "meeting": "rr_signoff", "signoff": "rr_submitted", "submit": "rr_submitted",
}  # fmt: skip


@dataclass(frozen=True)
class PlanLine:
    """A step of the plan on its day. `state`: done, late, past (not known), today or ahead."""

    title: str
    on: dt.date
    state: str


@dataclass(frozen=True)
class Day:
    """One cell. `state`: start, past, today, ahead, due, off or late; `number` counts working days."""

    on: dt.date
    number: int | None
    state: str
    why_off: str
    due: bool
    steps: tuple[PlanLine, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """Weeks from Monday to Sunday; a day outside the clock is None."""

    title: str
    told: str
    weeks: tuple[tuple[Day | None, ...], ...]
    plan: tuple[PlanLine, ...]


def sheet_of(
    clocks: Sequence[CaseClock], reached: Mapping[str, dt.date], *, now: dt.datetime
) -> Sheet | None:
    """The running clock that is due first among those counted in working days, as a sheet of days."""
    for row in sorted(clocks, key=lambda c: c.due_at):
        policy = find_policy(row.policy_id)
        if (
            row.stopped_at
            or policy.awaited
            or policy.unit is not Unit.WORKING_DAY
            or policy.length > LONGEST
        ):
            continue
        return _sheet(row, kept_clock(row), reached, london(now).date())
    return None


def _sheet(row: CaseClock, clock: Clock, reached: Mapping[str, dt.date], today: dt.date) -> Sheet:
    steps = ladder(clock.start_at, clock.calendar) if row.clock == LADDER_OF else ()
    plan = tuple(_line(step, reached, today) for step in steps)
    late = min((today - clock.due_on).days, LATE_SHOWN)
    days = [_day(clock.start_on, 0, clock, today, plan)]
    days += [_day(d.date, d.number, clock, today, plan, d.why_skipped) for d in clock.days if d.date > clock.start_on]  # fmt: skip
    days += [_day(clock.due_on + dt.timedelta(n), None, clock, today, plan) for n in range(1, late + 1)]  # fmt: skip
    return Sheet(clock.title, _told(clock, today), _weeks(days), plan)


def _day(
    on: dt.date,
    number: int | None,
    clock: Clock,
    today: dt.date,
    plan: tuple[PlanLine, ...],
    why_off: str = "",
) -> Day:
    off = why_off or clock.calendar.why_not_working(on)
    if on == today:
        state = "today"
    elif on > clock.due_on:
        state = "late"
    elif off and on != clock.start_on:
        state = "off"
    elif on == clock.start_on:
        state = "start"
    else:
        state = "past" if on < today else "ahead"
    named = "" if off in ("Saturday", "Sunday") else off
    return Day(on, number, state, named, on == clock.due_on, tuple(p for p in plan if p.on == on))


def _line(step: LadderStep, reached: Mapping[str, dt.date], today: dt.date) -> PlanLine:
    needed = DONE_WHEN.get(step.id)
    if needed in reached:
        state = "done"
    elif step.on == today:
        state = "today"
    elif step.on > today:
        state = "ahead"
    else:
        state = "late" if needed else "past"
    return PlanLine(step.title, step.on, state)


def _told(clock: Clock, today: dt.date) -> str:
    """Where the clock stands, for the head of the sheet."""
    calendar, length = clock.calendar, clock.policy.length
    if today > clock.due_on:
        late = calendar.working_days_between(clock.due_on, today)
        return f"{plural(late, 'working day')} after the date" if late else "The date has passed"
    return f"Day {max(calendar.working_days_between(clock.start_on, today), 0)} of {length}"


def _weeks(days: Sequence[Day]) -> tuple[tuple[Day | None, ...], ...]:
    by_date = {day.on: day for day in days}
    monday = days[0].on - dt.timedelta(days[0].on.weekday())
    weeks = []
    while monday <= days[-1].on:
        weeks.append(tuple(by_date.get(monday + dt.timedelta(n)) for n in range(7)))
        monday += dt.timedelta(7)
    return tuple(weeks)
