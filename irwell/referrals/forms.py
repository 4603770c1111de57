"""One Django form for each page of the form data, and the small forms around it."""

import datetime as dt
from typing import Any

from django import forms as django_forms

from irwell.core.text import clean
from irwell.referrals.rules import Page, Question
from irwell.ui.forms import DateField, Form, ThreeWayField

LONG = 20_000


def _choices(question: Question) -> list[tuple[str, str]]:
    return [(o, o) for o in question.options]


def _required(question: Question) -> dict[str, str]:
    return {"required": f"Answer “{question.label}”"}


def _field(question: Question) -> django_forms.Field:
    common: dict[str, Any] = {
        "label": question.label,
        "help_text": question.hint,
        "required": question.required,
        "error_messages": _required(question),
    }
    match question.kind:
        case "long":
            return django_forms.CharField(
                max_length=LONG, widget=django_forms.Textarea(attrs={"rows": 6}), **common
            )
        case "email":
            return django_forms.EmailField(**common)
        case "date":
            return DateField(**common)
        case "three_way":
            return ThreeWayField(**common)
        case "yes_no":
            return django_forms.ChoiceField(
                choices=[("yes", "Yes"), ("no", "No")], widget=django_forms.RadioSelect, **common
            )
        case "choice":
            return django_forms.ChoiceField(
                choices=_choices(question), widget=django_forms.RadioSelect, **common
            )
        case "many":
            return django_forms.MultipleChoiceField(
                choices=_choices(question), widget=django_forms.CheckboxSelectMultiple, **common
            )
        case _:
            return django_forms.CharField(max_length=300, **common)


def page_form(page: Page) -> type[Form]:
    """The form class of a page."""
    fields = {q.id: _field(q) for q in page.fields}
    return type("PageForm", (Form,), fields)


def as_answers(cleaned: dict[str, Any]) -> dict[str, Any]:
    """Cleaned data as JSON: dates in ISO, text cleaned, empty answers left out."""
    kept: dict[str, Any] = {}
    for key, value in cleaned.items():
        if isinstance(value, dt.date):
            kept[key] = value.isoformat()
        elif isinstance(value, str):
            kept[key] = clean(value)
        elif value:
            kept[key] = value
    return {k: v for k, v in kept.items() if v not in ("", None)}


def as_initial(page: Page, entry: dict[str, Any]) -> dict[str, Any]:
    """Answers as a form shows them."""
    dates = {q.id for q in page.fields if q.kind == "date"}
    return {k: dt.date.fromisoformat(v) if k in dates else v for k, v in entry.items()}


class Danger(Form):
    """The first question."""

    danger = django_forms.ChoiceField(
        label="Is a child in danger now?",
        choices=[("yes", "Yes, or I am not sure"), ("no", "No")],
        widget=django_forms.RadioSelect,
        error_messages={"required": "Say whether a child is in danger now"},
    )


class Endorse(Form):
    """The designated safeguarding lead's answer."""

    endorses = django_forms.ChoiceField(
        label="Do you endorse this referral?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=django_forms.RadioSelect,
        error_messages={"required": "Say whether you endorse this referral"},
    )
    comment = django_forms.CharField(
        label="Your comment",
        required=False,
        max_length=LONG,
        widget=django_forms.Textarea(attrs={"rows": 5}),
    )


class Accept(Form):
    """Opening a case."""

    label = django_forms.CharField(
        label="Working name of the case",
        max_length=60,
        help_text="A word that identifies nobody, such as a tree or a river.",
        error_messages={"required": "Give the case a working name that identifies nobody"},
    )


class Decline(Form):
    """Not taking a referral forward."""

    reason = django_forms.CharField(
        label="Reasons",
        max_length=LONG,
        widget=django_forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Give the reasons. A “no” is recorded as fully as a “yes”"},
    )
