"""View models of lines that are put together as one event."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from irwell.chronology import Entry
from irwell.combined_chronology.models import Weighing
from irwell.combined_chronology.presenters.lines import Line, lines
from irwell.combined_chronology.queries import Reading

NEAR, FAR = timedelta(days=7), timedelta(days=31)
MOST_NEAR, WORDS = 40, 240


@dataclass(frozen=True)
class Gathering:
    """Lines to tick (id and words), those ticked already, events to add them to, and the lines of the event itself."""

    lines: tuple[tuple[str, SafeString], ...]
    chosen: tuple[str, ...]
    events: tuple[tuple[str, str], ...]
    own: tuple[Line, ...]


def gathering(
    reading: Reading, ticked: Iterable[str], event: Weighing | None, events: Sequence[Weighing]
) -> Gathering:
    """What is ticked stands among the lines of the week before and after, nearest first kept, in the order of time."""
    places = reading.made.places
    own = {places[one] for one in (event.observation["entries"] if event else ()) if one in places}
    chosen = {places[one] for one in ticked if one in places} - own
    days = [day for at in chosen | own if (day := reading.made.days[at]) is not None]
    near = _near(reading, days) - own - chosen
    entries = reading.whole.entries
    return Gathering(
        tuple((entries[at].id, _words(reading, at)) for at in sorted(chosen | near)),
        tuple(entries[at].id for at in sorted(chosen)),
        tuple(
            (one.observation_key, _title(reading, one)) for one in events if not event and _is_near(one, days)
        ),
        tuple(lines(reading, [reading.seen(at) for at in sorted(own)])),
    )  # fmt: skip


def _near(reading: Reading, days: Sequence[date]) -> set[int]:
    if not days:
        return set()
    first, last = min(days), max(days)
    found = [
        (max(first - day, day - last, timedelta(0)), at)
        for at, day in enumerate(reading.made.days)
        if day is not None and first - NEAR <= day <= last + NEAR
    ]
    return {at for _, at in sorted(found)[:MOST_NEAR]}


def _words(reading: Reading, at: int) -> SafeString:
    entry: Entry = reading.seen(at)
    when = str(entry.when) if entry.when.dated else "No date"
    return format_html(
        "<strong>{}, {}.</strong> {}", when, entry.agency, Truncator(entry.event).chars(WORDS)
    )


def _is_near(event: Weighing, days: Sequence[date]) -> bool:
    told = [
        date.fromisoformat(day) for name in ("start", "end") if (day := event.observation[name])
    ]
    return bool(told and days) and min(told) - FAR <= max(days) and max(told) + FAR >= min(days)


def _title(reading: Reading, event: Weighing) -> str:
    places = [
        at
        for one in event.observation["entries"]
        if (at := reading.made.places.get(one)) is not None
    ]
    when = str(reading.whole.entries[min(places)].when) if places else ""
    return f"{when}: {reading.tell(event.observation['title'])}"
