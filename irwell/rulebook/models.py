"""What a partnership changes in its rules, each proposed by one person and approved by another, kept for ever."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from irwell.core.models import Base
from irwell.core.privacy import Retention

USER = settings.AUTH_USER_MODEL


class RuleChange(Base):
    """One change: a proclaimed bank holiday, a version of a local rule set, or the reading of a clock.

    `subject`: the day (ISO), the id of the rule set, or the id of the clock. `content`: the day's name, the
    set's row as the law's files write it, or the id of the reading. `number`: the version of the subject,
    given when it is approved. `shown`: what the person who approved it saw would change.
    """

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", "Bank holiday"
        RULESET = "ruleset", "Local rule set"
        READING = "reading", "Reading of a clock"
        CASE_READING = "case_reading", "Reading of a clock on one case"

    class Outcome(models.TextChoices):
        WAITING = "", "Waiting"
        APPROVED = "approved", "Approved"
        DECLINED = "declined", "Declined"
        TAKEN_BACK = "taken_back", "Taken back"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    subject = models.CharField(max_length=40)
    content = models.JSONField()
    reason = models.CharField(max_length=500)
    in_force_from = models.DateField()
    case = models.ForeignKey(
        "cases.Case", on_delete=models.CASCADE, related_name="rule_changes", null=True, blank=True
    )
    proposed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    decided_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    said = models.CharField(max_length=500, blank=True, help_text="why it was declined")
    number = models.PositiveIntegerField(null=True, blank=True)
    shown = models.JSONField(default=list, blank=True)

    class Privacy:
        operational = {
            "id", "created_at", "kind", "subject", "content", "reason", "in_force_from", "case", "proposed_by",
            "outcome", "decided_by", "decided_at", "said", "number", "shown",
        }  # fmt: skip
        keep = Retention.AUDIT

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"], condition=Q(outcome="", case=None),
                name="one_open_change_of_a_rule",
            ),
            models.UniqueConstraint(
                fields=["kind", "subject", "case"], condition=Q(outcome=""),
                name="one_open_change_on_a_case",
            ),
            models.UniqueConstraint(
                fields=["kind", "subject", "number"], condition=Q(case=None),
                name="one_version_of_a_rule",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by=None, decided_at=None)
                | (~Q(outcome="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="rule_change_decided_at_with_by",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="approved") | ~Q(decided_by=F("proposed_by")),
                name="a_rule_is_approved_by_another",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="rule_change_has_a_reason"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
