"""Many agencies' returns into one line, the same whatever order they come in."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from irwell.chronology.entry import Answer, Entry
from irwell.chronology.fault import Fault
from irwell.chronology.reading import Import
from irwell.chronology.when import Precision


@dataclass(frozen=True, slots=True)
class Timeline:
    """Entries in their one order, with what could not be read and which version of each return.

    The order: dated before undated; then `When.sort_key` (first day of what is known; on one day
    "before", wide spans, narrow spans, the day itself, "after"); on one day untimed lines first,
    unless a sequence number places them after a timed line of the same return; then agency name,
    sequence, place in the file, and id. Undated lines stand last, by agency and place.
    """

    entries: tuple[Entry, ...] = ()
    faults: tuple[tuple[str, Fault], ...] = ()
    versions: tuple[tuple[str, int], ...] = ()
    repeated: int = 0

    @property
    def agencies(self) -> tuple[str, ...]:
        """Every agency with a return, by name."""
        return tuple(agency for agency, _ in self.versions)

    @property
    def dated(self) -> tuple[Entry, ...]:
        """The entries with any date at all."""
        return tuple(entry for entry in self.entries if entry.when.dated)

    @property
    def undated(self) -> tuple[Entry, ...]:
        """The entries of the undated lane."""
        return tuple(entry for entry in self.entries if not entry.when.dated)

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and last day that any entry names."""
        days = [d for e in self.entries for d in (e.when.start, e.when.end) if d is not None]
        return (min(days), max(days)) if days else None

    def filter(
        self,
        *,
        agencies: Collection[str] = (),
        people: Collection[str] = (),
        tags: Collection[str] = (),
        start: date | None = None,
        end: date | None = None,
        text: str = "",
        child_seen: Answer | None = None,
        attention: bool | None = None,
    ) -> Timeline:
        """The entries that meet every condition given; several values of one are alternatives.

        With a date range undated entries are left out; imprecise ones stay if they may fall in
        it. `text` must have all its words somewhere in an entry, whatever case or accent.
        """
        wanted_agencies = {_plain(agency) for agency in agencies}
        wanted_people = [_plain(person) for person in people]
        wanted_tags = {_plain(tag) for tag in tags}
        words = _plain(text).split()
        kept = tuple(
            entry
            for entry in self.entries
            if (not wanted_agencies or _plain(entry.agency) in wanted_agencies)
            and (not wanted_people or _has_person(entry, wanted_people))
            and (not wanted_tags or wanted_tags & {_plain(tag) for tag in entry.tags})
            and ((start is None and end is None) or entry.when.overlaps(start, end))
            and (child_seen is None or entry.child_seen is child_seen)
            and (attention is None or entry.needs_attention is attention)
            and (not words or _has_words(entry, words))
        )
        return replace(self, entries=kept)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; `from_dict` gives back an equal timeline."""
        return {
            "entries": [entry.to_dict() for entry in self.entries],
            "faults": [{"agency": a, "fault": fault.to_dict()} for a, fault in self.faults],
            "versions": [{"agency": agency, "version": v} for agency, v in self.versions],
            "repeated": self.repeated,
        }

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Timeline:
        """Read back what `to_dict` wrote; raises KeyError, TypeError or ValueError otherwise."""
        return cls(
            tuple(Entry.from_dict(entry) for entry in plain["entries"]),
            tuple((f["agency"], Fault.from_dict(f["fault"])) for f in plain["faults"]),
            tuple((v["agency"], v["version"]) for v in plain["versions"]),
            plain["repeated"],
        )


def merge(returns: Iterable[Import]) -> Timeline:
    """Merge returns into one timeline; deterministic and idempotent, whatever their order.

    Of each agency only the highest return version counts. Several files of that version are
    taken together, and a line that stands in two of them (the same return sent twice) counts
    once; `repeated` says how often that happened.
    """
    newest = _newest(returns)
    entries: dict[str, Entry] = {}
    faults: set[tuple[str, Fault]] = set()
    total = 0
    for (agency, version), imports in newest.items():
        for read in imports:
            faults |= {(agency, fault) for fault in read.faults}
            for entry in read.entries:
                stamped = _stamped(entry, agency, version)
                total += 1
                other = entries.get(stamped.id)
                if other is None or _place(stamped) < _place(other):
                    entries[stamped.id] = stamped
    return Timeline(
        in_order(entries.values()),
        tuple(sorted(faults, key=_fault_key)),
        tuple(sorted(newest, key=lambda pair: (_plain(pair[0]), pair[0]))),
        total - len(entries),
    )


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries in the one order that `Timeline` documents."""
    listed = list(entries)
    minutes = _placed_minutes(listed)

    def key(entry: Entry) -> tuple[Any, ...]:
        lane, anchor, rank, minute, sequence, last = entry.when.sort_key()
        minute = minutes.get(entry.id, minute)
        return (lane, anchor, rank, minute, last, *_agency_key(entry), sequence, *_place(entry))

    return tuple(sorted(listed, key=key))


