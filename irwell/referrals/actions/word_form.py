"""A draft made from the form that somebody filled in Word."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from irwell.accounts.actors import PUBLIC
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.crypto.actions import create_key
from irwell.crypto.models import Key
from irwell.documents import actions as documents
from irwell.documents.models import Document
from irwell.documents.rules import Purpose
from irwell.referrals.actions.drafts import start
from irwell.referrals.models import Referral, ReferralFile
from irwell.referrals.wordform import NotTheForm, ReadForm, read_form


def start_from_word(
    *, upload: "UploadedFile[Any]", blank: bytes, now: dt.datetime
) -> tuple[Referral, str]:
    """Take the file in and read it into a new draft. Raises documents.Refused or NotTheForm; then no draft is made."""
    key = create_key()
    try:
        document = documents.take_in(upload=upload, purpose=Purpose.WORD_FORM, key=key, by=PUBLIC)
    except documents.Refused:
        key.delete()
        raise
    try:
        found = read_form(documents.read(document), blank=blank, name=document.file_name)
    except NotTheForm:
        documents.discard(document=document, by=PUBLIC)
        key.delete()
        raise
    return _draft_from(found, document, key, now)


@transaction.atomic
def _draft_from(
    found: ReadForm, document: Document, key: Key, now: dt.datetime
) -> tuple[Referral, str]:
    referral, token = start(now=now, key=key)
    referral.answers, referral.unread = found.answers, found.unread
    referral.version = 1
    referral.changed = dict.fromkeys(found.answers, 1)
    referral.email = found.answers.get("referrer", {}).get("email", "")
    referral.save()
    ReferralFile.objects.create(referral=referral, document=document)
    audit.record(
        Event.WORD_FORM_READ, by=PUBLIC, about=referral, pages=len(found.answers), unread=len(found.unread),
    )  # fmt: skip
    return referral, token
