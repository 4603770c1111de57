"""Taking files in, keeping files that Irwell made, opening them: each checked, sealed and logged."""

import errno
import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.core import scanner, time
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean
from irwell.crypto.files import open_bytes, seal_bytes
from irwell.crypto.models import Key
from irwell.documents import store
from irwell.documents.content import check_content
from irwell.documents.models import Document
from irwell.documents.rules import KINDS, TAKEN, Purpose, ending_of, in_words, listed


class Refused(ValidationError):
    """A file that is not taken in; the message says what, why, and how to mend it."""


def take_in(
    *,
    upload: "UploadedFile[Any]",
    purpose: Purpose,
    key: Key,
    by: Actor,
    case_id: UUID | None = None,
    now: datetime | None = None,
) -> Document:
    """Check, scan, seal and keep an uploaded file. Raises Refused, having logged the refusal."""
    name = clean(upload.name or "file").replace("/", "_").replace("\\", "_")[-200:]
    scanned = Document.Scan.CLEAN if scanner.configured() else Document.Scan.NOT_CONFIGURED
    try:
        data = _checked(name, upload, purpose)
        return _kept(
            data, name, KINDS[ending_of(name)].media_type, purpose, key, by, case_id, scanned,
            Event.FILE_UPLOADED, now,
        )  # fmt: skip
    except Refused as refused:
        audit.record(
            Event.FILE_REFUSED,
            by=by,
            case_id=case_id,
            purpose=purpose.value,
            reason=refused.code or "",
        )
        raise


def keep_made(
    *,
    data: bytes,
    file_name: str,
    purpose: Purpose,
    key: Key,
    by: Actor,
    case_id: UUID | None = None,
    now: datetime | None = None,
) -> Document:
    """Seal and keep a file that Irwell itself made. Raises Refused when the disk refuses."""
    media_type = KINDS[ending_of(file_name)].media_type
    return _kept(
        data, file_name, media_type, purpose, key, by, case_id, Document.Scan.CLEAN,
        Event.FILE_MADE, now,
    )  # fmt: skip


def open_document(*, document: Document, by: Actor) -> bytes:
    """The file's bytes, opened and logged. The caller has checked that the person may."""
    data = read(document)
    audit.record(Event.FILE_OPENED, by=by, case_id=document.case_id, about=document)
    return data


@transaction.atomic
def discard(*, document: Document, by: Actor) -> None:
    """Take a file away again that no case holds yet; the log keeps that it was there."""
    if document.case_id is not None:
        raise NotPossibleNow("This file belongs to a case and stays with it.")
    audit.record(Event.FILE_REMOVED, by=by, about=document, purpose=document.purpose)
    stored_as = document.stored_as
    document.delete()
    transaction.on_commit(lambda: store.remove(stored_as))


def read(document: Document) -> bytes:
    """The file's bytes, for our own processing only: nothing is shown to anyone."""
    return open_bytes(store.fetch(document.stored_as), document.key_id)


def _checked(name: str, upload: "UploadedFile[Any]", purpose: Purpose) -> bytes:
    ending, taken, limit = ending_of(name), TAKEN[purpose], settings.IRWELL_MAX_UPLOAD
    if ending not in taken:
        raise Refused(
            f"“{name}” cannot be taken here. Send a {listed(taken)} file.", code="wrong_type"
        )
    if not upload.size:
        raise Refused(f"“{name}” is empty. Check the file and send it again.", code="empty")
    if upload.size > limit:
        raise Refused(
            f"“{name}” is {in_words(upload.size)}; the most is {in_words(limit)}. "
            "Send a smaller file, or split it.", code="too_large",
        )  # fmt: skip
    if getattr(upload, "refused_by_disk", None):
        raise _no_disk(name, upload.refused_by_disk)  # type: ignore[attr-defined]
    data = bytes(upload.read())
    problem = check_content(name, data)
    if problem is not None:
        raise Refused(problem.sentence, code=problem.code)
    _scan(name, data)
    return data


def _scan(name: str, data: bytes) -> None:
    if not scanner.configured():
        return
    try:
        found = scanner.scan(data)
    except scanner.ScannerUnavailable as error:
        raise Refused(
            f"“{name}” was not taken in because the malware scanner does not answer. "
            "Try again in a few minutes; nothing else on this page is lost.", code="no_scanner",
        ) from error  # fmt: skip
    if found:
        raise Refused(
            f"“{name}” was not taken in: the malware scanner found something harmful in it. "
            "Ask your IT support to clean the file, then send it again.", code="malware",
        )  # fmt: skip


def _no_disk(name: str, error: OSError) -> Refused:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    why = "there is no room left on the server" if full else "the server’s disk refused it"
    return Refused(
        f"“{name}” could not be kept: {why}. Tell the partnership’s business unit, then send it "
        "again; nothing else is lost.", code="disk",
    )  # fmt: skip


@transaction.atomic
def _kept(
    data: bytes, name: str, media_type: str, purpose: Purpose, key: Key, by: Actor, case_id: UUID | None,
    scan: Document.Scan, event: Event, now: datetime | None,
) -> Document:  # fmt: skip
    try:
        stored_as = store.keep(seal_bytes(data, key))
    except OSError as error:
        raise _no_disk(name, error) from error
    document = Document.objects.create(
        key=key, file_name=name, media_type=media_type, size=len(data), purpose=purpose.value, scan=scan,
        sha256=hashlib.sha256(data).hexdigest(), stored_as=stored_as, case_id=case_id,
        uploaded_by=by if isinstance(by, User) else None, created_at=now or time.now(),
    )  # fmt: skip
    audit.record(
        event, by=by, case_id=case_id, about=document, purpose=purpose.value, size=len(data),
        sha256=document.sha256,
    )  # fmt: skip
    return document