def _placed_minutes(entries: Iterable[Entry]) -> dict[str, int]:
    """Untimed lines with a sequence number take the minute of the timed line before them."""
    days: dict[tuple[Any, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.when.precision is Precision.DAY and entry.when.sequence is not None:
            days[(*_agency_key(entry), entry.when.sort_key()[:3])].append(entry)
    placed: dict[str, int] = {}
    for group in days.values():
        minute = -1
        for entry in sorted(group, key=lambda e: (e.when.sequence, *_place(e))):
            own = entry.when.sort_key()[3]
            minute = max(minute, own)
            if own < 0:
                placed[entry.id] = minute
    return placed


def _newest(returns: Iterable[Import]) -> dict[tuple[str, int], list[Import]]:
    """Each agency's newest version, under one spelling of its name."""
    by_agency: dict[str, list[Import]] = defaultdict(list)
    for read in returns:
        by_agency[_plain(read.agency)].append(read)
    newest: dict[tuple[str, int], list[Import]] = {}
    for imports in by_agency.values():
        version = max(read.return_version for read in imports)
        chosen = [read for read in imports if read.return_version == version]
        name = min(" ".join(read.agency.split()) for read in chosen)
        newest[(name, version)] = chosen
    return newest


def _stamped(entry: Entry, agency: str, version: int) -> Entry:
    """The entry under the agency's name and version: the system's word, not the file's."""
    if entry.agency == agency and entry.return_version == version:
        return entry
    return replace(entry, agency=agency, return_version=version, id="")


def _agency_key(entry: Entry) -> tuple[str, str]:
    return _plain(entry.agency), entry.agency


def _place(entry: Entry) -> tuple[str, int, int, str, str]:
    whole = "" if entry.row_number else json.dumps(entry.to_dict(), sort_keys=True)
    return entry.file_name, entry.table, entry.row_number, entry.id, whole


def _fault_key(pair: tuple[str, Fault]) -> tuple[str, int, int, str]:
    agency, fault = pair
    packed = json.dumps(fault.to_dict(), sort_keys=True)
    return _plain(agency), fault.table or 0, fault.row_number or 0, packed


def _plain(text: str) -> str:
    """Text without case, accents and uneven spacing."""
    if text.isascii():
        return " ".join(text.casefold().split())
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


def _has_person(entry: Entry, wanted: Iterable[str]) -> bool:
    people = _plain(" | ".join((*entry.subjects, entry.professional)))
    return any(person in people for person in wanted)


def _has_words(entry: Entry, words: Iterable[str]) -> bool:
    """Whether every word stands somewhere; the date in words is made only if it is needed."""
    text = " ".join((entry.agency, *entry.texts()))
    plain = text.lower() if text.isascii() else _plain(text)
    missing = [word for word in words if word not in plain]
    return not missing or all(word in _plain(str(entry.when)) for word in missing)
