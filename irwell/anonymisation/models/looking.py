"""Looking through a report in the background: how far it is, what stopped it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedModel, SealedTextField
from irwell.documents.models import Document

USER = settings.AUTH_USER_MODEL


class Looking(SealedModel):
    """One look through one report, done by the worker. `done` of `total` paragraphs are looked through."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for the worker"
        WORKING = "working", "Being looked through"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped by a person"
        FAILED = "failed", "Could not be done"

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="lookings")
    source = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    again = models.BooleanField(default=False, help_text="whether decisions are carried over")
    title = SealedTextField()
    dates = models.CharField(max_length=10)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(
        null=True, blank=True, help_text="when the worker last gave a sign"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    problem = SealedTextField(help_text="why it could not be done, as a sentence")

    class Privacy:
        narrative = {"title", "problem"}
        operational = {
            "id", "created_at", "key", "case", "source", "again", "dates", "by", "state", "done", "total", "began_at",
            "beat_at", "ended_at",
        }  # fmt: skip
        keep = Retention.WORKING

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None), name="one_open_look_at_a_case"
            )
        ]

    def __str__(self) -> str:
        return f"look {self.id}"
