"""The parts of a page of results that stand there a hundred times, written at once rather than piece by piece."""

from collections.abc import Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from irwell.repository.presenters.results import Bar, Chart, Choice
from irwell.repository.queries import Found
from irwell.search import PassageHit, Segment

register = template.Library()

CHOICE = (
    '<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" id="{id}"'
    ' name="{name}" value="{value}"{checked}><label class="govuk-label govuk-checkboxes__label" for="{id}">'
    '{value} <span class="irw-facets__count">({count})</span></label></div>\n'
)
PASSAGE = """<div class="irw-result__passage">
  {place}
  <p>{words}</p>
  <p class="irw-result__ways">
    <a class="govuk-link" href="{href}#{anchor}">Read on<span class="govuk-visually-hidden"> in {title}</span></a>
    <a class="govuk-link" href="{href}similar?passage={anchor}">More like this passage<span class="govuk-visually-hidden"> of {title}</span></a>
  </p>
</div>
"""
PLACE = '<p class="irw-result__place">{}</p>'
COLUMN = '<a href="{href}" aria-label="{year}: {count}"><rect x="{x}" y="{y}" width="{width}" height="{height}"><title>{year}: {count}</title></rect></a>'
UNDER = '<text x="{middle}" y="{y}" text-anchor="middle">{year}</text>'
ROW = (
    '<tr class="govuk-table__row"><th class="govuk-table__header" scope="row"><a class="govuk-link" href="{href}">{year}</a></th>'
    '<td class="govuk-table__cell govuk-table__cell--numeric">{count}</td></tr>'
)


@register.filter
def marked(pieces: Sequence[Segment]) -> SafeString:
    """A snippet with the words marked that were found in it, and those that stand for others."""
    return mark_safe("".join(map(_piece, pieces)))  # noqa: S308 - every piece is escaped


def _piece(piece: Segment) -> str:
    if piece.near:
        return f'<mark class="irw-near">{escape(piece.text)}</mark>'
    return f"<mark>{escape(piece.text)}</mark>" if piece.marked else escape(piece.text)


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


@register.filter
def passage(shown: PassageHit, found: Found) -> SafeString:
    """One passage of a record: where it stands, its words, and the ways on from it."""
    place = ", ".join(
        part for part in (shown.heading, f"page {shown.page}" if shown.page else "") if part
    )
    return mark_safe(  # noqa: S308 - everything is escaped
        PASSAGE.format(
            place=PLACE.format(escape(place)) if place else "",
            words=marked(shown.snippet),
            href=escape(found.href),
            anchor=escape(shown.anchor),
            title=escape(found.record.title),
        )
    )


@register.filter
def columns(chart: Chart) -> SafeString:
    """The years of a chart as SVG."""
    parts = []
    for bar in chart.bars:
        if bar.count:
            parts.append(_written(COLUMN, bar))
        if bar.labelled:
            parts.append(UNDER.format(middle=bar.middle, y=chart.height - 4, year=bar.year))
    return mark_safe("".join(parts))  # noqa: S308 - numbers and an escaped address


@register.filter
def rows(chart: Chart) -> SafeString:
    """The same years as rows of a table."""
    return mark_safe("".join(_written(ROW, bar) for bar in chart.bars))  # noqa: S308 - numbers and an escaped address


def _written(form: str, bar: Bar) -> str:
    return form.format(
        href=escape(bar.href), year=bar.year, count=f"{bar.count:,}", x=bar.x, y=bar.y, width=bar.width, height=bar.height
    )  # fmt: skip
