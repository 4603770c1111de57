"""Sealed files on disk, each under an opaque name. Written beside its place, synced, then moved: all or nothing."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings


def _path(stored_as: str) -> Path:
    return Path(settings.IRWELL_FILES) / stored_as[:2] / stored_as


def keep(sealed: bytes) -> str:
    """Keep the bytes and return their opaque name. Raises OSError when the disk refuses; then nothing is left."""
    name = secrets.token_hex(20)
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, beside = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(sealed)
            out.flush()
            os.fsync(out.fileno())
        os.replace(beside, path)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
    return name


def fetch(stored_as: str) -> bytes:
    """The sealed bytes. Raises FileNotFoundError when the file is gone."""
    return _path(stored_as).read_bytes()


def remove(stored_as: str) -> None:
    """Delete the sealed bytes; doing it twice changes nothing."""
    _path(stored_as).unlink(missing_ok=True)


def names() -> Iterator[str]:
    """The name of every file in the store, also of what an interrupted writing left behind."""
    root = Path(settings.IRWELL_FILES)
    return (path.name for path in sorted(root.glob("*/*")) if path.is_file())
