"""What follows a review: briefings and who read them, responses, actions, evidence of completion and of impact."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from irwell.accounts.models import Agency
from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedModel, SealedTextField
from irwell.documents.models import Document
from irwell.publication.models import Publication
from irwell.reviews.models import Recommendation

USER = settings.AUTH_USER_MODEL


class Briefing(Base):
    """A seven-minute briefing made from a published report: the draft, section id to text.

    Only words that passed the leak gate are kept, drafts included; `edits` tells two people apart who edit at once.
    """

    publication = models.OneToOneField(
        Publication, on_delete=models.CASCADE, related_name="briefing"
    )
    title = models.CharField(max_length=200)
    sections = models.JSONField(default=dict)
    roles = models.JSONField(
        default=dict, blank=True, help_text="role id to its points, one a line"
    )
    edits = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    edited_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()

    class Privacy:
        public = {"title", "sections", "roles"}
        operational = {
            "id", "created_at", "publication", "edits", "made_by", "edited_by", "edited_at",
        }  # fmt: skip
        keep = Retention.PUBLISHED

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"briefing of {self.publication_id}"


class BriefingIssue(Base):
    """A briefing as it was issued. Every version is kept; readers see the latest."""

    briefing = models.ForeignKey(Briefing, on_delete=models.CASCADE, related_name="issues")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    sections = models.JSONField(default=dict)
    roles = models.JSONField(default=dict, blank=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    pdf = models.BinaryField()
    word = models.BinaryField()
    slides = models.BinaryField()

    class Privacy:
        public = {"number", "title", "sections", "roles", "issued_at", "pdf", "word", "slides"}
        operational = {"id", "created_at", "briefing", "issued_by"}
        keep = Retention.PUBLISHED

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["briefing", "number"], name="one_issue_of_a_number")
        ]

    def __str__(self) -> str:
        return f"issue {self.number} of {self.briefing_id}"


class RoleFile(Base):
    """The version of an issue for one role as a file: made when it is first asked for, the same ever after."""

    issue = models.ForeignKey(BriefingIssue, on_delete=models.CASCADE, related_name="role_files")
    role = models.CharField(max_length=20)
    kind = models.CharField(max_length=4)
    content = models.BinaryField()

    class Privacy:
        public = {"role", "kind", "content"}
        operational = {"id", "created_at", "issue"}
        keep = Retention.PUBLISHED

    class Meta:
        ordering = ["role", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "role", "kind"], name="one_file_of_a_kind_for_a_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.role}.{self.kind} of {self.issue_id}"


class Share(Base):
    """A briefing was passed on: to which body or team, how, on which day, to how many. No person is named."""

    class How(models.TextChoices):
        MEETING = "meeting", "In a team meeting"
        TRAINING = "training", "In training"
        EMAIL = "email", "By e-mail or newsletter"
        INTRANET = "intranet", "On an intranet or notice board"

    briefing = models.ForeignKey(Briefing, on_delete=models.CASCADE, related_name="shares")
    issue_number = models.PositiveSmallIntegerField()
    with_whom = models.CharField(max_length=160, help_text="a body or a team, never a person")
    how = models.CharField(max_length=10, choices=How.choices)
    shared_on = models.DateField()
    people = models.PositiveIntegerField(help_text="about how many")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        operational = {
            "id", "created_at", "briefing", "issue_number", "with_whom", "how", "shared_on", "people", "by",
        }  # fmt: skip
        keep = Retention.PUBLISHED

    class Meta:
        ordering = ["-shared_on", "-created_at"]

    def __str__(self) -> str:
        return f"share of {self.briefing_id}"


class Reading(SealedModel):
    """A person read a briefing, how they used it, and what they will do differently. Once a person."""

    class Used(models.TextChoices):
        ALONE = "alone", "I read it on my own"
        TEAM = "team", "We talked about it in a team meeting"
        SUPERVISION = "supervision", "I used it in supervision"
        TRAINING = "training", "I used it in training"

    briefing = models.ForeignKey(Briefing, on_delete=models.CASCADE, related_name="readings")
    issue_number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    used = models.CharField(max_length=12, choices=Used.choices)
    reflection = SealedTextField()
    shared = models.BooleanField(
        default=False, help_text="the learning lead may read the reflection, without a name"
    )

    class Privacy:
        narrative = {"reflection"}
        operational = {
            "id", "created_at", "key", "briefing", "issue_number", "by", "used", "shared",
        }  # fmt: skip
        keep = Retention.ACCOUNT

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["briefing", "by"], name="a_person_reads_a_briefing_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.by_id} read {self.briefing_id}"


class Response(SealedModel):
    """An addressed body's answer to a recommendation. A changed answer is a new row; the earlier one stays."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        IN_PART = "in_part", "Accepted in part"
        REJECTED = "rejected", "Rejected"

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="responses"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    reasons = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        narrative = {"reasons"}
        operational = {
            "id", "created_at", "key", "recommendation", "agency", "answer", "by", "replaced_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "agency"],
                condition=Q(replaced_at=None),
                name="one_current_answer_of_an_agency",
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.answer}"


