"""Forms of the case page."""

from typing import Any

from django import forms as django_forms

from irwell.access.roles import ROLES
from irwell.accounts.models import User
from irwell.accounts.queries import active_people
from irwell.cases.models import Identity
from irwell.ui.forms import Form


class Person(Form):
    """An entry of the identity register."""

    kind = django_forms.ChoiceField(
        label="Kind", choices=Identity.Kind.choices, widget=django_forms.RadioSelect
    )
    role = django_forms.CharField(
        label="Role in the case",
        max_length=40,
        help_text="For example: mother, school, social worker",
    )
    label = django_forms.CharField(
        label="Label to publish instead",
        max_length=60,
        required=False,
        help_text="Leave empty to take the next free one",
    )
    names = django_forms.CharField(
        label="Names",
        max_length=2000,
        widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text="One on each line: the name in use first, then every other spelling, nickname or handle",
    )
    dates_of_birth = django_forms.CharField(
        label="Date of birth", required=False, max_length=100, help_text="As 2024-03-27"
    )
    addresses = django_forms.CharField(
        label="Addresses",
        required=False,
        max_length=2000,
        widget=django_forms.Textarea(attrs={"rows": 2}),
    )
    identifiers = django_forms.CharField(
        label="Numbers and references",
        required=False,
        max_length=2000,
        help_text="Separate with commas",
    )


def member_form(data: Any = None) -> "Member":
    """The form with the people as they are now."""
    form = Member(data)
    field = form.fields["user"]
    assert isinstance(field, django_forms.ModelChoiceField)
    field.queryset = active_people()
    return form


class Member(Form):
    """Naming a person on the case."""

    user: Any = django_forms.ModelChoiceField(label="Person", queryset=User.objects.none())
    role = django_forms.ChoiceField(
        label="Role on this case", choices=[(r.id, r.title) for r in ROLES.values() if r.on_case]
    )
    reason = django_forms.CharField(label="Why do they need to know?", max_length=300)
