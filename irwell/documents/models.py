"""Files: sealed on arrival under the case's key, checked and scanned before anyone else can open them."""

from django.conf import settings
from django.db import models

from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedModel, SealedTextField


class Document(SealedModel):
    """One file. Its bytes lie sealed in the file store under `stored_as`, an opaque name."""

    class Scan(models.TextChoices):
        CLEAN = "clean", "scanned, nothing found"
        NOT_CONFIGURED = "not_configured", "no scanner is configured on this installation"
        WAITING = "waiting", "waiting for the scanner"

    file_name = SealedTextField()
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=80, unique=True)
    purpose = models.CharField(
        max_length=40, help_text="referral_attachment, word_form, agency_chronology, report …"
    )
    scan = models.CharField(max_length=20, choices=Scan.choices)
    case_id = models.UUIDField(null=True, blank=True, db_index=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Privacy:
        identifying = {"file_name"}
        operational = {
            "id", "created_at", "key", "media_type", "size", "sha256", "stored_as", "purpose", "scan", "case_id",
            "uploaded_by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"
