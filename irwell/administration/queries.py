"""Who has an account and which roles, and the log's latest rows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
from django.db.models import Prefetch, QuerySet

from irwell.access.models import RoleGrant
from irwell.access.roles import ROLES
from irwell.accounts.models import Invitation, User
from irwell.audit.models import LoggedEvent
from irwell.core.secret import digest_of


@dataclass(frozen=True)
class Person:
    """A person, the roles held apart from cases, and whether an invitation is still open."""

    user: User
    grants: tuple[tuple[UUID, str], ...]
    invited_until: datetime | None


def people() -> list[Person]:
    """Everyone with an account or an open invitation."""
    open_grants = RoleGrant.objects.filter(ended_at=None).order_by("role")
    users = User.objects.select_related("agency", "invitation").prefetch_related(
        Prefetch("role_grants", queryset=open_grants, to_attr="open_grants")
    )
    return [_person(user) for user in users.order_by("name")]


def _person(user: User) -> Person:
    grants: list[RoleGrant] = user.open_grants  # type: ignore[attr-defined]
    invitation: Invitation | None = getattr(user, "invitation", None)
    waiting = invitation if invitation and invitation.accepted_at is None else None
    titles = tuple((g.pk, ROLES[g.role].title if g.role in ROLES else g.role) for g in grants)
    return Person(user, titles, waiting.expires_at if waiting else None)


def invited_until(user: User) -> datetime | None:
    """When the link of somebody who has not joined yet stops working; past for one that has stopped."""
    waiting = Invitation.objects.filter(user=user, accepted_at=None).first()
    return waiting.expires_at if waiting else None


def has_second_factor(user: User) -> bool:
    return bool(is_mfa_enabled(user))


def open_invitation(token: str, *, now: datetime) -> Invitation | None:
    """The invitation that a token opens now."""
    return (
        Invitation.objects.filter(
            token_hash=digest_of(token), accepted_at=None, expires_at__gte=now
        )
        .select_related("user")
        .first()
    )


def latest_events() -> QuerySet[LoggedEvent]:
    """The log, newest first. It names no case by content and no person beyond who acted."""
    return LoggedEvent.objects.order_by("-seq")


def names_of(events: list[LoggedEvent]) -> dict[UUID, str]:
    ids = {event.by for event in events if event.by}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
