"""The wall: who was asked and how far each has come."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from irwell.agency_returns.models import (
    InformationRequest,
)
from irwell.agency_returns.queries.links import links_open
from irwell.agency_returns.queries.requests import (
    chased_on,
    departments_of,
    latest_signed,
    requests_of,
    standing,
)
from irwell.agency_returns.rules import asking
from irwell.agency_returns.rules.asking import Standing
from irwell.cases.models import Case
from irwell.core import time
from irwell.messaging.models import UnreachableAddress
from irwell.messaging.queries import unreachable
from irwell.rulebook.queries import calendar
from irwell.statute import Calendar


@dataclass(frozen=True)
class WallRow:
    """One agency on the wall."""

    request: InformationRequest
    standing: Standing
    overdue: bool
    days_left: int
    answered_at: dt.datetime | None
    entries: int
    chased_today: bool
    waiting: int
    no_link: bool
    unreachable: UnreachableAddress | None
    departments: tuple[InformationRequest, ...]

    @property
    def answered(self) -> bool:
        return self.standing in asking.ANSWERED

    @property
    def to_chase(self) -> bool:
        return self.standing in asking.WAITED_FOR

    @property
    def no_lead(self) -> bool:
        """Nobody is copied into a reminder."""
        return self.to_chase and not self.request.agency.lead_email


@dataclass(frozen=True)
class Wall:
    """Who was asked and how far each has come."""

    rows: tuple[WallRow, ...]

    @property
    def asked(self) -> int:
        return len(self.rows)

    @property
    def answered(self) -> int:
        return sum(row.answered for row in self.rows)

    @property
    def late(self) -> int:
        return sum(row.overdue for row in self.rows)

    @property
    def words(self) -> str:
        return (
            f"{self.answered} of {self.asked} have answered"
            if self.asked
            else "Nobody was asked yet"
        )


def wall(case: Case, *, now: dt.datetime | None = None) -> Wall:
    """Every agency asked on the case: those who are late first, then those waited for, then answers."""
    moment = now or time.now()
    days = calendar()
    requests = list(requests_of(case))
    closed = unreachable(r.contact_email for r in requests)
    rows = [wall_row(r, now=moment, days=days, closed=closed) for r in requests]
    return Wall(tuple(sorted(rows, key=lambda r: (not r.overdue, not r.to_chase, r.days_left))))


def wall_row(
    request: InformationRequest, *, now: dt.datetime, days: Calendar | None = None,
    closed: Mapping[str, UnreachableAddress] | None = None,
) -> WallRow:  # fmt: skip
    """One agency. `closed`: addresses that take no mail, when they were looked up for many at once."""
    days = days or calendar()
    closed = unreachable([request.contact_email]) if closed is None else closed
    found, today, signed = standing(request), time.london(now).date(), latest_signed(request)
    entries = 0
    if signed is not None:
        entries = sum(c.rows for c in signed.chronologies.exclude(confirmed_at=None))
    return WallRow(
        request=request, standing=found, overdue=found in asking.WAITED_FOR and today > request.due_on,
        days_left=asking.days_left(request.due_on, today, days),
        answered_at=signed.signed_at if signed else None, entries=entries,
        chased_today=chased_on(request) == today, no_link=not links_open(request, now=now),
        unreachable=closed.get(request.contact_email.lower()),
        waiting=_working_days(request.sent_at, signed.signed_at if signed and signed.signed_at else now, days),
        departments=tuple(departments_of(request)) if request.parent_id is None else (),
    )  # fmt: skip


def _working_days(start: dt.datetime, end: dt.datetime, days: Calendar) -> int:
    return max(days.working_days_between(time.london(start).date(), time.london(end).date()), 0)
