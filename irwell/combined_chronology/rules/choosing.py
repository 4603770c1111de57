"""Which lines a reader asked to see. Pure."""

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from irwell.chronology import Answer, Entry, heading_key

NOTHING: frozenset["Status"] = frozenset()
NOBODY: frozenset[str] = frozenset()
Taken = Mapping[str, Mapping[str, str]]
NOTHING_TAKEN: Taken = {}
COLUMNS = {
    "who": "Who",
    "child": "Child",
    "analysis": "Analysis and expected practice",
    "source": "Source and place",
    "asked": "Columns that the review asked for",
    "marks": "Panel’s marks",
}
USUAL = ("who", "child", "analysis", "asked", "marks")


class Status(StrEnum):
    """What has become of a line at the panel's table."""

    ATTENTION = "attention"
    TAGGED = "tagged"
    COMMENTED = "commented"
    WAITING = "waiting"
    ANSWERED = "answered"
    SETTLED = "settled"
    LINKED = "linked"
    TOLD = "told"


class Told(StrEnum):
    """Whether other agencies tell of the same event as a line does."""

    SEVERAL = "several"
    PERHAPS = "perhaps"
    ONE = "one"


@dataclass(frozen=True)
class Chosen:
    """What a reader asked to see; nothing chosen shows every line."""

    agencies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    child_seen: Answer | None = None
    status: Status | None = None
    told: Told | None = None
    filled: str = ""
    words: str = ""


@dataclass(frozen=True)
class Sought:
    """What is looked at of each line when words or a person are sought, made once for a timeline."""

    texts: tuple[str, ...]
    people: tuple[str, ...]


def sought(entries: Sequence[Entry]) -> Sought:
    return Sought(
        tuple(plain(" ".join((e.agency, *e.texts(), str(e.when)))) for e in entries),
        tuple(plain(" | ".join((*e.subjects, e.professional))) for e in entries),
    )


def keep(
    entries: Sequence[Entry],
    chosen: Chosen,
    *,
    names: Callable[[], Sought],
    seen: Callable[[], Sought],
    standing: Mapping[str, frozenset[Status]],
    said: Mapping[str, str],
    told: Collection[str] = NOBODY,
    taken: Taken = NOTHING_TAKEN,
) -> tuple[int, ...]:
    """Places of the lines that meet every condition; several values of one are alternatives.

    `names`: the lines with names, asked for people; `seen`: as the reader sees them, asked for words; `standing`: line
    id to what became of it; `said`: line id to what the panel wrote on it, as the reader sees it; `told`: lines that
    several agencies tell of, in the sense asked for; `taken`: see asked_for. With a date range
    undated lines are left out; imprecise ones stay if they may fall in it.
    """
    agencies, tags = set(chosen.agencies), {plain(tag) for tag in chosen.tags}
    people, words = [plain(person) for person in chosen.people], plain(chosen.words).split()
    ranged = chosen.start is not None or chosen.end is not None
    named, texts = names().people if people else (), seen().texts if words else ()
    return tuple(
        at
        for at, entry in enumerate(entries)
        if (not agencies or entry.agency in agencies)
        and (not ranged or entry.when.overlaps(chosen.start, chosen.end))
        and (chosen.child_seen is None or entry.child_seen is chosen.child_seen)
        and (not tags or not tags.isdisjoint(map(plain, entry.tags)))
        and (not people or any(person in named[at] for person in people))
        and (chosen.told is None or (entry.id in told) is not (chosen.told is Told.ONE))
        and (not chosen.filled or bool(asked_for(entry, (chosen.filled,), taken)))
        and (chosen.status is None or _is(entry, chosen.status, standing))
        and (not words or _has(words, texts[at], said, entry.id))
    )


def asked_for(
    entry: Entry, headings: Sequence[str], taken: Taken = NOTHING_TAKEN
) -> tuple[tuple[str, str], ...]:
    """What a line's row holds under headings that the review asked for, in their order; nothing where it is empty.

    `taken`: agency to its own headings and the ones asked for that they stand for.
    """
    if not headings:
        return ()
    own, cells = taken.get(entry.agency, {}), dict[str, str]()
    for heading, cell in entry.original.items():
        key = heading_key(heading)
        key, text = heading_key(own.get(key, key)), cell.strip()
        cells[key] = "\n".join(filter(None, (cells.get(key, ""), text)))
    found = ((heading, cells.get(heading_key(heading), "")) for heading in headings)
    return tuple((heading, text) for heading, text in found if text)


def _is(entry: Entry, status: Status, standing: Mapping[str, frozenset[Status]]) -> bool:
    if status is Status.ATTENTION:
        return entry.needs_attention
    return status in standing.get(entry.id, NOTHING)


def _has(words: Sequence[str], text: str, said: Mapping[str, str], entry_id: str) -> bool:
    missing = [word for word in words if word not in text]
    if not missing or entry_id not in said:
        return not missing
    more = plain(said[entry_id])
    return all(word in more for word in missing)


def plain(text: str) -> str:
    """Text without case, accents and uneven spacing."""
    if text.isascii():
        return " ".join(text.casefold().split())
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())
