"""Giving and ending roles and memberships; putting up and lifting the conflict wall."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.models import CaseMembership, Conflict, RoleGrant
from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.access.roles import ROLES
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.crypto.models import Key


@transaction.atomic
def grant_role(*, user: User, role: str, by: Actor) -> RoleGrant:
    """Give a person a role. Needs MANAGE_PEOPLE unless the system itself is setting up."""
    if isinstance(by, User):
        check(by, Permission.MANAGE_PEOPLE)
    if role not in ROLES or ROLES[role].on_case:
        raise ValidationError(f"'{role}' is not a role that a person holds apart from a case.")
    grant, made = RoleGrant.objects.get_or_create(
        user=user,
        role=role,
        ended_at=None,
        defaults={"granted_by": by if isinstance(by, User) else None},
    )
    if made:
        audit.record(Event.ROLE_GRANTED, by=by, about=user, role=role)
    return grant


@transaction.atomic
def end_role(*, grant: RoleGrant, by: User, now: datetime) -> None:
    check(by, Permission.MANAGE_PEOPLE)
    grant.ended_at = now
    grant.save()
    audit.record(Event.ROLE_ENDED, by=by, about=grant.user, role=grant.role)


@transaction.atomic
def add_member(
    *,
    case_id: UUID,
    user: User,
    role: str,
    reason: str,
    by: Actor,
    now: datetime,
    until: datetime | None = None,
) -> CaseMembership:
    """Name a person on a case, with a reason. Needs MANAGE_MEMBERS on the case unless the system does it."""
    if isinstance(by, User):
        check(by, Permission.MANAGE_MEMBERS, case_id=case_id)
    if role not in ROLES or not ROLES[role].on_case:
        raise ValidationError(f"'{role}' is not a role on a case.")
    membership = CaseMembership(
        case_id=case_id, user=user, role=role, reason=reason, since=now, until=until,
        granted_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    membership.full_clean()
    membership.save()
    audit.record(Event.MEMBER_ADDED, by=by, case_id=case_id, about=user, role=role)
    return membership


@transaction.atomic
def end_membership(*, membership: CaseMembership, by: Actor, now: datetime) -> None:
    """Bites at the person's next request. Needs MANAGE_MEMBERS on the case unless the system does it."""
    if isinstance(by, User):
        check(by, Permission.MANAGE_MEMBERS, case_id=membership.case_id)
    membership.until = now
    membership.save()
    audit.record(Event.MEMBER_ENDED, by=by, case_id=membership.case_id, about=membership.user)


@transaction.atomic
def declare_conflict(
    *, case_id: UUID, key: Key, user: User, by: User, reason: str = ""
) -> Conflict:
    """Anyone may declare their own; someone who manages members may declare another's."""
    if by.pk != user.pk:
        check(by, Permission.MANAGE_MEMBERS, case_id=case_id)
    conflict, made = Conflict.objects.get_or_create(
        case_id=case_id,
        user=user,
        lifted_at=None,
        defaults={"declared_by": by, "key": key, "reason": reason},
    )
    if made:
        audit.record(Event.CONFLICT_DECLARED, by=by, case_id=case_id, about=user)
    return conflict


@transaction.atomic
def lift_conflict(*, conflict: Conflict, by: User, now: datetime) -> None:
    """Never by the person concerned."""
    check(by, Permission.MANAGE_MEMBERS, case_id=conflict.case_id)
    if by.pk == conflict.user_id:
        raise ValidationError(
            "You cannot lift your own conflict of interest. Ask another manager of this case."
        )
    conflict.lifted_at, conflict.lifted_by = now, by
    conflict.save()
    audit.record(Event.CONFLICT_LIFTED, by=by, case_id=conflict.case_id, about=conflict.user)


def record_refusal(*, by: Any, case_id: UUID, path_name: str) -> None:
    """Someone asked for a case they may not see."""
    audit.record(Event.REFUSED, by=by, case_id=case_id, page=path_name)
