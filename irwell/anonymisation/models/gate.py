"""The human half of the gate: releases by two, what is known outside, searches, passages sent back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedModel, SealedTextField

USER = settings.AUTH_USER_MODEL


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
