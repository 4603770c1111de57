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


class DepositRefused(ValueError):
    """The bundle is not taken in; the message is a sentence for the partnership."""


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
    except BundleProblem as error:
        raise DepositRefused(str(error)) from error
    with transaction.atomic():
        before = Deposit.objects.filter(digest=bundle.digest).select_related("record").first()
        if before is not None:
            return _acknowledged(before, repeated=True)
        existing = Record.objects.filter(identifier=bundle.metadata.identifier).first()
        _check_can_take(bundle, existing)
        if bundle.metadata.withdrawn:
            assert existing is not None
            record = withdraw(record=existing, reason=bundle.metadata.withdrawn_reason, now=now)
        else:
            record = save_record(content=_content(bundle), now=now)
        deposit = Deposit.objects.create(
            record=record,
            digest=bundle.digest,
            signed_by=bundle.signed_by,
            key_fingerprint=bundle.key_fingerprint,
            version=bundle.metadata.version,
            received_at=now,
        )
    return _acknowledged(deposit, repeated=False)


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
    return locked


def _check_can_take(bundle: Bundle, existing: Record | None) -> None:
    metadata = bundle.metadata
    if existing is None:
        if metadata.withdrawn:
            raise DepositRefused(f"{metadata.identifier} is not here, so it cannot be withdrawn.")
        _check_not_elsewhere(bundle)
        return
    owner = existing.deposits.order_by("received_at").first()
    if owner is None or owner.key_fingerprint != bundle.key_fingerprint:
        raise DepositRefused(
            f"{metadata.identifier} belongs to another depositor. Use an identifier of your own."
        )
    if existing.is_withdrawn:
        raise DepositRefused(
            f"{metadata.identifier} was withdrawn. Publish it again under a new identifier."
        )
    if not metadata.withdrawn and metadata.version <= existing.version:
        raise DepositRefused(
            f"Version {existing.version} of {metadata.identifier} is here already. A corrected"
            f" report needs version {existing.version + 1} or higher."
        )


def _check_not_elsewhere(bundle: Bundle) -> None:
    """The same report under another identifier, or with another date, would be found and counted twice."""
    same = kept_elsewhere(
        content=bundle.files["report.html"],
        identifier=bundle.metadata.identifier,
        title=bundle.metadata.title,
    )
    if same is not None:
        raise DepositRefused(
            f"This report is here already as {same.identifier}, published on {same.published}. If its date or anything"
            f" else there is wrong, deposit it as version {same.version + 1} of {same.identifier}."
        )


def _acknowledged(deposit: Deposit, *, repeated: bool) -> Acknowledgement:
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
    document = _document(bundle)
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


def _document(bundle: Bundle) -> Document:
    html = bundle.files["report.html"].decode("utf-8", errors="replace")
    try:
        return document_from_html(html, name="report.html")
    except UnreadableDocument as error:
        raise DepositRefused(str(error)) from error
