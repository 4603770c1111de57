"""The case page: what comes next, what blocks it, its files and its people."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from irwell.access.models import CaseMembership
from irwell.access.permissions import Permission
from irwell.access.roles import ROLES
from irwell.cases.models import Case, Task
from irwell.cases.presenters.dates import Deadline
from irwell.cases.presenters.journey import address, steps
from irwell.cases.rules import is_next
from irwell.core.text import plural
from irwell.documents.models import Document
from irwell.documents.rules import ending_of, in_words
from irwell.statute import Calendar, load_workflow
from irwell.ui.presenters import FileLine, Link

DUE_SHOWN = 4
BEHIND, AHEAD = 2, 3


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
    clock: str = ""


def tasks(open_tasks: Iterable[Task], roles: Iterable[str], *, today: dt.date) -> list[ToDo]:
    return [
        ToDo(
            task.pk, task.title, address(task.url_name, task.case), task.due_on,
            ROLES[task.for_role].title if task.for_role in ROLES else task.for_role.replace("_", " "),
            task.for_role in roles, bool(task.due_on and task.due_on < today), task.clock,
        )
        for task in open_tasks
    ]  # fmt: skip


def said_once(deadlines: Iterable[Deadline], to_do: Iterable[ToDo]) -> list[Deadline]:
    """The dates for which no task stands and that no other date's act serves, so that one act is named once."""
    said = {task.clock for task in to_do}
    return [d for d in deadlines if d.clock not in said and not d.served_by]


def blockers(deadlines: Iterable[Deadline], to_do: Sequence[ToDo]) -> list[str]:
    """What holds the case up now: dates that have passed and tasks that are late."""
    late = [d.sentence for d in said_once(deadlines, to_do) if d.running and d.colour == "red"]
    return late + [f"{t.title}: was due {t.due_on:%-d %B %Y} ({t.who})" for t in to_do if t.late and t.due_on]  # fmt: skip


@dataclass(frozen=True)
class Primary:
    """The one button, or whom the case waits for. `link` is the button when it is the person's turn."""

    link: Link | None
    why: str
    elsewhere: Link | None


def primary(case: Case, to_do: Sequence[ToDo], roles: Iterable[str], *, today: dt.date) -> Primary:
    """What this person does next: a task of theirs that cannot wait, the case's next step, or another task."""
    state = load_workflow().state(case.state)
    page = page_of(case)
    mine = [t for t in to_do if t.mine and t.url]
    urgent = next((t for t in mine if t.due_on and t.due_on <= today), None)
    if urgent:
        return Primary(Link(urgent.title, urgent.url), _by(urgent, today), page)
    if page and state.act and is_next(state.owner, roles):
        return Primary(Link(state.act, page.href), state.who_next, None)
    if mine:
        return Primary(Link(mine[0].title, mine[0].url), _by(mine[0], today), page)
    return Primary(None, state.who_next, page)


def _by(task: ToDo, today: dt.date) -> str:
    if task.due_on is None:
        return "This task is yours."
    if task.due_on < today:
        return f"This task is yours. It was due on {task.due_on:%A %-d %B}."
    return f"This task is yours, by {task.due_on:%A %-d %B}."


def page_of(case: Case) -> Link | None:
    """The page on which the case's next step is taken."""
    state = load_workflow().state(case.state)
    wanted = state.act_step or state.stage
    return next((Link(s.title, s.url) for s in steps(case) if s.number == wanted and s.url), None)


@dataclass(frozen=True)
class Due:
    """A date to keep, whether a clock or a task."""

    on: dt.date
    title: str
    left: str
    who: str
    mine: bool
    colour: str
    url: str


def due_next(
    deadlines: Iterable[Deadline],
    to_do: Sequence[ToDo],
    roles: Iterable[str],
    days: Calendar,
    *,
    today: dt.date,
) -> list[Due]:
    """The first dates to keep, soonest first, each with the people who keep it."""
    workflow = load_workflow()
    found = [
        Due(
            d.extended_to or d.due_on, d.title, d.left, workflow.roles[d.owner].title if d.owner in workflow.roles else "",
            is_next(d.owner, roles), d.colour, "",
        )
        for d in said_once(deadlines, to_do)
        if d.running
    ] + [
        Due(
            t.due_on, t.title, _left(t.due_on, today, days), t.who, t.mine,
            "red" if t.late else "amber" if (t.due_on - today).days <= 2 else "blue", t.url,
        )
        for t in to_do
        if t.due_on
    ]  # fmt: skip
    return sorted(found, key=lambda due: (due.on, due.title))[:DUE_SHOWN]


def _left(due_on: dt.date, today: dt.date, calendar: Calendar) -> str:
    """Working days to a task's date, in words."""
    days = calendar.working_days_between(today, due_on)
    if due_on == today:
        return "Today"
    return f"{plural(-days, 'working day')} late" if due_on < today else f"{plural(days, 'working day')} left"  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A state on the way: behind the case, where it is, or ahead."""

    title: str
    state: str
    on: dt.date | None


def around(case: Case, reached: Mapping[str, dt.date]) -> list[Place]:
    """The way in small: the last states behind the case, the one it is in, and the next ones ahead."""
    workflow = load_workflow()
    here = workflow.state(case.state)
    # In the table's order, so that states reached on one day keep their sequence.
    passed = [s for s in workflow.states.values() if s.id in reached and s is not here]
    behind = sorted(passed, key=lambda s: reached[s.id])
    if here.main:
        line = workflow.main_line()
        ahead = line[line.index(here) + 1 :]
    else:
        ahead = tuple(workflow.state(t.target) for t in workflow.transitions_from(here.id))
    return [
        *(Place(s.title, "past", reached[s.id]) for s in behind[-BEHIND:]),
        Place(here.title, "here", reached.get(here.id)),
        *(Place(s.title, "next", None) for s in ahead[:AHEAD]),
    ]


def withdrawal(case: Case, held: Iterable[str]) -> str:
    """Where a statutory partner withdraws the notification, while the case may still go that way."""
    may = Permission.GIVE_VIEW in held and load_workflow().can_move(case.state, "sin_withdrawn")
    return address("notifications:withdrawal", case) if may else ""


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
