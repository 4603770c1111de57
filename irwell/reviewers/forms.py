"""Forms of the pool of reviewers."""

from typing import Any

from django import forms as django_forms

from irwell.accounts.queries import agencies
from irwell.core import time
from irwell.reviewers import rules
from irwell.reviewers.actions import Words
from irwell.reviewers.models import PoolEntry
from irwell.ui.forms import DateField, Form, Group

NAMES = (
    "name", "contact", "competences", "areas", "fee_basis", "references_on", "insured_until", "dbs_on",
)  # fmt: skip


def _text(label: str, *, rows: int = 2, help_text: str = "") -> django_forms.CharField:
    return django_forms.CharField(
        label=label, max_length=3000, required=False, help_text=help_text,
        widget=django_forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


class Entry(Form):
    """A person in the pool."""

    groups = (
        Group("What they can do", ("competences", "areas")),
        Group(
            "Papers", ("references_on", "insured_until", "dbs_on"),
            hint="Leave empty what you have not seen. The shortlist says what is missing or has run out.",
        ),
    )  # fmt: skip

    name = django_forms.CharField(
        label="Name", max_length=120, help_text="As it would stand on a published report"
    )
    contact = _text("E-mail, telephone", help_text="Kept sealed.")
    fee_basis = _text("Fee basis", help_text="For example: £650 a day, 18 to 24 days. Kept sealed.")
    competences = django_forms.MultipleChoiceField(
        label="Competences", required=False, widget=django_forms.CheckboxSelectMultiple,
        help_text="What the person has shown in reviews or practice.",
    )  # fmt: skip
    areas = django_forms.CharField(
        label="Professions and areas of practice", max_length=300, required=False,
        help_text="For example: social work; detective chief inspector until 2019",
    )  # fmt: skip
    references_on = DateField(
        label="References seen on", subject="The date of the references", required=False
    )
    insured_until = DateField(
        label="Insured until", subject="The date of the insurance", required=False
    )
    dbs_on = DateField(label="DBS check of", subject="The date of the DBS check", required=False)
    seen = django_forms.IntegerField(required=False, widget=django_forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(c.id, c.title) for c in rules.competences().values()]
        self.fields["competences"].choices = choices  # type: ignore[attr-defined]
        for name in ("references_on", "dbs_on"):
            self.fields[name].latest = time.today()  # type: ignore[attr-defined]

    @property
    def words(self) -> Words:
        given = {name: self.cleaned_data[name] for name in NAMES}
        return Words(**{**given, "competences": tuple(given["competences"])})


class Period(Form):
    """A time in which the person can take on a review."""

    since = DateField(label="Free from", subject="The first day")
    until = DateField(label="Free until", subject="The last day")


class Past(Form):
    """A review led elsewhere."""

    title = django_forms.CharField(
        label="Title as published", max_length=200, help_text="Never a child’s name"
    )
    partnership = django_forms.CharField(label="For which partnership?", max_length=120)
    year = django_forms.IntegerField(
        label="Year", min_value=1990, max_value=2100, widget=django_forms.NumberInput
    )
    ui = {"year": {"width": 4, "inputmode": "numeric"}}


class Conflict(Form):
    """A connection with an organisation."""

    agency: Any = django_forms.ModelChoiceField(
        label="Organisation", queryset=None, empty_label="Choose an organisation"
    )
    detail = django_forms.CharField(
        label="What is the connection?", max_length=2000, widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text="Employed, contracted or close to someone there in the last five years. Kept sealed.",
        error_messages={"required": "Say what the connection is"},
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agency"].queryset = agencies()  # type: ignore[attr-defined]


def as_typed(entry: PoolEntry) -> dict[str, Any]:
    """An entry as its form shows it."""
    return {**{name: getattr(entry, name) for name in NAMES}, "seen": entry.edits}
