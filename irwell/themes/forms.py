"""What editors and readers type."""

from django import forms

from irwell.ui.forms import DateField, Form

from .models import Outcome


class Settle(Form):
    """Whether a theme applies, and why."""

    ui = {"reason": {"width": "two-thirds"}}
    code = forms.CharField(max_length=40, widget=forms.HiddenInput)
    applies = forms.ChoiceField(
        label="Does this theme apply?", choices=[("yes", "It applies"), ("no", "It does not apply")],
        widget=forms.RadioSelect, error_messages={"required": "Say whether the theme applies"},
    )  # fmt: skip
    reason = forms.CharField(
        label="Why?", max_length=500, error_messages={"required": "Say why in a sentence"},
    )  # fmt: skip


class NoteOutcome(Form):
    """What became of a recommendation, from a public source."""

    body = forms.CharField(
        label="Which body?", max_length=200, error_messages={"required": "Name the body that answered or acted"},
    )  # fmt: skip
    answer = forms.ChoiceField(
        label="What became of it?", choices=Outcome.Answer.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose what became of it"},
    )  # fmt: skip
    words = forms.CharField(
        label="In its own words, or what was shown", max_length=600, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    source = forms.CharField(
        label="Where is this public?", max_length=500, help_text="An address, or the name of a document",
        error_messages={"required": "Say where this can be read"},
    )  # fmt: skip
    on = DateField(label="On which day?", subject="The day")
