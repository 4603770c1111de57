"""What the repository keeps. Everything here is public; published records are kept for ever."""

from django.db import models

from irwell.core.models import Base
from irwell.core.privacy import Retention


class Theme(Base):
    """A theme that records are about."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)

    class Meta:
        ordering = ["name"]

    class Privacy:
        operational = {"id", "created_at"}
        public = {"name", "slug"}
        keep = Retention.PUBLISHED

    def __str__(self) -> str:
        return self.name


class Record(Base):
    """One published review or report, under an identifier that never changes."""

    class Source(models.TextChoices):
        BUNDLE = "bundle", "Deposited by the partnership"
        FILE = "file", "Read from a document"
        CORONER = "coroner", "Coroners’ reports to prevent future deaths"
        HARVEST = "harvest", "Harvested from another repository"

    identifier = models.CharField(max_length=100, unique=True)
    title = models.CharField(max_length=400)
    kind = models.CharField(max_length=120)
    partnership = models.CharField(max_length=200, blank=True)
    published = models.DateField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    summary = models.TextField(blank=True)
    authors = models.JSONField(default=list)
    keywords = models.JSONField(default=list)
    method = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    certificate = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices)
    version = models.PositiveIntegerField(default=1)
    content_hash = models.CharField(max_length=64, db_index=True)
    pages = models.PositiveIntegerField(null=True)
    themes = models.ManyToManyField(Theme, related_name="records")
    facts = models.JSONField(default=dict)
    checked_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(db_index=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-published", "identifier"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | ~models.Q(withdrawn_reason=""),
                name="repository_withdrawal_has_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(source__in=["bundle", "file", "coroner", "harvest"]),
                name="repository_record_source_is_known",
            ),
        ]

    class Privacy:
        operational = {"id", "created_at", "content_hash"}
        public = {
            "identifier", "title", "kind", "partnership", "published", "year", "summary", "authors",
            "keywords", "method", "licence", "contact", "source_url", "certificate", "source",
            "version", "pages", "themes", "facts", "checked_at", "changed_at", "withdrawn_at",
            "withdrawn_reason",
        }  # fmt: skip
        keep = Retention.PUBLISHED

    def __str__(self) -> str:
        return self.title

    @property
    def is_withdrawn(self) -> bool:
        """Only the tombstone is shown."""
        return self.withdrawn_at is not None


class Mending(Base):
    """A field that an editor put right: what it said before, and who changed it when."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="mendings")
    field = models.CharField(max_length=60)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    class Privacy:
        operational = {"id", "created_at", "record", "field", "before", "after", "by", "at"}
        keep = Retention.PUBLISHED

    def __str__(self) -> str:
        return f"{self.field} of {self.record_id}"


class File(Base):
    """A file of a record, kept for ever under its own checksum."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    label = models.CharField(max_length=120)
    media_type = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    version = models.PositiveIntegerField(default=1)
    checked_at = models.DateTimeField(null=True)
    intact = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "name", "version"], name="repository_one_file_of_a_name"
            )
        ]

    class Privacy:
        operational = {"id", "created_at", "checked_at", "intact"}
        public = {"record", "name", "label", "media_type", "sha256", "size", "version"}
        keep = Retention.PUBLISHED

    def __str__(self) -> str:
        return self.name


class Passage(Base):
    """A few sentences of a report with an anchor of their own."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField()
    anchor = models.CharField(max_length=40)
    heading = models.CharField(max_length=400, blank=True)
    page = models.PositiveIntegerField(null=True)
    text = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "anchor"], name="repository_one_passage_of_an_anchor"
            )
        ]

    class Privacy:
        operational = {"id", "created_at"}
        public = {"record", "position", "anchor", "heading", "page", "text"}
        keep = Retention.PUBLISHED

    def __str__(self) -> str:
        return self.text[:60]


class Recommendation(Base):
    """One recommendation of a report."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="recommendations")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=20)
    text = models.TextField()
    page = models.PositiveIntegerField(null=True)
    anchor = models.CharField(max_length=40)
    addressees = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]

    class Privacy:
        operational = {"id", "created_at"}
        public = {"record", "position", "number", "text", "page", "anchor", "addressees"}
        keep = Retention.PUBLISHED

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:60]}"
