"""What the panel adds to the combined chronology. The timeline itself is derived from the returns.

`entry_id` is the chronology engine's stable id of a line; marks follow their lines through corrected returns.
"""

from django.conf import settings
from django.db import models

from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedJSONField, SealedModel, SealedTextField
from irwell.documents.models import Document

USER = settings.AUTH_USER_MODEL


class Annotation(SealedModel):
    """Tags (key lines of enquiry) and a comment on one line."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="annotations")
    entry_id = models.CharField(max_length=64)
    tags = SealedJSONField(default=list)
    comment = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Privacy:
        narrative = {"tags", "comment"}
        operational = {"id", "created_at", "key", "case", "entry_id", "by", "changed_at"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["case", "entry_id"], name="one_annotation_of_a_line")
        ]

    def __str__(self) -> str:
        return f"annotation of {self.entry_id}"


class EnquiryTag(SealedModel):
    """A key line of enquiry as a tag: a short name to mark lines with, and the question it stands for."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="enquiry_tags")
    name = SealedTextField()
    question = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"name", "question"}
        operational = {"id", "created_at", "key", "case", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"key line of enquiry on {self.case_id}"


class SavedView(SealedModel):
    """A choice of lines and columns that a person kept; others on the case see it once it is shared.

    `asked`: {query, words}. Whether names are shown is never part of it.
    """

    case = models.ForeignKey(
        "cases.Case", on_delete=models.CASCADE, related_name="chronology_views"
    )
    owner = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    name = SealedTextField()
    asked = SealedJSONField(default=dict)
    shared = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Privacy:
        narrative = {"name", "asked"}
        operational = {"id", "created_at", "key", "case", "owner", "shared", "changed_at"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"view of {self.case_id}"


class Passage(SealedModel):
    """A place in a document of the case that a line rests on: its words and, in a PDF, its page.

    `typed`: the page is a picture without text, so a person typed the words that stand on it; nothing could check them.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="passages")
    entry_id = models.CharField(max_length=64)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    page = models.PositiveSmallIntegerField(null=True, blank=True)
    quote = SealedTextField()
    typed = models.BooleanField(default=False)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"quote"}
        operational = {
            "id",
            "created_at",
            "key",
            "case",
            "entry_id",
            "document",
            "page",
            "typed",
            "by",
        }
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"passage for {self.entry_id}"


class Weighing(SealedModel):
    """What the panel made of something that the machine noticed, under the observation's lasting key.

    `observation`: irwell.chronology.Observation.to_dict as it stood. Of proposals that lines tell of one event,
    confirmed means that they do, dismissed that they do not. `finding`: the number of the review's finding that it became.
    """

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", "Confirmed"
        DISMISSED = "dismissed", "Dismissed"

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="weighings")
    observation_key = models.CharField(max_length=32)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = SealedTextField()
    observation = SealedJSONField(default=dict)
    finding = models.PositiveSmallIntegerField(null=True, blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Privacy:
        narrative = {"reason", "observation"}
        operational = {
            "id", "created_at", "key", "case", "observation_key", "outcome", "finding", "by", "changed_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "observation_key"], name="an_observation_is_weighed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.observation_key}"
