"""The Rapid Review's own words, its report as made, who signed it, and what the Panel answered."""

from django.conf import settings
from django.db import models

from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedJSONField, SealedModel, SealedTextField
from irwell.decisions.models import Decision
from irwell.documents.models import Document

USER = settings.AUTH_USER_MODEL


class RapidReview(SealedModel):
    """One a case. `sections`: heading id to the text that people wrote under it."""

    case = models.OneToOneField("cases.Case", on_delete=models.CASCADE, related_name="rapid_review")
    sections = SealedJSONField(default=dict)
    saves = models.PositiveIntegerField(default=0)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submission_reference = models.CharField(max_length=80, blank=True)

    class Privacy:
        narrative = {"sections"}
        operational = {
            "id", "created_at", "key", "case", "saves", "submitted_at", "submission_reference",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    def __str__(self) -> str:
        return f"rapid review of {self.case_id}"


class Report(SealedModel):
    """A version of the Rapid Review report, made as Word from what is recorded."""

    rapid_review = models.ForeignKey(RapidReview, on_delete=models.CASCADE, related_name="reports")
    version = models.PositiveSmallIntegerField()
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        operational = {
            "id", "created_at", "key", "rapid_review", "version", "document", "decision", "made_by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(
                fields=["rapid_review", "version"], name="one_report_of_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"report {self.version} of {self.rapid_review_id}"


class SignOff(SealedModel):
    """A statutory partner's signature under one version of the report."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sign_offs")
    partner = models.CharField(max_length=20)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    comment = SealedTextField()

    class Privacy:
        narrative = {"comment"}
        operational = {"id", "created_at", "key", "report", "partner", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "partner"], name="a_partner_signs_a_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner} signed {self.report_id}"


class PanelReply(SealedModel):
    """The Panel's letter, captured. It may ask for reconsideration; it does not order a review."""

    class View(models.TextChoices):
        AGREES = "agrees", "Agrees with the decision"
        MORE_INFORMATION = "more_information", "Asks for more information"
        LCSPR = "lcspr", "Thinks a local practice review may be more appropriate"
        NO_LCSPR = "no_lcspr", "Thinks a local practice review is not needed"
        NATIONAL = "national", "Considers a national review"

    rapid_review = models.ForeignKey(RapidReview, on_delete=models.CASCADE, related_name="replies")
    view = models.CharField(max_length=20, choices=View.choices)
    received_on = models.DateField()
    summary = SealedTextField()
    letter = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    logged_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"summary"}
        operational = {
            "id", "created_at", "key", "rapid_review", "view", "received_on", "letter", "logged_by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["received_on", "created_at"]
        verbose_name_plural = "panel replies"

    def __str__(self) -> str:
        return f"reply {self.view}"
