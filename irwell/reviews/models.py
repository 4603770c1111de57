"""The practice review: commission, terms, milestones, checks, report versions, findings, recommendations."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedJSONField, SealedModel, SealedTextField
from irwell.documents.models import Document
from irwell.messaging.models import SignedLink
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


class Contract(SealedModel):
    """What was agreed with the reviewer. The first dates and fee stay in the variations that changed them."""

    review = models.OneToOneField(PracticeReview, on_delete=models.CASCADE, related_name="contract")
    starts_on = models.DateField()
    ends_on = models.DateField()
    fee = models.DecimalField(max_digits=9, decimal_places=2, help_text="in pounds, without VAT")
    conditions = SealedTextField(help_text="expenses, days, what the fee covers")
    signed_on = models.DateField(null=True, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"conditions"}
        operational = {
            "id", "created_at", "key", "review", "starts_on", "ends_on", "fee", "signed_on", "document", "by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=models.F("starts_on")),
                name="contract_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(signed_on=None, document=None)
                | Q(signed_on__isnull=False, document__isnull=False),
                name="a_signed_contract_is_on_file",
            ),
        ]

    def __str__(self) -> str:
        return f"contract of {self.review_id}"


class Instalment(Base):
    """A part of the fee, payable when its milestone is done."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="instalments")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="instalments")
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    paid_on = models.DateField(null=True, blank=True)

    class Privacy:
        operational = {"id", "created_at", "contract", "milestone", "amount", "paid_on"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["milestone__due_on", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "milestone"], name="one_instalment_a_milestone"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="an_instalment_is_money"),
        ]

    def __str__(self) -> str:
        return f"instalment of {self.contract_id}"


class Variation(SealedModel):
    """A change of dates or fee, with its reason. It counts once a statutory partner approved it."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="variations")
    reason = SealedTextField()
    old_ends_on = models.DateField()
    old_fee = models.DecimalField(max_digits=9, decimal_places=2)
    ends_on = models.DateField()
    fee = models.DecimalField(max_digits=9, decimal_places=2)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    approved = models.BooleanField(default=False)

    class Privacy:
        narrative = {"reason"}
        operational = {
            "id", "created_at", "key", "contract", "old_ends_on", "old_fee", "ends_on", "fee", "by", "decided_by",
            "decided_at", "approved",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract"], condition=Q(decided_at=None), name="one_open_variation"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, approved=False)
                | (Q(decided_at__isnull=False) & ~Q(decided_by=models.F("by"))),
                name="somebody_else_decides_a_variation",
            ),
        ]

    def __str__(self) -> str:
        return f"variation of {self.contract_id}"


class JointReview(SealedModel):
    """Another partnership with which the review is held. It is named in what is published if both agreed to that."""

    review = models.OneToOneField(PracticeReview, on_delete=models.CASCADE, related_name="joint")
    partnership = models.CharField(max_length=160)
    contact = SealedTextField()
    we_lead = models.BooleanField()
    agreed_on = models.DateField()
    shared_terms = SealedTextField(help_text="what both agreed: scope, one family contact, money")
    named_by_us = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    named_by_them_on = models.DateField(null=True, blank=True)
    edits = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"contact", "shared_terms"}
        operational = {
            "id", "created_at", "key", "review", "partnership", "we_lead", "agreed_on", "named_by_us",
            "named_by_them_on", "edits", "by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    def __str__(self) -> str:
        return f"joint with {self.partnership}"

    @property
    def may_be_named(self) -> bool:
        return self.named_by_us_id is not None and self.named_by_them_on is not None


class ReportVersion(SealedModel):
    """A version of the report, uploaded as Word. Every version is kept."""

    review = models.ForeignKey(PracticeReview, on_delete=models.CASCADE, related_name="reports")
    version = models.PositiveSmallIntegerField()
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    note = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"note"}
        operational = {"id", "created_at", "key", "review", "version", "document", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["review", "version"], name="one_version_of_a_number")
        ]

    def __str__(self) -> str:
        return f"report version {self.version}"


class FactCheckInvitation(Base):
    """Somebody asked to check the facts of one version by a signed link."""

    report = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="invitations")
    who = models.CharField(max_length=80, help_text="a role or an agency, never a person's name")
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
            "id", "created_at", "report", "who", "email", "link", "due_on", "finished_at", "silence", "by",
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
    comment = SealedTextField()
    answer = SealedTextField()
    answered_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Privacy:
        narrative = {"comment", "answer"}
        operational = {
            "id", "created_at", "key", "report", "invitation", "who", "place", "answered_at", "by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"comment on {self.report_id}"


class PartnerApproval(SealedModel):
    """A statutory partner approves one version of the report for anonymisation and publication."""

    report = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="approvals")
    partner = models.CharField(max_length=20)
    comment = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"comment"}
        operational = {"id", "created_at", "key", "report", "partner", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "partner"], name="a_partner_approves_a_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner} approves {self.report_id}"


class Finding(SealedModel):
    """A finding and the chronology lines it rests on. `evidence`: list of {entry_id, agency, when, words} as they stood."""

    review = models.ForeignKey(PracticeReview, on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveSmallIntegerField()
    title = SealedTextField()
    text = SealedTextField()
    evidence = SealedJSONField(default=list)
    lines = models.PositiveSmallIntegerField(help_text="how many chronology lines it rests on")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"title", "text", "evidence"}
        operational = {"id", "created_at", "key", "review", "number", "lines", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="one_finding_of_a_number"),
            models.CheckConstraint(condition=Q(lines__gte=1), name="a_finding_rests_on_evidence"),
        ]

    def __str__(self) -> str:
        return f"finding {self.number}"


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
