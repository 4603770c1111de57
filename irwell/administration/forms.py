"""Inviting a person, giving a role, choosing a password."""

from typing import Any

from django import forms as django_forms

from irwell.access.roles import ROLES
from irwell.accounts.models import Agency
from irwell.accounts.queries import agencies
from irwell.ui.forms import Form

ROLE_CHOICES = [(role.id, role.title) for role in ROLES.values() if not role.on_case]


class Invite(Form):
    """A person to invite."""

    ui = {
        "role": {"hints": {r.id: r.purpose for r in ROLES.values() if not r.on_case}, "label_size": "s"},
        "name": {"width": 20}, "email": {"width": 20}, "job_title": {"width": 20},
    }  # fmt: skip
    name = django_forms.CharField(label="Name", max_length=120)
    email = django_forms.EmailField(label="Work e-mail address")
    job_title = django_forms.CharField(label="Job title", max_length=120, required=False)
    agency: Any = django_forms.ModelChoiceField(
        label="Agency", queryset=Agency.objects.none(), empty_label="Choose an agency"
    )
    role = django_forms.ChoiceField(
        label="Role", choices=ROLE_CHOICES, widget=django_forms.RadioSelect,
        help_text="Roles on a case are given on the case itself",
    )  # fmt: skip


def invite_form(data: Any = None) -> Invite:
    """The form with the agencies as they are now."""
    form = Invite(data)
    field = form.fields["agency"]
    assert isinstance(field, django_forms.ModelChoiceField)
    field.queryset = agencies()
    return form


class Give(Form):
    """A further role for a person."""

    role = django_forms.ChoiceField(
        label="Role to give", choices=ROLE_CHOICES, widget=django_forms.RadioSelect
    )


class Password(Form):
    """The password an invited person chooses."""

    ui = {"password": {"width": 20, "autocomplete": "new-password"}, "again": {"width": 20, "autocomplete": "new-password"}}  # fmt: skip
    password = django_forms.CharField(
        label="Password", widget=django_forms.PasswordInput, max_length=200,
        help_text="At least 12 characters; three or more unrelated words work well",
    )  # fmt: skip
    again = django_forms.CharField(
        label="The same password again", widget=django_forms.PasswordInput, max_length=200
    )

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if self.cleaned_data.get("password") not in (None, again):
            raise django_forms.ValidationError(
                "The two passwords are not the same. Type both again"
            )
        return again
