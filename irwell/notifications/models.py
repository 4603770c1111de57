"""The serious incident notification: what was sent, when, under which reference, kept as it was notified."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedJSONField, SealedModel, SealedTextField


class Notification(SealedModel):
    """`as_notified` is a snapshot: later facts never change what the Panel was told."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="notification")
    reference = models.CharField(max_length=60, help_text="the national system's reference")
    sent_at = models.DateTimeField()
    as_notified = SealedJSONField(default=list)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = SealedTextField()
    withdrawn_evidence = SealedTextField()

    class Privacy:
        identifying = {"as_notified"}
        narrative = {"withdrawn_reason", "withdrawn_evidence"}
        operational = {
            "id", "created_at", "key", "case", "reference", "sent_at", "recorded_by", "withdrawn_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reference=""), name="notification_has_a_reference")
        ]

    def __str__(self) -> str:
        return self.reference


class WithdrawalPosition(SealedModel):
    """A statutory partner's position on withdrawing, with reasons. A later position is a new row."""

    notification = models.ForeignKey(
        Notification, on_delete=models.CASCADE, related_name="positions"
    )
    partner = models.CharField(max_length=20, help_text="local_authority, icb or police")
    agrees = models.BooleanField()
    reasons = SealedTextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"reasons"}
        operational = {"id", "created_at", "key", "notification", "partner", "agrees", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.partner}: {self.agrees}"
