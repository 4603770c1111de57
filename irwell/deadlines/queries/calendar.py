"""What a person's private calendar shows."""

import datetime as dt

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from irwell.accounts.models import User
from irwell.cases.models import CaseClock
from irwell.deadlines import rules
from irwell.deadlines.queries.board import Board
from irwell.messaging.models import SignedLink

CALENDAR_BACK = dt.timedelta(days=90)
CALENDAR_ROWS = 1_000


def calendar_link(person: User, *, now: dt.datetime) -> SignedLink | None:
    """The person's open calendar address, if there is one."""
    return SignedLink.objects.filter(
        purpose=SignedLink.Purpose.CALENDAR, about_id=person.pk, revoked_at=None, expires_at__gt=now
    ).first()


def calendar_rows(person: User, *, now: dt.datetime) -> list[CaseClock]:
    """Running dates of the person's cases, and those that stopped lately, so that calendars cancel them.

    `earlier` counts the records that a clock had before its date was corrected.
    """
    seen = Board(person, now=now)
    current = CaseClock.objects.filter(replaced_at=None).exclude(
        policy_id__in=rules.nothing_to_do()
    )
    current = current.filter(Q(stopped_at=None) | Q(stopped_at__gt=now - CALENDAR_BACK))
    before = (
        CaseClock.objects.filter(case=OuterRef("case"), clock=OuterRef("clock"))
        .exclude(replaced_at=None).order_by().values("clock").annotate(n=Count("pk")).values("n")
    )  # fmt: skip
    found = seen.of_cases(current, "case_id").annotate(
        due=Coalesce("extended_to", "due_on"), earlier=Coalesce(Subquery(before), 0)
    )
    return list(found.select_related("case").order_by("due", "pk")[:CALENDAR_ROWS])
