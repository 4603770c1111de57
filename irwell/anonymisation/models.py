"""A run of the anonymisation engine over one file of a case, what people decided and searched, the clean files, the certificate."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedJSONField, SealedModel, SealedTextField
from irwell.documents.models import Document

USER = settings.AUTH_USER_MODEL


class Run(SealedModel):
    """`lines`: every find with its proposal and what was decided. `shelf`: decided lines whose words left the text.

    `findings`: what the leak gate found when it last blocked. A written run is never changed: opening it again
    makes a new one that carries every decision over.
    """

    class State(models.TextChoices):
        DECIDING = "deciding", "A person is deciding"
        BLOCKED = "blocked", "Blocked: something was found in the written files"
        WRITTEN = "written", "Written and verified"

    class Dates(models.TextChoices):
        MONTH = "month", "Month and year"
        SEASON = "season", "Season and year"
        YEAR = "year", "Year only"

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="runs")
    source = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    title = SealedTextField(
        help_text="of the published document; names nobody, and is verified too"
    )
    dates = models.CharField(max_length=10, choices=Dates.choices, default=Dates.MONTH)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DECIDING)
    lines = SealedJSONField(default=list)
    shelf = SealedJSONField(default=list)
    findings = SealedJSONField(default=list)
    open_decisions = models.PositiveIntegerField(default=0)
    register_version = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)
    reopened_because = SealedTextField()

    class Privacy:
        identifying = {"lines", "shelf", "findings"}
        narrative = {"title", "reopened_because"}
        operational = {
            "id", "created_at", "key", "case", "source", "dates", "state", "open_decisions", "register_version", "by",
            "replaced_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(replaced_at=None), name="one_current_run_of_a_case"
            )
        ]

    def __str__(self) -> str:
        return f"run {self.id}"


class CleanFile(Base):
    """A file that Irwell wrote and read back: report.docx, report.html or report.pdf."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=40)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        operational = {"id", "created_at", "run", "name", "document"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["run", "name"], name="one_clean_file_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Release(SealedModel):
    """A doubtful finding of the leak gate (“May”, initials) that two people let stand. Holds wherever the words stand."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="releases")
    finding = models.CharField(
        max_length=40, help_text="the engine's key of the finding: a digest, no words"
    )
    excerpt = SealedTextField()
    reason = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        narrative = {"excerpt", "reason"}
        operational = {
            "id", "created_at", "key", "case", "finding", "by", "agreed_by", "agreed_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["case", "finding"], name="one_release_of_a_finding"),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False),
                name="release_agreed_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("by")),
                name="a_release_is_agreed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"release {self.finding}"


class KnownOutside(SealedModel):
    """A row of the jigsaw grid: what the press, a judgment or a website already says."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="known_outside")
    source = SealedTextField()
    words = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"source", "words"}
        operational = {"id", "created_at", "key", "case", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        verbose_name_plural = "known outside"

    def __str__(self) -> str:
        return f"known outside {self.id}"


class IntruderSearch(SealedModel):
    """An entry of the motivated-intruder log: what was searched, on which day, what it led to."""

    class Outcome(models.TextChoices):
        NOTHING = "nothing", "Nothing that leads to the child or the family"
        CLOSE = "close", "Something close, but it does not name them"
        FOUND = "found", "It leads to the child or the family"

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="searches")
    searched_on = models.DateField()
    searches = SealedTextField(help_text="where and with which words")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    found = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"searches", "found"}
        operational = {"id", "created_at", "key", "case", "searched_on", "outcome", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["-searched_on", "-created_at"]
        verbose_name_plural = "intruder searches"

    def __str__(self) -> str:
        return f"search of {self.searched_on}"


class Rewriting(SealedModel):
    """A passage that cannot be made safe without its author, sent back with the reason."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="rewritings")
    passage = SealedTextField()
    reason = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"passage", "reason"}
        operational = {"id", "created_at", "key", "case", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"rewriting {self.id}"


class Certificate(Base):
    """The engine's certificate, bound to the files' hashes; it names nobody. Maker and signer are two people."""

    class Legal(models.TextChoices):
        NONE = "none", "There is no court order, no trial or inquest, and no surviving child"
        ADVISED = "advised", "At least one applies, and legal advice has been taken and followed"

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="certificate")
    text = models.TextField(help_text="canonical JSON of irwell.anonymise.certificate.Certificate")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    checked = models.JSONField(
        default=list, blank=True, help_text="ids of what the signer confirmed"
    )
    legal = models.CharField(max_length=10, choices=Legal.choices, blank=True)
    jigsaw = models.CharField(max_length=10, blank=True, help_text="the level when it was signed")

    class Privacy:
        operational = {
            "id", "created_at", "run", "text", "digest", "made_by", "signed_by", "signed_at", "checked", "legal",
            "jigsaw",
        }  # fmt: skip
        keep = Retention.PUBLISHED

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_by=None, signed_at=None)
                | Q(signed_by__isnull=False, signed_at__isnull=False),
                name="certificate_signed_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("made_by")),
                name="certificate_maker_is_not_its_signer",
            ),
        ]

    def __str__(self) -> str:
        return f"certificate {self.digest[:12]}"
