"""Reading the log."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from irwell.audit import chain
from irwell.audit.models import LoggedEvent


def as_row(entry: LoggedEvent) -> dict[str, Any]:
    """The part of a row that is hashed."""
    return {
        "seq": entry.seq,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "name": entry.name,
        "by": str(entry.by) if entry.by else None,
        "by_kind": entry.by_kind,
        "case": str(entry.case) if entry.case else None,
        "about": entry.about,
        "about_id": entry.about_id,
        "data": entry.data,
    }


def _triples() -> Iterator[tuple[dict[str, Any], str, str]]:
    for entry in LoggedEvent.objects.order_by("seq").iterator():
        yield as_row(entry), entry.previous, entry.hash


def verify_log() -> chain.Verdict:
    """Walk the whole log."""
    return chain.verify(_triples())


def events_of_case(case_id: UUID) -> QuerySet[LoggedEvent]:
    """Events of one case, newest first. The caller has checked that the person may see the case."""
    return LoggedEvent.objects.filter(case=case_id).order_by("-seq")
