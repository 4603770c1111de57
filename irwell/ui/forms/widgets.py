"""Widgets that GOV.UK has and Django has not: a date in three boxes, a moment, several files."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.utils.datastructures import MultiValueDict

PARTS = ("day", "month", "year")
WIDTHS = {"day": 2, "month": 2, "year": 4}


class TypedDate(NamedTuple):
    """A date as it was typed, box by box; nothing is lost when it makes no sense."""

    day: str = ""
    month: str = ""
    year: str = ""

    @classmethod
    def of(cls, value: Any) -> "TypedDate":
        if isinstance(value, TypedDate):
            return value
        if isinstance(value, date):
            return cls(str(value.day), str(value.month), str(value.year))
        return cls()


class TypedMoment(NamedTuple):
    """A date in boxes and a time in the words it was typed in."""

    on: TypedDate = TypedDate()
    at: str = ""


class DateWidget(forms.Widget):
    """Three boxes. Error marking is passed in by the bound field as `wrong`."""

    template_name = "ui/forms/date_input.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = dict(attrs or {})
        wrong = attrs.pop("wrong", ())
        context = super().get_context(name, value, attrs)
        typed = TypedDate.of(value)
        context["parts"] = [
            {
                "label": part.capitalize(),
                "id": f"{context['widget']['attrs'].get('id', name)}-{part}",
                "name": f"{name}_{part}",
                "value": getattr(typed, part),
                "width": WIDTHS[part],
                "wrong": part in wrong,
            }
            for part in PARTS
        ]
        return context

    def format_value(self, value: Any) -> Any:
        return None

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> TypedDate:
        return TypedDate(*(str(data.get(f"{name}_{part}", "")).strip() for part in PARTS))

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        return all(f"{name}_{part}" not in data for part in PARTS)


class MomentWidget(DateWidget):
    """Three boxes and a time in one box; `timed` where the time is needed."""

    timed = False

    template_name = "ui/forms/moment_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        typed = value if isinstance(value, TypedMoment) else TypedMoment()
        wrong = (attrs or {}).get("wrong", ())
        context = super().get_context(name, typed.on, attrs)
        context["time"] = {
            "id": f"{context['widget']['attrs'].get('id', name)}-time",
            "name": f"{name}_time",
            "value": typed.at,
            "wrong": "time" in wrong,
            "label": "Time" if self.timed else "Time, if known",
        }
        return context

    def value_from_datadict(  # type: ignore[override]
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> TypedMoment:
        on = super().value_from_datadict(data, files, name)
        return TypedMoment(on, str(data.get(f"{name}_time", "")).strip())


class MultipleFileInput(forms.FileInput):
    """Several files in one box."""

    allow_multiple_selected = True
