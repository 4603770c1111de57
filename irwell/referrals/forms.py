"""One Django form for each page of the form data, and the small forms around it."""

import datetime as dt
from typing import Any, ClassVar

from django import forms as django_forms
from django.http import QueryDict

from irwell.chronology.fault import Fault
from irwell.chronology.when import clock_change_note, read_time
from irwell.core.text import clean
from irwell.core.time import today
from irwell.documents.forms import UploadField
from irwell.documents.rules import TAKEN, Purpose, listed
from irwell.referrals.rules import Page, Question
from irwell.statute import long_date
from irwell.ui.forms import (
    DateField,
    Form,
    Group,
    MultipleFileField,
    MultipleFileInput,
    ThreeWayField,
)
from irwell.ui.forms.widgets import PARTS, TypedDate

LONG = 20_000
MOST_KEPT = 100_000  # characters of one box kept while it is no answer yet


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


class PageForm(Form):
    """One page of the form data. A time is looked at together with its day, a date with today and the one before."""

    page: ClassVar[Page]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for question in self.page.fields:
            if isinstance(given.get(question.id), dt.date):
                self._check_order(question, given)
        for question in self.page.fields:
            day, words = given.get(question.on), given.get(question.id)
            if question.kind != "time" or not day or not words:
                continue
            problem = time_problem(words, day)
            if problem:
                self.add_error(question.id, problem)
        return given

    def _check_order(self, question: Question, given: dict[str, Any]) -> None:
        day, first = given[question.id], given.get(question.after)
        if question.past and day > today():
            self.add_error(question.id, f"{long_date(day)} lies in the future. Check the date")
        elif isinstance(first, dt.date) and day < first:
            self.add_error(
                question.id, f"{long_date(day)} is before {long_date(first)}, when it happened. Check both dates"
            )  # fmt: skip


def time_problem(words: str, day: dt.date) -> str:
    """A time that the clock change made double or impossible; any other words are taken as they are."""
    if words.casefold().rstrip(" .)").endswith(("gmt", "bst")):
        return ""
    read = read_time(words)
    if isinstance(read, Fault) or read.start != read.end:
        return ""
    note = clock_change_note(day, read.start)
    if note is None:
        return ""
    mend = "Add BST for the first time or GMT for the second." if "went back" in note else ""
    return f"{note.partition(': ')[0]}. {mend}".strip()


def page_form(page: Page) -> type[PageForm]:
    """The form class of a page."""
    fields: dict[str, Any] = {q.id: _field(q) for q in page.fields}
    names = dict.fromkeys(q.group for q in page.fields if q.group)
    groups = [Group(name, [q.id for q in page.fields if q.group == name]) for name in names]
    ui = {q.id: {"width": q.width} for q in page.fields if q.width}
    return type("PageForm", (PageForm,), {**fields, "page": page, "groups": groups, "ui": ui})


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


def as_typed(page: Page, sent: QueryDict) -> dict[str, list[str]]:
    """What was typed on a page, box by box, and nothing else that the browser sent."""
    parts = {"date": ("_day", "_month", "_year")}
    boxes = {q.id + part for q in page.fields for part in parts.get(q.kind, ("",))}
    return {box: [text[:MOST_KEPT] for text in sent.getlist(box)] for box in boxes if box in sent}


def from_typed(page: Page, fields: dict[str, list[str]]) -> dict[str, Any]:
    """Typed words as a form shows them again, also those that are no answer yet."""
    shown: dict[str, Any] = {}
    for q in page.fields:
        if q.kind == "date":
            parts = ((fields.get(f"{q.id}_{part}") or [""])[0] for part in PARTS)
            shown[q.id] = TypedDate(*parts)
        elif q.kind == "many":
            shown[q.id] = fields.get(q.id, [])
        else:
            shown[q.id] = (fields.get(q.id) or [""])[0]
    return shown


class WordForm(Form):
    """The form filled in Word."""

    file = UploadField(Purpose.WORD_FORM, label="Your Word file")


class AddFiles(Form):
    """Files to go with the referral."""

    added = MultipleFileField(
        label="Choose one or more files",
        allow_empty_file=True,  # take_in says so in words of its own
        help_text=f"{listed(TAKEN[Purpose.REFERRAL_ATTACHMENT])}, each up to 50 MB",
        widget=MultipleFileInput(
            attrs={"accept": ",".join(f".{e}" for e in TAKEN[Purpose.REFERRAL_ATTACHMENT])}
        ),
    )


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
