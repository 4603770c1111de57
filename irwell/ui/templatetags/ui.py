"""Filters and tags for every template."""

import datetime as dt
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from irwell.core.text import plural as plural_words
from irwell.core.time import LONDON

register = template.Library()


@register.filter
def british(day: dt.date | dt.datetime | None) -> str:
    """Wed 9 December 2026"""
    if day is None:
        return ""
    if isinstance(day, dt.datetime):
        day = day.astimezone(LONDON)
    return f"{day:%a %-d %B %Y}"


@register.filter
def british_moment(moment: dt.datetime | None) -> str:
    """Wed 9 December 2026, 14:05"""
    return f"{moment.astimezone(LONDON):%a %-d %B %Y, %H:%M}" if moment else ""


@register.filter
def plural(count: int, word: str) -> str:
    """{{ 3|plural:"working day" }}"""
    return plural_words(count, word)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """A value of a dict by a key that is itself a value."""
    return mapping.get(key) if mapping else None


COLOURS = {
    "grey": "grey", "green": "green", "red": "red", "amber": "yellow", "blue": "blue", "teal": "teal",
}  # fmt: skip


@register.simple_tag
def tag(words: str, colour: str = "grey") -> SafeString:
    """{% tag "Overdue" "red" %}"""
    return format_html(
        '<strong class="govuk-tag govuk-tag--{}">{}</strong>', COLOURS.get(colour, "grey"), words
    )


@register.filter
def widget_kind(field: Any) -> str:
    """radios, checkboxes, date, textarea, select, file or input: which fieldset or label a field needs."""
    return {
        "RadioSelect": "radios", "CheckboxSelectMultiple": "checkboxes", "DateWidget": "date",
        "Textarea": "textarea", "Select": "select", "FileInput": "file", "ClearableFileInput": "file",
        "MultipleFileInput": "file", "HiddenInput": "hidden", "CheckboxInput": "checkbox",
    }.get(type(field.field.widget).__name__, "input")  # fmt: skip
