"""View models of the picture: the drawing, how to look closer, and the same in a table."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe

from irwell.chronology import Entry, Timeline, View, to_svg
from irwell.combined_chronology.presenters.choosing import at
from irwell.combined_chronology.rules.zoom import LADDER, Window, slices
from irwell.ui.presenters import Link

MANY_MARKS = 1000  # above this the picture's marks carry no words and no links
MOST_COLUMNS = 14


def picture(
    timeline: Timeline, window: Window, *, title: str, incident: date | None, link: Callable[[Entry], str] | None
) -> SafeString:  # fmt: skip
    """The picture. Its marks lead to their lines by pointer; the keyboard goes by the table below."""
    view = View(title=title, first=window.first, last=window.last, incident=incident, link=link)
    drawn = to_svg(timeline, view).replace("<a href=", '<a tabindex="-1" href=')
    return mark_safe(drawn)  # noqa: S308  the engine escapes every text


def room_around(window: Window, whole: Window | None) -> Window:
    """Everything is drawn with a little room at both ends; what was chosen, to the day."""
    if window != whole:
        return window
    room = max(1, window.days // 60)
    return Window(window.first - timedelta(days=room), window.last + timedelta(days=room))


def in_words(timeline: Timeline, window: Window) -> dict[str, Any]:
    """The picture as a table: how many lines of each agency begin in each slice of time."""
    parts = [(str(y), date(y, 1, 1), date(y, 12, 31)) for y in range(window.first.year, window.last.year + 1)]  # fmt: skip
    if len(parts) <= 2:
        parts = [(s.words, s.first, s.last) for s in slices(window, ())]
    parts = _fewer(parts)
    counts: Counter[tuple[str, int]] = Counter()
    undated: Counter[str] = Counter()
    firsts = [first for _, first, _ in parts]
    for entry in timeline.entries:
        if (day := entry.when.anchor) is None:
            undated[entry.agency] += 1
        elif (place := bisect_right(firsts, day) - 1) >= 0 and day <= parts[place][2]:
            counts[entry.agency, place] += 1
    return {
        "columns": ["Agency", *(words for words, _, _ in parts), *(["No date"] if undated else [])],
        "rows": [
            [name, *(counts[name, n] for n in range(len(parts))), *([undated[name]] if undated else [])]
            for name in timeline.agencies
        ],
    }  # fmt: skip


Part = tuple[str, date, date]


def _fewer(parts: list[Part]) -> list[Part]:
    """At most so many columns: neighbours are put together."""
    step = -(-len(parts) // MOST_COLUMNS)
    if step <= 1:
        return parts
    groups = [parts[n : n + step] for n in range(0, len(parts), step)]
    return [
        (group[0][0] if len(group) == 1 else f"{group[0][0]} to {group[-1][0]}", group[0][1], group[-1][2])
        for group in groups
    ]  # fmt: skip


def zoom(query: QueryDict, window: Window, whole: Window, incident: date | None) -> dict[str, Any]:
    """Closer, further, earlier, later, and each step of the ladder: links that set both dates.

    From everything one looks closer around the incident; else around what is shown.
    """
    everything = window.days >= whole.days
    around = incident if everything and whole.shows(incident) else None
    step = max(1, window.days // 2)
    closer, further = window.closer(around), window.further(whole)
    return {
        "everything": everything,
        "closer": at(query, closer) if closer else "",
        "further": at(query, None if further == whole else further) if further else "",
        "earlier": at(query, window.moved(-step)) if window.first > whole.first else "",
        "later": at(query, window.moved(step)) if window.last < whole.last else "",
        "all": at(query, None),
        "incident": at(query, window.of(min(window.days, 92), around=incident)) if incident else "",
        "ladder": [
            (Link(words, at(query, window.of(days, around=around))), window.days == days)
            for days, words in LADDER
            if days < whole.days or days == 1
        ],
    }
