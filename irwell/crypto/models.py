"""Keys: one for each case (or referral), wrapped by a master key outside the database. Delete it and the case is gone."""

from functools import lru_cache
from uuid import UUID

import pyrage
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.keyring import keyring


class KeyDestroyed(Exception):
    """The key was destroyed; what it sealed can never be read again."""


class Key(Base):
    """A random data key and an age identity for files, both wrapped; `scope` says what it seals."""

    class Scope(models.TextChoices):
        CASE = "case", "a case, from its referral on"
        SERVICE = "service", "outgoing messages and other short-lived content"

    scope = models.CharField(max_length=10, choices=Scope.choices, default=Scope.CASE)
    master = models.CharField(max_length=20)
    wrapped = models.BinaryField(null=True)
    wrapped_identity = models.BinaryField(null=True)
    recipient = models.CharField(max_length=100)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        operational = {
            "id", "created_at", "scope", "master", "wrapped", "wrapped_identity", "recipient", "destroyed_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    def __str__(self) -> str:
        return f"key {self.id}"


@lru_cache(maxsize=2048)
def _unwrapped(key_id: UUID) -> tuple[AESGCM, str]:
    key = Key.objects.get(pk=key_id)
    if key.wrapped is None or key.wrapped_identity is None:
        raise KeyDestroyed("This content was deleted: its key has been destroyed.")
    ring = keyring()
    identity = ring.unwrap(key.master, bytes(key.wrapped_identity)).decode()
    return AESGCM(ring.unwrap(key.master, bytes(key.wrapped))), identity


def cipher(key_id: UUID) -> AESGCM:
    """The case's cipher. Raises Key.DoesNotExist, KeyDestroyed."""
    return _unwrapped(key_id)[0]


def file_identity(key_id: UUID) -> "pyrage.x25519.Identity":
    """The age identity that opens the case's files. Raises Key.DoesNotExist, KeyDestroyed."""
    return pyrage.x25519.Identity.from_str(_unwrapped(key_id)[1])


def forget_cached_keys() -> None:
    """Drop unwrapped keys from memory (after destroying one, or between tests)."""
    _unwrapped.cache_clear()
