"""Requests, their versions and how far each has come."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from irwell.accounts.models import Agency
from irwell.agency_returns.models import (
    AgencyReturn,
    InformationRequest,
)
from irwell.agency_returns.rules import asking
from irwell.agency_returns.rules.asking import Standing
from irwell.agency_returns.rules.collating import CHRONOLOGY
from irwell.cases.models import Case, Identity
from irwell.cases.queries import register_of
from irwell.core import time
from irwell.messaging.models import SignedLink


def requests_of(case: Case) -> QuerySet[InformationRequest]:
    return case.requests.select_related("agency").prefetch_related("returns")


def request_on(case: Case, request_id: UUID) -> InformationRequest | None:
    return requests_of(case).filter(pk=request_id).first()


def request_of_link(link: SignedLink) -> InformationRequest:
    """The one request that a signed link opens; nothing else is ever read for its holder."""
    return InformationRequest.every.select_related("agency", "case", "parent").get(pk=link.about_id)


def departments_of(request: InformationRequest) -> list[InformationRequest]:
    """What the agency's lead asked of its departments, in the order of their names."""
    found = InformationRequest.every.filter(parent=request).select_related("agency", "link")
    return list(found.prefetch_related("returns").order_by("department"))


def department_of(request: InformationRequest, department_id: UUID) -> InformationRequest | None:
    """A department of this request; another agency's is not found."""
    return next((d for d in departments_of(request) if d.pk == department_id), None)


def asks_chronology(request: InformationRequest) -> bool:
    return not request.sections or CHRONOLOGY in request.sections


def is_settled(department: InformationRequest) -> bool:
    """Whether the lead has nothing left to do about a department: withdrawn, not involved, or taken in."""
    if department.revoked_at is not None:
        return True
    newest = latest(department)
    if newest is None or newest.signed_at is None:
        return False
    return newest.kind == AgencyReturn.Kind.NIL or department.taken_version == newest.version


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
    if request.revoked_at:
        return Standing.REVOKED
    if request.missing_at:
        return Standing.EXPLAINED
    if newest is None:
        return Standing.OPENED if request.opened_at else Standing.SENT
    return Standing.REOPENED if newest.version > 1 else Standing.DRAFT


def waited_for(request: InformationRequest) -> bool:
    """Whether the meeting waits: a reopened return still has its signed version, so it does not."""
    found = standing(request)
    return found in asking.WAITED_FOR and found is not Standing.REOPENED


def chased_on(request: InformationRequest) -> dt.date | None:
    return time.london(request.chased_at).date() if request.chased_at else None


def signed_versions(request: InformationRequest) -> list[AgencyReturn]:
    return [version for version in versions(request) if version.signed_at]
