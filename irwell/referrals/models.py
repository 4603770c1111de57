"""A referral: its sealed answers, who endorsed it, its files, and the case it became."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedJSONField, SealedModel, SealedTextField
from irwell.documents.models import Document

USER = settings.AUTH_USER_MODEL


class Referral(SealedModel):
    """`answers`: page id to answers (a list on repeat pages). `typed`: what was typed and not yet accepted, by place.

    `changed`: page id to the version in which the page last changed. `unread`: words of the Word form that
    were not understood, kept until the person has answered that page.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        ACCEPTED = "accepted", "Case opened"
        DECLINED = "declined", "Not taken forward"

    reference = models.CharField(max_length=20, unique=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    answers = SealedJSONField(default=dict)
    typed = SealedJSONField(default=dict)
    unread = SealedJSONField(default=list)
    changed = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    email = models.EmailField(blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    incident_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    days_late = models.PositiveIntegerField(default=0)
    verdict = models.CharField(max_length=300, blank=True)
    case = models.OneToOneField(
        "cases.Case", on_delete=models.PROTECT, related_name="referral", null=True, blank=True
    )
    declined_reason = SealedTextField()
    decided_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Privacy:
        narrative = {"answers", "typed", "unread", "declined_reason"}
        operational = {
            "id", "created_at", "key", "reference", "status", "version", "changed", "email", "submitted_at", "incident_on",
            "due_on", "days_late", "verdict", "case", "decided_by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["-submitted_at", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft") | Q(submitted_at__isnull=False),
                name="submitted_referral_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.reference


class Endorsement(SealedModel):
    """A designated safeguarding lead's answer to an invitation."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="endorsements")
    email = models.EmailField()
    endorses = models.BooleanField(null=True)
    comment = SealedTextField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        narrative = {"comment"}
        operational = {"id", "created_at", "key", "referral", "email", "endorses", "answered_at"}
        keep = Retention.CASE_FILE

    def __str__(self) -> str:
        return f"endorsement of {self.referral_id}"


class ReferralFile(models.Model):
    """A file sent with the referral."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="files")
    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="+")

    class Privacy:
        operational = {"id", "referral", "document"}
        keep = Retention.CASE_FILE

    def __str__(self) -> str:
        return f"file of {self.referral_id}"
