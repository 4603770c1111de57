"""Secrets live in files readable by their owner only, never in the database or the settings."""

import os
import secrets
from pathlib import Path

MINIMUM = 50


def secret_key(path: Path, *, create: bool) -> str:
    """The Django secret from its file. Raises SystemExit when it is missing or too short to be safe."""
    if create and not path.exists():
        write_private(path, secrets.token_urlsafe(60))
    if not path.exists():
        raise SystemExit(f"No secret key at {path}. Create one with: irwell keys create")
    value = path.read_text().strip()
    if len(value) < MINIMUM:
        raise SystemExit(
            f"The secret key at {path} is too short. Create one with: irwell keys create"
        )
    return value


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, in a folder that only its owner can open."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
