"""What follows a review: briefings and who read them, responses, actions, evidence of completion and of impact."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from irwell.accounts.models import Agency
from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedModel, SealedTextField
from irwell.documents.models import Document
from irwell.publication.models import Publication
from irwell.reviews.models import Recommendation

USER = settings.AUTH_USER_MODEL


class Briefing(Base):
    """A seven-minute briefing made from a published report. `sections`: list of {heading, text}, public words only."""

    publication = models.OneToOneField(
        Publication, on_delete=models.CASCADE, related_name="briefing"
    )
    sections = models.JSONField(default=list)
    version = models.PositiveSmallIntegerField(default=1)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        public = {"sections", "version", "issued_at"}
        operational = {"id", "created_at", "publication", "made_by"}
        keep = Retention.PUBLISHED

    class Meta:
        ordering = ["-issued_at", "-created_at"]

    def __str__(self) -> str:
        return f"briefing of {self.publication_id}"


class Reading(SealedModel):
    """A person read a briefing, and what they will do with it."""

    briefing = models.ForeignKey(Briefing, on_delete=models.CASCADE, related_name="readings")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    reflection = SealedTextField()

    class Privacy:
        narrative = {"reflection"}
        operational = {"id", "created_at", "key", "briefing", "by"}
        keep = Retention.ACCOUNT

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["briefing", "by"], name="a_person_reads_a_briefing_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.by_id} read {self.briefing_id}"


class Response(SealedModel):
    """An addressed body's answer to a recommendation."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        IN_PART = "in_part", "Accepted in part"
        REJECTED = "rejected", "Rejected"

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="responses"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    reasons = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"reasons"}
        operational = {"id", "created_at", "key", "recommendation", "agency", "answer", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.answer}"


class Action(SealedModel):
    """Something an owner does by a day because of a recommendation. Where it stands is derived from its evidence."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="actions")
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="actions"
    )
    text = SealedTextField()
    intended_impact = SealedTextField()
    owner = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"text", "intended_impact"}
        operational = {
            "id", "created_at", "key", "case", "recommendation", "owner", "agency", "due_on", "by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["due_on", "created_at"]

    def __str__(self) -> str:
        return f"action {self.id}"


class Progress(SealedModel):
    """A dated note on an action."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="progress")
    note = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"note"}
        operational = {"id", "created_at", "key", "action", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "progress"

    def __str__(self) -> str:
        return f"progress of {self.action_id}"


class Evidence(SealedModel):
    """Evidence that an action was completed, or that it made a difference. Somebody else accepts it."""

    class Of(models.TextChoices):
        COMPLETION = "completion", "Completion"
        IMPACT = "impact", "Impact on practice or on children"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="evidence")
    of = models.CharField(max_length=10, choices=Of.choices)
    source = models.CharField(max_length=40, help_text="audit, data, voice of children, survey …")
    text = SealedTextField()
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    dated = models.DateField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    accepted_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        narrative = {"text"}
        operational = {
            "id", "created_at", "key", "action", "of", "source", "document", "dated", "by", "accepted_by",
            "accepted_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["dated", "created_at"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_by=None, accepted_at=None)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="evidence_accepted_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by=None) | ~Q(accepted_by=F("by")),
                name="evidence_is_accepted_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"evidence of {self.of}"
