"""Forms of local learning."""

from typing import Any

from django import forms as django_forms

from irwell.accounts.queries import agencies
from irwell.core import time
from irwell.documents.forms import UploadField
from irwell.documents.rules import Purpose
from irwell.local_learning.models import Product
from irwell.reviews.forms import long_text
from irwell.statute import load_workflow
from irwell.ui.forms import DateField, Form


class Begin(Form):
    """The kind of local learning, and why."""

    track = django_forms.ChoiceField(
        label="Which kind of learning review?", widget=django_forms.RadioSelect,
        error_messages={"required": "Choose the kind of learning review"},
    )  # fmt: skip
    aim = long_text("What is to be learned?", "Say what is to be learned", rows=3)
    reasons = long_text(
        "Why in this way, and not by a practice review?", "Give the reasons", rows=3
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        tracks = load_workflow().tracks.values()
        self.fields["track"].choices = [(t.id, t.title) for t in tracks]  # type: ignore[attr-defined]
        self.ui = {"track": {"hints": {t.id: t.plain for t in tracks}}}  # type: ignore[misc]


class Plan(Form):
    """Lead, method, plan."""

    lead = django_forms.CharField(
        label="Who leads?", max_length=120, help_text="Name and role. For one agency alone: its safeguarding lead."
    )  # fmt: skip
    lead_agency: Any = django_forms.ModelChoiceField(
        label="Agency of the lead", queryset=None, required=False, empty_label="None in particular"
    )
    method = django_forms.CharField(
        label="Method", max_length=120, help_text="For example: one half-day learning event with a timeline on the wall"
    )  # fmt: skip
    plan = long_text(
        "Plan", "Say who is asked what, and how practitioners take part",
        help_text="Who is asked what, how practitioners and the family take part, how people are supported.",
    )  # fmt: skip
    ends_on = DateField(label="When is it to be finished?", subject="The day")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["lead_agency"].queryset = agencies()  # type: ignore[attr-defined]


class Gathered(Form):
    """What was gathered."""

    gathered = long_text(
        "What was gathered, and from whom?", "Say what was gathered, and from whom", rows=8
    )


class EventForm(Form):
    """The learning event."""

    event_on = DateField(label="When was it held?", subject="The date")
    notes = long_text(
        "Who took part, and what was learned?", "Say who took part, by role, and what was learned", rows=8,
        help_text="Roles, not names. What helped, what got in the way, what made sense at the time.",
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["event_on"].latest = time.today()  # type: ignore[attr-defined]


class Report(Form):
    """The short report."""

    file = UploadField(Purpose.REVIEW_REPORT, label="The short report")


class Recommend(Form):
    """A recommendation."""

    text = long_text(
        "Recommendation", "Write the recommendation", rows=3,
        help_text="Who does what, so that it can be checked.",
    )  # fmt: skip
    addressees = django_forms.CharField(
        label="Who is asked?", max_length=300, help_text="Bodies, never people. Separate them by semicolons."
    )  # fmt: skip
    intended_outcome = long_text(
        "What will be different for children?", "Say what will be different for children", rows=2
    )


class LookAgain(Form):
    """What is missing."""

    missing = long_text("What is missing?", "Say what is missing")


class ProductForm(Form):
    """Something that carries the learning."""

    kind = django_forms.ChoiceField(label="What is it?", choices=Product.Kind.choices)
    title = django_forms.CharField(
        label="Title", max_length=160, help_text="Names no child and no family"
    )
    audience = django_forms.CharField(label="For whom?", max_length=160)
    issued_on = DateField(label="Since when?", subject="The date")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["issued_on"].latest = time.today()  # type: ignore[attr-defined]


class Close(Form):
    """Closing without local learning."""

    note = long_text("Why is nothing left to learn here?", "Give the reasons")
    told = django_forms.BooleanField(
        label="Those who wait for the answer have been told the decision and the reasons",
        error_messages={"required": "Tell those who wait for the answer first, then close"},
    )
    retain_until = DateField(
        label="Until when is the record kept?", subject="The date",
        help_text="From the partnership’s retention schedule; take legal advice where in doubt.",
    )  # fmt: skip
