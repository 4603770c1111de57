"""The base of every model of ours: an opaque random id and the moment of creation."""

import uuid

from django.db import models

from irwell.core import time


class Base(models.Model):
    """Opaque ids in addresses say nothing about the case; created_at comes from our one clock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=time.now, editable=False)

    class Meta:
        abstract = True
