"""The form with which an editor registers an address that is told of records."""

from django import forms

from irwell.ui.forms import Form


class Register(Form):
    """Who, and where."""

    ui = {"address": {"inputmode": "url", "spellcheck": "false"}}
    institution = forms.CharField(label="Institution", max_length=200)
    address = forms.CharField(
        label="Address that is told",
        help_text="It begins with https:// and takes a POST with JSON.",
        max_length=500,
    )
