"""A publication: its words, its gates, the copies sent before it, its approvals, its public files, its deliveries."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from irwell.anonymisation.models import Certificate
from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedModel, SealedTextField

USER = settings.AUTH_USER_MODEL


class Publication(Base):
    """One review on the partnership's site. Every field is public or operational: nothing here is sealed.

    The words pass the same leak gate as the files before they are kept, approved and published. `content` is the
    digest of what was approved: the words, the day and the certificate.
    """

    class Form(models.TextChoices):
        REPORT = "report", "The report"
        IMPROVEMENTS = "improvements", "What will improve, without the report"

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        PUBLISHED = "published", "Published"
        DEFERRED = "deferred", "Deferred"
        WITHDRAWN = "withdrawn", "Withdrawn"

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="publication")
    identifier = models.SlugField(max_length=80, unique=True)
    form = models.CharField(max_length=12, choices=Form.choices, default=Form.REPORT)
    title = models.CharField(max_length=200)
    summary = models.TextField()
    kind = models.CharField(max_length=60, default="Local child safeguarding practice review")
    method = models.CharField(max_length=120, blank=True)
    author = models.CharField(max_length=200, blank=True)
    jointly_with = models.CharField(
        max_length=160, blank=True, help_text="another partnership, named when both agreed to it"
    )
    themes = models.JSONField(default=list, blank=True)
    keywords = models.JSONField(default=list, blank=True)
    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    withhold_reason = models.CharField(
        max_length=20, blank=True, help_text="a code of the list of reasons to withhold"
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PLANNED)
    planned_on = models.DateField()
    planned_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    content = models.CharField(max_length=64)
    held_at = models.DateTimeField(null=True, blank=True)
    held_reason = models.CharField(max_length=600, blank=True)
    first_approver = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    second_approver = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=600, blank=True)
    improvements = models.TextField(blank=True, help_text="what improves; stays after a withdrawal")
    licence = models.CharField(max_length=20, default="copyright", help_text="of rules.LICENCES")

    class Privacy:
        public = {
            "identifier", "form", "title", "summary", "kind", "method", "author", "jointly_with", "themes", "keywords",
            "published_at", "version", "withdrawn_at", "withdrawn_reason", "improvements", "licence",
        }  # fmt: skip
        operational = {
            "id", "created_at", "case", "certificate", "withhold_reason", "status", "planned_on", "planned_by",
            "content", "held_at", "held_reason", "first_approver", "second_approver",
        }  # fmt: skip
        keep = Retention.PUBLISHED

    class Meta:
        ordering = ["-published_at", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["planned", "deferred"])
                | (
                    Q(published_at__isnull=False)
                    & Q(first_approver__isnull=False)
                    & Q(second_approver__isnull=False)
                    & ~Q(first_approver=F("second_approver"))
                    & ~Q(first_approver=F("planned_by"))
                    & ~Q(second_approver=F("planned_by"))
                ),
                name="two_others_than_the_planner_published",
            ),
            models.CheckConstraint(
                condition=Q(form="improvements") | Q(certificate__isnull=False),
                name="a_report_has_a_certificate",
            ),
            models.CheckConstraint(
                condition=Q(form="report") | (~Q(withhold_reason="") & ~Q(improvements="")),
                name="improvements_only_has_reason_and_words",
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="withdrawn_has_time_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.identifier

    @property
    def is_report(self) -> bool:
        return self.form == self.Form.REPORT


class PublicRecommendation(Base):
    """A recommendation in the words in which it is published."""

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="recommendations"
    )
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    addressees = models.CharField(max_length=300, blank=True)
    theme = models.CharField(max_length=60, blank=True)

    class Privacy:
        public = {"number", "text", "addressees", "theme"}
        operational = {"id", "created_at", "publication"}
        keep = Retention.PUBLISHED

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "number"], name="one_public_recommendation_of_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"recommendation {self.number}"


class PublicFile(Base):
    """The bytes that anyone may have: the certified files and nothing else."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=40)
    media_type = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Privacy:
        public = {"name", "media_type", "content", "sha256"}
        operational = {"id", "created_at", "publication"}
        keep = Retention.PUBLISHED

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "name"], name="one_file_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class GateCheck(SealedModel):
    """One answer to one gate; a later answer is a new row. A gate without an answer is open.

    From `recheck_on` the answer no longer counts, until somebody has looked again. `owner`: who sees to that.
    """

    class Answer(models.TextChoices):
        OPEN = "open", "Open: it stands in the way"
        CLOSED = "closed", "Dealt with"
        NOT_APPLICABLE = "not_applicable", "Does not apply"

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="gate_checks")
    gate = models.CharField(max_length=30, help_text="a gate of irwell.publication.rules")
    answer = models.CharField(max_length=20, choices=Answer.choices)
    note = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recheck_on = models.DateField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        narrative = {"note"}
        operational = {
            "id", "created_at", "key", "case", "gate", "answer", "by", "owner", "recheck_on", "replaced_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "gate"], condition=Q(replaced_at=None), name="one_answer_to_a_gate"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gate}: {self.answer}"

    def counts_on(self, day: date) -> bool:
        """Whether the day on which it must be looked at again is still to come."""
        return self.recheck_on is None or day < self.recheck_on


class CopySent(Base):
    """A copy sent before publication. `of` is what was sent: a copy of an earlier report is no notice of this one."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="copies")
    recipient = models.CharField(max_length=30, help_text="a recipient of irwell.publication.rules")
    sent_on = models.DateField()
    of = models.CharField(max_length=64)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        operational = {"id", "created_at", "publication", "recipient", "sent_on", "of", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["sent_on", "created_at"]
        verbose_name_plural = "copies sent"

    def __str__(self) -> str:
        return f"copy to {self.recipient}"


class Approval(Base):
    """One person's approval of exactly one content. `planner` stands here so that the database can tell them apart."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="approvals")
    content = models.CharField(max_length=64)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    planner = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        operational = {"id", "created_at", "publication", "content", "by", "planner"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "content", "by"], name="a_person_approves_a_content_once"
            ),
            models.CheckConstraint(
                condition=~Q(by=F("planner")), name="the_planner_does_not_approve"
            ),
        ]

    def __str__(self) -> str:
        return f"approval by {self.by_id}"


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


class Delivery(Base):
    """A bundle on its way to a repository: the row is the outbox, a sweep sends it, the receipt is kept."""

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="deliveries"
    )
    version = models.PositiveSmallIntegerField()
    withdraws = models.BooleanField(default=False)
    url = models.URLField()
    bundle = models.BinaryField(help_text="the signed bundle, zipped; public by definition")
    digest = models.CharField(max_length=64)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=400, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    receipt = models.CharField(max_length=120, blank=True)
    record_url = models.URLField(blank=True)

    class Privacy:
        public = {"bundle", "digest"}
        operational = {
            "id", "created_at", "publication", "version", "withdraws", "url", "due_at", "claimed_at", "attempts",
            "problem", "cancelled_at", "acknowledged_at", "receipt", "record_url",
        }  # fmt: skip
        keep = Retention.PUBLISHED

    class Meta:
        ordering = ["created_at"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "version", "url"], name="a_version_is_delivered_once"
            )
        ]

    def __str__(self) -> str:
        return f"delivery {self.digest[:12]}"
