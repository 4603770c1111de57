"""View models of a case: the journey, its dates, what comes next."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from icalendar import Calendar, Event

from irwell.access.models import CaseMembership
from irwell.access.permissions import Permission
from irwell.access.roles import ROLES
from irwell.audit.models import LoggedEvent
from irwell.audit.presenters import ACTORS, sentence
from irwell.cases.models import Case, CaseClock, Task
from irwell.cases.rules import CLOCKS_STARTED_BY, is_next
from irwell.core.text import plural
from irwell.core.time import london
from irwell.documents.models import Document
from irwell.documents.rules import ending_of, in_words
from irwell.statute import (
    NotStarted,
    State,
    derive,
    find_policy,
    load_calendar,
    load_workflow,
    verdict,
)
from irwell.statute.policies import load_moments
from irwell.statute.workflow import STAGES
from irwell.ui.presenters import FileLine, Happening, Link
from irwell.ui.templatetags.ui import british_date, british_moment

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


# Outcomes of a clock that ended because its obligation fell away.
FELL_AWAY = {"withdrawn": "Withdrawn", "not_required": "Not required"}


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
    left: str = ""
    agreed: str = ""
    id: UUID | None = None


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
    sentence = said.sentence
    if row.outcome in FELL_AWAY and row.stopped_at:
        words, colour = FELL_AWAY[row.outcome], "grey"
        ended = london(row.stopped_at).date()
        sentence = f"{clock.title}: ended on {ended:%A %-d %B %Y}, as it is no longer required."
    if said.state is State.RUNNING and said.working_days_left <= 2:
        colour = "amber"
    return Deadline(
        case=row.case, title=clock.title, due_on=row.due_on, words=words, colour=colour, sentence=sentence,
        lines=clock.explanation, extended_to=row.extended_to,
        running=said.state in (State.RUNNING, State.DUE_TODAY, State.OVERDUE), id=row.pk,
        left=_left(said.state, said.working_days_left, said.working_days_late), agreed=_agreed(row),
    )  # fmt: skip


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


def standing(cases: Iterable[Case], roles: Mapping[UUID, tuple[str, ...]]) -> list[dict[str, Any]]:
    """Each case with its state and whether its next step is the person's."""
    found = []
    for case in cases:
        state = load_workflow().state(case.state)
        mine = is_next(state.owner, roles.get(case.pk, ()))
        found.append({"case": case, "state": state, "stage": STAGES[state.stage], "mine": mine})
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


@dataclass(frozen=True)
class ToDo:
    """A task with its page, whose it is, and whether it is late."""

    id: UUID
    title: str
    url: str
    due_on: dt.date | None
    who: str
    mine: bool
    late: bool


def tasks(open_tasks: Iterable[Task], roles: Iterable[str], *, today: dt.date) -> list[ToDo]:
    return [
        ToDo(
            task.pk, task.title, _address(task.url_name, task.case), task.due_on,
            ROLES[task.for_role].title if task.for_role in ROLES else task.for_role.replace("_", " "),
            task.for_role in roles, bool(task.due_on and task.due_on < today),
        )
        for task in open_tasks
    ]  # fmt: skip


def blockers(deadlines: Iterable[Deadline], to_do: Iterable[ToDo]) -> list[str]:
    """What holds the case up now: dates that have passed and tasks that are late."""
    late = [d.sentence for d in deadlines if d.running and d.colour == "red"]
    return late + [f"{t.title}: was due {t.due_on:%-d %B %Y} ({t.who})" for t in to_do if t.late and t.due_on]  # fmt: skip


def page_of(case: Case) -> Link | None:
    """The page of the step the case is at."""
    here = next((step for step in steps(case) if step.state == "here" and step.url), None)
    return Link(here.title, here.url) if here else None


def withdrawal(case: Case, held: Iterable[str]) -> str:
    """Where a statutory partner withdraws the notification, while the case may still go that way."""
    may = Permission.GIVE_VIEW in held and load_workflow().can_move(case.state, "sin_withdrawn")
    return _address("notifications:withdrawal", case) if may else ""


def files(documents: Iterable[Document], case: Case) -> list[FileLine]:
    return [
        FileLine(
            one.file_name, ending_of(one.file_name),
            reverse("documents:download", kwargs={"case_id": case.pk, "document_id": one.pk}),
            f"{in_words(one.size)}, {one.created_at:%-d %b %Y}",
        )
        for one in documents
    ]  # fmt: skip


def members(found: Iterable[CaseMembership]) -> list[list[str]]:
    """Who is named on the case, as rows of a table."""
    return [
        [
            m.user.name, m.user.agency.name if m.user.agency else "",
            ROLES[m.role].title if m.role in ROLES else m.role, m.reason, f"{m.since:%-d %b %Y}",
        ]
        for m in found
    ]  # fmt: skip


def happenings(events: Iterable[LoggedEvent], people: Mapping[UUID, str]) -> list[Happening]:
    """The log in words, newest first."""
    return [
        Happening(
            title=sentence(event.name, _in_words(event.data)), when=british_moment(event.at),
            by=people.get(event.by, "") if event.by else ACTORS.get(event.by_kind, ""),
            text=people.get(about, "") if (about := person_about(event)) else "",
            quiet=event.name.endswith((":read", ":opened")),
        )
        for event in events
    ]  # fmt: skip


def person_about(event: LoggedEvent) -> UUID | None:
    """The person that an event is about, if it is about one."""
    return UUID(event.about_id) if event.about == "accounts.User" else None


def _in_words(data: Mapping[str, Any]) -> dict[str, Any]:
    """Ids of states, clocks, facts and roles as their titles, days as people say them."""
    said, states = dict(data), load_workflow().states
    for key in ("from_state", "to_state"):
        if data.get(key) in states:
            said[key] = states[data[key]].title
    said["clock"] = dict(clocks_of()).get(data.get("clock", ""), data.get("clock", ""))
    moments = load_moments()
    if data.get("fact") in moments:
        said["fact"] = moments[data["fact"]].phrase
    for key in ("due_on", "to"):
        if isinstance(data.get(key), str):
            said[key] = british_date(dt.date.fromisoformat(data[key]))
    if data.get("role") in ROLES:
        said["role"] = ROLES[data["role"]].title
    return said
