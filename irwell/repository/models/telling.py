"""Programs of other institutions that are told of new, changed and withdrawn records."""

from django.db import models

from irwell.core.models import Base
from irwell.core.privacy import Retention

from .records import Record


class Webhook(Base):
    """An address that is told. Its secret is made of the site's key and this nonce, and kept nowhere."""

    institution = models.CharField(max_length=200)
    address = models.CharField(max_length=500)
    nonce = models.CharField(max_length=64)
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["institution", "begun_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["address"],
                condition=models.Q(ended_at__isnull=True),
                name="repository_one_webhook_of_an_address",
            )
        ]

    class Privacy:
        operational = {
            "id", "created_at", "institution", "address", "nonce", "begun_at", "begun_by", "ended_at", "ended_why",
        }  # fmt: skip
        keep = Retention.WORKING

    def __str__(self) -> str:
        return self.institution


class Delivery(Base):
    """One message to one address: due until it was taken or given up."""

    class Event(models.TextChoices):
        PUBLISHED = "record.published", "Published"
        CHANGED = "record.changed", "Changed"
        WITHDRAWN = "record.withdrawn", "Withdrawn"
        TEST = "test", "Test"

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    record = models.ForeignKey(Record, on_delete=models.CASCADE, null=True, related_name="+")
    event = models.CharField(max_length=20, choices=Event.choices)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, db_index=True)
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-made_at", "-created_at"]

    class Privacy:
        operational = {
            "id", "created_at", "webhook", "record", "event", "made_at", "due_at", "claimed_at", "attempts", "sent_at",
            "status", "problem",
        }  # fmt: skip
        keep = Retention.WORKING

    def __str__(self) -> str:
        return f"{self.event} {self.record_id}"

    @property
    def given_up(self) -> bool:
        """It was tried for days and is not tried again by itself."""
        return self.due_at is None and self.sent_at is None
