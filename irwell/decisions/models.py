"""The subgroup's meetings, who was there and for whom, the grid, each partner's position, the decision."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from irwell.accounts.models import Agency
from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedJSONField, SealedModel, SealedTextField
from irwell.documents.models import Document

USER = settings.AUTH_USER_MODEL
PARTNERS = [(k.value, k.label) for k in Agency.STATUTORY]


class QuorumChoice(Base):
    """The partnership's own quorum rule from a moment on; meetings called before keep theirs.

    `needed`: conditions of decisions/data/quorum.toml beyond the three partners and the chair.
    """

    needed = models.JSONField(default=list, blank=True)
    laid_down = models.CharField(max_length=300, help_text="where the partnership wrote it down")
    chosen_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        operational = {"id", "created_at", "needed", "laid_down", "chosen_by"}
        keep = Retention.ACCOUNT

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(laid_down=""), name="own_quorum_rule_is_laid_down_somewhere"
            )
        ]

    def __str__(self) -> str:
        return f"quorum rule of {self.created_at:%Y-%m-%d}"


class Meeting(SealedModel):
    """A meeting of the Case Review Subgroup on one case. `held_at` is set once attendance was taken.

    `explained`: agency id to why the meeting goes ahead without its return. `typed`: person id to minutes
    kept while they are typed, not saved yet. `saves` counts saves, so that two editors are noticed.
    `quorum`: the rule as it was when the meeting was called (rules.QuorumRule); a later choice leaves it alone.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    planned_for = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True)
    minutes = SealedTextField()
    typed = SealedJSONField(default=dict)
    saves = models.PositiveIntegerField(default=0)
    explained = SealedJSONField(default=dict)
    quorum = models.JSONField(default=dict, blank=True)
    called_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"minutes", "typed", "explained"}
        operational = {
            "id", "created_at", "key", "case", "number", "planned_for", "held_at", "saves", "quorum", "called_by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_meeting_of_a_number")
        ]

    def __str__(self) -> str:
        return f"meeting {self.number} on {self.case_id}"


class Delegation(SealedModel):
    """A representative's authority lent to a deputy, from day to day, with what proves it."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="delegations")
    partner = models.CharField(max_length=20, choices=PARTNERS)
    delegator = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    evidence = SealedTextField(help_text="the letter or minute in which authority was delegated")
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        narrative = {"evidence"}
        operational = {
            "id", "created_at", "key", "case", "partner", "delegator", "deputy", "from_on", "until_on", "document",
            "recorded_by", "ended_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="delegation_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(delegator=F("deputy")), name="nobody_deputises_for_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy_id} for {self.delegator_id}"


class Handover(SealedModel):
    """A representative left and a successor took the seat. What the first one recorded stays under their name."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="handovers")
    partner = models.CharField(max_length=20, choices=PARTNERS)
    leaver = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"reason"}
        operational = {
            "id", "created_at", "key", "case", "partner", "leaver", "successor", "at", "by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.successor_id} after {self.leaver_id}"


class Attendance(SealedModel):
    """One person at one meeting: there or not, for which partner, deputising for whom, any conflict declared.

    `partner` and `roles` are what the person was when it was recorded, so that nobody's leaving undoes a quorum.
    """

    class Presence(models.TextChoices):
        PRESENT = "present", "Present"
        DEPUTY = "deputy", "Present as deputy, with delegated authority"
        APOLOGIES = "apologies", "Apologies"
        ADVISER = "adviser", "Present to give information, not to decide"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(
        max_length=12, choices=Presence.choices, blank=True,
        help_text="empty while only a conflict was declared",
    )  # fmt: skip
    partner = models.CharField(max_length=20, choices=PARTNERS, blank=True)
    roles = models.JSONField(default=list, blank=True)
    delegation = models.ForeignKey(
        Delegation, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    conflict = models.BooleanField(
        default=False, help_text="declared a conflict of interest for this meeting"
    )
    conflict_reason = SealedTextField()
    declared_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Privacy:
        narrative = {"conflict_reason"}
        operational = {
            "id", "created_at", "key", "meeting", "user", "presence", "partner", "roles", "delegation", "conflict",
            "declared_by",
        }  # fmt: skip
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

    `on_screen`: the grid, the facts, the rule version, the meeting, the positions and the documents as they were
    when it was made; `frozen_sha256` is the hash of that. `opened_at`: the chair let the positions be read before
    all were in. `escalated_at`: a split went on to the lead safeguarding partners. `split_on_screen` is what was
    frozen when the partners were found to differ.
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
    recorded_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    reasons = SealedTextField()
    scrutineer_view = SealedTextField()
    scrutineer_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    education_view = SealedTextField()
    education_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    opened_reason = SealedTextField()
    escalated_at = models.DateTimeField(null=True, blank=True)
    escalation = SealedTextField(help_text="why the delegated partners could not settle it")
    settled_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    settled_for = SealedTextField(help_text="names and posts of those who settled it")
    on_screen = SealedJSONField(default=dict)
    split_on_screen = SealedJSONField(default=dict)
    frozen_sha256 = models.CharField(max_length=64, blank=True)

    class Privacy:
        narrative = {
            "reasons", "scrutineer_view", "education_view", "opened_reason", "escalation", "settled_for", "on_screen",
            "split_on_screen",
        }  # fmt: skip
        operational = {
            "id", "created_at", "key", "case", "round", "meeting", "status", "outcome", "decided_at", "recorded_by",
            "scrutineer_by", "education_by", "opened_at", "opened_by", "escalated_at", "settled_by", "frozen_sha256",
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
    """A statutory partner's position in a round, with reasons. A changed one is a new row; the old one stays.

    `authority`: as whose deputy or successor it was given, in the words of that moment; empty for one's own seat.
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="positions")
    partner = models.CharField(max_length=20, choices=PARTNERS)
    choice = models.CharField(
        max_length=20, help_text="a position of irwell.statute: LCSPR, NO_LCSPR or OTHER"
    )
    instead = models.CharField(
        max_length=40, blank=True, help_text="with OTHER: the decision of irwell.statute it means"
    )
    reasons = SealedTextField()
    authority = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        narrative = {"reasons", "authority"}
        operational = {
            "id", "created_at", "key", "decision", "partner", "choice", "instead", "by", "at", "replaced_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["at", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "partner"],
                condition=Q(replaced_at=None),
                name="one_standing_position_of_a_partner_in_a_round",
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.choice}"
