"""A run of the engine over one file of a case, what its pictures become, the clean files, the certificate."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedJSONField, SealedModel, SealedTextField
from irwell.documents.models import Document

USER = settings.AUTH_USER_MODEL


class Run(SealedModel):
    """`lines`: every find with its proposal. `decided`: by find, what people decided. `shelf`: decided lines whose words left the text.

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
    looked = models.UUIDField(default=uuid4, help_text="names the lines: they change only together")
    decided = SealedJSONField(default=dict)
    shelf = SealedJSONField(default=list)
    findings = SealedJSONField(default=list)
    parts = SealedJSONField(default=list, help_text="pictures and built-in files of the report")
    open_decisions = models.PositiveIntegerField(default=0)
    register_version = models.CharField(max_length=80, blank=True)
    places_version = models.CharField(
        max_length=16, blank=True, help_text="of the partnership's list of places and bodies"
    )
    second_one_in = models.PositiveSmallIntegerField(
        default=10, help_text="the partnership's rule when the report was first looked through"
    )
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)
    reopened_because = SealedTextField()

    class Privacy:
        identifying = {"lines", "decided", "shelf", "findings", "parts"}
        narrative = {"title", "reopened_because"}
        operational = {
            "id", "created_at", "key", "case", "source", "dates", "state", "open_decisions", "register_version",
            "places_version", "looked", "second_one_in", "by", "replaced_at",
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


class PartDecision(SealedModel):
    """What becomes of a picture or a built-in file of the report. Holds for the same bytes in every version of it."""

    class Choice(models.TextChoices):
        TAKE = "take", "Take it over: drawn anew from its pixels, with new words"
        SAY = "say", "Leave it out, and say so where it stood"
        DROP = "drop", "Leave it out without a word"

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="part_decisions")
    part = models.CharField(max_length=64, help_text="SHA-256 of its bytes")
    choice = models.CharField(max_length=4, choices=Choice.choices)
    alt_text = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Privacy:
        narrative = {"alt_text"}
        operational = {"id", "created_at", "key", "case", "part", "choice", "by", "decided_at"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["case", "part"], name="one_decision_of_a_part")
        ]

    def __str__(self) -> str:
        return f"part {self.part[:12]}"


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
