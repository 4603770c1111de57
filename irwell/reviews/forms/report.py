"""Forms of the report: versions, findings, recommendations, fact check."""

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms

from irwell.core.time import today
from irwell.documents.forms import UploadField
from irwell.documents.models import Document
from irwell.documents.rules import Purpose
from irwell.reviews import rules
from irwell.reviews.forms.commissioning import long_text
from irwell.reviews.models import (
    FactCheckComment,
    FactCheckInvitation,
    Finding,
    PracticeReview,
    ReportVersion,
)
from irwell.ui.forms import DateField, Form


class Upload(Form):
    """A version of the report."""

    file = UploadField(Purpose.REVIEW_REPORT, label="The report")
    note = long_text("What is new in this version?", rows=2)


class FindingForm(Form):
    """A finding, and where to look for its lines."""

    ui = {"title": {"optional": False}, "text": {"optional": False}, "why": {"optional": False}}

    title = django_forms.CharField(label="Finding in one sentence", max_length=300, required=False)
    text = long_text("What was found?", rows=5)
    agency = django_forms.ChoiceField(label="Agency", required=False)
    since = DateField(label="From", subject="The first date", required=False)
    until = DateField(label="Until", subject="The last date", required=False)
    words = django_forms.CharField(label="Words in the line", max_length=200, required=False)
    document = django_forms.ChoiceField(label="Document", required=False)
    quote = long_text(
        "Words of the document",
        rows=3,
        help_text="Copy them as they stand there. The page is found.",
    )

    def __init__(
        self, *args: Any, agencies: tuple[str, ...], documents: Sequence[Document], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        named = [(str(one.pk), one.file_name) for one in documents]
        self.fields["document"].choices = [("", "Choose a document"), *named]  # type: ignore[attr-defined]
        for side in rules.SIDES:
            self.fields[side.id] = long_text(side.asks, rows=3, help_text=side.hint)
        self.fields["agency"].choices = [("", "All agencies"), *((a, a) for a in agencies)]  # type: ignore[attr-defined]

    @property
    def side_fields(self) -> list[django_forms.BoundField]:
        """The boxes for the sides of the finding, in order."""
        return [self[side.id] for side in rules.SIDES]

    @property
    def sides(self) -> dict[str, str]:
        return {side.id: self.cleaned_data.get(side.id, "") for side in rules.SIDES}


class RecommendationForm(Form):
    """A recommendation."""

    text = long_text(
        "Recommendation",
        "Write the recommendation",
        help_text="Who does what, so that it can be checked.",
    )
    addressees = django_forms.CharField(
        label="Who is asked?",
        max_length=300,
        help_text="Bodies, never people. Separate them by semicolons.",
    )
    intended_outcome = long_text(
        "What will be different for children?", "Say what will be different for children", rows=2
    )
    theme = django_forms.ChoiceField(label="Theme", required=False)
    finding = django_forms.ChoiceField(label="Which finding does it follow from?", required=False)

    def __init__(self, *args: Any, review: PracticeReview, **options: Any) -> None:
        super().__init__(*args, **options)
        self.found: dict[str, Finding] = {str(f.number): f for f in review.findings.all()}
        self.fields["theme"].choices = [("", "No theme"), *rules.themes().items()]  # type: ignore[attr-defined]
        self.fields["finding"].choices = [  # type: ignore[attr-defined]
            ("", "None in particular"), *((n, f"{n}. {f.title}") for n, f in self.found.items()),
        ]  # fmt: skip


class Invite(Form):
    """Somebody to check facts, and which sections they are shown."""

    kind = django_forms.ChoiceField(
        label="Who is it?", choices=FactCheckInvitation.Kind.choices, initial=FactCheckInvitation.Kind.AGENCY,
        widget=django_forms.RadioSelect,
    )  # fmt: skip
    who = django_forms.CharField(
        label="In what role?", max_length=80,
        help_text="For example: School’s designated lead; Mother’s advocate. Never a name.",
    )  # fmt: skip
    email = django_forms.EmailField(label="E-mail address")
    sections = django_forms.TypedMultipleChoiceField(
        label="Which sections are they shown?", required=False, coerce=int, widget=django_forms.CheckboxSelectMultiple,
        help_text="Tick those that concern them. An agency is shown the whole draft when none is ticked.",
    )  # fmt: skip

    def __init__(self, *args: Any, report: ReportVersion | None, **options: Any) -> None:
        super().__init__(*args, **options)
        parts = rules.parts_from(report.content if report else [])
        found = [(s.id, s.title) for s in rules.sections_of(parts)]
        self.fields["sections"].choices = found  # type: ignore[attr-defined]


class Answer(Form):
    """How a comment was resolved."""

    outcome = django_forms.ChoiceField(
        label="What came of it?",
        choices=FactCheckComment.Outcome.choices,
        widget=django_forms.RadioSelect,
    )
    text = long_text("What was done, and why?", "Say what was done", rows=3)


class Reading(Form):
    """Somebody of the family read the report."""

    who = django_forms.CharField(
        label="Who read it?",
        max_length=80,
        help_text="A role, never a name: Mother; Grandmother; Brother.",
    )
    read_on = DateField(label="On which day?", subject="The day")
    minutes = django_forms.IntegerField(
        label="How many minutes did they have?",
        min_value=1,
        max_value=1440,
        widget=django_forms.NumberInput,
    )
    support = django_forms.CharField(
        label="Who was beside them?",
        max_length=200,
        help_text="By role: their advocate; the family liaison officer; nobody, as they wished.",
    )
    said = long_text("What did they say?", rows=4)
    ui = {"minutes": {"width": 4, "inputmode": "numeric"}}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["read_on"].latest = today()  # type: ignore[attr-defined]


class CommentForm(Form):
    """A comment noted by those who run the review."""

    who = django_forms.CharField(
        label="Who says so?", max_length=80, help_text="A role or an agency, never a name"
    )
    place = django_forms.CharField(
        label="Where?", max_length=80, help_text="For example: paragraph 12"
    )
    comment = long_text("What is wrong, and what would be right?", "Write the comment", rows=3)


class CheckersComment(Form):
    """A comment by link: which paragraph and what is wrong."""

    paragraph = django_forms.IntegerField(
        label="Paragraph number", min_value=1, widget=django_forms.NumberInput
    )
    comment = long_text(
        "What is wrong, and what would be right?",
        "Write what is wrong and what would be right",
        rows=4,
    )
    ui = {"paragraph": {"width": 3, "inputmode": "numeric"}}


class Comment(Form):
    """A word with an approval, and a condition where there is one."""

    comment = long_text("Comment", rows=3)
    condition = long_text(
        "On a condition?", rows=3,
        help_text="What must be so before it is published. The approval counts at once; publication waits until your "
        "partner says that the condition is met.",
    )  # fmt: skip


class Met(Form):
    """A condition is met."""

    how = long_text("What shows that it is met?", "Say what shows that it is met", rows=3)


class KeepVersion(Form):
    """The draft becomes the next version."""

    note = long_text("What is new in this version?", rows=2)


class AddSection(Form):
    """A new section of the draft."""

    title = django_forms.CharField(label="Heading of the new section", max_length=200)
