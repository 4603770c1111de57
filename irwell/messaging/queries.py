"""Finding a link by its token; notices, and the addresses that take no mail."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from irwell.access.permissions import Permission
from irwell.access.queries import open_memberships, rights
from irwell.access.roles import ROLES
from irwell.core.secret import digest_of
from irwell.messaging.models import Notice, SignedLink, UnreachableAddress

RUNS_THE_CASE = tuple(r.id for r in ROLES.values() if Permission.MOVE_CASE in r.rights)
UNIT = (Permission.READ_REFERRALS, Permission.MANAGE_PEOPLE)


class LinkClosed(Exception):
    """The link exists but no longer opens anything; the message says why and what to do."""


def find_link(token: str, purpose: SignedLink.Purpose, *, now: datetime) -> SignedLink | None:
    """The link, or None when there is no such one. Raises LinkClosed when it expired or was closed."""
    link = SignedLink.objects.filter(token_hash=digest_of(token), purpose=purpose).first()
    if link is None:
        return None
    if link.revoked_at:
        raise LinkClosed(link.closed_reason)
    if link.expires_at <= now:
        raise LinkClosed(
            "This link has expired. Nothing you sent before is lost. Ask the business unit for a new link."
        )
    return link


def notices_for_case(case_id: UUID) -> list[Notice]:
    """Messages about a case. The caller has checked that the person may see it."""
    return list(Notice.objects.filter(case_id=case_id).order_by("-created_at"))


def waiting(now: datetime) -> QuerySet[Notice]:
    """Notices that are due and that no worker holds, oldest first."""
    return Notice.objects.filter(
        sent_at=None, claimed_at=None, ending=Notice.Ending.NONE, due_at__lte=now
    )


def unreachable(emails: Iterable[str]) -> dict[str, UnreachableAddress]:
    """Of these addresses, in small letters, those that take no mail."""
    wanted = {email.lower() for email in emails}
    return {a.email: a for a in UnreachableAddress.objects.filter(email__in=wanted, mended_at=None)}


def notices_of_concern(person: Any) -> QuerySet[Notice]:
    """Notices that the person deals with: of cases they run, and for the unit those of no case."""
    runs = open_memberships(person).filter(role__in=RUNS_THE_CASE)
    chosen = Q(case_id__in=runs.values("case"))
    if any(right in rights(person) for right in UNIT):
        chosen |= Q(case_id=None)
    return Notice.objects.filter(chosen)


def in_doubt(person: Any) -> QuerySet[Notice]:
    """Notices of the person's concern that may have left or not, or that the mail server refused."""
    closed = UnreachableAddress.objects.filter(mended_at=None)
    refused = Q(ending=Notice.Ending.REFUSED) & ~Exists(closed.filter(email=Lower(OuterRef("to"))))
    return notices_of_concern(person).filter(Q(uncertain=True) | refused).order_by("due_at")


def closed_addresses(person: Any) -> QuerySet[UnreachableAddress]:
    """Addresses that take no mail and to which something of the person's concern was written."""
    written = notices_of_concern(person).annotate(small=Lower("to")).values("small")
    return UnreachableAddress.objects.filter(mended_at=None, email__in=written).order_by("since")


def mail_trouble(person: Any) -> int:
    """How many messages and addresses wait for the person."""
    return in_doubt(person).count() + closed_addresses(person).count()
