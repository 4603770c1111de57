"""Forms of the list of places and bodies, and of linked cases."""

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms

from irwell.anonymisation import rules
from irwell.anonymisation.models import KnownPlace, LinkedCase
from irwell.ui.forms import Form

SHOWN = 10


class FindPlace(Form):
    """Narrow the list."""

    ui = {"words": {"width": 20, "optional": False}, "kind": {"optional": False}}
    words = django_forms.CharField(label="Words of the name", max_length=120, required=False)
    kind = django_forms.ChoiceField(
        label="Kind", required=False, choices=[("", "Every kind"), *KnownPlace.Kind.choices]
    )


class AddPlaces(Form):
    """One name, or many pasted."""

    ui = {"kind": {"label_size": "m"}}
    names = django_forms.CharField(
        label="Names", max_length=600_000, widget=django_forms.Textarea(attrs={"rows": 12}),
        help_text="One in a line. Paste a column or two of a spreadsheet, or a CSV file: the name, then the kind if there is one",
        error_messages={"required": "Type or paste at least one name"},
    )  # fmt: skip
    kind = django_forms.ChoiceField(
        label="Kind of those that have none beside them", choices=KnownPlace.Kind.choices,
        widget=django_forms.RadioSelect, error_messages={"required": "Choose the kind"},
    )  # fmt: skip

    rows: tuple[tuple[str, str], ...] = ()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        found = rules.pasted(given.get("names", ""), otherwise=given.get("kind", ""))
        self.rows = found.rows
        for problem in found.problems[:SHOWN]:
            self.add_error("names", problem)
        if len(found.problems) > SHOWN:
            self.add_error("names", f"{len(found.problems) - SHOWN} more rows cannot be taken.")
        return given


class Why(Form):
    """A reason that is kept."""

    reason = django_forms.CharField(max_length=300)

    def __init__(self, *args: Any, label: str, error: str, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["reason"]
        field.label, field.error_messages["required"] = label, error


class LinkCase(Form):
    """Another case whose register is used beside this one's."""

    ui = {"other": {"label_size": "m"}, "kind": {"label_size": "m"}}
    other = django_forms.ChoiceField(
        label="Which case?", widget=django_forms.RadioSelect, error_messages={"required": "Choose the case"}
    )  # fmt: skip
    kind = django_forms.ChoiceField(
        label="How do they belong together?", choices=LinkedCase.Kind.choices, widget=django_forms.RadioSelect,
        error_messages={"required": "Say how they belong together"},
    )  # fmt: skip
    why = django_forms.CharField(label="What the link rests on", max_length=300, required=False)

    def __init__(self, *args: Any, cases: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["other"]
        assert isinstance(field, django_forms.ChoiceField)
        field.choices = list(cases)
