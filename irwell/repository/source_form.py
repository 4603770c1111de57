"""The form with which an editor adds a repository that is harvested."""

from django import forms

from irwell.ui.forms import Form


class AddSource(Form):
    """Where it answers, and which part of it."""

    ui = {"address": {"inputmode": "url", "spellcheck": "false"}, "set_name": {"width": 20}}
    address = forms.CharField(
        label="Base address",
        help_text="Where it answers OAI-PMH, for example https://reviews.example.org/oai",
        max_length=500,
    )
    set_name = forms.CharField(
        label="Set",
        help_text="Only records of this set, for example theme:neglect",
        max_length=200,
        required=False,
    )
