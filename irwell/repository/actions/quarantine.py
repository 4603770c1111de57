"""A bundle that arrives is scanned, then taken in; one that does not hold is kept aside until an editor decides."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from irwell.core import scanner
from irwell.core.text import clean
from irwell.editors.models import Editor
from irwell.publication.bundle import Bundle, BundleProblem, load_trusted_keys, read_unproved
from irwell.repository.models import Quarantined

from .deposits import (
    Acknowledgement,
    DepositRefused,
    NotHeld,
    acknowledged,
    check_order,
    deposit_bundle,
    document_of,
    save_bundle,
)
from .keeping import write_whole

MOST_WAITING = 200  # anybody may send: a stranger must not fill the disk
MOST_BYTES = 2 * 1024**3


class KeptAside(DepositRefused):
    """The bundle was not taken in; where it is kept, an editor decides about it."""

    def __init__(self, sentence: str, aside: Quarantined) -> None:
        super().__init__(sentence)
        self.aside = aside


class DecidedAlready(ValueError):
    """Another editor was first."""


def receive_bundle(*, content: bytes, now: datetime) -> Acknowledgement:
    """What the door for deposits does. The same bytes again get the same answer."""
    digest = hashlib.sha256(content).hexdigest()
    before = Quarantined.objects.filter(sha256=digest).select_related("deposit__record").first()
    if before is not None and before.deposit is not None:
        return acknowledged(before.deposit, repeated=True)
    if before is not None and not before.waits:
        raise KeptAside(f"An editor did not take this bundle: {before.decided_why}", before)
    _scan(content)
    try:
        done = deposit_bundle(content=content, now=now)
    except NotHeld as error:
        aside = before or _keep_aside(content, digest, str(error), now)
        if aside is None:
            raise
        raise KeptAside(f"{error} {WAITS}", aside) from error
    if before is not None:
        _holds_now(before, done, now)
    return done


WAITS = "The bundle is kept aside and not published; an editor of the repository looks at it."


def place_aside(sha256: str) -> Path:
    """Where a bundle lies that is kept aside. Nothing is served from there."""
    return Path(settings.IRWELL_REPOSITORY_FILES) / "kept-aside" / sha256


@transaction.atomic
def release(*, aside: Quarantined, why: str, by: Editor, now: datetime) -> Acknowledgement:
    """Publish a bundle although it did not hold. Raises DepositRefused where nobody can."""
    locked = _locked(aside)
    bundle = open_aside(locked)
    check_order(bundle)
    deposit = save_bundle(bundle=bundle, now=now)
    locked.deposit = deposit
    _decide(locked, Quarantined.State.RELEASED, why, by.name, now)
    return acknowledged(deposit, repeated=False)


@transaction.atomic
def reject(*, aside: Quarantined, why: str, by: Editor, now: datetime) -> None:
    """Delete the bundle; what it said of itself, who decided and why stay."""
    locked = _locked(aside)
    _decide(locked, Quarantined.State.REJECTED, why, by.name, now)
    place = place_aside(locked.sha256)
    transaction.on_commit(lambda: place.unlink(missing_ok=True))


def open_aside(aside: Quarantined) -> Bundle:
    """What is in a bundle that is kept aside. Raises DepositRefused when it cannot be read as one."""
    try:
        content = place_aside(aside.sha256).read_bytes()
        return read_unproved(content, load_trusted_keys(Path(settings.IRWELL_TRUSTED_KEYS)))
    except (BundleProblem, OSError) as error:
        said = str(error) if isinstance(error, BundleProblem) else "Its file is missing."
        raise DepositRefused(said) from error


def stands_against(aside: Quarantined) -> str:
    """Why nobody can release it, or nothing."""
    try:
        bundle = open_aside(aside)
        check_order(bundle)
        if not bundle.metadata.withdrawn:
            document_of(bundle)
    except DepositRefused as error:
        return str(error)
    return ""


def _scan(content: bytes) -> None:
    """Before anything is unpacked. What is harmful is not kept, not even aside."""
    if not scanner.configured():
        return
    try:
        found = scanner.scan(content)
    except scanner.ScannerUnavailable as error:
        raise DepositRefused(
            "The bundle was not opened because the malware scanner does not answer. Send it again in a few minutes."
        ) from error
    if found:
        raise DepositRefused(
            "The malware scanner found something harmful in the bundle. It was neither opened nor kept."
        )


def _keep_aside(content: bytes, digest: str, problem: str, now: datetime) -> Quarantined | None:
    """None when so much waits that no more is kept."""
    waiting = Quarantined.objects.filter(state=Quarantined.State.WAITING)
    held = waiting.aggregate(size=Sum("size"))["size"] or 0
    if waiting.count() >= MOST_WAITING or held + len(content) > MOST_BYTES:
        return None
    write_whole(place_aside(digest), content)
    claims, signed_by = _claims(content)
    aside, _ = Quarantined.objects.get_or_create(
        sha256=digest,
        defaults={
            "size": len(content),
            "problem": clean(problem),
            "claims": claims,
            "signed_by": signed_by[:120],
            "received_at": now,
        },
    )
    return aside


def _claims(content: bytes) -> tuple[dict[str, Any], str]:
    try:
        bundle = read_unproved(content, load_trusted_keys(Path(settings.IRWELL_TRUSTED_KEYS)))
    except BundleProblem:
        return {}, ""
    words = {
        name: clean(str(getattr(bundle.metadata, name)))[:300]
        for name in ("identifier", "title", "partnership", "kind", "contact")
    }
    more = {"version": bundle.metadata.version, "withdrawn": bundle.metadata.withdrawn}
    return {**words, **more}, bundle.signed_by


def _holds_now(aside: Quarantined, done: Acknowledgement, now: datetime) -> None:
    """The key came meanwhile: what was kept aside is settled."""
    aside.deposit_id = done.receipt
    why = "It was sent again and holds now."
    _decide(aside, Quarantined.State.RELEASED, why, "", now)


def _locked(aside: Quarantined) -> Quarantined:
    locked = Quarantined.objects.select_for_update().get(pk=aside.pk)
    if not locked.waits:
        by = locked.decided_by or "the repository"
        raise DecidedAlready(f"{locked.get_state_display()} by {by}: {locked.decided_why}")
    return locked


def _decide(aside: Quarantined, state: str, why: str, by: str, now: datetime) -> None:
    aside.state, aside.decided_why, aside.decided_by, aside.decided_at = state, clean(why), by, now
    aside.save()
