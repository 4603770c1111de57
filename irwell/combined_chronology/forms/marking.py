"""Marking a line: tags, which are the key lines of enquiry, and a comment."""

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms

from irwell.combined_chronology.models import Annotation
from irwell.combined_chronology.rules import tags_of
from irwell.ui.forms import Form


class Mark(Form):
    """The panel's tags and comment on a line."""

    ui = {
        "known": {"small": True, "label_size": "s", "optional": False},
        "more": {"width": 20},
        "comment": {"count": True, "rows": 5},
    }
    known = django_forms.MultipleChoiceField(
        label="Key lines of enquiry", required=False, widget=django_forms.CheckboxSelectMultiple
    )
    more = django_forms.CharField(
        label="Another tag",
        max_length=300,
        required=False,
        help_text="Short and without names. Separate several with commas",
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


def mark_form(
    data: Any, tags: Sequence[str], enquiries: Sequence[str], annotation: Annotation | None
) -> Mark:
    """The form of one line, with every key line of enquiry and every tag of the case to tick."""
    known = (*enquiries, *(tag for tag in tags if tag not in enquiries))
    own = list(annotation.tags) if annotation else []
    comment = annotation.comment if annotation else ""
    return Mark(data, known=known, initial={"known": own, "comment": comment})


class AskAgency(Form):
    """A question to the agency about one line."""

    ui = {"question": {"optional": False, "subject": "The question"}}
    question = django_forms.CharField(
        label="Question to the agency", max_length=4000, widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text="Ask what would help to understand the line. It is about learning, never blame",
    )  # fmt: skip


class AddEnquiry(Form):
    """A key line of enquiry."""

    ui = {"name": {"width": 20}, "question": {"rows": 2}}
    name = django_forms.CharField(
        label="Short name", max_length=60, help_text="The tag on a line, without names of people"
    )
    question = django_forms.CharField(
        label="Question", max_length=1000, required=False, widget=django_forms.Textarea,
        help_text="What the panel wants to understand",
    )  # fmt: skip


class Quote(Form):
    """The words of a document that a line rests on."""

    ui = {
        "quote": {"optional": False, "subject": "The passage"},
        "page": {"optional": False, "width": 4},
    }
    quote = django_forms.CharField(
        label="The passage, word for word", max_length=1000, widget=django_forms.Textarea(attrs={"rows": 3})
    )  # fmt: skip


class Typed(Quote):
    """The same of a document with pages that are pictures."""

    page = django_forms.IntegerField(
        label="Page, if it is a picture without text", required=False, min_value=1,
        help_text="Type its words as you see them. Nothing can check them, so they are marked as typed by you",
    )  # fmt: skip


class WeighFact(Form):
    """Which agencies never recorded a fact, and why it is of no use here."""

    ui = {
        "agency": {"optional": False, "small": True, "label_size": "s"},
        "reason": {"optional": False, "subject": "Your reason"},
    }
    agency = django_forms.MultipleChoiceField(
        label="Agencies", widget=django_forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick at least one agency.",
            "invalid_choice": "Another person weighed an agency that you ticked. Read what they made of it, then choose again.",
        },
    )  # fmt: skip
    reason = django_forms.CharField(
        label="Why, if you dismiss it", max_length=1000, required=False, widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text="For example: the record lies in the paper file; it was told at a meeting whose minutes are elsewhere",
    )  # fmt: skip

    def __init__(self, data: Any, *, agencies: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, initial={"agency": [key for key, _ in agencies]})
        field: Any = self.fields["agency"]
        field.choices = agencies


class Dismiss(Form):
    """Why something that was noticed is of no use here."""

    ui = {"reason": {"optional": False, "subject": "Your reason"}}
    reason = django_forms.CharField(
        label="Why?", max_length=1000, required=False, widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text="For example: the record lies in the paper file; it is another child; it was a bank holiday",
    )  # fmt: skip
