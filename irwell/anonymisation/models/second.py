"""The second reading of a run, and the partnership's rule of what is read twice."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from irwell.anonymisation.models.run import Run
from irwell.core.models import Base
from irwell.core.privacy import Retention

USER = settings.AUTH_USER_MODEL


class Reading(Base):
    """A person's second reading. While it is open, what others decided is kept from them."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="readings")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        operational = {"id", "created_at", "run", "by", "ended_at"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "by"],
                condition=Q(ended_at=None),
                name="one_open_reading_of_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"reading {self.id}"


class ReadingRule(Base):
    """How many of the mentions that nobody doubted are read twice: one in so many. Proposed by one, approved by another."""

    one_in = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        operational = {"id", "created_at", "one_in", "reason", "by", "agreed_by", "agreed_at"}
        keep = Retention.PUBLISHED

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(one_in__gte=1) & Q(one_in__lte=50), name="one_in_one_to_fifty"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("by")),
                name="a_reading_rule_is_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"one in {self.one_in}"
