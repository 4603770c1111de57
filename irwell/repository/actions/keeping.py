"""Files, kept for ever under their own checksum and checked on request."""

import hashlib
import os
import uuid
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import F, Q, QuerySet

from irwell.core.text import clean
from irwell.repository.models import File, Record

TURN = timedelta(days=30)  # each file is compared at least this often
LATE = timedelta(days=2)
AGAIN = timedelta(hours=20)  # one that was damaged is looked at again the next night


def place_of(sha256: str) -> Path:
    """Where the bytes with this checksum lie."""
    return Path(settings.IRWELL_REPOSITORY_FILES) / sha256[:2] / sha256


def keep_bytes(content: bytes) -> str:
    """Keep these bytes; the same bytes are kept once."""
    digest = hashlib.sha256(content).hexdigest()
    place = place_of(digest)
    if not place.exists():
        write_whole(place, content)
    return digest


def write_whole(place: Path, content: bytes) -> None:
    """All of the bytes or, when the disk is full, none."""
    place.parent.mkdir(parents=True, exist_ok=True)
    arriving = place.with_name(f".{place.name}.{uuid.uuid4().hex}")
    try:
        arriving.write_bytes(content)
        os.replace(arriving, place)
    except OSError:
        arriving.unlink(missing_ok=True)
        raise


def kept_elsewhere(*, content: bytes, identifier: str, title: str = "") -> Record | None:
    """A record that has this very file already, under another identifier (and, if given, under this title)."""
    files = File.objects.filter(
        sha256=hashlib.sha256(content).hexdigest(), record__withdrawn_at=None
    ).exclude(record__identifier=identifier)
    if title:
        files = files.filter(record__title=clean(title)[:400])
    file = files.select_related("record").first()
    return file.record if file else None


def due_files(*, now: datetime) -> QuerySet[File]:
    """Files whose turn it is, those that waited longest first."""
    damaged = Q(intact=False, checked_at__lt=now - AGAIN)
    due = Q(checked_at=None) | Q(checked_at__lt=now - TURN) | damaged
    return File.objects.filter(due).order_by(F("checked_at").asc(nulls_first=True), "pk")


def overdue_files(*, now: datetime) -> QuerySet[File]:
    """Files whose turn was two nights ago or earlier: nobody compared them then."""
    never = Q(checked_at=None, created_at__lt=now - LATE)
    return File.objects.filter(never | Q(checked_at__lt=now - TURN - LATE))


def check_files(*, now: datetime, due_only: bool = False, most: int | None = None) -> list[File]:
    """Compare every kept file with its checksum, or those whose turn it is; returns the damaged and the missing."""
    damaged: list[File] = []
    files = due_files(now=now) if due_only else File.objects.all()
    for file in list(files.select_related("record")[:most]):
        place = place_of(file.sha256)
        file.intact = place.is_file() and _digest(place) == file.sha256
        file.checked_at = now
        file.save(update_fields=["intact", "checked_at"])
        if not file.intact:
            damaged.append(file)
    return damaged


def _digest(place: Path) -> str:
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
