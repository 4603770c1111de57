"""What each agency is asked on a case, and every version of what it answers."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from irwell.accounts.models import Agency
from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedJSONField, SealedModel, SealedTextField
from irwell.documents.models import Document
from irwell.messaging.models import SignedLink

USER = settings.AUTH_USER_MODEL


class AgencyRequests(models.Manager["InformationRequest"]):
    """Requests to agencies. What an agency asks of its own departments is the agency's affair."""

    def get_queryset(self) -> "models.QuerySet[InformationRequest]":
        return super().get_queryset().filter(parent=None)


class InformationRequest(SealedModel):
    """One agency asked on one case. `about`: the people asked about, each {label, names, date_of_birth}.

    `link` is the newest link to the agency's contact, `lead_link` the one to its safeguarding lead.
    With a `parent` it is what the agency's lead asks of one `department`: the parts named in `sections` (empty: all
    of them), returned to the lead, who takes a version of it into the agency's own return (`taken_version`).
    `objects` holds requests to agencies; `every` holds departments' too.
    """

    class Basis(models.TextChoices):
        PUBLIC_TASK = "public_task", "Public task in law (UK GDPR Article 6(1)(e))"
        LEGAL_OBLIGATION = "legal_obligation", "Legal obligation (UK GDPR Article 6(1)(c))"

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="requests")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, related_name="departments", null=True, blank=True
    )
    department = models.CharField(max_length=120, blank=True)
    sections = models.JSONField(default=list, blank=True)
    note = SealedTextField(help_text="what the lead adds for one department")
    taken_version = models.PositiveSmallIntegerField(null=True, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    contact_email = models.EmailField()
    link = models.ForeignKey(
        SignedLink, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    lead_link = models.ForeignKey(
        SignedLink, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    basis = models.CharField(max_length=20, choices=Basis.choices, default=Basis.PUBLIC_TASK)
    basis_text = models.CharField(max_length=1200, help_text="shown on the request as it was sent")
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    about = SealedJSONField(default=list)
    questions = SealedTextField()
    questions_from = models.CharField(
        max_length=200,
        blank=True,
        help_text="the templates and versions that the questions began as",
    )
    due_on = models.DateField()
    sent_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    chased_at = models.DateTimeField(null=True, blank=True)
    chases = models.PositiveSmallIntegerField(default=0)
    missing_reason = SealedTextField(help_text="why the meeting goes ahead without this return")
    missing_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=200, blank=True)

    objects = AgencyRequests()
    every: ClassVar[models.Manager["InformationRequest"]] = models.Manager()

    class Privacy:
        identifying = {"about"}
        narrative = {"note", "questions", "missing_reason"}
        operational = {
            "id", "created_at", "key", "case", "parent", "department", "sections", "taken_version", "questions_from",
            "revoked_at", "revoked_reason", "agency", "contact_email", "link", "lead_link", "basis", "basis_text",
            "period_from", "period_to", "due_on", "sent_by", "sent_at", "opened_at", "chased_at", "chases", "missing_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["agency__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "agency"], condition=Q(parent=None), name="an_agency_is_asked_once"
            ),
            models.UniqueConstraint(
                fields=["parent", "department"],
                condition=Q(parent__isnull=False),
                name="a_department_is_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(department=""), name="departments_have_names"
            ),
            models.CheckConstraint(condition=~Q(basis_text=""), name="request_states_its_basis"),
        ]

    def __str__(self) -> str:
        return f"request to {self.agency_id} on {self.case_id}"

    @property
    def answerer(self) -> str:
        """Who answers: the agency, or a department of it."""
        return f"{self.department}, {self.agency.name}" if self.department else self.agency.name


class AgencyReturn(SealedModel):
    """One version of an agency's answer. A signed version never changes; a reopened one is a new version.

    `summary`: section id to its answers. `typed`: section id to what was typed and not yet accepted.
    """

    class Kind(models.TextChoices):
        NIL = "nil", "No involvement (nil return)"
        FULL = "full", "Summary and chronology"

    request = models.ForeignKey(
        InformationRequest, on_delete=models.CASCADE, related_name="returns"
    )
    version = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.FULL)
    summary = SealedJSONField(default=dict)
    typed = SealedJSONField(default=dict)
    saves = models.PositiveIntegerField(default=0, help_text="how often it was saved")
    signed_by = SealedTextField(help_text="name and role of the person who signs for the agency")
    signed_at = models.DateTimeField(null=True, blank=True)
    reopened_reason = models.CharField(max_length=300, blank=True)

    class Privacy:
        identifying = {"signed_by"}
        narrative = {"summary", "typed"}
        operational = {
            "id", "created_at", "key", "request", "version", "kind", "saves", "signed_at", "reopened_reason",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["request", "version"], name="one_return_of_a_version"),
            models.UniqueConstraint(
                fields=["request"], condition=Q(signed_at=None), name="one_open_draft_of_a_return"
            ),
        ]

    def __str__(self) -> str:
        return f"return {self.version} of {self.request_id}"


