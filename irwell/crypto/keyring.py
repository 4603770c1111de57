"""Master keys: a JSON file outside the database, owner-readable only, versioned so that they can be rotated."""

import base64
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.keywrap import (
    aes_key_unwrap_with_padding,
    aes_key_wrap_with_padding,
)
from django.conf import settings

from irwell.config.secrets import write_private


class KeyringMissing(Exception):
    """There is no keyring file; sealed content can be neither read nor written."""


@dataclass(frozen=True)
class Keyring:
    """Master keys by id; `current` wraps new keys, the others only unwrap."""

    current: str
    keys: dict[str, bytes]

    def wrap(self, secret: bytes) -> tuple[str, bytes]:
        """The secret wrapped under the current master key (AES-KWP, RFC 5649), with that key's id."""
        return self.current, aes_key_wrap_with_padding(self.keys[self.current], secret)

    def unwrap(self, master: str, wrapped: bytes) -> bytes:
        """The secret again. Raises KeyError for an unknown master, InvalidUnwrap for a changed one."""
        return aes_key_unwrap_with_padding(self.keys[master], wrapped)


def create(path: Path) -> None:
    """Write a new keyring with one random 256-bit master key. Raises FileExistsError rather than overwrite."""
    key = base64.b64encode(os.urandom(32)).decode()
    write_private(path, json.dumps({"current": "m1", "keys": {"m1": key}}))


@lru_cache(maxsize=4)
def _read(path: Path) -> Keyring:
    if not path.exists():
        raise KeyringMissing(f"No keyring at {path}. Create one with: irwell keys create")
    data = json.loads(path.read_text())
    return Keyring(data["current"], {k: base64.b64decode(v) for k, v in data["keys"].items()})


def keyring() -> Keyring:
    """The installation's keyring. In tests one is made on first use."""
    path = Path(settings.IRWELL_KEYRING)
    if settings.TESTING and not path.exists():
        create(path)
    return _read(path)
