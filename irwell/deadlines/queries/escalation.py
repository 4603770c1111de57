"""Dates of which a rule has to speak and has not, and the people it speaks to."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from irwell.access.models import CaseMembership, Conflict
from irwell.accounts.models import User
from irwell.cases.models import Task
from irwell.deadlines.models import Escalation
from irwell.deadlines.queries.board import running
from irwell.deadlines.rules import Rule, Watch, Watched, source_of
from irwell.statute import find_policy

AT_ONCE = 500  # of one rule; the next round takes up the rest
OVER = ("closed",)


def to_escalate(rule: Rule, latest: dt.date) -> list[Watched]:
    """Open dates up to `latest` of which the rule has not spoken yet, the oldest first."""
    if rule.watch is Watch.CLOCK:
        return [_clock(row) for row in _clocks(rule, latest)]
    if rule.watch is Watch.TASK:
        return [_task(row) for row in _tasks(rule, latest)]
    source = source_of(rule.watch)
    found = list(source(latest)) if source else []
    known = set(
        Escalation.objects.filter(rule=rule.id, about_id__in=[w.about_id for w in found])
        .values_list("about_id", "due_on")
    )  # fmt: skip
    return [w for w in found if (w.about_id, w.due_on) not in known][:AT_ONCE]


def _unspoken(rows: QuerySet[Any], rule: Rule, *, about: str, due: str) -> QuerySet[Any]:
    spoken = Escalation.objects.filter(rule=rule.id, about_id=OuterRef(about), due_on=OuterRef(due))
    return rows.exclude(case__state__in=OVER).filter(~Exists(spoken))


def _clocks(rule: Rule, latest: dt.date) -> QuerySet[Any]:
    found = running().filter(due__lte=latest, clock=rule.of)
    return _unspoken(found, rule, about="case_id", due="due").select_related("case")[:AT_ONCE]


def _tasks(rule: Rule, latest: dt.date) -> QuerySet[Any]:
    found = Task.objects.filter(done_at=None, due_on__lte=latest)
    return _unspoken(found, rule, about="pk", due="due_on").order_by("due_on", "pk")[:AT_ONCE]


def _clock(row: Any) -> Watched:
    """Known by its case and kind, so that a record counted anew with the same date is not spoken of twice."""
    title = find_policy(row.policy_id).clock_title
    return Watched(Watch.CLOCK, row.clock, row.case_id, row.case_id, title, row.due)


def _task(row: Task) -> Watched:
    assert row.due_on is not None
    return Watched(Watch.TASK, "*", row.pk, row.case_id, row.title, row.due_on, owner=row.for_role)


def is_still_open(item: Watched) -> bool:
    """Whether the date still waits, asked again under the case's lock. Requests say so themselves."""
    if item.watch is Watch.CLOCK:
        return running().filter(case=item.case_id, clock=item.of, due=item.due_on).exists()
    if item.watch is Watch.TASK:
        return Task.objects.filter(pk=item.about_id, done_at=None, due_on=item.due_on).exists()
    return True


def people_with(case_id: UUID, roles: Iterable[str], *, now: dt.datetime) -> list[User]:
    """Active people with one of these roles on the case now, less those walled off from it."""
    named = open_to(now).filter(case_id=case_id, role__in=list(roles))
    return list(User.objects.filter(pk__in=named.values("user")).order_by("pk"))


def open_to(moment: dt.datetime) -> QuerySet[CaseMembership]:
    """Memberships that hold at a moment, of active people who are not walled off from the case."""
    walled = Conflict.objects.filter(user=OuterRef("user"), case=OuterRef("case"), lifted_at=None)
    return CaseMembership.objects.filter(
        Q(until=None) | Q(until__gt=moment),
        ~Exists(walled),
        since__lte=moment,
        user__is_active=True,
    )
