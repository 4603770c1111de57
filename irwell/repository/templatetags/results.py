"""The parts of a page of results that stand there a hundred times, written at once rather than piece by piece."""

from collections.abc import Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from irwell.repository.presenters.results import Choice
from irwell.search import Segment

register = template.Library()

CHOICE = (
    '<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" id="{id}"'
    ' name="{name}" value="{value}"{checked}><label class="govuk-label govuk-checkboxes__label" for="{id}">'
    '{value} <span class="irw-facets__count">({count})</span></label></div>\n'
)


@register.filter
def marked(pieces: Sequence[Segment]) -> SafeString:
    """A snippet with the words that were found marked in it."""
    return mark_safe(  # noqa: S308 - every piece is escaped
        "".join(
            f"<mark>{escape(piece.text)}</mark>" if piece.marked else escape(piece.text)
            for piece in pieces
        )
    )


@register.filter
def ticks(choices: Sequence[Choice], name: str) -> SafeString:
    """Values of a facet to be ticked."""
    return mark_safe(  # noqa: S308 - every value is escaped
        "".join(
            CHOICE.format(
                id=escape(choice.id),
                name=escape(name),
                value=escape(choice.value),
                checked=" checked" if choice.chosen else "",
                count=choice.count,
            )
            for choice in choices
        )
    )
