"""Form fields in GOV.UK patterns: what was typed is always kept, errors say how to mend."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Fields render through ui/forms/field.html; widgets through our django/forms/widgets."""

    field_template_name = "ui/forms/field.html"


class Form(forms.Form):
    """The base of every form of ours."""

    use_required_attribute = False  # the server says what is missing, in words

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(id of the field to go to, message) for the error summary."""
        found = [("", str(message)) for message in self.non_field_errors()]
        for field in self:
            found += [(str(field.id_for_label or field.auto_id), str(m)) for m in field.errors]
        return found


class DateWidget(forms.MultiWidget):
    """Day, month and year in three boxes."""

    template_name = "ui/forms/date.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput({"inputmode": "numeric"}) for name in ("day", "month", "year")
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if isinstance(value, dt.date) else ["", "", ""]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0"


class DateField(forms.Field):
    """A day in three boxes; cleans to a date or None. Errors name what is missing."""

    widget = DateWidget

    def clean(self, value: Any) -> dt.date | None:
        parts = [str(part or "").strip() for part in (value or ["", "", ""])]
        names = [n for n, p in zip(("day", "month", "year"), parts, strict=True) if not p]
        if len(names) == 3:
            if self.required:
                raise ValidationError(self.error_messages["required"])
            return None
        if names:
            raise ValidationError(f"“{self.label}” must include a {' and '.join(names)}")
        try:
            day, month, year = (int(part) for part in parts)
            year += 2000 if year < 100 else 0
            return dt.date(year, month, day)
        except ValueError:
            typed = "/".join(parts)[:20]
            raise ValidationError(
                f"“{self.label}” must be a real date, like 27 3 2026. You typed {typed}"
            ) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return True


class MomentField(DateField):
    """As DateField; kept apart so that a page can add a time beside it."""


class ThreeWayField(forms.ChoiceField):
    """Yes, No or Not known. Unknown is an answer of its own, never a no."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.RadioSelect)
        super().__init__(choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")], **kwargs)


class MultipleFileInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class MultipleFileField(forms.FileField):
    """Several files at once; cleans to a list."""

    widget = MultipleFileInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        one = super().clean
        return (
            [one(item, initial) for item in data]
            if isinstance(data, list | tuple)
            else [one(data, initial)]
        )
