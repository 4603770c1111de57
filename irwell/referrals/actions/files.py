"""Files sent with the referral."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from irwell.audit.actions import Actor
from irwell.documents import actions as documents
from irwell.documents.models import Document
from irwell.documents.rules import Purpose
from irwell.referrals.actions.drafts import locked
from irwell.referrals.models import Referral, ReferralFile
from irwell.referrals.policies import check_can_add_file, check_can_edit


def add_file(
    *, referral: Referral, upload: "UploadedFile[Any]", by: Actor, now: datetime | None = None
) -> ReferralFile:
    """Take one file in and put it with the referral. Raises documents.Refused with the reason.

    Taking in stands outside the transaction, so that a refusal stays in the log.
    """
    check_can_add_file(referral)
    document = documents.take_in(
        upload=upload, purpose=Purpose.REFERRAL_ATTACHMENT, key=referral.key, by=by, now=now
    )
    return put_with(referral=referral, document=document, by=by)


@transaction.atomic
def put_with(*, referral: Referral, document: Document, by: Actor) -> ReferralFile:
    """The same file sent twice is there once."""
    referral = locked(referral)
    check_can_edit(referral)
    twin = referral.files.filter(
        document__sha256=document.sha256, document__purpose=document.purpose
    ).first()
    if twin:
        documents.discard(document=document, by=by)
        return twin
    return ReferralFile.objects.create(referral=referral, document=document)


@transaction.atomic
def remove_file(*, referral: Referral, file_id: int, by: Actor) -> None:
    """Take a file away from a draft; doing it twice changes nothing."""
    referral = locked(referral)
    check_can_edit(referral)
    file = referral.files.select_related("document").filter(pk=file_id).first()
    if file is not None:
        documents.discard(document=file.document, by=by)
