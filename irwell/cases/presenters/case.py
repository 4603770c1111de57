"""The case page: what comes next, what blocks it, its files and its people."""

import datetime as dt
from collections.abc import Iterable
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
from irwell.documents.models import Document
from irwell.documents.rules import ending_of, in_words
from irwell.statute import load_workflow
from irwell.ui.presenters import FileLine, Link


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
            task.pk, task.title, address(task.url_name, task.case), task.due_on,
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
