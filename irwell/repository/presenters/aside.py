"""A bundle that was kept aside, as an editor sees it."""

from typing import Any

from irwell.publication.bundle import Bundle
from irwell.repository import queries
from irwell.repository.actions.deposits import DepositRefused, document_of
from irwell.repository.actions.quarantine import open_aside, stands_against
from irwell.repository.models import Quarantined

from .records import size

MOST_PASSAGES = 60


def page_of(aside: Quarantined) -> dict[str, Any]:
    """What the page shows."""
    known: dict[str, Any] = {
        "aside": aside,
        "size": size(aside.size),
        "may_release": not aside.waits,
    }
    if not aside.waits:
        return known
    known["against"] = stands_against(aside)
    known["may_release"] = not known["against"]
    try:
        bundle = open_aside(aside)
    except DepositRefused:
        return known
    return {**known, **_inside(bundle)}


def _inside(bundle: Bundle) -> dict[str, Any]:
    metadata = bundle.metadata
    before = queries.record(metadata.identifier)
    return {
        "metadata": metadata,
        "replaces": before if before is not None and not before.is_withdrawn else None,
        "files": [(name, size(len(content))) for name, content in bundle.files.items()],
        "passages": _words(bundle),
        "recommendations": bundle.recommendations,
    }


def _words(bundle: Bundle) -> list[Any]:
    if bundle.metadata.withdrawn:
        return []
    try:
        return list(document_of(bundle).passages[:MOST_PASSAGES])
    except DepositRefused:
        return []
