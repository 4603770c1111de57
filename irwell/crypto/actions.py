"""Making and destroying keys."""

import os
from datetime import datetime

import pyrage

from irwell.crypto.keyring import keyring
from irwell.crypto.models import Key, forget_cached_keys


def create_key(*, scope: Key.Scope = Key.Scope.CASE) -> Key:
    """A new random key with its age identity, wrapped under the current master key."""
    ring = keyring()
    identity = pyrage.x25519.Identity.generate()
    master, wrapped = ring.wrap(os.urandom(32))
    _, wrapped_identity = ring.wrap(str(identity).encode())
    return Key.objects.create(
        scope=scope,
        master=master,
        wrapped=wrapped,
        wrapped_identity=wrapped_identity,
        recipient=str(identity.to_public()),
    )


def destroy_key(*, key: Key, now: datetime) -> None:
    """Crypto-shredding: what the key sealed can never be read again, in backups of the database included."""
    key.wrapped = key.wrapped_identity = None
    key.destroyed_at = now
    key.save()
    forget_cached_keys()


def service_key() -> Key:
    """The key of content that belongs to no case."""
    return Key.objects.filter(scope=Key.Scope.SERVICE, destroyed_at=None).first() or create_key(
        scope=Key.Scope.SERVICE
    )
