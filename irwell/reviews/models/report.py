"""The report: its versions, fact check, approval, findings and recommendations."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedJSONField, SealedModel, SealedTextField
from irwell.documents.models import Document
from irwell.messaging.models import SignedLink
from irwell.reviews.models.review import PracticeReview

USER = settings.AUTH_USER_MODEL


class ReportVersion(SealedModel):
    """A version of the report, written in the browser or uploaded as Word. Every version is kept.

    `content`: its parts, see rules.parts. `document`: the same as Word. `edition`: the words for publication as Word,
    where any paragraph has words of its own. `left_out`: what the uploaded file held beside its text.
    """

    review = models.ForeignKey(PracticeReview, on_delete=models.CASCADE, related_name="reports")
    version = models.PositiveSmallIntegerField()
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    edition = models.OneToOneField(
        Document, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    uploaded = models.BooleanField(default=True)
    content = SealedJSONField(default=list)
    left_out = SealedJSONField(default=list)
    note = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"content", "left_out", "note"}
        operational = {
            "id", "created_at", "key", "review", "version", "document", "edition", "uploaded", "by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["review", "version"], name="one_version_of_a_number")
        ]

    def __str__(self) -> str:
        return f"report version {self.version}"

    @property
    def to_publish(self) -> Document:
        """What goes on to be made safe to publish."""
        return self.edition or self.document


class ReportPicture(Base):
    """A picture that came in a Word file of the report, as plain pixels; parts name it by its `asset`."""

    review = models.ForeignKey(PracticeReview, on_delete=models.CASCADE, related_name="pictures")
    asset = models.CharField(max_length=64, help_text="SHA-256 of what it was in its first file")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        operational = {"id", "created_at", "review", "asset", "document"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["review", "asset"], name="a_picture_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"picture of {self.review_id}"


class FactCheckInvitation(Base):
    """Somebody asked to check the facts of their part of one version by a signed link."""

    class Kind(models.TextChoices):
        AGENCY = "agency", "An agency"
        PRACTITIONER = "practitioner", "A practitioner"
        FAMILY = "family", "Somebody of the family"

    report = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="invitations")
    who = models.CharField(max_length=80, help_text="a role or an agency, never a person's name")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.AGENCY)
    sections = models.JSONField(
        default=list, blank=True, help_text="ids of the sections shown; empty: the whole draft"
    )
    email = models.EmailField()
    link = models.ForeignKey(
        SignedLink, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    due_on = models.DateField()
    finished_at = models.DateTimeField(null=True, blank=True)
    silence = models.CharField(max_length=200, blank=True, help_text="why no answer was waited for")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        operational = {
            "id", "created_at", "report", "who", "kind", "sections", "email", "link", "due_on", "finished_at", "silence",
            "by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["report", "email"], name="a_checker_is_asked_once")
        ]

    def __str__(self) -> str:
        return f"fact check of {self.report_id}"


class FactCheckComment(SealedModel):
    """What an agency, a practitioner or the family said of a version, and how it was resolved."""

    class Outcome(models.TextChoices):
        CORRECTED = "corrected", "Corrected in the next version"
        KEPT = "kept", "Kept as it is, with the reason"
        ADDED = "added", "Their view added beside it"
        PASSED_ON = "passed_on", "Passed on to somebody else"

    report = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="comments")
    invitation = models.ForeignKey(
        FactCheckInvitation,
        on_delete=models.PROTECT,
        related_name="comments",
        null=True,
        blank=True,
    )
    who = models.CharField(max_length=80, help_text="a role or an agency, never a person's name")
    place = models.CharField(max_length=80, blank=True, help_text="paragraph or page")
    paragraph = models.CharField(
        max_length=20,
        blank=True,
        help_text="the key of the paragraph, which stays from version to version",
    )
    comment = SealedTextField()
    answer = SealedTextField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default="", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Privacy:
        narrative = {"comment", "answer"}
        operational = {
            "id", "created_at", "key", "report", "invitation", "who", "place", "paragraph", "outcome", "answered_at", "by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"comment on {self.report_id}"


class FamilyReading(SealedModel):
    """Somebody of the family was given a version to read: when, for how long, with whom beside them, what they said."""

    report = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="readings")
    who = models.CharField(max_length=80, help_text="a role, never a person's name")
    read_on = models.DateField()
    minutes = models.PositiveSmallIntegerField(help_text="the time they had")
    support = models.CharField(max_length=200, help_text="who was beside them, by role")
    said = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"said"}
        operational = {
            "id", "created_at", "key", "report", "who", "read_on", "minutes", "support", "by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["read_on", "created_at"]

    def __str__(self) -> str:
        return f"reading of {self.report_id}"


class PartnerApproval(SealedModel):
    """A statutory partner approves one version of the report for anonymisation and publication.

    A condition does not hold the approval up; it holds publication up until the same partner says that it is met.
    """

    report = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="approvals")
    partner = models.CharField(max_length=20)
    comment = SealedTextField()
    condition = SealedTextField(help_text="what must be so before it is published")
    met_how = SealedTextField()
    met_at = models.DateTimeField(null=True, blank=True)
    met_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey(
        "decisions.Delegation", on_delete=models.PROTECT, related_name="+", null=True, blank=True,
        help_text="under which a deputy approved",
    )  # fmt: skip

    class Privacy:
        narrative = {"comment", "condition", "met_how"}
        operational = {
            "id", "created_at", "key", "report", "partner", "by", "delegation", "met_at", "met_by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "partner"], name="a_partner_approves_a_version_once"
            ),
            models.CheckConstraint(
                condition=Q(met_at=None, met_by=None)
                | Q(met_at__isnull=False, met_by__isnull=False),
                name="condition_met_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} approves {self.report_id}"


class Finding(SealedModel):
    """A finding and what it rests on. `evidence`: lines {entry_id, agency, when, words} as they stood;
    `passages`: {document_id, file, page, words} of source documents.
    """

    review = models.ForeignKey(PracticeReview, on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveSmallIntegerField()
    title = SealedTextField()
    text = SealedTextField()
    sides = SealedJSONField(
        default=dict, help_text="why, expected, helped, hindered, learning: words of each"
    )
    evidence = SealedJSONField(default=list)
    passages = SealedJSONField(default=list)
    lines = models.PositiveSmallIntegerField(help_text="how many chronology lines it rests on")
    quoted = models.PositiveSmallIntegerField(default=0, help_text="how many passages")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"title", "text", "sides", "evidence", "passages"}
        operational = {"id", "created_at", "key", "review", "number", "lines", "quoted", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="one_finding_of_a_number"),
            models.CheckConstraint(
                condition=Q(lines__gte=1) | Q(quoted__gte=1), name="a_finding_rests_on_evidence"
            ),
        ]

    def __str__(self) -> str:
        return f"finding {self.number}"


class ParagraphBasis(Base):
    """A paragraph of a version of the report rests on a finding, and so on the finding's lines."""

    report = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="bases")
    paragraph = models.PositiveSmallIntegerField(help_text="its number, as fact checkers see it")
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="paragraphs")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        operational = {"id", "created_at", "report", "paragraph", "finding", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["paragraph", "finding__number"]
        verbose_name_plural = "paragraph bases"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "paragraph", "finding"],
                name="a_paragraph_rests_on_a_finding_once",
            )
        ]

    def __str__(self) -> str:
        return f"paragraph {self.paragraph} of {self.report_id}"


class Recommendation(SealedModel):
    """A recommendation to named bodies, with the outcome intended for children."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    text = SealedTextField()
    intended_outcome = SealedTextField()
    addressees = models.CharField(max_length=300, help_text="bodies, never people")
    theme = models.CharField(max_length=60, blank=True)
    finding = models.ForeignKey(
        Finding, on_delete=models.PROTECT, related_name="recommendations", null=True, blank=True
    )
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"text", "intended_outcome"}
        operational = {
            "id", "created_at", "key", "case", "number", "addressees", "theme", "finding", "by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"], name="one_recommendation_of_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"recommendation {self.number}"
