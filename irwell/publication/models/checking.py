"""What stands before publication: answers to gates, copies sent, approvals."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedModel, SealedTextField

from .publishing import Publication

USER = settings.AUTH_USER_MODEL


class GateCheck(SealedModel):
    """One answer to one gate; a later answer is a new row. A gate without an answer is open.

    From `recheck_on` the answer no longer counts, until somebody has looked again. `owner`: who sees to that.
    """

    class Answer(models.TextChoices):
        OPEN = "open", "Open: it stands in the way"
        CLOSED = "closed", "Dealt with"
        NOT_APPLICABLE = "not_applicable", "Does not apply"

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="gate_checks")
    gate = models.CharField(max_length=30, help_text="a gate of irwell.publication.rules")
    answer = models.CharField(max_length=20, choices=Answer.choices)
    note = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recheck_on = models.DateField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        narrative = {"note"}
        operational = {
            "id", "created_at", "key", "case", "gate", "answer", "by", "owner", "recheck_on", "replaced_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "gate"], condition=Q(replaced_at=None), name="one_answer_to_a_gate"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gate}: {self.answer}"

    def counts_on(self, day: date) -> bool:
        """Whether the day on which it must be looked at again is still to come."""
        return self.recheck_on is None or day < self.recheck_on


class CopySent(Base):
    """A copy sent before publication. `of` is what was sent: a copy of an earlier report is no notice of this one."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="copies")
    recipient = models.CharField(max_length=30, help_text="a recipient of irwell.publication.rules")
    sent_on = models.DateField()
    of = models.CharField(max_length=64)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        operational = {"id", "created_at", "publication", "recipient", "sent_on", "of", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["sent_on", "created_at"]
        verbose_name_plural = "copies sent"

    def __str__(self) -> str:
        return f"copy to {self.recipient}"


class Approval(Base):
    """One person's approval of exactly one content. `planner` stands here so that the database can tell them apart."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="approvals")
    content = models.CharField(max_length=64)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    planner = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        operational = {"id", "created_at", "publication", "content", "by", "planner"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "content", "by"], name="a_person_approves_a_content_once"
            ),
            models.CheckConstraint(
                condition=~Q(by=F("planner")), name="the_planner_does_not_approve"
            ),
        ]

    def __str__(self) -> str:
        return f"approval by {self.by_id}"
