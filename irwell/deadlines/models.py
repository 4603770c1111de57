"""What was told of dates: each person's morning list, and each escalation, once."""

from django.conf import settings
from django.db import models

from irwell.core.models import Base
from irwell.core.privacy import Retention


class Digest(Base):
    """That a person's list of a day was made, whether or not there was anything to send.

    It took account of the event log behind row `told_from` up to `told_up_to`: the next goes on from there, so
    that a worker that was down for days leaves out no change and tells none twice.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests"
    )
    day = models.DateField()
    told_from = models.BigIntegerField(default=0)
    told_up_to = models.BigIntegerField(default=0)
    lines = models.PositiveIntegerField(default=0, help_text="nought when nothing was sent")

    class Privacy:
        operational = {"id", "created_at", "person", "day", "told_from", "told_up_to", "lines"}
        keep = Retention.WORKING

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="one_digest_a_person_and_day")
        ]

    def __str__(self) -> str:
        return f"digest of {self.day} for {self.person_id}"


class Escalation(Base):
    """That a rule was followed for one date: whom it was told to. Kept for ever; a rule speaks once a date."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="escalations")
    rule = models.CharField(max_length=40, help_text="an id of data/escalations.toml")
    watched = models.CharField(max_length=20, help_text="clock, task or request")
    about_id = models.UUIDField(help_text="the task or request; for a clock its case")
    due_on = models.DateField()
    at = models.DateTimeField()
    told = models.JSONField(default=list, help_text="the roles that were written to; empty: nobody")

    class Privacy:
        operational = {"id", "created_at", "case", "rule", "watched", "about_id", "due_on", "at", "told"}  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["about_id", "rule", "due_on"], name="a_rule_speaks_once_a_date"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} on {self.case_id}"
