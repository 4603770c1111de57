"""A linked record of another process, and every change to it."""

from django.conf import settings
from django.db import models

from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedJSONField, SealedModel, SealedTextField

USER = settings.AUTH_USER_MODEL


class ParallelProcess(SealedModel):
    """Another process beside the case. `kind` is an id of data/kinds.toml; `edits` tells two editors apart."""

    class Status(models.TextChoices):
        EXPECTED = "expected", "Expected"
        OPEN = "open", "Under way"
        AGREED = "agreed", "Under way; agreed in writing that publication need not wait"
        ENDED = "ended", "Ended"
        NOT_HELD = "not_held", "Will not happen"

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="processes")
    kind = models.CharField(max_length=30)
    status = models.CharField(max_length=10, choices=Status.choices)
    contact = SealedTextField()
    reference = SealedTextField()
    witnesses = SealedTextField(help_text="the limit on meeting witnesses")
    disclosure = SealedTextField(help_text="what may be disclosed, to whom")
    publication = SealedTextField(help_text="the limit on publication")
    next_on = models.DateField(null=True, blank=True)
    next_what = SealedTextField(help_text="what happens on the next date")
    held_since = models.DateTimeField(
        null=True, blank=True, help_text="the case is on hold for this process"
    )
    edits = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"contact", "reference", "witnesses", "disclosure", "publication", "next_what"}
        operational = {
            "id", "created_at", "key", "case", "kind", "status", "next_on", "held_since", "edits", "by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        verbose_name_plural = "parallel processes"

    def __str__(self) -> str:
        return f"{self.kind} beside {self.case_id}"

    @property
    def is_over(self) -> bool:
        return self.status in (self.Status.ENDED, self.Status.NOT_HELD)


class ProcessChange(SealedModel):
    """One change: which fields, what stood there before and after, and why. Nothing is overwritten unseen."""

    process = models.ForeignKey(ParallelProcess, on_delete=models.CASCADE, related_name="changes")
    was = SealedJSONField(default=dict)
    became = SealedJSONField(default=dict)
    reason = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Privacy:
        narrative = {"was", "became", "reason"}
        operational = {"id", "created_at", "key", "process", "by", "at"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["-at", "-created_at"]

    def __str__(self) -> str:
        return f"change of {self.process_id}"


class SetAside(Base):
    """A process that the referral named and that was looked at: set aside, with who did so. Taken up ones are records."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        operational = {"id", "created_at", "case", "kind", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="a_process_is_set_aside_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} set aside on {self.case_id}"
