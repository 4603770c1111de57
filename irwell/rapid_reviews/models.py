"""The Rapid Review's own words, its report as made, who signed it, and what the Panel answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedJSONField, SealedModel, SealedTextField
from irwell.decisions.models import Decision
from irwell.documents.models import Document

USER = settings.AUTH_USER_MODEL


class RapidReview(SealedModel):
    """One a case. `sections`: heading id to the text that people wrote under it.

    `versions` counts the saves of each section, so that two people editing one at once are noticed.
    `typed`: person id to what they typed and did not save yet, by section.
    """

    case = models.OneToOneField("cases.Case", on_delete=models.CASCADE, related_name="rapid_review")
    sections = SealedJSONField(default=dict)
    versions = models.JSONField(default=dict, blank=True)
    typed = SealedJSONField(default=dict)
    closing_reasons = SealedTextField(help_text="why the case goes on to learning without a review")

    class Privacy:
        narrative = {"sections", "typed", "closing_reasons"}
        operational = {"id", "created_at", "key", "case", "versions"}
        keep = Retention.CASE_FILE

    def __str__(self) -> str:
        return f"rapid review of {self.case_id}"


class Report(SealedModel):
    """A version of the Rapid Review report, made as Word and as PDF from what is recorded.

    `content`: what the version says, so that the signed copies say the same. `pack`: the archive for the Panel
    with report, letter, data, checks and the manifest of their hashes; `manifest` maps its files to SHA-256.
    """

    rapid_review = models.ForeignKey(RapidReview, on_delete=models.CASCADE, related_name="reports")
    version = models.PositiveSmallIntegerField()
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    pdf = models.OneToOneField(
        Document, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    signed_document = models.OneToOneField(
        Document, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    signed_pdf = models.OneToOneField(
        Document, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    content = SealedJSONField(default=dict)
    pack = models.OneToOneField(
        Document, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    manifest = models.JSONField(default=dict, blank=True)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"content"}
        operational = {
            "id", "created_at", "key", "rapid_review", "version", "document", "pdf", "signed_document", "signed_pdf",
            "decision", "pack", "manifest", "made_by",
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
    authority = SealedTextField(help_text="whose delegated authority, when it is not one's own")
    comment = SealedTextField()

    class Privacy:
        narrative = {"authority", "comment"}
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


class Submission(SealedModel):
    """A version of the report as sent to the Panel. Reconsidering leads to a second one; the first stays."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="submission")
    sent_at = models.DateTimeField()
    receipt = models.CharField(max_length=80, help_text="the reference that the Panel gave")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        operational = {"id", "created_at", "key", "report", "sent_at", "receipt", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["sent_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(receipt=""), name="submission_has_a_receipt")
        ]

    def __str__(self) -> str:
        return f"submission of {self.report_id}"


class PanelReply(SealedModel):
    """The Panel's letter, captured part by part. It may lead to reconsidering; it does not order a review.

    `view`: what it says of the decision. Whatever it says of that, it may also ask for information (`asks`),
    consider a national review (`national`) and comment on quality, timeliness and equality.
    """

    class View(models.TextChoices):
        AGREES = "agrees", "Agrees with the decision"
        MORE_INFORMATION = "more_information", "Asks for more information"
        LCSPR = "lcspr", "Thinks a local practice review may be more appropriate"
        NO_LCSPR = "no_lcspr", "Thinks a local practice review is not needed"
        NATIONAL = "national", "Considers a national review"

    rapid_review = models.ForeignKey(RapidReview, on_delete=models.CASCADE, related_name="replies")
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="+", help_text="the decision it answers"
    )
    view = models.CharField(max_length=20, choices=View.choices)
    received_on = models.DateField()
    summary = SealedTextField()
    asks = SealedTextField(help_text="the information that it asks for")
    answer_by = models.DateField(null=True, blank=True)
    national = models.BooleanField(default=False, help_text="considers a national review")
    on_quality = SealedTextField()
    on_timeliness = SealedTextField()
    on_equality = SealedTextField()
    letter = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    logged_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"summary", "asks", "on_quality", "on_timeliness", "on_equality"}
        operational = {
            "id", "created_at", "key", "rapid_review", "decision", "view", "received_on", "answer_by", "national",
            "letter", "logged_by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["received_on", "created_at"]
        verbose_name_plural = "panel replies"

    def __str__(self) -> str:
        return f"reply {self.view}"
