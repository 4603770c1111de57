"""A publication: its gates, the copies sent before it, its two approvers, its public files, where it was deposited."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from irwell.anonymisation.models import Certificate
from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedModel, SealedTextField

USER = settings.AUTH_USER_MODEL


class Publication(Base):
    """One review on the partnership's site. Every field is public or operational: nothing here is sealed.

    The words (title, summary, themes, keywords) pass the same leak gate as the files before they are published.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        PUBLISHED = "published", "Published"
        DEFERRED = "deferred", "Deferred"
        WITHDRAWN = "withdrawn", "Withdrawn"

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="publication")
    identifier = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    summary = models.TextField()
    kind = models.CharField(max_length=60, default="Local Child Safeguarding Practice Review")
    method = models.CharField(max_length=120, blank=True)
    author = models.CharField(max_length=200, blank=True)
    themes = models.JSONField(default=list, blank=True)
    keywords = models.JSONField(default=list, blank=True)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PLANNED)
    planned_on = models.DateField()
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=600, blank=True)
    planned_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        public = {
            "identifier", "title", "summary", "kind", "method", "author", "themes", "keywords", "published_at",
            "version", "withdrawn_at", "withdrawn_reason",
        }  # fmt: skip
        operational = {
            "id", "created_at", "case", "certificate", "status", "planned_on", "planned_by",
        }  # fmt: skip
        keep = Retention.PUBLISHED

    class Meta:
        ordering = ["-published_at", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="published_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="withdrawn_has_time_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.identifier


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
    """One answer to one gate; a later answer is a new row. A gate without an answer is open."""

    class Answer(models.TextChoices):
        OPEN = "open", "Open: it stands in the way"
        CLOSED = "closed", "Dealt with"
        NOT_APPLICABLE = "not_applicable", "Does not apply"

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="gate_checks")
    gate = models.CharField(max_length=30, help_text="a gate of irwell.publication.rules")
    answer = models.CharField(max_length=20, choices=Answer.choices)
    note = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        narrative = {"note"}
        operational = {"id", "created_at", "key", "case", "gate", "answer", "by", "replaced_at"}
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


class CopySent(Base):
    """A copy sent before publication: to the Panel, the Secretary of State, Ofsted, the family …"""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="copies")
    recipient = models.CharField(max_length=30)
    sent_on = models.DateField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        operational = {"id", "created_at", "publication", "recipient", "sent_on", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["sent_on", "created_at"]
        verbose_name_plural = "copies sent"

    def __str__(self) -> str:
        return f"copy to {self.recipient}"


class Approval(Base):
    """One of the two people whose approval publishes, or withdraws."""

    class What(models.TextChoices):
        PUBLISH = "publish", "Publish"
        WITHDRAW = "withdraw", "Withdraw"

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="approvals")
    what = models.CharField(max_length=10, choices=What.choices)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        operational = {"id", "created_at", "publication", "what", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "what", "by"], name="a_person_approves_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} by {self.by_id}"


class Delivery(Base):
    """A bundle on its way to a repository: the row is the outbox, a sweep sends it, the receipt is kept."""

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="deliveries"
    )
    version = models.PositiveSmallIntegerField()
    url = models.URLField()
    bundle = models.BinaryField(help_text="the signed bundle, zipped; public by definition")
    digest = models.CharField(max_length=64)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=400, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    receipt = models.CharField(max_length=120, blank=True)
    record_url = models.URLField(blank=True)

    class Privacy:
        public = {"bundle", "digest"}
        operational = {
            "id", "created_at", "publication", "version", "url", "due_at", "claimed_at", "attempts", "problem",
            "acknowledged_at", "receipt", "record_url",
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
