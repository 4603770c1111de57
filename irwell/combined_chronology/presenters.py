"""View models of the combined chronology: its lines, its picture, its zoom, its files."""

import calendar
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from irwell.chronology import (
    Answer,
    Entry,
    Mark,
    Timeline,
    View,
    marks,
    to_csv,
    to_docx,
    to_json,
    to_svg,
    to_xlsx,
)
from irwell.chronology.picture import to_pdf
from irwell.combined_chronology.queries import Reading
from irwell.combined_chronology.rules import COMMENT, Chosen, for_word
from irwell.ui.presenters import Link

PAGE = 100
MANY_MARKS = 1000  # above this the picture's marks carry no words and no links
KINDS: dict[str, tuple[str, str, str]] = {
    "docx": ("Word", "A landscape table with a key, to read and annotate", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("Excel", "Every column, one line a row, to sort and filter", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("CSV", "The same columns as plain text for other programs", "text/csv"),
    "json": ("JSON", "Everything, lossless, to move to another system", "application/json"),
    "pdf": ("Timeline as PDF", "The picture on A3 pages, one a year, to print", "application/pdf"),
}  # fmt: skip
ANSWERS = (("Seen", "child_seen"), ("Spoken to", "child_spoken_to"), ("Alone", "child_alone"))


@dataclass(frozen=True)
class Line:
    """A line of the chronology, ready to show."""

    entry: Entry
    when: str
    as_written: str
    badge: SafeString
    answers: tuple[tuple[str, str], ...]
    comment: str
    notes: tuple[str, ...]
    doubtful: bool


def badge(mark: Mark | None) -> SafeString:
    """The agency's letter in white on its colour (contrast at least 4.5, computed by the engine)."""
    if mark is None:
        return SafeString("")
    return format_html(
        '<svg class="irw-agency" width="{}" height="22" viewBox="0 0 {} 22" aria-hidden="true" '
        'focusable="false"><rect width="100%" height="22" rx="3" fill="{}"/><text x="50%" y="16" '
        'fill="#ffffff" font-size="14" font-weight="700" text-anchor="middle">{}</text></svg>',
        width := 22 if len(mark.letter) == 1 else 32, width, mark.strong, mark.letter,
    )  # fmt: skip


def line(entry: Entry, letters: Mapping[str, Mark]) -> Line:
    when = str(entry.when) if entry.when.dated else "No date"
    written = entry.when.original.strip()
    comments = [n.text for n in entry.notes if n.text.startswith(COMMENT)]
    return Line(
        entry=entry,
        when=when,
        as_written=written if written and not entry.when.exact else "",
        badge=badge(letters.get(entry.agency)),
        answers=tuple(
            (name, str(answer))
            for name, field in ANSWERS
            if (answer := getattr(entry, field)) is not Answer.NOT_RECORDED
        ),
        comment=comments[0].removeprefix(COMMENT) if comments else "",
        notes=tuple(n.text for n in entry.notes if not n.text.startswith(COMMENT)),
        doubtful=not entry.when.exact,
    )


def lines(entries: Iterable[Entry], timeline: Timeline) -> list[Line]:
    letters = marks(timeline.agencies)
    return [line(entry, letters) for entry in entries]


def page_of_lines(reading: Reading, entries: tuple[Entry, ...]) -> dict[str, list[Line]]:
    """The lines of one page as the reader sees them, dated and undated apart."""
    seen = reading.seen(replace(reading.kept, entries=entries))
    return {"dated": lines(seen.dated, seen), "undated": lines(seen.undated, seen)}


def agencies(timeline: Timeline) -> list[dict[str, Any]]:
    """Each agency with its mark, its return's version and how many lines of it are shown."""
    counts = Counter(entry.agency for entry in timeline.entries)
    letters = marks(timeline.agencies)
    return [
        {"name": name, "badge": badge(letters[name]), "version": version, "lines": counts[name]}
        for name, version in timeline.versions
    ]


def picture(timeline: Timeline, chosen: Chosen, *, title: str, incident: date | None, link: Callable[[Entry], str] | None) -> SafeString:  # fmt: skip
    """The picture. Its marks lead to their lines by pointer; the keyboard goes by the table below."""
    view = View(title=title, first=chosen.start, last=chosen.end, incident=incident, link=link)
    drawn = to_svg(timeline, view).replace("<a href=", '<a tabindex="-1" href=')
    return mark_safe(drawn)  # noqa: S308  the engine escapes every text


def in_words(timeline: Timeline) -> dict[str, Any]:
    """The picture as a table: how many lines of each agency in each year."""
    years = sorted({e.when.anchor.year for e in timeline.dated if e.when.anchor})
    counts = Counter(
        (e.agency, e.when.anchor.year if e.when.anchor else None) for e in timeline.entries
    )
    columns: list[int | None] = [*years, *([None] if timeline.undated else [])]
    return {
        "columns": ["Agency", *("No date" if y is None else str(y) for y in columns)],
        "rows": [[name, *(counts[name, y] for y in columns)] for name in timeline.agencies],
    }


def zoom(timeline: Timeline, chosen: Chosen, query: QueryDict) -> list[Link]:
    """Years to look at closer, or the months of a year: each a link that sets both dates."""
    span = timeline.span
    if span is None:
        return []
    first, last = max(span[0], chosen.start or span[0]), min(span[1], chosen.end or span[1])
    if first.year != last.year:
        parts = [(str(y), str(y)) for y in range(first.year, last.year + 1)]
    else:
        named = calendar.month_name
        parts = [(named[m], f"{named[m]} {first.year}") for m in range(first.month, last.month + 1)]
    return [Link(text, _with(query, start=value, end=value)) for text, value in parts]


def _with(query: QueryDict, **changes: str) -> str:
    changed = query.copy()
    changed.pop("page", None)
    for name, value in changes.items():
        changed[name] = value
    return f"?{changed.urlencode()}"


def without(query: QueryDict, name: str, value: str) -> str:
    """The address with one filter taken off."""
    changed = query.copy()
    changed.pop("page", None)
    changed.setlist(name, [v for v in changed.getlist(name) if v != value])
    return f"?{changed.urlencode()}"


def chips(query: QueryDict, form: Any) -> list[Link]:
    """Each filter in force as a link that takes it off."""
    found = []
    for name, said in form.words_for.items():
        for value in query.getlist(name):
            if value in said:
                found.append(Link(said[value], without(query, name, value)))
    for name, word in (("start", "From"), ("end", "To")):
        typed = str(query.get(name) or "")
        if typed and name not in form.errors:
            found.append(Link(f"{word} {typed}", without(query, name, typed)))
    return found


def exported(kind: str, timeline: Timeline, *, title: str, subtitle: str, view: View) -> bytes:
    """The file of a kind of KINDS. Raises KeyError for another."""
    made: dict[str, Callable[[], bytes]] = {
        "docx": lambda: to_docx(for_word(timeline), title=title, subtitle=subtitle),
        "xlsx": lambda: to_xlsx(timeline, title=title),
        "csv": lambda: to_csv(timeline).encode(),
        "json": lambda: to_json(timeline).encode(),
        "pdf": lambda: to_pdf(timeline, view),
    }
    return made[kind]()


def subtitle(shown: int, whole: int, *, names: bool, chips: Iterable[str]) -> str:
    """One line under the title: which view, how many lines, which filters."""
    view = "With names: handle as the case file" if names else "Labels in place of registered names"
    some = f"{shown} of {whole} lines" if shown != whole else f"{whole} lines"
    filters = "; ".join(chips)
    return f"{view}. {some}." + (f" Shown: {filters}." if filters else "")
