"""Sealed fields: AES-256-GCM under the row's key, bound to table, column and row so a moved value fails.

A model that uses them inherits SealedModel, which gives it `key`. In Python the attribute is plain text
(or JSON); in the database, dumps and backups it is ciphertext. Opening is lazy: a list page that does
not show a field does not decrypt it.
"""

import json
import os
from typing import Any

from django.db import models

from irwell.core.models import Base
from irwell.crypto.models import Key, cipher

NONCE = 12


class Ciphertext(bytes):
    """A value as it came from the database, not opened yet."""


class SealedModel(Base):
    """A row with sealed fields; `key` is the case's (or referral's, or the service's)."""

    key = models.ForeignKey(Key, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def _bound_to(instance: models.Model, column: str) -> bytes:
    return f"{instance._meta.db_table}.{column}.{instance.pk}".encode()


class _Attribute:
    """Opens the ciphertext on first reading."""

    def __init__(self, field: "SealedTextField") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, Ciphertext):
            value = self.field.open(instance, value)
            instance.__dict__[name] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedTextField(models.Field):  # type: ignore[type-arg]
    """Text of any length, sealed. Empty text is sealed too, so that length zero tells nothing."""

    def get_internal_type(self) -> str:
        return "BinaryField"

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False
    ) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Attribute(self))

    def get_default(self) -> Any:
        if not self.has_default():
            return ""  # Django's mark for "no default" is a class, and so callable
        return self.default() if callable(self.default) else self.default

    def dump(self, value: Any) -> bytes:
        return str(value).encode()

    def load(self, raw: bytes) -> Any:
        return raw.decode()

    def seal(self, instance: models.Model, value: Any) -> bytes:
        nonce = os.urandom(NONCE)
        key_id = instance.key_id  # type: ignore[attr-defined]
        return nonce + cipher(key_id).encrypt(
            nonce, self.dump(value), _bound_to(instance, self.attname)
        )

    def open(self, instance: models.Model, value: bytes) -> Any:
        """Raises cryptography's InvalidTag when the value was changed or moved."""
        key_id = instance.key_id  # type: ignore[attr-defined]
        return self.load(
            cipher(key_id).decrypt(value[:NONCE], value[NONCE:], _bound_to(instance, self.attname))
        )

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if isinstance(value, Ciphertext):
            return bytes(value)
        if value is None:
            value = self.get_default()
        return self.seal(model_instance, value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return connection.Database.Binary(value) if value is not None else None

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return Ciphertext(value) if value is not None else None

    def get_lookup(self, lookup_name: str) -> Any:
        return None  # ciphertext cannot be searched; asking is a mistake that must fail


class SealedJSONField(SealedTextField):
    """Any JSON value, sealed. Assign a new value to change it: editing in place is saved too, since reads cache."""

    def get_default(self) -> Any:
        return super().get_default() if self.has_default() else {}

    def dump(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def load(self, raw: bytes) -> Any:
        return json.loads(raw)
