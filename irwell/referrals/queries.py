"""Reads of referrals."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from irwell.access.permissions import Permission
from irwell.access.policies import can
from irwell.documents.models import Document
from irwell.documents.rules import Purpose
from irwell.referrals.models import Endorsement, Referral, ReferralFile


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


def attachments(referral: Referral) -> list[ReferralFile]:
    """Files that the referrer added, oldest first."""
    return list(
        referral.files.filter(document__purpose=Purpose.REFERRAL_ATTACHMENT)
        .select_related("document")
        .order_by("document__created_at")
    )


def files_of(referral: Referral) -> list[ReferralFile]:
    """Everything that came with the referral, the Word form too."""
    return list(referral.files.select_related("document").order_by("document__created_at"))


def word_form(referral: Referral) -> Document | None:
    """The Word form from which the referral was read, if it came that way."""
    return Document.objects.filter(
        pk__in=referral.files.values("document"), purpose=Purpose.WORD_FORM
    ).first()


def file_of(referral: Referral, document_id: UUID) -> Document | None:
    """One file that came with the referral. The caller has checked that the person may read it."""
    return Document.objects.filter(pk__in=referral.files.values("document"), pk=document_id).first()
