"""View models of a case: the journey, its dates, what comes next."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from irwell.cases.models import Case, CaseClock
from irwell.statute import (
    NotStarted,
    State,
    derive,
    find_policy,
    load_calendar,
    load_workflow,
    verdict,
)

# The eleven steps of the journey, and the page of each.
STEPS = (
    (1, "Public pages", ""),
    (2, "Referral", "cases:referral"),
    (3, "Criteria", "criteria:case"),
    (4, "Notification", "notifications:case"),
    (5, "Agency returns", "agency_returns:wall"),
    (6, "Chronology", "combined_chronology:timeline"),
    (7, "Rapid Review", "rapid_reviews:case"),
    (8, "Practice review", "reviews:case"),
    (9, "Anonymisation", "anonymisation:case"),
    (10, "Publication", "publication:case"),
    (11, "Learning", "learning:case"),
)
LOOK = {
    State.RUNNING: ("Running", "blue"), State.DUE_TODAY: ("Due today", "amber"),
    State.MET: ("In time", "green"), State.LATE: ("Late", "amber"), State.OVERDUE: ("Overdue", "red"),
    State.NOT_ACHIEVABLE: ("Not achievable", "grey"), State.KEEPING: ("Keep", "blue"),
    State.MAY_END: ("May end", "grey"), State.ENDED_EARLY: ("Ended early", "red"),
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One step of the journey: past, here or next."""

    number: int
    title: str
    url: str
    state: str


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


def steps(case: Case) -> tuple[Step, ...]:
    """The eleven steps; a step whose page exists and is reached or next carries its address."""
    now = load_workflow().state(case.state).stage
    return tuple(
        Step(n, title, _address(name, case), "past" if n < now else "here" if n == now else "next")
        for n, title, name in STEPS
    )


def _address(name: str, case: Case) -> str:
    try:
        return reverse(name, kwargs={"case_id": case.pk}) if name else ""
    except NoReverseMatch:
        return ""


def deadline(row: CaseClock, *, now: dt.datetime) -> Deadline:
    """Explain a kept clock from the record itself: policy, start and calendar as they were frozen."""
    clock = derive(find_policy(row.policy_id), {row.start_fact: row.start_at}, load_calendar())
    if isinstance(clock, NotStarted):  # the record holds its start, so this cannot be
        raise TypeError("A kept clock lost its start.")
    said = verdict(clock, row.stopped_at, now)
    words, colour = LOOK[said.state]
    if said.state is State.RUNNING and said.working_days_left <= 2:
        colour = "amber"
    return Deadline(
        case=row.case, title=clock.title, due_on=row.due_on, words=words, colour=colour, sentence=said.sentence,
        lines=clock.explanation, extended_to=row.extended_to,
        running=said.state in (State.RUNNING, State.DUE_TODAY, State.OVERDUE),
    )  # fmt: skip


def register_rows(identities: Any) -> list[dict[str, Any]]:
    """The identity register as a table: label, role, names, details."""
    return [
        {
            "identity": i,
            "names": ", ".join(i.names),
            "details": "; ".join(
                value
                for k in ("dates_of_birth", "addresses", "identifiers")
                for value in i.details.get(k, [])
            ),
        }
        for i in identities
    ]
