"""Reads of requests and returns. A contributor's reads start from the one request that the link opens."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from irwell.accounts.models import Agency
from irwell.agency_returns.models import AgencyReturn, InformationRequest, ReturnChronology
from irwell.agency_returns.rules import asking, lines
from irwell.agency_returns.rules.asking import Standing
from irwell.cases.models import Case, Identity
from irwell.cases.queries import register_of
from irwell.chronology import Entry, Fault, Import
from irwell.core import time
from irwell.messaging.models import SignedLink
from irwell.statute import load_calendar


def requests_of(case: Case) -> QuerySet[InformationRequest]:
    return case.requests.select_related("agency").prefetch_related("returns")


def request_on(case: Case, request_id: UUID) -> InformationRequest | None:
    return requests_of(case).filter(pk=request_id).first()


def request_of_link(link: SignedLink) -> InformationRequest:
    """The one request that a signed link opens; nothing else is ever read for its holder."""
    return InformationRequest.objects.select_related("agency", "case").get(pk=link.about_id)


def agencies_to_ask(case: Case, *, also: Iterable[str] = ()) -> QuerySet[Agency]:
    """Agencies that were not asked yet, and those just ticked, so that a form sent twice does no harm.

    The partnership's own unit has no records of its own.
    """
    own = (Agency.Kind.PARTNERSHIP, Agency.Kind.INDEPENDENT)
    ticked = [UUID(pk) for pk in also if _is_id(pk)]
    asked = case.requests.exclude(agency_id__in=ticked).values("agency")
    return Agency.objects.exclude(kind__in=own).exclude(pk__in=asked)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def household_of(case: Case) -> list[Identity]:
    """Whom agencies are asked about: the children and the household, and nobody else of the register."""
    return [i for i in register_of(case) if asking.is_household(i.kind, i.role)]


def versions(request: InformationRequest) -> list[AgencyReturn]:
    """Every version, oldest first."""
    return sorted(request.returns.all(), key=lambda r: r.version)


def latest(request: InformationRequest) -> AgencyReturn | None:
    found = versions(request)
    return found[-1] if found else None


def latest_signed(request: InformationRequest) -> AgencyReturn | None:
    return next((r for r in reversed(versions(request)) if r.signed_at), None)


def drafting(request: InformationRequest) -> AgencyReturn | None:
    """The version being written, if any."""
    return request.returns.filter(signed_at=None).first()


def standing(request: InformationRequest) -> Standing:
    """How far the answer has come. An explained absence gives way to an answer that comes after all."""
    newest = latest(request)
    if newest is not None and newest.signed_at:
        return Standing.NIL if newest.kind == AgencyReturn.Kind.NIL else Standing.RETURNED
    if request.missing_at:
        return Standing.EXPLAINED
    if newest is None:
        return Standing.OPENED if request.opened_at else Standing.SENT
    return Standing.REOPENED if newest.version > 1 else Standing.DRAFT


def waited_for(request: InformationRequest) -> bool:
    """Whether the meeting waits: a reopened return still has its signed version, so it does not."""
    found = standing(request)
    return found in asking.WAITED_FOR and found is not Standing.REOPENED


def chronology_of(request: InformationRequest, chronology_id: UUID) -> ReturnChronology | None:
    """A chronology of this request's draft; another return's is not found."""
    return (
        ReturnChronology.objects.filter(
            agency_return__request=request, agency_return__signed_at=None
        )
        .select_related("agency_return", "document")
        .filter(pk=chronology_id)
        .first()
    )


def rows_of(chronology: ReturnChronology) -> lines.Sorted:
    """The rows as kept, by what they ask of the person."""
    mending = lines.Mending.of(chronology.corrections)
    return lines.sort_rows(
        (Entry.from_dict(e) for e in chronology.entries),
        (Fault.from_dict(f) for f in chronology.faults),
        mending.left_out,
    )


def imports_of(case: Case) -> list[Import]:
    """The confirmed rows of each agency's latest signed version, one Import a file.

    The agency's name and the version are stamped here, whatever the file said.
    """
    signed = (latest_signed(request) for request in requests_of(case))
    return [read for one in signed if one is not None for read in imports_of_return(one)]


def imports_of_return(signed: AgencyReturn) -> list[Import]:
    """One signed version as the engine reads it; an answer without rows still has its lane."""
    agency, found = signed.request.agency.name, []
    if signed.kind == AgencyReturn.Kind.FULL:
        kept = signed.chronologies.exclude(confirmed_at=None).select_related("document")
        found = [_import(chronology, agency, signed.version) for chronology in kept]
    return found or [Import(agency, signed.version, ())]


def _import(chronology: ReturnChronology, agency: str, version: int) -> Import:
    rows = rows_of(chronology)
    entries = tuple(
        replace(Entry.from_dict(e), agency=agency, return_version=version, id="")
        for e in chronology.entries
    )
    return Import(
        agency, version, entries, rows.unreadable, (*rows.headings, *rows.left_out),
        tuple(chronology.told), chronology.document.file_name,
    )  # fmt: skip


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

    @property
    def answered(self) -> bool:
        return self.standing in asking.ANSWERED

    @property
    def to_chase(self) -> bool:
        return self.standing in asking.WAITED_FOR


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
    rows = [wall_row(r, now=moment) for r in requests_of(case)]
    return Wall(tuple(sorted(rows, key=lambda r: (not r.overdue, not r.to_chase, r.days_left))))


def wall_row(request: InformationRequest, *, now: dt.datetime) -> WallRow:
    found, today, signed = standing(request), time.london(now).date(), latest_signed(request)
    entries = 0
    if signed is not None:
        entries = sum(c.rows for c in signed.chronologies.exclude(confirmed_at=None))
    return WallRow(
        request=request, standing=found, overdue=found in asking.WAITED_FOR and today > request.due_on,
        days_left=asking.days_left(request.due_on, today, load_calendar()),
        answered_at=signed.signed_at if signed else None, entries=entries,
        chased_today=chased_on(request) == today,
    )  # fmt: skip


def chased_on(request: InformationRequest) -> dt.date | None:
    return time.london(request.chased_at).date() if request.chased_at else None


def links_of(request: InformationRequest, *, email: str) -> QuerySet[SignedLink]:
    """Links to the request that still work and went to an address."""
    return SignedLink.objects.filter(
        purpose=SignedLink.Purpose.AGENCY_RETURN, about_id=request.pk, email=email, revoked_at=None
    )


def columns_last_taken(request: InformationRequest) -> dict[str, Any]:
    """The mapping of this agency's last file on the case, which the next file may follow."""
    last = (
        ReturnChronology.objects.filter(agency_return__request=request)
        .order_by("created_at")
        .last()
    )
    return last.mapping if last else {}
