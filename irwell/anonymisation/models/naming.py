"""A name that is published in place of a label: chosen by the family or real, with consent and legal check."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedModel, SealedTextField

USER = settings.AUTH_USER_MODEL


class PublishedName(SealedModel):
    """Holds once a second person has agreed, until it is ended (consent can be taken back)."""

    class Kind(models.TextChoices):
        CHOSEN = "chosen", "A name that the family or the person chose"
        REAL = "real", "Their real first name"

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="published_names")
    identity = models.ForeignKey("cases.Identity", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = SealedTextField()
    consent = SealedTextField(help_text="who consented, when and how")
    legal = SealedTextField(help_text="who checked what, and with what result")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = SealedTextField()

    class Privacy:
        identifying = {"name"}
        narrative = {"consent", "legal", "ended_because"}
        operational = {
            "id", "created_at", "key", "case", "identity", "kind", "by", "agreed_by", "agreed_at", "ended_by",
            "ended_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["identity"],
                condition=Q(ended_at=None),
                name="one_published_name_of_a_person",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("by")),
                name="a_name_is_agreed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"published name {self.id}"
