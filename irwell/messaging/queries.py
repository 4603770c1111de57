"""Finding a link by its token."""

from datetime import datetime
from uuid import UUID

from irwell.messaging.actions import hash_token
from irwell.messaging.models import Notice, SignedLink


class LinkClosed(Exception):
    """The link exists but no longer opens anything; the message says why and what to do."""


def find_link(token: str, purpose: SignedLink.Purpose, *, now: datetime) -> SignedLink | None:
    """The link, or None when there is no such one. Raises LinkClosed when it expired or was closed."""
    link = SignedLink.objects.filter(token_hash=hash_token(token), purpose=purpose).first()
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
