"""The rows of the table as HTML. A page holds many and is read all day, so they are written here and not by a template."""

from collections.abc import Callable, Collection, Iterator
from html import escape

from django.utils.safestring import SafeString, mark_safe

from irwell.chronology import Entry
from irwell.combined_chronology.presenters.lines import Line, lines
from irwell.combined_chronology.queries import Reading
from irwell.ui.templatetags.ui import tag

QUOTES = ("“", "‘", '"', "'")
CELL = '<td class="govuk-table__cell" role="cell">'


def page_of_lines(
    reading: Reading,
    places: tuple[int, ...],
    columns: Collection[str],
    address: Callable[[str], str],
) -> dict[str, list[SafeString]]:
    """The rows of one page as the reader sees them, dated and undated apart, each leading to its line."""
    shown = lines(reading, reading.of(places).entries, address)
    return {
        "dated": [row(one, columns) for one in shown if one.entry.when.dated],
        "undated": [row(one, columns) for one in shown if not one.entry.when.dated],
    }


def row(line: Line, columns: Collection[str]) -> SafeString:
    """One line as a row: when and whose it is, what happened, and the columns chosen."""
    cells = [_when(line), CELL, *_happened(line, columns), "</td>"]
    for name, written in (("who", _who), ("child", _child), ("marks", _marks)):
        if name in columns:
            cells += (CELL, *written(line), "</td>")
    return mark_safe("".join(cells) + "</tr>")  # noqa: S308  every text is escaped


def _when(line: Line) -> str:
    entry, when, agency = line.entry, escape(line.when), escape(line.entry.agency)
    id_ = escape(entry.id)
    written = (
        f'<span class="irw-lines__small">written “{escape(line.as_written)}”</span>'
        if line.as_written
        else ""
    )
    department = f"{escape(entry.department)}, " if entry.department else ""
    return (
        f'<tr class="govuk-table__row" role="row" id="line-{id_}" data-line tabindex="-1">'
        '<th class="govuk-table__header" scope="row" role="rowheader">'
        f'<a class="govuk-link irw-lines__when" href="{escape(line.href)}" data-open>{when}'
        f'<span class="govuk-visually-hidden">: open this line of {agency}</span></a>{written}'
        f'<span class="irw-lines__agency">{line.badge} {department}{agency}</span>'
        '<div class="govuk-checkboxes govuk-checkboxes--small irw-lines__tick"><div class="govuk-checkboxes__item">'
        '<input class="govuk-checkboxes__input" type="checkbox" form="one-event" name="line"'
        f' value="{id_}" id="tick-{id_}" data-tick>'
        f'<label class="govuk-label govuk-checkboxes__label" for="tick-{id_}">Tick'
        f'<span class="govuk-visually-hidden"> {agency}, {when}</span></label></div></div></th>'
    )


def _happened(line: Line, columns: Collection[str]) -> Iterator[str]:
    entry = line.entry
    if entry.needs_attention:
        yield f'<p class="govuk-body-s">{tag("Needs attention", "amber")}</p>'
    yield f'<p class="govuk-body">{_lines(entry.event)}</p>'
    yield _told("Action", entry.action)
    if "analysis" in columns:
        yield _told("The agency’s analysis", entry.analysis)
        yield _told("Expected practice", entry.expected_practice)
    if "asked" in columns:
        for heading, text in line.asked:
            yield _told(heading, text)
    if "source" in columns:
        yield f'<p class="govuk-body-s irw-lines__small">{escape(_source(entry))}</p>'


def _source(entry: Entry) -> str:
    place = f"; {entry.place}" if entry.place else ""
    return f"{entry.source or 'No source given'}{place}; return version {entry.return_version}"


def _who(line: Line) -> Iterator[str]:
    entry = line.entry
    if entry.subjects:
        yield f'<p class="govuk-body-s">{escape(", ".join(entry.subjects))}</p>'
    role = entry.professional_role
    if entry.professional:
        more = f", {role}" if role and role != entry.professional else ""
        small = '<span class="irw-lines__small">Professional</span>'
        yield f'<p class="govuk-body-s">{small} {escape(entry.professional + more)}</p>'
    elif role:
        yield f'<p class="govuk-body-s">{escape(role)}</p>'


def _child(line: Line) -> Iterator[str]:
    for name, answer in line.answers:
        yield f'<p class="govuk-body-s irw-lines__answer">{escape(name)}: <strong>{escape(answer)}</strong></p>'
    if line.entry.voice:
        yield f'<p class="govuk-body-s irw-lines__voice">{escape(_quoted(line.entry.voice))}</p>'


def _quoted(words: str) -> str:
    """In quotation marks, once: many agencies write them themselves."""
    return words if words[:1] in QUOTES else f"“{words}”"


def _marks(line: Line) -> Iterator[str]:
    for one in line.entry.tags:
        yield f'<span class="irw-chip">{escape(one)}</span>'
    for words, colour in line.said:
        yield f"{tag(words, colour)} "
    if line.comment:
        yield f'<p class="govuk-body-s">{_lines(line.comment)}</p>'


def _told(heading: str, text: str) -> str:
    return (
        f'<p class="govuk-body-s"><strong>{escape(heading)}:</strong> {_lines(text)}</p>'
        if text
        else ""
    )


def _lines(text: str) -> str:
    return "<br>".join(escape(text).splitlines())
