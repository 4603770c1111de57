"""A clock as a card: its date, how it stands, and why."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from irwell.cases.models import Case, CaseClock
from irwell.core.text import plural
from irwell.core.time import london
from irwell.rulebook.queries import calendar_of
from irwell.statute import Clock, NotStarted, State, derive, find_policy, verdict

LOOK = {
    State.RUNNING: ("Running", "blue"), State.DUE_TODAY: ("Due today", "amber"),
    State.MET: ("In time", "green"), State.LATE: ("Late", "amber"), State.OVERDUE: ("Overdue", "red"),
    State.NOT_ACHIEVABLE: ("Not achievable", "grey"), State.KEEPING: ("Keep", "blue"),
    State.MAY_END: ("May end", "grey"), State.ENDED_EARLY: ("Ended early", "red"),
}  # fmt: skip


WAITING = (State.RUNNING, State.DUE_TODAY, State.OVERDUE)

# Outcomes of a clock that ended because its obligation fell away.
FELL_AWAY = {"withdrawn": "Withdrawn", "not_required": "Not required"}


@dataclass(frozen=True)
class Deadline:
    """A clock as a card: its date, how it stands, and why."""

    case: Case
    title: str
    due_on: dt.date
    words: str
    colour: str
    sentence: str
    lines: tuple[str, ...]
    extended_to: dt.date | None
    running: bool
    left: str = ""
    agreed: str = ""
    owner: str = ""
    id: UUID | None = None
    clock: str = ""
    served_by: str = ""


def deadline(row: CaseClock, *, now: dt.datetime) -> Deadline:
    """Explain a kept clock from the record itself: policy, start and calendar as they were frozen."""
    clock = kept_clock(row)
    said = verdict(clock, row.stopped_at, now)
    words, colour = LOOK[said.state]
    sentence = said.sentence
    if row.outcome in FELL_AWAY and row.stopped_at:
        words, colour = FELL_AWAY[row.outcome], "grey"
        ended = london(row.stopped_at).date()
        sentence = f"{clock.title}: ended on {ended:%A %-d %B %Y}, as it is no longer required."
    if said.state is State.RUNNING and said.working_days_left <= 2:
        colour = "amber"
    if clock.policy.awaited and said.state in WAITING:
        words, colour = "Awaited", "grey"
    return Deadline(
        case=row.case, title=clock.title, due_on=row.due_on, words=words, colour=colour, sentence=sentence,
        lines=clock.explanation, extended_to=row.extended_to,
        running=said.state in WAITING, id=row.pk, clock=row.clock, served_by=clock.policy.served_by,
        left=_left(said.state, said.working_days_left, said.working_days_late), agreed=_agreed(row), owner=clock.policy.owner,
    )  # fmt: skip


def kept_clock(row: CaseClock) -> Clock:
    """The clock of a record, counted again from what was frozen in it."""
    policy = find_policy(row.policy_id)
    facts = {row.start_fact: row.start_at}
    if policy.aware_fact and row.aware_at:
        facts[policy.aware_fact] = row.aware_at
    clock = derive(policy, facts, calendar_of(row.calendar_version))
    if isinstance(clock, NotStarted):  # the record holds its start, so this cannot be
        raise TypeError("A kept clock lost its start.")
    return clock


def _left(state: State, left: int, late: int) -> str:
    """Days left as the card's first words; nothing for a clock that is over."""
    if state is State.DUE_TODAY:
        return "Today"
    if state is State.OVERDUE:
        return f"{plural(late, 'working day')} late" if late else "Overdue"
    return f"{plural(left, 'working day')} left" if state is State.RUNNING else ""


def _agreed(row: CaseClock) -> str:
    """The extension beside the first date, which stays."""
    if row.extended_to is None:
        return ""
    return f"Extended to {row.extended_to:%-d %B %Y}: {row.extension_reason}"
