"""The plain sentences that stand beside every due date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from irwell.statute.calendar import LONDON, Count
from irwell.statute.law import citation, listed, long_date, plural
from irwell.statute.policies import Direction, Policy, Unit, load_moments

if TYPE_CHECKING:
    from irwell.statute.clocks import Clock

NOUNS = {
    Unit.WORKING_DAY: "working day",
    Unit.CALENDAR_DAY: "calendar day",
    Unit.CALENDAR_MONTH: "calendar month",
    Unit.CALENDAR_YEAR: "calendar year",
    Unit.HOUR: "hour",
}


def explain(clock: Clock) -> tuple[str, ...]:
    """Start, length, what was skipped, result, then every caution that applies."""
    sentences = [_start(clock), _length(clock.policy), *_skipped(clock), _result(clock)]
    sentences += _cautions(clock)
    policy = clock.policy
    sentences.append(
        citation(policy.source, verified=policy.verified, verified_on=policy.verified_on)
    )
    return tuple(sentences)


def _start(clock: Clock) -> str:
    phrase = load_moments()[clock.counted_from].phrase
    lead = "Counted back from" if clock.direction is Direction.BACK else "Counted from"
    when = long_date(clock.start_on)
    if clock.policy.unit is Unit.HOUR and isinstance(clock.start_at, dt.datetime):
        when = f"{clock.start_at.astimezone(LONDON):%H:%M} on {when}"
    return f"{lead} {when}, when {phrase}."


def _length(policy: Policy) -> str:
    if policy.length == 0:
        return "Due on that same day."
    length = plural(policy.length, NOUNS[policy.unit])
    if policy.clear:
        return f"Length: {length}, all of them clear between the two dates."
    if policy.unit is not Unit.WORKING_DAY:
        return f"Length: {length}."
    if policy.count is Count.DAY1:
        return f"Length: {length}; that day is day 1 if it is a working day."
    if policy.direction is Direction.BACK:
        return f"Length: {length}; the day itself is not counted."
    return f"Length: {length}; that day is day 0 and is not counted."


def _skipped(clock: Clock) -> list[str]:
    if clock.policy.unit is not Unit.WORKING_DAY:
        return []
    sentences = []
    calendar = clock.calendar
    if clock.excluded:
        names = [f"{calendar.holidays[d.date]} ({long_date(d.date)})" for d in clock.excluded]
        sentences.append(f"Not working days: {listed(names)}.")
    weekend = sum(d.date.weekday() >= 5 and d.date not in calendar.holidays for d in clock.days)
    if weekend:
        sentences.append(f"Weekend days in the span, not counted: {weekend}.")
    return sentences


def _result(clock: Clock) -> str:
    due = long_date(clock.due_on)
    if clock.direction is Direction.KEEP:
        return f"It must last until the end of {due}."
    if clock.direction is Direction.BACK:
        return f"The latest date is {due}, until 23:59:59 in England."
    if clock.policy.unit is Unit.HOUR:
        return f"Due by {clock.due_at:%H:%M} on {due}, the time in England."
    target = ""
    if clock.practical_target != clock.due_on:
        target = f" The last working day before it is {long_date(clock.practical_target)}."
    return f"Due by 23:59:59 on {due}, the time in England.{target}"


def _cautions(clock: Clock) -> list[str]:
    policy = clock.policy
    sentences = []
    for fact, due in clock.also_due:
        sentences.append(
            f"Counted instead from when {load_moments()[fact].phrase}, it would be due on "
            f"{long_date(due)}. Record why the two dates differ."
        )
    if not clock.achievable:
        sentences.append(
            "That date had passed before the owner became aware, so it could not be met and "
            "is not counted as late."
        )
    if clock.provisional:
        sentences.append(
            "Provisional: part of the span lies outside the bank holidays announced so far "
            f"({clock.calendar.official_from.year} to {clock.calendar.official_until.year})."
        )
    if policy.proposed:
        sentences.append("No source gives this length: it is a proposal that can be changed.")
    if policy.note:
        sentences.append(policy.note)
    return sentences
