"""What holds a report back: deferral, publishing without the report, withdrawal."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedModel, SealedTextField

from .publishing import Publication

USER = settings.AUTH_USER_MODEL


class Deferral(SealedModel):
    """Why publication waits, who was told, and when and why it was taken up again."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="deferrals")
    reason = models.CharField(max_length=20, help_text="a code of the list of reasons to withhold")
    justification = SealedTextField()
    told_on = models.DateField(help_text="the Panel and the Secretary of State")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_note = SealedTextField()
    ended_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Privacy:
        narrative = {"justification", "ended_note"}
        operational = {
            "id", "created_at", "key", "case", "reason", "told_on", "by", "ended_at", "ended_by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None), name="one_open_deferral_of_a_case"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="deferral_ended_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return f"deferral of {self.case_id}"


class Withholding(SealedModel):
    """Why publishing the report itself would be wrong, in full: for the Panel, not for the public."""

    publication = models.OneToOneField(
        Publication, on_delete=models.CASCADE, related_name="withholding"
    )
    justification = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"justification"}
        operational = {"id", "created_at", "key", "publication", "by"}
        keep = Retention.CASE_FILE

    def __str__(self) -> str:
        return f"withholding of {self.publication_id}"


class Withdrawal(SealedModel):
    """A decision to withdraw: proposed by one person, confirmed by another. `public_reason` is the tombstone's."""

    publication = models.OneToOneField(
        Publication, on_delete=models.CASCADE, related_name="withdrawal"
    )
    public_reason = models.CharField(max_length=600)
    improvements = models.TextField(blank=True)
    legal_reason = SealedTextField()
    proposed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        public = {"public_reason", "improvements"}
        narrative = {"legal_reason"}
        operational = {
            "id", "created_at", "key", "publication", "proposed_by", "confirmed_by", "confirmed_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="withdrawal_confirmed_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                name="withdrawal_is_decided_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"withdrawal of {self.publication_id}"
