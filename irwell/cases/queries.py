"""Reads of cases. The person comes first; nothing here shows a case its caller may not see."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from irwell.access.queries import open_memberships, rights
from irwell.accounts.models import User
from irwell.audit.models import LoggedEvent
from irwell.audit.queries import events_of_case
from irwell.cases.models import Case, CaseClock, Identity, Task
from irwell.core.time import LONDON, london
from irwell.documents.models import Document
from irwell.documents.rules import OPENED_WITH, Purpose


def cases_for(user: Any, *, now: datetime | None = None) -> QuerySet[Case]:
    """The one definition of the cases a person may see."""
    return Case.objects.filter(pk__in=open_memberships(user, now=now).values("case"))


def can_see(user: Any, case: Case) -> bool:
    return cases_for(user).filter(pk=case.pk).exists()


def current_clocks(cases: Iterable[Case]) -> QuerySet[CaseClock]:
    """Clocks that count now, soonest first."""
    return (
        CaseClock.objects.filter(case__in=list(cases), replaced_at=None)
        .select_related("case")
        .order_by("due_at")
    )


def all_clocks(case: Case) -> list[CaseClock]:
    """Every clock that the case has or had, the earliest date first."""
    return list(case.clocks.select_related("case").order_by("due_at", "created_at"))


def clock_of(case: Case, clock: str) -> CaseClock | None:
    return case.clocks.filter(clock=clock, replaced_at=None).first()


def date_of(case: Case, fact: str) -> datetime | None:
    """The current value of a start fact."""
    row = case.dates.filter(fact=fact, replaced_at=None).first()
    return row.value if row else None


def register_of(case: Case) -> QuerySet[Identity]:
    """The identity register. The caller's view is guarded by SEE_CASE and records the reading."""
    return case.identities.filter(removed_at=None)


def labels_taken(case: Case) -> set[str]:
    return set(register_of(case).values_list("label", flat=True))


def open_tasks(case: Case) -> QuerySet[Task]:
    return case.tasks.filter(done_at=None)


def waiting_outside(cases: Iterable[Case]) -> dict[UUID, Task]:
    """By case, the soonest task of a process outside the case: a trial’s or an inquest’s next date."""
    found: dict[UUID, Task] = {}
    rows = Task.objects.filter(case__in=list(cases), once__startswith="process-", done_at=None)
    for task in rows.exclude(due_on=None).order_by("due_on"):
        found.setdefault(task.case_id, task)
    return found


def dates_reached(case: Case) -> dict[str, date]:
    """The day on which the case reached each state, for the picture of its journey."""
    return {move.to_state: london(move.at).date() for move in case.moves.all()}


def documents_of(user: Any, case: Case) -> list[Document]:
    """The case's files that the person may open, newest first."""
    held = rights(user, case.pk)
    found = Document.objects.filter(case_id=case.pk).order_by("-created_at")
    return [one for one in found if OPENED_WITH[Purpose(one.purpose)] in held]


def names_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """Names of people with accounts, for a page that shows who did something."""
    return dict(User.objects.filter(pk__in=list(people)).values_list("pk", "name"))


# What the log of a case can be narrowed to, and the beginnings of the events' names.
KINDS: dict[str, tuple[str, ...]] = {
    "changes": (),
    "steps": ("cases:case:moved", "cases:case:opened", "cases:case:held", "criteria:decision", "decisions:", "rapid_reviews:", "publication:publication"),
    "dates": ("cases:date", "cases:clock", "deadlines:"),
    "agencies": ("agency_returns:",),
    "chronology": ("combined_chronology:",),
    "review": ("reviews:", "anonymisation:"),
    "files": ("documents:",),
    "people": ("access:", "cases:register"),
    "messages": ("messaging:",),
}  # fmt: skip
READINGS = (":read", ":opened", ":refused")


def changes_of(case: Case) -> QuerySet[LoggedEvent]:
    """What was done on the case, newest first: no readings, no notices on their way."""
    return _without_readings(events_of_case(case.pk)).exclude(name__startswith="messaging:")


def _without_readings(events: QuerySet[LoggedEvent]) -> QuerySet[LoggedEvent]:
    for ending in READINGS:
        events = events.exclude(name__endswith=ending)
    return events


def people_in(events: QuerySet[LoggedEvent]) -> list[tuple[str, str]]:
    """Who did something, by name, to choose from."""
    ids = {i for i in events.order_by().values_list("by", flat=True).distinct() if i}
    return sorted(((str(i), name) for i, name in names_of(ids).items()), key=lambda one: one[1])


def narrowed(
    events: QuerySet[LoggedEvent],
    *,
    kind: str = "",
    person: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[LoggedEvent]:
    """The events of one kind, by one person, between two days in England, both included."""
    if kind == "changes":
        events = _without_readings(events)
    elif kind:
        wanted = Q()
        for start in KINDS[kind]:
            wanted |= Q(name__startswith=start)
        events = events.filter(wanted)
    if person:
        events = events.filter(by=person)
    if since:
        events = events.filter(at__gte=datetime.combine(since, time.min, LONDON))
    if until:
        events = events.filter(at__lt=datetime.combine(until + timedelta(days=1), time.min, LONDON))
    return events
