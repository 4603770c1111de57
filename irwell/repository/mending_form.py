"""The record of a review as an editor sees it: the entry of a catalogue, and the facts that figures are broken down by."""

from typing import Any

from django import forms

from irwell.repository.models import Record
from irwell.repository.rules import FACTS, Guess
from irwell.ui.forms import DateField, Form


class Lines(forms.CharField):
    """Several short texts, one a line."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), required=False, **more)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]


class MendRecord(Form):
    """Catalogue entry (as the national collection lists reviews) and facts."""

    title = forms.CharField(label="Title, without anybody’s real name", max_length=400)
    kind = forms.CharField(label="Kind of review or report", max_length=120)
    partnership = forms.CharField(
        label="Partnership, or “Anonymous”", max_length=200, required=False
    )
    published = DateField(label="Published on", required=False)
    summary = forms.CharField(
        label="Summary",
        help_text="80 to 150 words: the harm in a line, then what is to be learned.",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=6000,
        required=False,
    )
    authors = Lines(label="Authors, one a line")
    keywords = Lines(label="Keywords, one a line")
    method = forms.CharField(label="Model of review", max_length=200, required=False)
    licence = forms.CharField(label="Licence", max_length=200, required=False)
    contact = forms.CharField(label="Contact", max_length=200, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, record: Record, guessed: dict[str, Guess]) -> None:
        super().__init__(
            data,
            initial={
                **{name: getattr(record, name) for name in self.base_fields if name != "seen"},
                **{f"fact_{name}": value for name, value in _facts(record, guessed).items()},
                "seen": record.changed_at.isoformat(),
            },
        )
        for fact in FACTS:
            self.fields[f"fact_{fact.name}"] = forms.ChoiceField(
                label=fact.label,
                choices=[("", "Not said, or not known"), *((a, a) for a in fact.answers)],
                help_text=_hint(record, fact.name, guessed.get(fact.name)),
                required=False,
            )

    def values(self) -> dict[str, Any]:
        """What is to be saved."""
        return {name.removeprefix("fact_"): value for name, value in self._cleaned()}

    def _cleaned(self) -> list[tuple[str, Any]]:
        # the model of review is a field of the catalogue and a fact; the fact fills the field when it is empty
        data = dict(self.cleaned_data)
        method = data.pop("fact_method", "")
        data["method"] = data["method"] or method
        return [(name, value) for name, value in data.items() if name != "seen"]


def _facts(record: Record, guessed: dict[str, Guess]) -> dict[str, str]:
    if record.checked_at:
        return dict(record.facts)
    return {name: guess.answer for name, guess in guessed.items() if guess.sure == "fairly sure"}


def _hint(record: Record, name: str, guess: Guess | None) -> str:
    if guess is None:
        return "Nothing in the words speaks for an answer."
    told = f"The words speak for “{guess.answer}” ({guess.sure}): {guess.words}"
    return f"Confirmed as chosen. {told}" if record.checked_at else told
