"""A publication, and what of it anyone may see: its words, its recommendations, its files."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from irwell.anonymisation.models import Certificate
from irwell.core.models import Base
from irwell.core.privacy import Retention

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
