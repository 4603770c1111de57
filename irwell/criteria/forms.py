"""Forms of the criteria discussion."""

from django import forms as django_forms

from irwell.criteria.models import NotifyDecision, PartnerView
from irwell.ui.forms import DateField, Form


def _long(label: str, error: str, *, required: bool = True) -> django_forms.CharField:
    return django_forms.CharField(
        label=label, max_length=20_000, required=required, error_messages={"required": error},
        widget=django_forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class Fact(Form):
    """One fact and its source."""

    value = django_forms.ChoiceField(
        label="Answer",
        choices=[("true", "Yes"), ("false", "No"), ("unknown", "Not known")],
        widget=django_forms.RadioSelect,
    )
    source = django_forms.CharField(
        label="Where does this come from?", max_length=2000, required=False
    )


class Number(Form):
    """An age."""

    value = django_forms.IntegerField(label="Number", min_value=0, max_value=120)
    source = django_forms.CharField(
        label="Where does this come from?", max_length=2000, required=False
    )


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


class Decide(Form):
    """The decision."""

    outcome = django_forms.ChoiceField(
        label="Decision", choices=NotifyDecision.Outcome.choices, widget=django_forms.RadioSelect
    )
    reasons = _long("Reasons", "Give the reasons. A “no” is recorded as fully as a “yes”")
