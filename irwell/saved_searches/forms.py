"""Saving a search, and reading lists."""

from django import forms
from django.http import QueryDict

from irwell.core.text import clean
from irwell.ui.forms import Form

from .actions.lists import ItemAsked
from .models import SavedSearch
from .rules import LONGEST_NOTE, MOST_ITEMS


class SaveSearchForm(Form):
    """Where to, and how often."""

    ui = {
        "address": {"width": 30, "autocomplete": "email", "spellcheck": False},
        "frequency": {"label_size": "s", "small": True},
    }
    address = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        help_text="For these messages only. It is kept sealed, and erased when you stop your last search.",
        error_messages={
            "required": "Give an e-mail address, like name@example.org",
            "invalid": "Give an e-mail address in full, like name@example.org",
        },
    )
    frequency = forms.ChoiceField(
        label="How often may we write?",
        choices=SavedSearch.Frequency.choices,
        initial=SavedSearch.Frequency.WEEKLY,
        widget=forms.RadioSelect,
        help_text="Never when there is nothing new. Daily and rarer messages leave at 7 in the morning.",
    )


class AddForm(Form):
    """Which list, and why."""

    ui = {
        "target": {"label_size": "s", "small": True},
        "title": {"width": 30, "optional": False},
        "note": {"rows": 4, "optional": True},
    }
    target = forms.ChoiceField(label="Which list?", choices=(), widget=forms.RadioSelect)
    title = forms.CharField(label="Title of the new list", max_length=160, required=False)
    note = forms.CharField(
        label="Your note",
        help_text="Everyone who gets the list can read it. Write nothing about a real child or family.",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea,
    )

    def __init__(self, *args: object, lists: list[tuple[str, str]], **options: object) -> None:
        super().__init__(*args, **options)
        choice = self.fields["target"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [*lists, ("new", "A new list")]
        if not lists:
            choice.widget = forms.HiddenInput()
            choice.required = False
        else:
            choice.initial = lists[0][0]

    def clean(self) -> dict[str, str]:
        data = {**(super().clean() or {}), **self.cleaned_data}
        data["target"] = data.get("target") or "new"
        data["title"] = clean(str(data.get("title", "")))
        data["note"] = clean(str(data.get("note", "")))
        if data["target"] == "new" and not data["title"]:
            self.add_error(
                "title", "Give the new list a title, for example: Safe sleep, for our training day"
            )
        return data


def items_in(data: QueryDict) -> list[ItemAsked]:
    """The entries as the form of a list holds them."""
    removed = set(data.getlist("remove"))
    out = []
    for number, key in enumerate(data.getlist("item")[:MOST_ITEMS], start=1):
        typed = data.get(f"place-{key}", "").strip()
        place = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else number
        note = clean(data.get(f"note-{key}", ""))[:LONGEST_NOTE]
        out.append(ItemAsked(key, note, place * 1000 + number, key in removed))
    return out
