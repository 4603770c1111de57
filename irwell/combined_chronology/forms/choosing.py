"""Choosing lines and columns, seeking words, keeping a view."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError

from irwell.chronology import Answer, Fault, read_when
from irwell.combined_chronology.rules import (
    COLUMNS,
    USUAL,
    Chosen,
    Status,
    Told,
)
from irwell.ui.forms import Form

SEEN = [("", "Any answer"), *((a.name.lower(), str(a).capitalize()) for a in Answer)]
STATUSES = [
    ("", "Any"),
    (Status.ATTENTION, "Needs attention: a date or cell is in doubt"),
    (Status.TAGGED, "Tagged by the panel"),
    (Status.COMMENTED, "Commented on by the panel"),
    (Status.WAITING, "Query waiting for the agency"),
    (Status.ANSWERED, "Query answered, to be read"),
    (Status.SETTLED, "Query settled"),
    (Status.LINKED, "Linked to a document"),
]
TOLD = [
    ("", "Any number of agencies"),
    (Told.SEVERAL, "Several agencies, as people say"),
    (Told.PERHAPS, "Several agencies, as people say or the machine proposes"),
    (
        Told.ONE,
        "One agency only: nobody says and the machine does not propose that others tell of it",
    ),
]
DATES = "For example 2023, March 2023 or 12 3 2023"


class RoughDate(django_forms.CharField):
    """A day, month or year as people write it; `last` takes the last day of it."""

    def __init__(self, *, last: bool = False, **options: Any) -> None:
        super().__init__(max_length=60, required=False, **options)
        self.last = last

    def clean(self, value: Any) -> date | None:
        text = str(super().clean(value) or "")
        if not text:
            return None
        found = read_when(text)
        if isinstance(found, Fault):
            raise ValidationError(f"{found.reason} {found.mend}")
        day = (found.end or found.start) if self.last else (found.start or found.end)
        if day is None:
            raise ValidationError(f"Write a day, a month or a year. {DATES}.")
        return day


class Filter(Form):
    """What to show. Addresses carry codes for people and tags, never names."""

    ui = {
        "agency": {"small": True, "label_size": "s"},
        "person": {"optional": False},
        "tag": {"optional": False},
        "child_seen": {"optional": False},
        "start": {"optional": False, "width": 20},
        "end": {"optional": False, "width": 20},
        "status": {"optional": False},
        "told": {"optional": False},
        "filled": {"optional": False},
        "column": {"small": True, "label_size": "s", "inline": True},
    }
    agency = django_forms.MultipleChoiceField(
        label="Agencies", required=False, widget=django_forms.CheckboxSelectMultiple
    )
    person = django_forms.ChoiceField(label="Person", required=False)
    tag = django_forms.ChoiceField(label="Tag", required=False)
    child_seen = django_forms.ChoiceField(label="Was the child seen?", required=False, choices=SEEN)
    start = RoughDate(label="From", help_text=DATES)
    end = RoughDate(label="To", last=True)
    status = django_forms.ChoiceField(label="Status", required=False, choices=STATUSES)
    told = django_forms.ChoiceField(label="Told by", required=False, choices=TOLD)
    filled = django_forms.ChoiceField(label="With something under", required=False)
    column = django_forms.MultipleChoiceField(
        label="Columns beside what happened", required=False, widget=django_forms.CheckboxSelectMultiple,
        choices=list(COLUMNS.items()), initial=list(USUAL),
    )  # fmt: skip


class ChosenFilter(Filter):
    """A filter over one case's chronology; `code` turns a name or tag into its word for an address."""

    def __init__(
        self, data: Any, *, agencies: Sequence[str], people: Mapping[str, tuple[str, ...]],
        tags: Sequence[str], say: Callable[[str], str], names: bool, headings: Sequence[str], code: Callable[[str], str],
    ) -> None:  # fmt: skip
        given = data.copy()
        if not given.getlist("column"):
            given.setlist("column", list(USUAL))
        super().__init__(given)
        self.agencies = {code(name): name for name in agencies}
        self.people = {code(label): found for label, found in people.items()}
        labels = {code(label): label for label in people}
        self.tags = {code(tag): tag for tag in tags}
        self.headings = {code(heading): heading for heading in headings}
        self.words_for: dict[str, dict[str, str]] = {
            "agency": {c: say(name) for c, name in self.agencies.items()},
            "person": {c: self._named(c, label, names) for c, label in labels.items()},
            "tag": {c: say(tag) for c, tag in self.tags.items()},
            "filled": {c: f"With: {say(heading)}" for c, heading in self.headings.items()},
            "child_seen": {c: f"Child seen: {text.lower()}" for c, text in SEEN if c},
            "told": {
                str(t): f"Told by {text[0].lower()}{text[1:].split(':')[0]}"
                for t, text in TOLD
                if t
            },
            "status": {str(s): text.split(":")[0] for s, text in STATUSES if s},
        }
        for name, first in (("agency", None), ("person", "Anyone"), ("tag", "Any tag")):
            options = list(self.words_for[name].items())
            field: Any = self.fields[name]
            field.choices = [("", first), *options] if first else options
        filled: Any = self.fields["filled"]
        filled.choices = [
            ("", "Any column"),
            *((c, say(heading)) for c, heading in self.headings.items()),
        ]
        if not headings:
            del self.fields["filled"]

    def _named(self, code: str, label: str, names: bool) -> str:
        real = [name for name in self.people[code] if name != label]
        return f"{label} ({', '.join(real[:3])})" if names and real else label

    def chosen(self, words: str) -> Chosen:
        """What was asked; a value that is not offered or cannot be read chooses nothing."""
        self.is_valid()
        given: Mapping[str, Any] = self.cleaned_data
        seen = given.get("child_seen")
        return Chosen(
            agencies=tuple(self.agencies[c] for c in given.get("agency", ())),
            people=self.people[given["person"]] if given.get("person") else (),
            tags=(self.tags[given["tag"]],) if given.get("tag") else (),
            start=given.get("start"), end=given.get("end"),
            child_seen=Answer[seen.upper()] if seen else None,
            status=Status(given["status"]) if given.get("status") else None,
            filled=self.headings.get(given.get("filled") or "", ""),
            told=Told(given["told"]) if given.get("told") else None, words=words,
        )  # fmt: skip

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns beside what happened; those usually shown when none was named."""
        self.is_valid()
        return tuple(self.cleaned_data.get("column") or USUAL)


class Words(Form):
    """Words to look for; sent in the body, kept sealed, never part of an address."""

    ui = {"words": {"optional": False, "width": 20, "spellcheck": "false", "autocomplete": "off"}}
    words = django_forms.CharField(
        label="Words", max_length=200, required=False, help_text="Lines with all of these words"
    )


class KeepView(Form):
    """A name for what is shown now."""

    ui = {"name": {"width": 20, "spellcheck": "false"}, "shared": {"small": True}}
    name = django_forms.CharField(
        label="Name of the view", max_length=80, help_text="Short and without names of people"
    )
    shared = django_forms.BooleanField(
        label="Everyone who reads this chronology may use it", required=False
    )
