"""View models of lines: how each is shown, and which columns there are."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from irwell.chronology import Answer, Entry, Mark, marks
from irwell.combined_chronology.queries import Reading
from irwell.combined_chronology.rules import COMMENT, Status

PAGE = 40
PART = 500  # lines to a part on paper
ANSWERS = (("Seen", "child_seen"), ("Spoken to", "child_spoken_to"), ("Alone", "child_alone"))
# What the panel's table has made of a line, told on the line itself.
SAID_OF: dict[Status, tuple[str, str]] = {
    Status.WAITING: ("Query waiting", "amber"),
    Status.ANSWERED: ("Query answered", "green"),
    Status.SETTLED: ("Query settled", "grey"),
    Status.LINKED: ("Document", "grey"),
    Status.TOLD: ("Told by several", "blue"),
}


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
    said: tuple[tuple[str, str], ...] = ()
    asked: tuple[tuple[str, str], ...] = ()
    href: str = ""


@lru_cache(maxsize=256)
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


def line(
    entry: Entry, letters: Mapping[str, Mark], statuses: frozenset[Status] = frozenset(), *,
    asked: tuple[tuple[str, str], ...] = (), href: str = "",
) -> Line:  # fmt: skip
    when = str(entry.when) if entry.when.dated else "No date"
    written = entry.when.original.strip()
    comments = [n.text for n in entry.notes if n.text.startswith(COMMENT)]
    return Line(
        entry=entry,
        when=when,
        as_written=written if written not in ("", when) and not entry.when.exact else "",
        badge=badge(letters.get(entry.agency)),
        answers=tuple(
            (name, str(answer))
            for name, field in ANSWERS
            if (answer := getattr(entry, field)) is not Answer.NOT_RECORDED
        ),
        comment=comments[0].removeprefix(COMMENT) if comments else "",
        notes=tuple(n.text for n in entry.notes if not n.text.startswith(COMMENT)),
        doubtful=not entry.when.exact,
        said=tuple(said for status, said in SAID_OF.items() if status in statuses),
        asked=asked, href=href,
    )  # fmt: skip


def lines(
    reading: Reading, entries: Iterable[Entry], address: Callable[[str], str] = lambda entry_id: ""
) -> list[Line]:
    """Lines as this reader sees them, each with what has become of it and its address."""
    letters = marks(reading.head.agencies)
    return [
        line(
            e,
            letters,
            reading.standing.get(e.id, frozenset()),
            asked=reading.asked(e.id),
            href=address(e.id),
        )
        for e in entries
    ]


def agencies(reading: Reading) -> list[dict[str, Any]]:
    """Each agency with its mark, its return's version and how many lines of it are shown."""
    everything = len(reading.places) == len(reading.made.everything)
    found = (
        reading.made.counts
        if everything
        else Counter(reading.whole.entries[at].agency for at in reading.places)
    )
    counts = Counter({reading.say(agency): lines for agency, lines in found.items()})
    letters = marks(reading.head.agencies)
    return [
        {"name": name, "badge": badge(letters[name]), "version": version, "lines": counts[name]}
        for name, version in reading.head.versions
    ]


def undated(reading: Reading) -> int:
    """How many of the lines shown have no date at all."""
    return len(reading.made.undated.intersection(reading.places))


def days(reading: Reading) -> Iterator[date]:
    """The day on which each line begins, among those that every filter but the dates leaves."""
    days = reading.made.days
    return (day for at in reading.around if (day := days[at]) is not None)


def cells(reading: Reading, entry_id: str) -> dict[str, str]:
    """Every cell of a line as the agency sent it, as this reader may see it."""
    entry = reading.whole.entries[reading.made.places[entry_id]]
    return {reading.say(head): reading.say(cell) for head, cell in entry.original.items() if cell}


def neighbours(reading: Reading, entry_id: str) -> dict[str, Any]:
    """The lines before and after among those chosen, and where this one stands."""
    ids = [reading.whole.entries[at].id for at in reading.places]
    if entry_id not in ids:
        return {"number": 0, "count": len(ids)}
    at = ids.index(entry_id)
    return {
        "number": at + 1, "count": len(ids), "before": ids[at - 1] if at else "",
        "after": ids[at + 1] if at + 1 < len(ids) else "", "page_number": at // PAGE + 1,
    }  # fmt: skip