class Action(SealedModel):
    """Something an owner does by a day because of a recommendation. Where it stands is derived from its evidence."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="actions")
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="actions"
    )
    text = SealedTextField()
    intended_impact = SealedTextField(help_text="what will be different for children")
    measure = SealedTextField(help_text="how anybody will know")
    baseline = SealedTextField(help_text="what the measure showed when the action was set")
    owner = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    first_due_on = models.DateField(help_text="stays visible when the date is moved")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    absorbed_at = models.DateTimeField(null=True, blank=True)
    absorbed_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    absorbed_into = SealedTextField(help_text="the plan that carries it on, and why")

    class Privacy:
        narrative = {"text", "intended_impact", "measure", "baseline", "absorbed_into"}
        operational = {
            "id", "created_at", "key", "case", "recommendation", "owner", "agency", "due_on", "first_due_on", "by",
            "absorbed_at", "absorbed_by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["due_on", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(absorbed_by=None, absorbed_at=None)
                | Q(absorbed_by__isnull=False, absorbed_at__isnull=False),
                name="action_absorbed_at_with_by",
            )
        ]

    def __str__(self) -> str:
        return f"action {self.id}"


class ActionReview(SealedModel):
    """What was seen when an action was looked at again, three, six or twelve months after it was set."""

    class Seen(models.TextChoices):
        GOES_WELL = "goes_well", "It goes as planned"
        NEEDS_HELP = "needs_help", "It needs help or another way"
        CHANGED = "changed", "It has changed what happens for children"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="reviews")
    after = models.PositiveSmallIntegerField(help_text="months: 3, 6 or 12")
    seen = models.CharField(max_length=12, choices=Seen.choices)
    text = SealedTextField(help_text="what the measure shows now, and what follows")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"text"}
        operational = {"id", "created_at", "key", "action", "after", "seen", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["after"]
        constraints = [
            models.UniqueConstraint(fields=["action", "after"], name="one_review_of_each_turn")
        ]

    def __str__(self) -> str:
        return f"{self.action_id} after {self.after} months"


class Progress(SealedModel):
    """A dated note on an action."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="progress")
    note = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"note"}
        operational = {"id", "created_at", "key", "action", "by"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "progress"

    def __str__(self) -> str:
        return f"progress of {self.action_id}"


class Evidence(SealedModel):
    """Evidence that an action was completed, or that it made a difference. Somebody else accepts it."""

    class Of(models.TextChoices):
        COMPLETION = "completion", "Completion"
        IMPACT = "impact", "Impact on practice or on children"

    class Source(models.TextChoices):
        AUDIT = "audit", "Audit or dip sample"
        DATA = "data", "Data"
        CHILDREN = "children", "Voice of children and families"
        SURVEY = "survey", "Survey of practitioners"
        OBSERVATION = "observation", "Observation of practice"
        DOCUMENT = "document", "Policy, minutes or training record"
        OTHER = "other", "Something else"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="evidence")
    of = models.CharField(max_length=10, choices=Of.choices)
    source = models.CharField(max_length=20, choices=Source.choices)
    text = SealedTextField()
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    dated = models.DateField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    accepted_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    wanted = SealedTextField(help_text="what is still missing, when it was not accepted")

    class Privacy:
        narrative = {"text", "wanted"}
        operational = {
            "id", "created_at", "key", "action", "of", "source", "document", "dated", "by", "accepted_by",
            "accepted_at", "returned_by", "returned_at",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["dated", "created_at"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_by=None, accepted_at=None)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="evidence_accepted_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by=None) | ~Q(accepted_by=F("by")),
                name="evidence_is_accepted_by_another",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(returned_at=None),
                name="evidence_is_accepted_or_returned",
            ),
        ]

    def __str__(self) -> str:
        return f"evidence of {self.of}"


class YearlyReport(Base):
    """When the partnership's report of a year was published and its copies sent (clocks C13 and C14).

    Readings and calendar are frozen with the first record, so that the dates explain themselves later as they did then.
    """

    year_ends = models.DateField(unique=True, help_text="31 March")
    due_policy = models.CharField(max_length=60)
    copies_policy = models.CharField(max_length=60)
    calendar_version = models.CharField(max_length=40)
    published_on = models.DateField(null=True, blank=True)
    copies_sent_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        public = {"year_ends", "published_on"}
        operational = {
            "id", "created_at", "due_policy", "copies_policy", "calendar_version", "copies_sent_on", "recorded_by",
        }  # fmt: skip
        keep = Retention.PUBLISHED

    class Meta:
        ordering = ["-year_ends"]
        constraints = [
            models.CheckConstraint(
                condition=Q(copies_sent_on=None) | Q(published_on__isnull=False),
                name="copies_of_a_yearly_report_that_was_published",
            )
        ]

    def __str__(self) -> str:
        return f"year ended {self.year_ends}"
