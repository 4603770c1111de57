"""The field with which files are sent."""

from typing import Any

from django import forms

from irwell.documents.rules import TAKEN, Purpose, listed


class UploadField(forms.FileField):
    """One file for a purpose; the hint and the `accept` list come from the rules. Content is checked by take_in."""

    def __init__(self, purpose: Purpose, *, label: str, **options: Any) -> None:
        endings = TAKEN[purpose]
        options.setdefault("help_text", f"{listed(endings)}, up to 50 MB")
        options.setdefault("error_messages", {"required": "Choose a file"})
        options.setdefault("allow_empty_file", True)  # take_in says so in words of its own
        accept = ",".join(f".{ending}" for ending in endings)
        widget = forms.FileInput(attrs={"accept": accept})
        super().__init__(label=label, widget=widget, **options)
