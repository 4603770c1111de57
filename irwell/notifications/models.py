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

    class Privacy:
        identifying = {"as_notified"}
        narrative = {"withdrawn_reason"}
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
