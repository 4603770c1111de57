"""Forms of the case page."""

from typing import Any

from django import forms as django_forms

from irwell.access.roles import ROLES
from irwell.accounts.models import User
from irwell.accounts.queries import active_people
from irwell.cases.models import Identity
from irwell.ui.forms import DateField, Form, MomentField


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

    @property
    def details(self) -> dict[str, list[str]]:
        """Dates of birth, addresses and numbers as the register keeps them."""
        given = self.cleaned_data
        return {
            "dates_of_birth": [d for d in [given["dates_of_birth"].strip()] if d],
            "addresses": [a for a in given["addresses"].splitlines() if a.strip()],
            "identifiers": [i.strip() for i in given["identifiers"].split(",") if i.strip()],
        }


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


class Extension(Form):
    """An agreed extension of a clock."""

    ui = {"reason": {"count": True, "rows": 3}}
    to = DateField(label="New date", subject="The new date")
    reason = django_forms.CharField(
        label="Why?", max_length=300, widget=django_forms.Textarea,
        help_text="For example that the Panel agreed to it, when, and why it is needed. No names",
    )  # fmt: skip


class Hold(Form):
    """A hold, which never stops a clock."""

    ui = {"reason": {"count": True, "rows": 3}}
    reason = django_forms.CharField(
        label="Why is the case on hold?", max_length=300, widget=django_forms.Textarea,
        help_text="For example a trial or an inquest. No names",
    )  # fmt: skip


class NoteForm(Form):
    """A note for the members of the case."""

    ui = {"text": {"rows": 3}}
    text = django_forms.CharField(
        label="Add a note", max_length=5000, widget=django_forms.Textarea,
        help_text="Everyone named on the case reads it",
    )  # fmt: skip


class RecordedMoment(Form):
    """A date that starts a clock."""

    ui = {"reason": {"count": True, "rows": 3}}
    at = MomentField(label="When?", subject="The date", help_text="The time only if you know it")
    reason = django_forms.CharField(
        label="Why is it being corrected?", max_length=300, widget=django_forms.Textarea,
        help_text="The first date stays on the record. No names",
        error_messages={"required": "Say why this date is being corrected. The first date stays on the record"},
    )  # fmt: skip


def recorded_moment(data: Any, *, correcting: bool) -> RecordedMoment:
    """A reason is asked for only where there is a date to correct."""
    form = RecordedMoment(data)
    if not correcting:
        del form.fields["reason"]
    return form


class LogFilter(Form):
    """Which of a case's events are shown."""

    ui = {"kind": {"optional": False}, "person": {"optional": False}}
    kind = django_forms.ChoiceField(
        label="What", required=False,
        choices=[
            ("", "Everything"), ("changes", "Everything but readings"), ("steps", "Steps and decisions"),
            ("dates", "Dates and clocks"), ("agencies", "Agencies’ returns"), ("chronology", "Chronology"),
            ("review", "Review and anonymisation"), ("files", "Files"), ("people", "People and the register"),
            ("messages", "Notices and links"),
        ],
    )  # fmt: skip
    person = django_forms.ChoiceField(label="Who", required=False)
    since = DateField(label="From", subject="The first day", required=False)
    until = DateField(label="To", subject="The last day", required=False)

    def __init__(self, data: Any, *, people: list[tuple[str, str]]) -> None:
        super().__init__(data)
        person: Any = self.fields["person"]
        person.choices = [("", "Everyone"), *people]
