"""A name to be published in place of a label."""

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms

from irwell.anonymisation.models import PublishedName
from irwell.ui.forms import Form


class ProposeName(Form):
    """Who consented, and who checked the law."""

    ui = {
        "identity": {"label_size": "m"}, "kind": {"label_size": "m"},
        "name": {"width": 20, "spellcheck": "false", "autocomplete": "off"},
    }  # fmt: skip
    identity = django_forms.ChoiceField(
        label="Who?", widget=django_forms.RadioSelect, error_messages={"required": "Choose the person"}
    )  # fmt: skip
    kind = django_forms.ChoiceField(
        label="What shall stand in the report?", choices=PublishedName.Kind.choices, widget=django_forms.RadioSelect,
        error_messages={"required": "Say what shall stand in the report"},
    )  # fmt: skip
    name = django_forms.CharField(
        label="The name", max_length=60, error_messages={"required": "Write the name as it shall stand in the report"}
    )  # fmt: skip
    consent = django_forms.CharField(
        label="Consent", max_length=2000, widget=django_forms.Textarea(attrs={"rows": 4}),
        help_text="Who consented (everybody with parental responsibility, and surviving children who understand), when, and how it is kept",
        error_messages={"required": "Say who consented, when, and how it is kept"},
    )  # fmt: skip
    legal = django_forms.CharField(
        label="Legal check", max_length=2000, widget=django_forms.Textarea(attrs={"rows": 4}),
        help_text="Who checked, and when: court orders, reporting restrictions, trials, surviving children",
        error_messages={"required": "Say who checked the law, when, and with what result"},
    )  # fmt: skip

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["identity"]
        assert isinstance(field, django_forms.ChoiceField)
        field.choices = list(people)
