"""Sealed files: age, to the case's key and, where one is set, to the offline recovery key."""

from uuid import UUID

import pyrage
from django.conf import settings

from irwell.crypto.models import Key, file_identity


def seal_bytes(data: bytes, key: Key) -> bytes:
    """An age file. Recoverable with any age tool by the holder of the recovery key."""
    recipients = [pyrage.x25519.Recipient.from_str(key.recipient)]
    if settings.IRWELL_RECOVERY_RECIPIENT:
        recipients.append(pyrage.x25519.Recipient.from_str(settings.IRWELL_RECOVERY_RECIPIENT))
    return bytes(pyrage.encrypt(data, recipients))


def open_bytes(sealed: bytes, key_id: UUID) -> bytes:
    """The file's content. Raises pyrage.DecryptError when it was changed, KeyDestroyed when deleted."""
    return bytes(pyrage.decrypt(sealed, [file_identity(key_id)]))
