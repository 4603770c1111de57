"""The event log: append-only by database trigger, each row chained to the one before by SHA-256.

No foreign keys: the log never interferes with live data and outlives what it speaks of.
"""

from django.db import models

from irwell.core.privacy import Retention


class LoggedEvent(models.Model):
    """One event. Ids, codes, counts and dates only."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    name = models.CharField(max_length=80)
    by = models.UUIDField(null=True)
    by_kind = models.CharField(max_length=20)
    case = models.UUIDField(null=True)
    about = models.CharField(max_length=60, blank=True)
    about_id = models.CharField(max_length=60, blank=True)
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["case", "seq"])]

    class Privacy:
        operational = {
            "seq", "at", "name", "by", "by_kind", "case", "about", "about_id", "data", "previous", "hash",
        }  # fmt: skip
        keep = Retention.AUDIT

    def __str__(self) -> str:
        return f"{self.seq} {self.name}"
