"""Reads of cases. The person comes first; nothing here shows a case its caller may not see."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from irwell.access.queries import open_memberships
from irwell.cases.models import Case, CaseClock, Identity, Task
from irwell.core.time import london


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


def dates_reached(case: Case) -> dict[str, date]:
    """The day on which the case reached each state, for the picture of its journey."""
    return {move.to_state: london(move.at).date() for move in case.moves.all()}
