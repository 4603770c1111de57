"""Receive signed bundles, and withdraw what must no longer be shown."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from irwell.publication.bundle import (
    KNOWN_FILES,
    Bundle,
    BundleProblem,
    NotABundle,
    load_trusted_keys,
    read_bundle,
)
from irwell.repository.models import Deposit, Record
from irwell.search import Recommendation
from irwell.search.passages import anchor_of
from irwell.search.reading import Document, UnreadableDocument
from irwell.search.reading.web import document_from_html

from .keeping import kept_elsewhere
from .saving import Content, KeptFile, save_record
from .webhooks import Event, note


class DepositRefused(ValueError):
    """The bundle is not taken in; the message is a sentence for the partnership."""


class NotHeld(DepositRefused):
    """A bundle whose signature, checksums or content do not hold, or that collides with a record: a person may judge."""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What the depositor is told and keeps."""

    identifier: str
    version: int
    digest: str
    receipt: str
    received_at: datetime
    repeated: bool
    withdrawn: bool


def deposit_bundle(*, content: bytes | Path, now: datetime) -> Acknowledgement:
    """Take in a bundle. The same bundle again gets the same acknowledgement and changes nothing."""
    try:
        bundle = read_bundle(content, load_trusted_keys(Path(settings.IRWELL_TRUSTED_KEYS)))
    except NotABundle as error:
        raise DepositRefused(str(error)) from error
    except BundleProblem as error:
        raise NotHeld(str(error)) from error
    with transaction.atomic():
        before = Deposit.objects.filter(digest=bundle.digest).select_related("record").first()
        if before is not None:
            return acknowledged(before, repeated=True)
        check_order(bundle)
        _check_owner(bundle)
        deposit = save_bundle(bundle=bundle, now=now)
    return acknowledged(deposit, repeated=False)


def save_bundle(*, bundle: Bundle, now: datetime) -> Deposit:
    """Publish what a bundle holds, or withdraw what it names; the caller has judged that it may."""
    if bundle.metadata.withdrawn:
        existing = Record.objects.get(identifier=bundle.metadata.identifier)
        record = withdraw(record=existing, reason=bundle.metadata.withdrawn_reason, now=now)
    else:
        record = save_record(content=_content(bundle), now=now)
    return Deposit.objects.create(
        record=record,
        digest=bundle.digest,
        signed_by=bundle.signed_by[:120],
        key_fingerprint=bundle.key_fingerprint,
        version=bundle.metadata.version,
        received_at=now,
    )


@transaction.atomic
def withdraw(*, record: Record, reason: str, now: datetime) -> Record:
    """Show a tombstone in place of the record. Its files stay in the archive, unserved."""
    if not reason.strip():
        raise DepositRefused("Give the reason for withdrawing in a sentence; it is published.")
    locked = Record.objects.select_for_update().get(pk=record.pk)
    if locked.withdrawn_at is None:
        locked.withdrawn_at = locked.changed_at = now
        locked.withdrawn_reason = reason.strip()
        locked.save(update_fields=["withdrawn_at", "withdrawn_reason", "changed_at"])
        note(record=locked, event=Event.WITHDRAWN, now=now)
    return locked


def check_order(bundle: Bundle) -> None:
    """What nobody can decide otherwise: versions go up, and what was withdrawn does not come back under its name."""
    metadata = bundle.metadata
    existing = Record.objects.filter(identifier=metadata.identifier).first()
    if existing is None:
        if metadata.withdrawn:
            raise DepositRefused(f"{metadata.identifier} is not here, so it cannot be withdrawn.")
        return
    if existing.is_withdrawn:
        raise DepositRefused(
            f"{metadata.identifier} was withdrawn. Publish it again under a new identifier."
        )
    if not metadata.withdrawn and metadata.version <= existing.version:
        raise DepositRefused(
            f"Version {existing.version} of {metadata.identifier} is here already. A corrected"
            f" report needs version {existing.version + 1} or higher."
        )


def _check_owner(bundle: Bundle) -> None:
    identifier = bundle.metadata.identifier
    existing = Record.objects.filter(identifier=identifier).first()
    if existing is None:
        _check_not_elsewhere(bundle)
        return
    owner = existing.deposits.order_by("received_at").first()
    if owner is None or owner.key_fingerprint != bundle.key_fingerprint:
        raise NotHeld(f"{identifier} belongs to another depositor. Use an identifier of your own.")


def _check_not_elsewhere(bundle: Bundle) -> None:
    """The same report under another identifier, or with another date, would be found and counted twice."""
    same = kept_elsewhere(
        content=bundle.files["report.html"],
        identifier=bundle.metadata.identifier,
        title=bundle.metadata.title,
    )
    if same is not None:
        raise NotHeld(
            f"This report is here already as {same.identifier}, published on {same.published}. If its date or anything"
            f" else there is wrong, deposit it as version {same.version + 1} of {same.identifier}."
        )


def acknowledged(deposit: Deposit, *, repeated: bool) -> Acknowledgement:
    """What is said about a deposit that was taken."""
    return Acknowledgement(
        identifier=deposit.record.identifier,
        version=deposit.version,
        digest=deposit.digest,
        receipt=str(deposit.pk),
        received_at=deposit.received_at,
        repeated=repeated,
        withdrawn=deposit.record.is_withdrawn,
    )


def _content(bundle: Bundle) -> Content:
    metadata = bundle.metadata
    document = document_of(bundle)
    return Content(
        identifier=metadata.identifier,
        title=metadata.title,
        kind=metadata.kind,
        source=Record.Source.BUNDLE,
        content_hash=bundle.digest,
        partnership=metadata.partnership,
        published=metadata.published,
        summary=metadata.summary,
        authors=metadata.authors,
        keywords=metadata.keywords,
        method=metadata.method,
        licence=metadata.licence,
        contact=metadata.contact,
        source_url=metadata.source_url,
        certificate=metadata.certificate,
        version=metadata.version,
        themes=metadata.themes,
        passages=document.passages,
        recommendations=tuple(
            Recommendation(item.number, item.text, None, anchor_of(item.text), item.addressees)
            for item in bundle.recommendations
        )
        or document.recommendations,
        files={
            name: KeptFile(*KNOWN_FILES[name], content=content)
            for name, content in bundle.files.items()
            if name in KNOWN_FILES
        },
    )


def document_of(bundle: Bundle) -> Document:
    """The words of the report in a bundle."""
    html = bundle.files["report.html"].decode("utf-8", errors="replace")
    try:
        return document_from_html(html, name="report.html")
    except UnreadableDocument as error:
        raise NotHeld(str(error)) from error
