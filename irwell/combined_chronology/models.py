"""What the panel adds to the combined chronology. The timeline itself is derived from the returns."""

from django.conf import settings
from django.db import models

from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedJSONField, SealedModel, SealedTextField


class Annotation(SealedModel):
    """Tags (key lines of enquiry) and a comment on one line; `entry_id` is the chronology engine's stable id."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="annotations")
    entry_id = models.CharField(max_length=64)
    tags = SealedJSONField(default=list)
    comment = SealedTextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
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
