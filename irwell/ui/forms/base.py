"""Form: the base class of every form of ours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from irwell.ui.forms.wording import speak_plainly


@dataclass(frozen=True)
class Group:
    """Fields asked together under one legend."""

    legend: str
    fields: Sequence[str]
    hint: str = ""
    size: str = "m"


class Form(forms.Form):
    """A form that renders itself in GOV.UK markup: `{{ form }}`, or field by field `{{ form.name.as_field_group }}`.

    `ui` gives each field its look; see docs/how-to/make-a-page.md. A field named in another's
    `reveal` is shown beneath that answer, and is asked (and required) only when that answer is given.
    """

    ui: ClassVar[dict[str, dict[str, Any]]] = {}
    groups: ClassVar[Sequence[Group]] = ()
    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            speak_plainly(field, self.subject_of(name))

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(id of the box to go to, message) for the error summary."""
        found = [("", str(message)) for message in self.non_field_errors()]
        for field in self:
            anchor = getattr(field, "anchor", field.auto_id)
            found += [(anchor, str(message)) for message in field.errors]
        return found

    def subject_of(self, name: str) -> str:
        """What errors call the field: `subject` of its ui, else its label."""
        field = self.fields[name]
        given = self.ui.get(name, {}).get("subject") or getattr(field, "subject", "")
        return str(given or field.label or name.replace("_", " ").capitalize())

    def revealed_by(self, name: str) -> tuple[str, str] | None:
        """The field and answer beneath which this field is asked."""
        for parent, look in self.ui.items():
            for answer, names in look.get("reveal", {}).items():
                if name in names:
                    return parent, answer
        return None

    def is_asked(self, name: str) -> bool:
        """False for a field whose revealing answer was not given."""
        source = self.revealed_by(name)
        if source is None:
            return True
        parent, answer = source
        if not self.is_asked(parent):
            return False
        given = self[parent].data
        return answer in (given if isinstance(given, list) else [str(given)])

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        for name, field in self.fields.items():
            if not self.is_asked(name):
                self.errors.pop(name, None)
                self.cleaned_data[name] = getattr(field, "empty_value", None)

    def top_fields(self) -> Iterator[forms.BoundField]:
        """Visible fields that stand in no group and under no answer."""
        grouped = {name for group in self.groups for name in group.fields}
        for field in self.visible_fields():
            if field.name not in grouped and self.revealed_by(field.name) is None:
                yield field

    def grouped_fields(self) -> Iterator[tuple[Group, list[forms.BoundField]]]:
        for group in self.groups:
            yield group, [self[n] for n in group.fields if self.revealed_by(n) is None]
