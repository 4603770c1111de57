"""The signed bundle: built from public fields alone, searched once more, queued for the repository."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from irwell.accounts.actors import SYSTEM
from irwell.accounts.queries import partnership
from irwell.anonymisation.queries import engine_register
from irwell.anonymise.verify import verify
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.core.errors import NotPossibleNow
from irwell.core.time import london
from irwell.crypto.signing import load_signing_key
from irwell.publication import queries, rules
from irwell.publication.bundle import (
    BundleMetadata,
    BundleProblem,
    BundleRecommendation,
    bundle_bytes,
)
from irwell.publication.models import Delivery, Publication


def queue_bundle(*, publication: Publication, now: dt.datetime) -> Delivery:
    """Sign the bundle of this version and put it in the outbox. Part of the caller's transaction."""
    withdrawn = publication.status == Publication.Status.WITHDRAWN
    files = {} if withdrawn else {row.name: bytes(row.content) for row in publication.files.all()}
    key = _signing_key()
    try:
        data, digest = bundle_bytes(
            metadata=metadata_of(publication), files=files,
            recommendations=() if withdrawn else recommendations_of(publication), key=key,
        )  # fmt: skip
    except BundleProblem as error:
        raise NotPossibleNow(f"The bundle for the repository could not be made. {error}") from error
    delivery = Delivery.objects.create(
        publication=publication, version=publication.version, withdraws=withdrawn, bundle=data,
        digest=digest, due_at=now, url=f"{settings.IRWELL_REPOSITORY_URL.rstrip('/')}/deposit",
    )  # fmt: skip
    audit.record(
        Event.BUNDLE_MADE, by=SYSTEM, case_id=publication.case_id, about=delivery, digest=digest,
        version=publication.version,
    )  # fmt: skip
    return delivery


def metadata_of(publication: Publication) -> BundleMetadata:
    """What the repository lists; public fields only."""
    owner, published_at = partnership(), publication.published_at
    if published_at is None:
        raise ValueError("Only what is published has a bundle.")
    page = reverse("publication:landing", args=[publication.identifier])
    return BundleMetadata(
        identifier=publication.identifier,
        title=publication.title,
        partnership=owner.name,
        kind=publication.kind,
        published=london(published_at).date(),
        summary=publication.summary,
        authors=(publication.author,) if publication.author else (),
        themes=tuple(publication.themes),
        keywords=tuple(publication.keywords),
        method=publication.method,
        licence=rules.rights(owner.name, publication.licence),
        contact=owner.business_email,
        source_url=f"{settings.IRWELL_BASE_URL}{page}",
        certificate=publication.certificate.digest if publication.certificate else "",
        version=publication.version,
        withdrawn=publication.status == Publication.Status.WITHDRAWN,
        withdrawn_reason=publication.withdrawn_reason,
        jointly_with=publication.jointly_with,
    )


def recommendations_of(publication: Publication) -> tuple[BundleRecommendation, ...]:
    return tuple(
        BundleRecommendation(
            number=str(row.number), text=row.text,
            addressees=tuple(part.strip() for part in row.addressees.split(";") if part.strip()),
            themes=(row.theme,) if row.theme else (),
        )
        for row in publication.recommendations.all()
    )  # fmt: skip


def check_bundle_names_nobody(publication: Publication) -> None:
    """Search every file and every word that leaves for every registered identity, whatever was checked before.

    What two people released with the certificate (forms that may be an ordinary word) stays released: the
    certificate still holds for these bytes and this register, or publishing would have been refused already.
    """
    register = engine_register(publication.case)
    found = queries.words_against(publication)
    for row in publication.files.all():
        checked = verify(row.name, bytes(row.content), register)
        if any(finding.severity == "critical" for finding in checked.findings):
            found.append(f"{row.name} still holds an identity of the register.")
        if not all(run.ran for run in checked.checks):
            found.append(f"{row.name} could not be searched completely.")
    if found:
        raise NotPossibleNow(f"Nothing was published. {' '.join(found)}")


def _signing_key() -> Any:
    try:
        return load_signing_key(Path(settings.IRWELL_SIGNING_KEY).read_bytes())
    except (OSError, ValueError) as error:
        raise NotPossibleNow(
            "The partnership’s signing key cannot be read, so no bundle can be signed and nothing is published. "
            "Ask whoever runs Irwell to make it with: irwell keys create"
        ) from error
