"""Files, kept for ever under their own checksum and checked on request."""

import hashlib
import os
import uuid
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from irwell.repository.models import File

TURN = timedelta(days=30)  # each file is compared at least this often


def place_of(sha256: str) -> Path:
    """Where the bytes with this checksum lie."""
    return Path(settings.IRWELL_REPOSITORY_FILES) / sha256[:2] / sha256


def keep_bytes(content: bytes) -> str:
    """Keep these bytes; the same bytes are kept once."""
    digest = hashlib.sha256(content).hexdigest()
    place = place_of(digest)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        arriving = place.with_name(f".{digest}.{uuid.uuid4().hex}")
        arriving.write_bytes(content)
        os.replace(arriving, place)
    return digest


def check_files(*, now: datetime, due_only: bool = False) -> list[File]:
    """Compare every kept file with its checksum, or those whose turn it is; returns the damaged and the missing."""
    damaged: list[File] = []
    files = File.objects.select_related("record")
    if due_only:
        files = files.filter(Q(checked_at=None) | Q(checked_at__lt=now - TURN) | Q(intact=False))
    for file in files.iterator():
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
