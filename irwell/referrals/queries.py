"""Reads of referrals."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from irwell.access.permissions import Permission
from irwell.access.policies import can
from irwell.referrals.models import Endorsement, Referral


def referrals_for(user: Any) -> QuerySet[Referral]:
    """Referrals that were sent, for those who read them; nobody else sees any."""
    if not can(user, Permission.READ_REFERRALS):
        return Referral.objects.none()
    return Referral.objects.exclude(status=Referral.Status.DRAFT)


def draft(referral_id: UUID) -> Referral:
    """The one referral that a signed link opens."""
    return Referral.objects.get(pk=referral_id)


def endorsement(endorsement_id: UUID) -> Endorsement:
    """The one endorsement that a signed link opens."""
    return Endorsement.objects.select_related("referral").get(pk=endorsement_id)
