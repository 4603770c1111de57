"""A run of the anonymisation engine over one file of a case, what people decided, the clean files, the certificate."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedJSONField, SealedModel, SealedTextField
from irwell.documents.models import Document

USER = settings.AUTH_USER_MODEL


class Run(SealedModel):
    """`decisions`: the engine's decisions as JSON. `findings`: what the leak gate found when it last blocked."""

    class State(models.TextChoices):
        DECIDING = "deciding", "A person is deciding"
        BLOCKED = "blocked", "Blocked: something was found in the written files"
        WRITTEN = "written", "Written and verified"

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="runs")
    source = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    title = SealedTextField(
        help_text="of the published document; names nobody, and is verified too"
    )
    dates = models.CharField(max_length=10, default="month", help_text="month, season or year")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DECIDING)
    decisions = SealedJSONField(default=list)
    findings = SealedJSONField(default=list)
    open_decisions = models.PositiveIntegerField(default=0)
    register_version = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        identifying = {"decisions", "findings"}
        narrative = {"title"}
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


class Certificate(Base):
    """The engine's certificate, bound to the files' hashes; it names nobody. Maker and signer are two people."""

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="certificate")
    text = models.TextField(help_text="canonical JSON of irwell.anonymise.certificate.Certificate")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    signed_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        operational = {
            "id", "created_at", "run", "text", "digest", "made_by", "signed_by", "signed_at",
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
