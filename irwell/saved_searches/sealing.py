"""Addresses of readers: sealed at rest, found again by a keyed digest, named in links by signature alone.

The key is derived from this process’s own secret; it holds none of any case.
"""

import hashlib
import hmac
import os
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core import signing

NONCE = 12
CONFIRM_WITHIN = 3 * 24 * 3600  # seconds


def seal(address: str) -> bytes:
    """The address as it is kept."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_key("address")).encrypt(nonce, address.encode(), b"reader")


def open_sealed(box: bytes) -> str:
    """The address as it is written to."""
    raw = bytes(box)
    return AESGCM(_key("address")).decrypt(raw[:NONCE], raw[NONCE:], b"reader").decode()


def digest(address: str) -> str:
    """The same for the same address, and of no use without the key."""
    return hmac.new(_key("digest"), address.strip().casefold().encode(), hashlib.sha256).hexdigest()


def sign(purpose: str, key: UUID) -> str:
    """A link’s token. It ends when the row it names is gone."""
    return signing.TimestampSigner(salt=f"irwell.reader.{purpose}").sign(str(key))


def read_token(purpose: str, token: str) -> UUID | None:
    """What the token names; None when it was not made here, or asks too late for a confirmation."""
    try:
        value = signing.TimestampSigner(salt=f"irwell.reader.{purpose}").unsign(
            token, max_age=CONFIRM_WITHIN if purpose == "confirm" else None
        )
        return UUID(value)
    except (signing.BadSignature, ValueError):
        return None


def _key(purpose: str) -> bytes:
    derived = HKDF(
        algorithm=hashes.SHA256(), length=32, salt=None, info=f"irwell {purpose}".encode()
    )
    return derived.derive(settings.SECRET_KEY.encode())
