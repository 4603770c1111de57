"""How a clock stands at a given moment, in one word and one sentence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from irwell.statute.calendar import end_of, london_date
from irwell.statute.clocks import Clock
from irwell.statute.law import long_date, plural
from irwell.statute.policies import Direction, Unit


class State(StrEnum):
    """running, due_today, overdue: not yet done. met, late: done. not_achievable: the date had
    passed before the owner could know. keeping, may_end, ended_early: for things that must last.
    """

    RUNNING = "running"
    DUE_TODAY = "due_today"
    MET = "met"
    LATE = "late"
    OVERDUE = "overdue"
    NOT_ACHIEVABLE = "not_achievable"
    KEEPING = "keeping"
    MAY_END = "may_end"
    ENDED_EARLY = "ended_early"


@dataclass(frozen=True)
class Verdict:
    """`working_days_left` is 0 on the due date and after it; `working_days_late` is 0 until it
    has passed (and stays 0 over a weekend, although the state is already late or overdue)."""

    state: State
    working_days_left: int
    working_days_late: int
    sentence: str


def verdict(clock: Clock, stopped_at: dt.datetime | dt.date | None, now: dt.datetime) -> Verdict:
    """How the clock stands at `now` (an aware datetime), or stood when it was stopped."""
    if now.tzinfo is None:
        raise ValueError("Give `now` as an aware datetime.")
    if clock.direction is Direction.KEEP:
        return _lasting(clock, stopped_at, now)
    moment = now if stopped_at is None else stopped_at
    past = _is_past(clock, moment)
    late = max(clock.calendar.working_days_between(clock.due_on, london_date(moment)), 0)
    if past and not clock.achievable:
        return Verdict(State.NOT_ACHIEVABLE, 0, 0, _unachievable(clock, stopped_at))
    if stopped_at is not None:
        return _stopped(clock, stopped_at, late) if past else _met(clock, stopped_at)
    return _overdue(clock, late) if past else _open(clock, now)


def _is_past(clock: Clock, moment: dt.datetime | dt.date) -> bool:
    if clock.policy.unit is Unit.HOUR and isinstance(moment, dt.datetime):
        return moment > clock.due_at
    return london_date(moment) > clock.due_on


def _open(clock: Clock, now: dt.datetime) -> Verdict:
    today = london_date(now)
    left = clock.calendar.working_days_between(today, clock.due_on)
    due = long_date(clock.due_on)
    if today == clock.due_on:
        return Verdict(State.DUE_TODAY, 0, 0, f"{clock.title}: due today, {due}.")
    sentence = f"{clock.title}: {plural(left, 'working day')} left, due on {due}."
    return Verdict(State.RUNNING, left, 0, sentence)


def _overdue(clock: Clock, late: int) -> Verdict:
    due = long_date(clock.due_on)
    sentence = f"{clock.title}: overdue by {_how_late(late)}; it was due on {due}."
    return Verdict(State.OVERDUE, 0, late, sentence)


def _met(clock: Clock, stopped_at: dt.datetime | dt.date) -> Verdict:
    done = london_date(stopped_at)
    sentence = f"{clock.title}: done in time, on {long_date(done)}"
    if clock.direction is Direction.FORWARD and done < clock.start_on:
        sentence += ", which is before the clock started. Check both dates"
    elif clock.policy.unit is Unit.WORKING_DAY and clock.direction is Direction.FORWARD:
        sentence += f" (day {_day_number(clock, done)} of {clock.policy.length})"
    left = max(clock.calendar.working_days_between(done, clock.due_on), 0)
    return Verdict(State.MET, left, 0, f"{sentence}.")


def _day_number(clock: Clock, done: dt.date) -> int:
    """The number of the last counted day on or before `done`."""
    reached = [d.number for d in clock.days if d.number is not None and d.date <= done]
    return reached[-1] if reached else 0


def _stopped(clock: Clock, stopped_at: dt.datetime | dt.date, late: int) -> Verdict:
    done, due = long_date(london_date(stopped_at)), long_date(clock.due_on)
    sentence = f"{clock.title}: done on {done}, {_how_late(late)} late; it was due on {due}."
    return Verdict(State.LATE, 0, late, sentence)


def _how_late(late: int) -> str:
    return plural(late, "working day") if late else "less than one working day"


def _unachievable(clock: Clock, stopped_at: dt.datetime | dt.date | None) -> str:
    done = f"; done on {long_date(london_date(stopped_at))}" if stopped_at else ""
    return (
        f"{clock.title}: could not be met{done}. The date, {long_date(clock.due_on)}, had passed "
        "before anyone responsible became aware."
    )


def _lasting(clock: Clock, stopped_at: dt.datetime | dt.date | None, now: dt.datetime) -> Verdict:
    until = long_date(clock.due_on)
    if stopped_at is not None and london_date(stopped_at) <= clock.due_on:
        ended = long_date(london_date(stopped_at))
        sentence = f"{clock.title}: ended on {ended}, before the end of {until}."
        return Verdict(State.ENDED_EARLY, 0, 0, sentence)
    if now > end_of(clock.due_on):
        return Verdict(State.MAY_END, 0, 0, f"{clock.title}: it had to last until {until}.")
    left = clock.calendar.working_days_between(london_date(now), clock.due_on)
    return Verdict(State.KEEPING, left, 0, f"{clock.title}: until the end of {until}.")
