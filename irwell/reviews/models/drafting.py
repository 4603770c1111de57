"""The draft that is written in the browser, and who is writing which section."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedJSONField, SealedModel
from irwell.reviews.models.review import PracticeReview

USER = settings.AUTH_USER_MODEL


class Draft(SealedModel):
    """The report as it is being written: its parts (see rules.parts) and the last id given to one."""

    review = models.OneToOneField(PracticeReview, on_delete=models.CASCADE, related_name="draft")
    template = models.CharField(max_length=20, blank=True)
    parts = SealedJSONField(default=list)
    last_id = models.PositiveIntegerField(default=0)
    edits = models.PositiveIntegerField(default=0, help_text="saves since the last version")
    edited_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()

    class Privacy:
        narrative = {"parts"}
        operational = {
            "id", "created_at", "key", "review", "template", "last_id", "edits", "edited_by", "edited_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    def __str__(self) -> str:
        return f"draft of {self.review_id}"


class SectionWriting(SealedModel):
    """Somebody writes a section: what they typed and did not save. One person holds a section at a time.

    When another takes it over the row stays, with what was typed, until its writer saves it or lets it go.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="writing")
    section = models.PositiveIntegerField(help_text="id of its main heading; 0 for the opening")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(
        max_length=16, help_text="fingerprint of the section when it was opened"
    )
    typed = SealedJSONField(default=dict)
    typed_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    taken_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        narrative = {"typed"}
        operational = {
            "id", "created_at", "key", "draft", "section", "by", "basis", "typed_at", "taken_by", "taken_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "section"],
                condition=Q(taken_at=None),
                name="one_holder_of_a_section",
            ),
            models.UniqueConstraint(
                fields=["draft", "section", "by"], name="a_person_writes_a_section_once"
            ),
        ]

    def __str__(self) -> str:
        return f"section {self.section} of {self.draft_id}"
