"""Links to requests and the codes that confirm their addresses."""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from irwell.agency_returns.models import (
    AddressCode,
    InformationRequest,
)
from irwell.agency_returns.rules.links import CODE_LIVES, CODE_TRIES
from irwell.messaging.models import SignedLink


def all_links(request: InformationRequest) -> QuerySet[SignedLink]:
    """Every link to the request that was ever sent, newest first."""
    found = SignedLink.objects.filter(purpose=SignedLink.Purpose.AGENCY_RETURN, about_id=request.pk)
    return found.order_by("-created_at")


def open_links(request: InformationRequest) -> QuerySet[SignedLink]:
    """Links to the request that nobody closed."""
    return all_links(request).filter(revoked_at=None)


def links_open(request: InformationRequest, *, now: dt.datetime) -> bool:
    """Whether anybody can still open the request."""
    return open_links(request).filter(expires_at__gt=now).exists()


def links_of(request: InformationRequest, *, email: str) -> QuerySet[SignedLink]:
    """Links to the request that still work and went to an address."""
    return open_links(request).filter(email=email)


def codes_of(link: SignedLink, *, since: dt.datetime) -> QuerySet[AddressCode]:
    return AddressCode.objects.filter(link=link, sent_at__gt=since)


def live_code(link: SignedLink, *, now: dt.datetime) -> AddressCode | None:
    """The code that may still be tried: the last one sent, within its time, not used and not guessed at too often."""
    return (
        codes_of(link, since=now - CODE_LIVES)
        .filter(confirmed_at=None, attempts__lt=CODE_TRIES)
        .order_by("sent_at")
        .last()
    )


def confirmed_links(request: InformationRequest) -> dict[UUID, dt.datetime]:
    """Link to the moment at which its address was confirmed."""
    found = AddressCode.objects.filter(link__in=all_links(request)).exclude(confirmed_at=None)
    return {
        code.link_id: code.confirmed_at
        for code in found.order_by("-confirmed_at")
        if code.confirmed_at
    }
