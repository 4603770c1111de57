"""The practice review from its commission to its end: terms, milestones, checks, delay."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedJSONField, SealedModel, SealedTextField
from irwell.documents.models import Document
from irwell.reviewers.models import PoolEntry

USER = settings.AUTH_USER_MODEL


class PracticeReview(SealedModel):
    """One a case. `terms`: heading id to text, from the terms of reference template.

    The reviewer is named in what is published, so the name is not sealed.
    """

    case = models.OneToOneField(
        "cases.Case", on_delete=models.CASCADE, related_name="practice_review"
    )
    commissioned_at = models.DateTimeField()
    commissioned_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    reviewer_name = models.CharField(max_length=120, blank=True)
    pool_entry = models.ForeignKey(
        PoolEntry, on_delete=models.PROTECT, related_name="reviews_led", null=True, blank=True
    )
    needs = models.JSONField(
        null=True, blank=True, help_text="ids of competences; empty until somebody chose"
    )
    access_until = models.DateField(null=True, blank=True)
    declaration = SealedTextField(help_text="independence of the case and of the agencies reviewed")
    appointed_at = models.DateTimeField(null=True, blank=True)
    method = models.CharField(max_length=120, blank=True)
    terms = SealedJSONField(default=dict)
    terms_agreed_at = models.DateTimeField(null=True, blank=True)
    participation = SealedTextField(help_text="how family and practitioners were offered a part")
    no_recommendations = SealedTextField(help_text="why the review makes no recommendation")

    class Privacy:
        narrative = {"declaration", "terms", "participation", "no_recommendations"}
        operational = {
            "id", "created_at", "key", "case", "commissioned_at", "commissioned_by", "reviewer", "reviewer_name",
            "pool_entry", "needs", "access_until", "appointed_at", "method", "terms_agreed_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    def __str__(self) -> str:
        return f"practice review of {self.case_id}"


class KeyLine(SealedModel):
    """A key line of enquiry: a question, why it matters, and which agencies it is for."""

    review = models.ForeignKey(PracticeReview, on_delete=models.CASCADE, related_name="key_lines")
    question = SealedTextField()
    why = SealedTextField()
    agencies = models.CharField(max_length=300, blank=True)

    class Privacy:
        narrative = {"question", "why"}
        operational = {"id", "created_at", "key", "review", "agencies"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"key line of {self.review_id}"


class TermsVersion(SealedModel):
    """The terms of reference as put to the partners. Once all three agreed it never changes.

    `sections`: heading id to text. `questions`: list of {question, why, agencies}.
    """

    review = models.ForeignKey(
        PracticeReview, on_delete=models.CASCADE, related_name="terms_versions"
    )
    version = models.PositiveSmallIntegerField()
    sections = SealedJSONField(default=dict)
    questions = SealedJSONField(default=list)
    reason = SealedTextField(help_text="why the scope was changed; empty for the first version")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        narrative = {"sections", "questions", "reason"}
        operational = {
            "id", "created_at", "key", "review", "version", "by", "agreed_at", "withdrawn_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["review", "version"], name="one_terms_of_a_number")
        ]

    def __str__(self) -> str:
        return f"terms version {self.version}"


class TermsAgreement(Base):
    """A statutory partner agrees one version of the terms."""

    terms = models.ForeignKey(TermsVersion, on_delete=models.CASCADE, related_name="agreements")
    partner = models.CharField(max_length=20)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        operational = {"id", "created_at", "terms", "partner", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["terms", "partner"], name="a_partner_agrees_terms_once")
        ]

    def __str__(self) -> str:
        return f"{self.partner} agrees {self.terms_id}"


class Milestone(Base):
    """A step of the plan to six months."""

    review = models.ForeignKey(PracticeReview, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=120)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    class Privacy:
        operational = {"id", "created_at", "review", "title", "due_on", "done_on"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["due_on", "created_at"]

    def __str__(self) -> str:
        return self.title


class ProgressCheck(SealedModel):
    """A check of time and quality (regulation 14, SI 2018/789)."""

    review = models.ForeignKey(PracticeReview, on_delete=models.CASCADE, related_name="checks")
    checked_on = models.DateField()
    note = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"note"}
        operational = {"id", "created_at", "key", "review", "checked_on", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["-checked_on", "-created_at"]

    def __str__(self) -> str:
        return f"check of {self.review_id}"


class WrittenRequest(SealedModel):
    """A written request of the partners to the reviewer (regulation 14(2) and (3), SI 2018/789), and the answer."""

    review = models.ForeignKey(PracticeReview, on_delete=models.CASCADE, related_name="requests")
    text = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    answer = SealedTextField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Privacy:
        narrative = {"text", "answer"}
        operational = {
            "id", "created_at", "key", "review", "by", "sent_at", "due_on", "answered_at", "answered_by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"request on {self.review_id}"


class DelayLetter(SealedModel):
    """The reasons for going past six months, as told to the Panel and the Secretary of State."""

    review = models.ForeignKey(PracticeReview, on_delete=models.CASCADE, related_name="delays")
    reasons = SealedTextField()
    meanwhile = SealedTextField(help_text="what is done meanwhile to share learning")
    expected_on = models.DateField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"reasons", "meanwhile"}
        operational = {"id", "created_at", "key", "review", "expected_on", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"delay letter on {self.review_id}"


class DelayCopy(Base):
    """The letter to one of the two, and the day on which it was sent."""

    class To(models.TextChoices):
        PANEL = "panel", "Child Safeguarding Practice Review Panel"
        SECRETARY = "secretary_of_state", "Secretary of State for Education"

    letter = models.ForeignKey(DelayLetter, on_delete=models.CASCADE, related_name="copies")
    to = models.CharField(max_length=20, choices=To.choices)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Privacy:
        operational = {"id", "created_at", "letter", "to", "document", "sent_on", "sent_by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["to"]
        verbose_name_plural = "delay copies"
        constraints = [
            models.UniqueConstraint(fields=["letter", "to"], name="one_delay_letter_to_each"),
            models.CheckConstraint(
                condition=Q(sent_on=None, sent_by=None)
                | Q(sent_on__isnull=False, sent_by__isnull=False),
                name="delay_letter_sent_on_with_by",
            ),
        ]

    def __str__(self) -> str:
        return f"delay letter to {self.to}"
