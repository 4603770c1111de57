"""Reads of the pool."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from irwell.accounts.models import Agency
from irwell.cases.models import Case
from irwell.reviewers import rules
from irwell.reviewers.models import DeclaredConflict, PoolEntry


def pool(*, left: bool = False) -> QuerySet[PoolEntry]:
    """Those in the pool by name; with `left`, those who have left it."""
    found = PoolEntry.objects.select_related("account").prefetch_related("periods", "past")
    return found.exclude(left_on=None) if left else found.filter(left_on=None)


def entry(entry_id: UUID) -> PoolEntry | None:
    return PoolEntry.objects.select_related("account", "by").filter(pk=entry_id).first()


def papers_of(entry: PoolEntry) -> rules.Papers:
    return rules.Papers(entry.references_on, entry.insured_until, entry.dbs_on)


def conflicts_with(entry: PoolEntry, case: Case, agencies: Sequence[Agency]) -> list[str]:
    """Each declared connection with an agency of the case or with the case itself, as a sentence."""
    open_ones = DeclaredConflict.objects.filter(entry=entry, ended_on=None).select_related("agency")
    found = open_ones.filter(Q(case=case) | Q(agency__in=agencies))
    return [
        f"Declared a connection with {row.agency.name}."
        if row.agency is not None
        else "Declared a connection with this case."
        for row in found
    ]


def agency_conflicts(entry: PoolEntry) -> QuerySet[DeclaredConflict]:
    """Connections with organisations, open ones first. Those with a case are shown on the case alone."""
    return entry.conflicts.exclude(agency=None).select_related("agency", "by").order_by("ended_on")


def case_conflicts(entry: PoolEntry) -> int:
    return entry.conflicts.filter(agency=None, ended_on=None).count()


def shortlist(
    case: Case,
    agencies: Sequence[Agency],
    *,
    wanted: Sequence[str],
    since: date,
    until: date,
    today: date,
) -> list[tuple[PoolEntry, rules.Fit]]:
    """Everybody in the pool with what speaks for and against, by group and then by name: no ranking within."""
    found = [
        (
            entry,
            rules.fit(
                periods=[(p.since, p.until) for p in entry.periods.all()], since=since, until=until,
                has=entry.competences, wanted=wanted, conflicts=conflicts_with(entry, case, agencies),
                papers=papers_of(entry), today=today,
            ),
        )
        for entry in pool()
    ]  # fmt: skip
    order = ("clear", "settle", "barred")
    return sorted(found, key=lambda one: (order.index(one[1].group), one[0].name))


def led_here(entry: PoolEntry) -> list[int]:
    """The years in which the person was appointed here, newest first."""
    days = entry.reviews_led.exclude(appointed_at=None).values_list("appointed_at", flat=True)
    return sorted((moment.year for moment in days if moment), reverse=True)
