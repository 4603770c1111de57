"""Bundles on their way to a repository."""

from django.db import models

from irwell.core.models import Base
from irwell.core.privacy import Retention

from .publishing import Publication


class Delivery(Base):
    """A bundle on its way to a repository: the row is the outbox, a sweep sends it, the receipt is kept."""

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="deliveries"
    )
    version = models.PositiveSmallIntegerField()
    withdraws = models.BooleanField(default=False)
    url = models.URLField()
    bundle = models.BinaryField(help_text="the signed bundle, zipped; public by definition")
    digest = models.CharField(max_length=64)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=400, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    receipt = models.CharField(max_length=120, blank=True)
    record_url = models.URLField(blank=True)

    class Privacy:
        public = {"bundle", "digest"}
        operational = {
            "id", "created_at", "publication", "version", "withdraws", "url", "due_at", "claimed_at", "attempts",
            "problem", "cancelled_at", "acknowledged_at", "receipt", "record_url",
        }  # fmt: skip
        keep = Retention.PUBLISHED

    class Meta:
        ordering = ["created_at"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "version", "url"], name="a_version_is_delivered_once"
            )
        ]

    def __str__(self) -> str:
        return f"delivery {self.digest[:12]}"
