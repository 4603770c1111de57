"""The subgroup's meetings, who was there, the regulation 11 grid, each partner's position, the decision."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from irwell.accounts.models import Agency
from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedJSONField, SealedModel, SealedTextField

USER = settings.AUTH_USER_MODEL


class Meeting(SealedModel):
    """A meeting of the Case Review Subgroup on one case. `held_at` is set once attendance was taken.

    `explained`: agency id to why the meeting goes ahead without its return. `typed`: person id to minutes
    kept while they are typed, not saved yet. `saves` counts saves, so that two editors are noticed.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    planned_for = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True)
    minutes = SealedTextField()
    typed = SealedJSONField(default=dict)
    saves = models.PositiveIntegerField(default=0)
    explained = SealedJSONField(default=dict)
    called_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"minutes", "typed", "explained"}
        operational = {
            "id", "created_at", "key", "case", "number", "planned_for", "held_at", "saves", "called_by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_meeting_of_a_number")
        ]

    def __str__(self) -> str:
        return f"meeting {self.number} on {self.case_id}"


class Attendance(Base):
    """One person at one meeting: there or not, for which partner, deputising for whom, any conflict declared."""

    class Presence(models.TextChoices):
        PRESENT = "present", "Present"
        DEPUTY = "deputy", "Present as deputy, with delegated authority"
        APOLOGIES = "apologies", "Apologies"
        ADVISER = "adviser", "Present to give information, not to decide"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(max_length=12, choices=Presence.choices)
    conflict = models.BooleanField(
        default=False, help_text="declared a conflict of interest for this meeting"
    )

    class Privacy:
        operational = {"id", "created_at", "meeting", "user", "presence", "conflict"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["user__name"]
        verbose_name_plural = "attendance"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="a_person_is_listed_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.presence}"


class FactorAnswer(SealedModel):
    """One line of the grid (regulation 11, SI 2018/789, and Working Together). A later answer is a new row."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="factor_answers")
    factor = models.CharField(max_length=20, help_text="a factor of irwell.statute, such as R11A")
    value = models.CharField(max_length=10, help_text="true, false or unknown")
    reasons = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        narrative = {"reasons"}
        operational = {"id", "created_at", "key", "case", "factor", "value", "by", "replaced_at"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "factor"],
                condition=Q(replaced_at=None),
                name="one_current_answer_to_a_factor",
            )
        ]

    def __str__(self) -> str:
        return f"{self.factor}={self.value}"


class Decision(SealedModel):
    """The outcome of one round. Round 1 is the Rapid Review's; reconsidering opens the next; old ones stay.

    `on_screen`: the grid, the meeting, the rule version and the positions as they were when it was made.
    """

    class Status(models.TextChoices):
        OPEN = "open", "Positions are being taken"
        AGREED = "agreed", "Agreed by all three partners"
        SPLIT = "split", "The partners differ"
        SETTLED = "settled", "Settled by the delegated safeguarding partners"

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="decisions")
    round = models.PositiveSmallIntegerField(default=1)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    outcome = models.CharField(
        max_length=40, blank=True, help_text="a decision of irwell.statute, such as LCSPR"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reasons = SealedTextField()
    scrutineer_view = SealedTextField()
    settled_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    on_screen = SealedJSONField(default=dict)

    class Privacy:
        narrative = {"reasons", "scrutineer_view", "on_screen"}
        operational = {
            "id", "created_at", "key", "case", "round", "meeting", "status", "outcome", "decided_at", "settled_by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["round"]
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="one_decision_of_a_round"),
            models.CheckConstraint(
                condition=Q(status__in=("open", "split"), decided_at=None)
                | (Q(status__in=("agreed", "settled"), decided_at__isnull=False) & ~Q(outcome="")),
                name="made_decision_has_outcome_and_time",
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.round} on {self.case_id}"


class Position(SealedModel):
    """A statutory partner's position in a round, with reasons. Dissent stays visible after it is settled."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="positions")
    partner = models.CharField(
        max_length=20, choices=[(k.value, k.label) for k in Agency.STATUTORY]
    )
    choice = models.CharField(
        max_length=20, help_text="a position of irwell.statute: LCSPR, NO_LCSPR or OTHER"
    )
    instead = models.CharField(
        max_length=40, blank=True, help_text="with OTHER: the decision of irwell.statute it means"
    )
    reasons = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"reasons"}
        operational = {"id", "created_at", "key", "decision", "partner", "choice", "instead", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "partner"], name="one_position_of_a_partner_in_a_round"
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.choice}"
