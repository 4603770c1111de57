"""The board of running dates, and the same dates as a calendar."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.urls import reverse
from icalendar import Calendar, Event

from irwell.cases.models import Case, CaseClock, Task
from irwell.cases.presenters.dates import Deadline, deadline
from irwell.cases.rules import CLOCKS_STARTED_BY, is_next
from irwell.statute import find_policy, load_workflow
from irwell.statute.workflow import STAGES


@dataclass(frozen=True)
class BoardRow:
    """A running clock on the board. `due` is the extended date where one was agreed."""

    deadline: Deadline
    clock: str
    due: dt.date
    stage: int
    state: str
    who_next: str
    mine: bool


def board(
    clocks: Iterable[CaseClock], roles: Mapping[UUID, tuple[str, ...]], *, now: dt.datetime
) -> list[BoardRow]:
    """Running clocks, fewest days left first."""
    rows = []
    for clock in clocks:
        shown = deadline(clock, now=now)
        if not shown.running:
            continue
        state = load_workflow().state(clock.case.state)
        rows.append(BoardRow(
            shown, clock.clock, clock.extended_to or clock.due_on, state.stage, state.title,
            state.who_next, is_next(state.owner, roles.get(clock.case_id, ())),
        ))  # fmt: skip
    return sorted(rows, key=lambda row: (row.due, row.deadline.case.reference))


def clocks_of() -> list[tuple[str, str]]:
    """Every clock that a case may have, to choose from."""
    return [(clock, find_policy(policy).clock_title) for clock, policy in CLOCKS_STARTED_BY.items()]


def chosen(rows: Iterable[BoardRow], form: Any) -> list[BoardRow]:
    """The rows that the filter asks for; a choice that is not offered chooses nothing."""
    given = form.cleaned_data if form.is_valid() else {}
    return [
        row
        for row in rows
        if given.get("clock") in (None, "", row.clock)
        and given.get("stage") in (None, "", str(row.stage))
        and (row.mine or not given.get("mine"))
    ]


def standing(
    cases: Iterable[Case],
    roles: Mapping[UUID, tuple[str, ...]],
    outside: Mapping[UUID, Task] = MappingProxyType({}),
) -> list[dict[str, Any]]:
    """Each case with its state, whether its next step is the person's, and the next date of another process."""
    found = []
    for case in cases:
        state = load_workflow().state(case.state)
        mine = is_next(state.owner, roles.get(case.pk, ()))
        found.append(
            {
                "case": case,
                "state": state,
                "stage": STAGES[state.stage],
                "mine": mine,
                "outside": outside.get(case.pk),
            }
        )
    return found


def as_calendar(clocks: Iterable[CaseClock], *, base_url: str, now: dt.datetime) -> bytes:
    """An iCalendar of dates. A title holds the case's reference and the clock's name, nothing else."""
    made = Calendar()
    made.add("prodid", "-//Irwell//Dates of reviews//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Irwell dates")
    for clock in clocks:
        day = Event()
        title = find_policy(clock.policy_id).clock_title
        day.add("uid", f"{clock.pk}@irwell")
        day.add("dtstamp", now)
        day.add("dtstart", clock.extended_to or clock.due_on)
        day.add("summary", f"{clock.case.reference}: {title}")
        day.add("url", base_url + reverse("cases:case", kwargs={"case_id": clock.case_id}))
        made.add_component(day)
    return bytes(made.to_ical())
