"""The one definition of who sees what. Lists and pages both come from here, so they cannot disagree."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from irwell.access.models import CaseMembership, Conflict, RoleGrant
from irwell.access.permissions import CASE_RIGHTS, Permission
from irwell.access.roles import rights_of
from irwell.core import time


def open_memberships(user: Any, *, now: datetime | None = None) -> QuerySet[CaseMembership]:
    """Memberships that hold at this moment, less the cases the person is walled off from."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return CaseMembership.objects.none()
    moment = now or time.now()
    walled = Conflict.objects.filter(user=user, lifted_at=None).values("case")
    return (
        CaseMembership.objects.filter(user=user, since__lte=moment)
        .filter(Q(until=None) | Q(until__gt=moment))
        .exclude(case__in=walled)
    )


KNOWN = "rights_known"  # on a person for whom a page is made that changes nothing


def know_rights(user: Any) -> None:
    """While one page is read, ask once for this person's rights; never while something is changed."""
    setattr(user, KNOWN, {})


def rights(user: Any, case_id: UUID | None = None) -> frozenset[Permission]:
    """Every right the person has now, on the case when one is given."""
    known: dict[UUID | None, frozenset[Permission]] | None = getattr(user, KNOWN, None)
    if known is None:
        return _rights(user, case_id)
    if case_id not in known:
        known[case_id] = _rights(user, case_id)
    return known[case_id]


def _rights(user: Any, case_id: UUID | None) -> frozenset[Permission]:
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return frozenset()
    found: set[Permission] = set()
    for role in RoleGrant.objects.filter(user=user, ended_at=None).values_list("role", flat=True):
        found |= rights_of(role) - CASE_RIGHTS
    if case_id is not None:
        roles = open_memberships(user).filter(case_id=case_id).values_list("role", flat=True)
        for role in roles:
            found |= rights_of(role)
    return frozenset(found)


def roles_on_case(user: Any, case_id: UUID) -> tuple[str, ...]:
    """Ids of the roles the person holds on the case now."""
    return tuple(open_memberships(user).filter(case_id=case_id).values_list("role", flat=True))


def members(case_id: UUID, role: str | None = None) -> QuerySet[CaseMembership]:
    """Open memberships of a case with their people, for showing and for sending notices."""
    moment = time.now()
    found = CaseMembership.objects.filter(case_id=case_id, since__lte=moment).filter(
        Q(until=None) | Q(until__gt=moment)
    )
    if role:
        found = found.filter(role=role)
    return found.select_related("user", "user__agency").order_by("user__name")


def walls(case_ids: Iterable[UUID]) -> set[tuple[UUID, str]]:
    """Of these cases, each with the e-mail address, in small letters, of everybody kept from it now."""
    found = Conflict.objects.filter(case_id__in=set(case_ids), lifted_at=None)
    return {(case, email.lower()) for case, email in found.values_list("case_id", "user__email")}


def walled_off(case_id: UUID) -> set[UUID]:
    """Everybody kept from the case now."""
    return set(
        Conflict.objects.filter(case_id=case_id, lifted_at=None).values_list("user_id", flat=True)
    )
