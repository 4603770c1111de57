"""Forms of the report, the sign-off and the Panel."""

import datetime as dt

from django import forms as django_forms

from irwell.documents.forms import UploadField
from irwell.documents.rules import Purpose
from irwell.rapid_reviews.models import PanelReply
from irwell.rapid_reviews.rules import Letter, Section
from irwell.ui.forms import DateField, Form, MomentField


def _long(label: str, error: str, *, rows: int = 4, **options: object) -> django_forms.CharField:
    made: django_forms.CharField = django_forms.CharField(
        label=label, max_length=60_000, error_messages={"required": error},
        widget=django_forms.Textarea(attrs={"rows": rows}), **options,  # type: ignore[arg-type]
    )  # fmt: skip
    return made


def section(of: Section, data: object = None, text: str = "") -> Form:
    """One heading of the report."""
    fields = {
        "ui": {"text": {"optional": False, "rows": of.rows}},
        "text": _long(of.title, "", rows=of.rows, required=False, help_text=of.help),
    }
    made: Form = type("Written", (Form,), fields)(data, initial={"text": text})
    return made


class SignOff(Form):
    """A partner’s signature."""

    authority = django_forms.CharField(
        label="Whose delegated authority do you sign under?", max_length=200, required=False,
        help_text="For example: for the chief constable, by letter of delegation. Leave empty when it is your own.",
    )  # fmt: skip
    comment = _long("Comment", "", required=False, rows=3)
    read = django_forms.BooleanField(
        label="I have read this version and sign it for my partner",
        error_messages={"required": "Confirm that you have read this version"},
    )


class Sent(Form):
    """The report went to the Panel."""

    sent_on = MomentField(
        label="When was it sent?", subject="The day it was sent",
        error_messages={"required": "Say when the report was sent"},
    )  # fmt: skip
    receipt = django_forms.CharField(
        label="Reference of the Panel’s receipt", max_length=80,
        error_messages={"required": "Enter the reference of the Panel’s receipt"},
    )  # fmt: skip


class Reply(Form):
    """The Panel’s letter."""

    received_on = DateField(
        label="When did the letter come?", subject="The day the letter came",
        error_messages={"required": "Say when the letter came"},
    )  # fmt: skip
    view = django_forms.ChoiceField(
        label="What does the Panel say of the decision?", choices=PanelReply.View.choices,
        widget=django_forms.RadioSelect, error_messages={"required": "Choose what the Panel says"},
    )  # fmt: skip
    summary = _long(
        "Summary of the letter", "Summarise the letter", help_text="Labels, no names.",
    )  # fmt: skip
    asks = _long(
        "What information does it ask for?", "", required=False, rows=2,
        help_text="A letter may agree and still ask. What stands here becomes a task.",
    )  # fmt: skip
    answer_by = DateField(label="By when?", subject="The day to answer by", required=False)
    national = django_forms.BooleanField(
        label="The Panel considers a national review", required=False
    )
    on_quality = _long(
        "What it says of the quality of the Rapid Review", "", required=False, rows=2
    )
    on_timeliness = _long("What it says of timeliness", "", required=False, rows=2)
    on_equality = _long("What it says of identity and equality", "", required=False, rows=2)
    letter = UploadField(Purpose.PANEL_LETTER, label="The letter")

    def said(self) -> Letter:
        """The letter part by part."""
        given = self.cleaned_data
        parts = (
            "view",
            "asks",
            "answer_by",
            "national",
            "on_quality",
            "on_timeliness",
            "on_equality",
        )
        return Letter(**{part: given[part] for part in parts})


class Close(Form):
    """On to learning without a practice review."""

    reasons = _long(
        "Why is no practice review needed, and what is learned instead?",
        "Say why no practice review is needed and what is learned instead",
    )


def latest(today: dt.date, form: Form, name: str) -> Form:
    """The form, with a date that may not lie in the future."""
    field = form.fields[name]
    assert isinstance(field, DateField)
    field.latest = today
    return form
