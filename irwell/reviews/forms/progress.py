"""Forms of the six months: milestones, checks, written requests, delay."""

from typing import Any

from django import forms as django_forms

from irwell.core import time
from irwell.reviews.forms.commissioning import long_text
from irwell.ui.forms import DateField, Form


class Milestone(Form):
    """A step of the plan."""

    title = django_forms.CharField(label="Step", max_length=120)
    due_on = DateField(label="Due", subject="The due date")
    done_on = DateField(label="Done", subject="The day it was done", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["done_on"].latest = time.today()  # type: ignore[attr-defined]


class Check(Form):
    """A progress check."""

    checked_on = DateField(label="When was progress checked?", subject="The date")
    note = long_text(
        "What was looked at, and what follows?",
        "Say what was looked at and what follows",
        help_text="Time and quality: is the plan kept, is the family heard, is anything in the way?",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["checked_on"].latest = time.today()  # type: ignore[attr-defined]


class Ask(Form):
    """A written request to the reviewer."""

    text = long_text("What is the reviewer asked for?", "Write what the reviewer is asked for")
    due_on = DateField(label="By when?", subject="The day", required=False)


class Sent(Form):
    """The day on which a letter went."""

    sent_on = DateField(label="When was it sent?", subject="The date")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["sent_on"].latest = time.today()  # type: ignore[attr-defined]


class Delay(Form):
    """Reasons for going past six months."""

    reasons = long_text(
        "Reasons for the delay",
        "Give the reasons",
        help_text="For example a trial or an inquest: say what has to wait and why.",
    )
    meanwhile = long_text(
        "What is done meanwhile?", "Say how learning is shared meanwhile", rows=3,
        help_text="Actions that do not wait, and who sees to them.",
    )  # fmt: skip
    expected_on = DateField(label="When is publication expected?", subject="The expected date")
