"""The spine: the case, its recorded dates and immutable clocks, its moves, its identity register, its tasks."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedJSONField, SealedModel, SealedTextField
from irwell.crypto.models import Key

USER = settings.AUTH_USER_MODEL


class Case(Base):
    """One serious incident. Its reference and label name nobody."""

    reference = models.CharField(max_length=20, unique=True)
    label = models.CharField(
        max_length=60, help_text="a working name that identifies nobody, such as 'Rowan'"
    )
    state = models.CharField(
        max_length=40, default="triage", help_text="a state of irwell.statute.workflow"
    )
    key = models.ForeignKey(Key, on_delete=models.PROTECT, related_name="+")
    policies = models.JSONField(
        default=dict, help_text="clock id to policy id, frozen when the case was opened"
    )
    opened_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    held_since = models.DateTimeField(null=True, blank=True)
    held_reason = models.CharField(max_length=300, blank=True)

    class Privacy:
        operational = {
            "id", "created_at", "reference", "label", "state", "key", "policies", "opened_by", "held_since",
            "held_reason",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state"], name="cases_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_since=None, held_reason="")
                | (Q(held_since__isnull=False) & ~Q(held_reason="")),
                name="hold_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.label}"


class Move(Base):
    """A change of state, kept for ever."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="moves")
    from_state = models.CharField(max_length=40)
    to_state = models.CharField(max_length=40)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    class Privacy:
        operational = {"id", "created_at", "case", "from_state", "to_state", "by", "at", "reason"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["at", "created_at"]

    def __str__(self) -> str:
        return f"{self.from_state} to {self.to_state}"


class RecordedDate(Base):
    """A start fact of a clock (incident_at, la_aware_event_at, sin_submitted_at …). Corrected by a new row."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="dates")
    fact = models.CharField(max_length=40)
    value = models.DateTimeField()
    has_time = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    reason = models.CharField(max_length=300, blank=True, help_text="why a date was corrected")
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        operational = {
            "id", "created_at", "case", "fact", "value", "has_time", "recorded_by", "reason", "replaced_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "fact"],
                condition=Q(replaced_at=None),
                name="one_current_date_of_a_fact",
            )
        ]

    def __str__(self) -> str:
        return f"{self.fact} {self.value:%Y-%m-%d}"


class CaseClock(Base):
    """An immutable clock record: policy, start, calendar and due date as derived then. Only its ending is added."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")
    clock = models.CharField(max_length=10, help_text="clock id, such as C6")
    policy_id = models.CharField(max_length=60)
    policy_version = models.CharField(max_length=20)
    start_fact = models.CharField(max_length=40)
    start_at = models.DateTimeField()
    aware_at = models.DateTimeField(
        null=True, blank=True, help_text="when the owner first knew, where the reading asks for it"
    )
    calendar_version = models.CharField(max_length=40)
    due_on = models.DateField()
    due_at = models.DateTimeField()
    practical_target = models.DateField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(
        max_length=300, blank=True, help_text="why this clock stands beside an earlier one"
    )
    extended_to = models.DateField(null=True, blank=True, help_text="never hides due_on")
    extension_reason = models.CharField(max_length=300, blank=True)
    extended_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Privacy:
        operational = {
            "id", "created_at", "case", "clock", "policy_id", "policy_version", "start_fact", "start_at", "aware_at", "why",
            "calendar_version", "due_on", "due_at", "practical_target", "stopped_at", "outcome", "replaced_at",
            "extended_to", "extension_reason", "extended_by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["due_at"]
        indexes = [
            # The deadline board walks this one, however many cases there are.
            models.Index(
                Coalesce("extended_to", "due_on"), "id", name="running_clocks_by_due",
                condition=Q(replaced_at=None, stopped_at=None),
            )
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["case", "clock"],
                condition=Q(replaced_at=None),
                name="one_current_clock_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(extended_to=None)
                | (~Q(extension_reason="") & Q(extended_by__isnull=False)),
                name="extension_has_reason_and_approver",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock} due {self.due_on}"


class Identity(SealedModel):
    """One entry of the case's identity register: a person, place, organisation or reference, and its label.

    `names`: list of full names and aliases, first the name in use. `details`: dates_of_birth (ISO), addresses,
    identifiers (each a list of strings) and, for children, what the referral gave (sex, ethnicity, status …).
    """

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        PLACE = "place", "Place"
        ORGANISATION = "organisation", "Organisation"
        REFERENCE = "reference", "Reference"

    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, related_name="identities", null=True, blank=True
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    role = models.CharField(
        max_length=40, help_text="child, sibling, mother, father, professional, school …"
    )
    label = models.CharField(
        max_length=60, help_text="what is published instead: Child A, Mother, School 1"
    )
    names = SealedJSONField(default=list)
    details = SealedJSONField(default=dict)
    added_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        identifying = {"names", "details"}
        operational = {
            "id",
            "created_at",
            "key",
            "case",
            "kind",
            "role",
            "label",
            "added_by",
            "removed_at",
        }
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        verbose_name_plural = "identities"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "label"], condition=Q(removed_at=None), name="one_label_an_identity"
            )
        ]

    def __str__(self) -> str:
        return self.label


class Task(Base):
    """Something a person must do on the case by a day. The title names nobody."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    title = models.CharField(max_length=200)
    for_role = models.CharField(max_length=40)
    due_on = models.DateField(null=True, blank=True)
    url_name = models.CharField(
        max_length=80, blank=True, help_text="page on which it is done; takes case_id"
    )
    once = models.CharField(
        max_length=120, blank=True, help_text="the same task is not added twice"
    )
    clock = models.CharField(
        max_length=10, blank=True, help_text="the clock that doing it stops, such as C8"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Privacy:
        operational = {
            "id", "created_at", "case", "title", "for_role", "due_on", "url_name", "once", "clock", "done_at", "done_by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["due_on", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "once"], condition=~Q(once=""), name="task_added_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Note(SealedModel):
    """A note on the case, for its members."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    text = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"text"}
        operational = {"id", "created_at", "key", "case", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"note {self.id}"


class Closing(SealedModel):
    """How a case was closed: what was learned, why impact is not evidenced where it is not, until when it is kept."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="closing")
    note = SealedTextField()
    retain_until = models.DateField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"note"}
        operational = {"id", "created_at", "key", "case", "retain_until", "by"}
        keep = Retention.CASE_FILE

    def __str__(self) -> str:
        return f"closing of {self.case_id}"