class ReturnChronology(SealedModel):
    """A chronology sent with a return: the file as sent, how its columns were taken, its rows as read.

    `mapping`: the engine's mapping as the person left it. `corrections`: what was mended on the page
    (`cells`: "table:row" to field texts; `source`: for every row without one; `left_out`: rows that are no line
    of a chronology). `entries`: irwell.chronology.Entry.to_dict of each row. `faults`: rows that are not entries,
    with reasons. `told`: sentences of the reader about the whole file. Rows count only once `confirmed_at` is set.
    """

    agency_return = models.ForeignKey(
        AgencyReturn, on_delete=models.CASCADE, related_name="chronologies"
    )
    taken_from = models.ForeignKey(
        InformationRequest, on_delete=models.SET_NULL, related_name="+", null=True, blank=True,
        help_text="the department that it was taken in from",
    )  # fmt: skip
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    department = SealedTextField(help_text="the part of the agency that it comes from")
    mapping = SealedJSONField(default=dict)
    corrections = SealedJSONField(default=dict)
    entries = SealedJSONField(default=list)
    faults = SealedJSONField(default=list)
    told = SealedJSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        narrative = {"department", "mapping", "corrections", "entries", "faults", "told"}
        operational = {
            "id", "created_at", "key", "agency_return", "taken_from", "document", "rows", "confirmed_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"chronology of {self.agency_return_id}"


class ExtraColumn(SealedModel):
    """A column that the review asks every agency for, beside those of any chronology."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="extra_columns")
    name = SealedTextField()
    hint = SealedTextField(help_text="what belongs in it")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"name", "hint"}
        operational = {"id", "created_at", "key", "case", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"column asked for on {self.case_id}"


class AgencyHeading(Base):
    """What a heading of an agency's files means, as a person there last said; of the heading a keyed hash alone is kept."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=32)
    field = models.CharField(max_length=40)

    class Privacy:
        operational = {"id", "created_at", "agency", "code", "field"}
        keep = Retention.ACCOUNT

    class Meta:
        ordering = ["agency", "code"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="a_heading_means_one_thing")
        ]

    def __str__(self) -> str:
        return f"heading of {self.agency_id}"


class AddressCode(Base):
    """A code mailed to the address of a link, which shows that whoever came by it reads that mailbox. Kept as a hash."""

    link = models.ForeignKey(SignedLink, on_delete=models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        operational = {
            "id",
            "created_at",
            "link",
            "code_hash",
            "sent_at",
            "attempts",
            "confirmed_at",
        }
        keep = Retention.WORKING

    class Meta:
        ordering = ["sent_at"]

    def __str__(self) -> str:
        return f"code for {self.link_id}"


class QuestionTemplate(Base):
    """A version of what the partnership asks every agency (`kind` empty) or one kind of agency. Versions never change."""

    kind = models.CharField(max_length=20, blank=True, choices=Agency.Kind.choices)
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    changed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Privacy:
        operational = {"id", "created_at", "kind", "version", "text", "changed_by", "changed_at"}
        keep = Retention.ACCOUNT

    class Meta:
        ordering = ["kind", "version"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="one_template_of_a_version")
        ]

    def __str__(self) -> str:
        return f"questions for {self.kind or 'every agency'}, version {self.version}"


class LineQuery(SealedModel):
    """What the panel asks an agency about one line of its signed return, answered through the agency's link.

    `entry_id`: the chronology engine's stable id of the line; `line`: the line as it stood when the question was put
    (when, words, source, place, version).
    """

    class Standing(models.TextChoices):
        WAITING = "waiting", "Waiting for the agency"
        ANSWERED = "answered", "Answered"
        SETTLED = "settled", "Settled"

    request = models.ForeignKey(
        InformationRequest, on_delete=models.CASCADE, related_name="line_queries"
    )
    entry_id = models.CharField(max_length=64)
    line = SealedJSONField(default=dict)
    question = SealedTextField()
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = SealedTextField()
    answered_by = SealedTextField(
        help_text="name and role of the person who answers for the agency"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        identifying = {"answered_by"}
        narrative = {"line", "question", "answer"}
        operational = {
            "id", "created_at", "key", "request", "entry_id", "asked_by", "asked_at", "answered_at", "settled_by",
            "settled_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["asked_at"]
        verbose_name_plural = "line queries"
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="line_query_settled_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return f"query about {self.entry_id}"

    @property
    def standing(self) -> str:
        """waiting, answered or settled."""
        if self.settled_at is not None:
            return self.Standing.SETTLED
        return self.Standing.ANSWERED if self.answered_at is not None else self.Standing.WAITING
