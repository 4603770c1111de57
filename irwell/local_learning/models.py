"""One local learning review a case: its kind, lead, plan, what was gathered, its event, its short report, its products."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from irwell.accounts.models import Agency
from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedModel, SealedTextField
from irwell.documents.models import Document

USER = settings.AUTH_USER_MODEL


class LocalReview(SealedModel):
    """`track` is an id of the workflow's tracks, which fixes the path."""

    case = models.OneToOneField("cases.Case", on_delete=models.CASCADE, related_name="local_review")
    track = models.CharField(max_length=40)
    aim = SealedTextField(help_text="what is to be learned")
    reasons = SealedTextField(help_text="why this, and not a practice review or nothing")
    chosen_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    lead_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    lead = models.CharField(max_length=120, blank=True, help_text="who leads, by name and role")
    method = models.CharField(max_length=120, blank=True)
    plan = SealedTextField(help_text="who is asked what, and how practitioners take part")
    ends_on = models.DateField(null=True, blank=True)
    gathered = SealedTextField(help_text="what was gathered, and from whom")
    event_on = models.DateField(null=True, blank=True)
    event_notes = SealedTextField(help_text="who took part by role, and what was learned")
    report = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    missing = SealedTextField(help_text="what a partner found missing in the short report")
    accepted_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        narrative = {"aim", "reasons", "plan", "gathered", "event_notes", "missing"}
        operational = {
            "id", "created_at", "key", "case", "track", "chosen_by", "lead_agency", "lead", "method", "ends_on",
            "event_on", "report", "accepted_by", "accepted_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_by=None, accepted_at=None)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="local_report_accepted_at_with_by",
            )
        ]

    def __str__(self) -> str:
        return f"{self.track} of {self.case_id}"


class Product(Base):
    """Something that carries the learning to practitioners. Its title names nobody."""

    class Kind(models.TextChoices):
        BRIEFING = "briefing", "Short briefing"
        EVENT = "event", "Learning event or team discussion"
        TRAINING = "training", "Training"
        FILM = "film", "Film or podcast"
        NOTE = "note", "Practice note or tool"
        OTHER = "other", "Something else"

    review = models.ForeignKey(LocalReview, on_delete=models.CASCADE, related_name="products")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=160)
    audience = models.CharField(max_length=160)
    issued_on = models.DateField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        operational = {"id", "created_at", "review", "kind", "title", "audience", "issued_on", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["issued_on", "created_at"]

    def __str__(self) -> str:
        return self.title
