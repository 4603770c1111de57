"""The board in words."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict

from irwell.cases.models import Case, CaseClock, Task
from irwell.cases.rules import is_next
from irwell.core.time import london
from irwell.deadlines import rules
from irwell.deadlines.models import Escalation
from irwell.deadlines.queries import ENOUGH, Place
from irwell.statute import Calendar, find_policy, load_sources, load_workflow
from irwell.statute.workflow import STAGES
from irwell.ui.templatetags.ui import british_short

CASES_ON_BOARD = 10


@dataclass(frozen=True)
class BoardRow:
    """A running clock. `due` is the extended date where one was agreed; `first` keeps the first one in sight."""

    case: Case
    title: str
    due: dt.date
    left: rules.Left
    first: str
    state: str
    who_next: str
    mine: bool
    escalated: str


def board(
    clocks: Iterable[CaseClock],
    roles: Mapping[UUID, tuple[str, ...]],
    told: Mapping[tuple[UUID, str], Escalation],
    *,
    calendar: Calendar,
    now: dt.datetime,
) -> list[BoardRow]:
    """Rows in the order they come."""
    today, states, rows = london(now).date(), load_workflow(), []
    for clock in clocks:
        state, due = states.state(clock.case.state), clock.extended_to or clock.due_on
        rows.append(BoardRow(
            case=clock.case, title=find_policy(clock.policy_id).clock_title, due=due, left=rules.left(due, today, calendar),
            first=_first(clock, today, calendar), state=state.title,
            who_next=state.who_next, mine=is_next(state.owner, roles.get(clock.case_id, ())),
            escalated=_escalated(told.get((clock.case_id, clock.clock))),
        ))  # fmt: skip
    return rows


def _first(clock: CaseClock, today: dt.date, calendar: Calendar) -> str:
    """The date that was due before an extension: it never goes out of sight."""
    if clock.extended_to is None:
        return ""
    stood = rules.left(clock.due_on, today, calendar)
    return f"Extended. First date: {british_short(clock.due_on)} ({stood.words.lower()})"


def _escalated(one: Escalation | None) -> str:
    if one is None:
        return ""
    return f"Told {british_short(one.at)}: {told_in_words(one)}"


def told_in_words(one: Escalation) -> str:
    """Whom an escalation was told to."""
    places = [rules.PLACES.get(place, place) for place in one.told]
    return ", ".join(places) if places else "nobody, as nobody could be told"


def counts(found: Mapping[str, int], query: QueryDict) -> list[dict[str, Any]]:
    """Late, today and this week as links that narrow the board."""
    words = {"late": ("Late", "late"), "today": ("Due today", "amber"), "week": ("In the next seven days", "blue")}  # fmt: skip
    return [
        {
            "number": f"{ENOUGH} or more" if found[when] >= ENOUGH else str(found[when]), "words": said,
            "colour": colour if found[when] else "grey", "href": f"?when={when}", "here": query.get("when") == when,
        }
        for when, (said, colour) in words.items()
    ]  # fmt: skip


def onward(query: QueryDict, more: Place | None) -> str:
    """The address of the next page with the same choices; empty on the last."""
    if more is None:
        return ""
    kept = query.copy()
    kept["after"] = str(more)
    return f"?{kept.urlencode()}"


def standing(
    cases: Iterable[Case], roles: Mapping[UUID, tuple[str, ...]], outside: Mapping[UUID, Task]
) -> list[dict[str, Any]]:
    """Each case with its state, whether its next step is the person's, and the next date of another process."""
    found = []
    for case in cases:
        state = load_workflow().state(case.state)
        mine = is_next(state.owner, roles.get(case.pk, ()))
        found.append(
            {
                "case": case, "state": state, "stage": STAGES[state.stage], "mine": mine,
                "outside": outside.get(case.pk),
            }
        )  # fmt: skip
    return found


def rules_as_rows() -> list[dict[str, Any]]:
    """The rules of escalation, as a person reads them."""
    return [
        {
            "of": _of(rule), "moment": rule.moment, "to": ", ".join(rules.PLACES[to] for to in rule.to),
            "why": rule.why, "proposed": rule.proposed,
            "sources": [load_sources()[s] for s in rule.source if s != "irwell-design"],
        }
        for rule in sorted(rules.load_rules(), key=lambda r: (_of(r), r.when))
    ]  # fmt: skip


def _of(rule: rules.Rule) -> str:
    if rule.watch is rules.Watch.CLOCK:
        return find_policy(rule.of).clock_title
    return {"task": "A task with a date", "request": "An agency’s return"}[rule.watch.value]
