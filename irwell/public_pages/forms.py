"""Editing a page."""

from django import forms as django_forms

from irwell.ui.forms import Form


class Edit(Form):
    """Title and text of a page."""

    title = django_forms.CharField(label="Title", max_length=120)
    text = django_forms.CharField(
        label="Text",
        max_length=20_000,
        widget=django_forms.Textarea(attrs={"rows": 24}),
        help_text="Plain text. Start a heading with ## and a list item with a hyphen.",
    )
