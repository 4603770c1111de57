"""Choosing lines, seeking words, and marking a line."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError

from irwell.chronology import Answer, Fault, PseudonymKey, Timeline, read_when
from irwell.combined_chronology.models import Annotation
from irwell.combined_chronology.rules import Chosen, people_by_label, tags_of
from irwell.ui.forms import Form

SEEN = [("", "Any answer"), *((a.name.lower(), str(a).capitalize()) for a in Answer)]
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
        "attention": {"small": True},
    }
    agency = django_forms.MultipleChoiceField(
        label="Agencies", required=False, widget=django_forms.CheckboxSelectMultiple
    )
    person = django_forms.ChoiceField(label="Person", required=False)
    tag = django_forms.ChoiceField(label="Tag", required=False)
    child_seen = django_forms.ChoiceField(label="Was the child seen?", required=False, choices=SEEN)
    start = RoughDate(label="From", help_text=DATES)
    end = RoughDate(label="To", last=True)
    attention = django_forms.BooleanField(label="Only lines that need attention", required=False)


class ChosenFilter(Filter):
    """A filter over one case's chronology; `code` turns a name or tag into its word for an address."""

    def __init__(
        self, data: Any, *, whole: Timeline, key: PseudonymKey, names: bool, code: Any
    ) -> None:
        super().__init__(data)
        shown = str if names else key.apply
        self.agencies = {code(name): name for name in whole.agencies}
        self.people = {code(label): found for label, found in people_by_label(whole, key).items()}
        labels = {code(label): label for label in people_by_label(whole, key)}
        tags = sorted({tag for entry in whole.entries for tag in entry.tags}, key=str.casefold)
        self.tags = {code(tag): tag for tag in tags}
        self.words_for: dict[str, dict[str, str]] = {
            "agency": {c: shown(name) for c, name in self.agencies.items()},
            "person": {c: self._named(c, label, names) for c, label in labels.items()},
            "tag": {c: shown(tag) for c, tag in self.tags.items()},
            "child_seen": {c: f"Child seen: {text.lower()}" for c, text in SEEN if c},
            "attention": {"on": "Needs attention"},
        }
        for name, first in (("agency", None), ("person", "Anyone"), ("tag", "Any tag")):
            options = list(self.words_for[name].items())
            field: Any = self.fields[name]
            field.choices = [("", first), *options] if first else options

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
            attention=True if given.get("attention") else None, words=words,
        )  # fmt: skip


class Words(Form):
    """Words to look for; sent in the body, kept sealed, never part of an address."""

    ui = {"words": {"optional": False, "width": 20, "spellcheck": "false", "autocomplete": "off"}}
    words = django_forms.CharField(
        label="Words", max_length=200, required=False, help_text="Lines with all of these words"
    )


class Mark(Form):
    """The panel's tags and comment on a line."""

    ui = {
        "known": {"small": True, "label_size": "s", "optional": False},
        "more": {"width": 20},
        "comment": {"count": True, "rows": 5},
    }
    known = django_forms.MultipleChoiceField(
        label="Tags used on this case", required=False, widget=django_forms.CheckboxSelectMultiple
    )
    more = django_forms.CharField(
        label="More tags",
        max_length=300,
        required=False,
        help_text="Short and without names, such as a key line of enquiry. Separate them with commas",
    )
    comment = django_forms.CharField(
        label="Comment",
        max_length=4000,
        required=False,
        widget=django_forms.Textarea,
        help_text="What the panel should look at or ask. It is about learning, never blame",
    )

    def __init__(self, data: Any, *, known: tuple[str, ...], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        field: Any = self.fields["known"]
        field.choices = [(tag, tag) for tag in known]
        if not known:
            del self.fields["known"]

    @property
    def tags(self) -> tuple[str, ...]:
        given = (*self.cleaned_data.get("known", ()), self.cleaned_data["more"])
        return tags_of(",".join(given))


def mark_form(data: Any, whole: Timeline, annotation: Annotation | None) -> Mark:
    """The form of one line, with every tag of the case to tick."""
    known = tuple(sorted({tag for entry in whole.entries for tag in entry.tags}, key=str.casefold))
    own = list(annotation.tags) if annotation else []
    comment = annotation.comment if annotation else ""
    return Mark(data, known=known, initial={"known": own, "comment": comment})
