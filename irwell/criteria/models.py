"""Facts with their sources, evaluations kept side by side, partners' views, and the decision to notify."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedModel, SealedTextField

USER = settings.AUTH_USER_MODEL


class FactRecord(SealedModel):
    """One answer to one fact, with its source. A later answer is a new row; this one stays."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="fact_records")
    fact = models.CharField(max_length=40)
    value = models.CharField(max_length=10, help_text="true, false, unknown, or a whole number")
    source = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        narrative = {"source"}
        operational = {"id", "created_at", "key", "case", "fact", "value", "by", "replaced_at"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "fact"],
                condition=Q(replaced_at=None),
                name="one_current_answer_to_a_fact",
            )
        ]

    def __str__(self) -> str:
        return f"{self.fact}={self.value}"


class Evaluation(Base):
    """Both rule sets applied to the facts as they were: what follows, what is open, where they diverge."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="evaluations")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict)
    statute_id = models.CharField(max_length=40)
    statute_outcomes = models.JSONField(default=list)
    statute_undetermined = models.JSONField(default=list, blank=True)
    page_met = models.CharField(max_length=10)
    statute_met = models.CharField(max_length=10)
    missing = models.JSONField(default=list, blank=True)
    divergence = models.CharField(max_length=400, blank=True)
    local = models.JSONField(
        default=list, blank=True, help_text="each local set: id, version, title, met, outcomes, divergence"
    )  # fmt: skip

    class Privacy:
        operational = {
            "id", "created_at", "case", "by", "facts", "statute_id", "statute_outcomes", "statute_undetermined",
            "page_met", "statute_met", "missing", "divergence", "local",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"evaluation {self.id}"


class PartnerView(SealedModel):
    """A statutory partner's view on notifying, with reasons. A later view is a new row."""

    class View(models.TextChoices):
        NOTIFY = "notify", "Notify the Panel"
        DO_NOT = "do_not", "Do not notify"
        MORE = "more", "More facts are needed"

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="partner_views")
    partner = models.CharField(max_length=20, help_text="local_authority, icb or police")
    view = models.CharField(max_length=10, choices=View.choices)
    reasons = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"reasons"}
        operational = {"id", "created_at", "key", "case", "partner", "view", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.partner}: {self.view}"


class NotifyDecision(SealedModel):
    """The local authority's decision after hearing the others. A “no” is recorded as fully as a “yes”."""

    class Outcome(models.TextChoices):
        NOTIFY = "notify_agreed", "Notify the Panel"
        DO_NOT = "not_notified", "Do not notify"
        OTHER_AREA = "other_area", "Another area notifies"

    case = models.ForeignKey(
        "cases.Case", on_delete=models.CASCADE, related_name="notify_decisions"
    )
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    other_area = models.CharField(
        max_length=80, blank=True, help_text="the authority that notifies"
    )
    reasons = SealedTextField()
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"reasons"}
        operational = {
            "id",
            "created_at",
            "key",
            "case",
            "outcome",
            "other_area",
            "evaluation",
            "by",
        }
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.outcome
