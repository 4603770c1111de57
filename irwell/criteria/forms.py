"""Forms of the criteria discussion."""

from typing import Any

from django import forms as django_forms

from irwell.criteria.models import NotifyDecision, PartnerView
from irwell.ui.forms import DateField, Form


def _long(label: str, error: str, *, required: bool = True) -> django_forms.CharField:
    return django_forms.CharField(
        label=label, max_length=20_000, required=required, error_messages={"required": error},
        widget=django_forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


SOURCE_HINT = "A person, a record or a report, and its date. It stays with the answer, with your name and the time"


ANSWER_ONE = "Answer yes, no or not known"


def _source() -> django_forms.CharField:
    return django_forms.CharField(
        label="Where does this come from?", max_length=2000, required=False, help_text=SOURCE_HINT,
        widget=django_forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class Fact(Form):
    """One fact and its source."""

    ui = {
        "value": {"label_hidden": True, "divider": {"unknown": "or"}, "hints": {"unknown": "It is never taken for no"}},
        "source": {"optional": False},
    }  # fmt: skip
    value = django_forms.ChoiceField(
        label="Answer", choices=[("true", "Yes"), ("false", "No"), ("unknown", "Not known")],
        widget=django_forms.RadioSelect, error_messages={"required": ANSWER_ONE, "invalid_choice": ANSWER_ONE},
    )  # fmt: skip
    source = _source()


class Number(Form):
    """An age, which may not be known."""

    ui = {"age": {"width": 3}, "source": {"optional": False}}
    age = django_forms.IntegerField(
        label="Age in whole years", min_value=0, max_value=120, required=False,
        help_text="Leave it empty if it is not known",
    )  # fmt: skip
    source = _source()

    def clean(self) -> dict[str, Any]:
        """As an answer: the number, or unknown."""
        given = super().clean() or {}
        age = given.pop("age", None)
        return {**given, "value": "unknown" if age is None else str(age)}


class Aware(Form):
    """When the local authority became aware."""

    aware_on = DateField(
        label="When did the local authority become aware?",
        error_messages={"required": "Say when the local authority became aware"},
    )


class View(Form):
    """A partner's view."""

    view = django_forms.ChoiceField(
        label="Your view", choices=PartnerView.View.choices, widget=django_forms.RadioSelect
    )
    reasons = _long("Your reasons", "Give the reasons for your view")


class Told(Form):
    """When the Secretary of State and Ofsted were told of a death."""

    told_on = DateField(
        label="When were the Secretary of State and Ofsted notified?", subject="The day",
        help_text="Through the same online system as a notification to the Panel",
    )  # fmt: skip


class Decide(Form):
    """The decision."""

    ui = {"outcome": {"reveal": {"other_area": ["other_area"]}}, "other_area": {"width": 20}}
    outcome = django_forms.ChoiceField(
        label="Decision", choices=NotifyDecision.Outcome.choices, widget=django_forms.RadioSelect
    )
    other_area = django_forms.CharField(label="Which authority notifies?", max_length=80)
    reasons = _long("Reasons", "Give the reasons. A “no” is recorded as fully as a “yes”")
