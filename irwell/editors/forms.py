"""Asking for a link."""

from django import forms

from irwell.ui.forms import Form


class AskForLink(Form):
    """The address a link is sent to."""

    ui = {"email": {"width": 30, "autocomplete": "email", "inputmode": "email"}}
    email = forms.EmailField(label="Your e-mail address", max_length=200)
