"""The timeline as one reader asked for it. Each caller has checked that the person may read the case's returns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from irwell.agency_returns.queries import extra_columns_of, standing_of_lines
from irwell.cases.models import Case
from irwell.chronology import Entry, PseudonymKey, Timeline
from irwell.combined_chronology.models import Annotation
from irwell.combined_chronology.queries.noticing import events_of
from irwell.combined_chronology.queries.prepared import Prepared, prepared
from irwell.combined_chronology.queries.returns import annotations_of, marks_of, registered_of
from irwell.combined_chronology.rules import (
    Chosen,
    Marked,
    Registered,
    Status,
    annotated,
    asked_for,
    keep,
    key_of,
    marked,
    workers_key,
)

Standing = dict[str, frozenset[Status]]


@dataclass(frozen=True)
class Reading:
    """`whole` are the lines with names; `seen` gives the line at a place as this reader sees it.

    `head`: agencies, versions and faults as this reader sees them; `places`: the lines chosen; `around`: those that
    every filter but the dates leaves; `said`: line id to what the panel wrote on it.
    """

    made: Prepared
    whole: Timeline
    head: Timeline
    seen: Callable[[int], Entry]
    places: tuple[int, ...]
    around: tuple[int, ...]
    registered: tuple[Registered, ...]
    key: PseudonymKey
    names: bool
    standing: Standing
    said: Mapping[str, str]
    annotations: Mapping[str, Annotation]
    headings: tuple[str, ...] = ()

    def asked(self, entry_id: str) -> tuple[tuple[str, str], ...]:
        """What a line holds under the headings that the review asked for, as this reader sees it."""
        found = asked_for(
            self.whole.entries[self.made.places[entry_id]], self.headings, self.made.taken
        )
        return tuple((self.say(heading), self.say(text)) for heading, text in found)

    def say(self, text: str) -> str:
        """A text as this reader sees it."""
        return text if self.names else self.key.apply(text)

    @cached_property
    def _workers(self) -> PseudonymKey:
        return workers_key(self.whole, self.key)

    def tell(self, text: str) -> str:
        """A text made of several lines: professionals whom the register does not name are told by role."""
        return text if self.names else self._workers.apply(self.key.apply(text))

    @cached_property
    def kept(self) -> Timeline:
        """The lines that were chosen, as this reader sees them."""
        return self.of(self.places)

    @cached_property
    def outlines(self) -> Timeline:
        """When and whose each line chosen is, without words, as this reader sees it."""
        said = {agency: self.say(agency) for agency in self.made.counts}
        found = (self.made.outlines[at] for at in self.places)
        entries = (
            e if said[e.agency] == e.agency else replace(e, agency=said[e.agency]) for e in found
        )
        return replace(self.head, entries=tuple(entries))

    def of(self, places: tuple[int, ...]) -> Timeline:
        """Some of the lines, as this reader sees them."""
        return replace(self.head, entries=tuple(map(self.seen, places)))

    @cached_property
    def tags(self) -> list[str]:
        """Every tag of the case, the agencies' and the panel's."""
        own = {tag for one in self.annotations.values() for tag in one.tags}
        return sorted(self.made.tags | own, key=str.casefold)

    @property
    def people(self) -> dict[str, tuple[str, ...]]:
        """Label to every way a person is written in the chronology."""
        return self.made.people(self.key)

    @property
    def view(self) -> str:
        return "names" if self.names else "labels"

    def line(self, entry_id: str) -> Entry | None:
        """One line as this reader sees it."""
        at = self.made.places.get(entry_id)
        return None if at is None else self.seen(at)


def read(case: Case, chosen: Chosen, *, names: bool, made: Prepared | None = None) -> Reading:
    """Choose the lines; words are sought in what the reader sees, and in what the panel wrote on a line."""
    made, registered = made or prepared(case), tuple(registered_of(case))
    key = key_of(registered)
    annotations = annotations_of(case)
    marks = marks_of(annotations.values())
    say = str if names else key.apply
    said = {
        entry_id: Marked(tuple(say(tag) for tag in mark.tags), say(mark.comment))
        for entry_id, mark in marks.items()
    }
    whole, everything = annotated(made.timeline, marks, made.places), made.everything
    head, seen = (whole, whole.entries.__getitem__) if names else _labelled(made, key, said)
    reading = Reading(
        made, whole, replace(head, entries=()), seen, everything, everything, registered, key, names,
        standing_on(case, marks), {id_: " ".join((*mark.tags, mark.comment)) for id_, mark in said.items()},
        annotations, tuple(one.name for one in extra_columns_of(case)),
    )  # fmt: skip
    return chosen_from(reading, chosen)


def _labelled(
    made: Prepared, key: PseudonymKey, said: Mapping[str, Marked]
) -> tuple[Timeline, Callable[[int], Entry]]:
    """What stands around the lines, and each line when it is looked at, with labels in place of names."""
    labelled = made.labelled(key)

    def seen(at: int) -> Entry:
        entry = labelled.line(at)
        mark = said.get(entry.id)
        return marked(entry, mark) if mark else entry

    return labelled.head, seen


def chosen_from(reading: Reading, chosen: Chosen, told: frozenset[str] = frozenset()) -> Reading:
    """The same reading with some of its lines chosen. A name that is sought is sought as its label where labels show."""
    if chosen == Chosen():
        return reading
    chosen = replace(chosen, words=reading.say(chosen.words))
    undated = replace(chosen, start=None, end=None)
    around = reading.places if undated == Chosen() else _places(reading, undated, told)
    return replace(
        reading, around=around, places=around if chosen == undated else _places(reading, chosen, told)
    )  # fmt: skip


def _places(reading: Reading, chosen: Chosen, told: frozenset[str]) -> tuple[int, ...]:
    made = reading.made
    return keep(
        reading.whole.entries, chosen, names=lambda: made.sought,
        seen=lambda: made.sought if reading.names else made.seen(reading.key), standing=reading.standing,
        said=_said(reading) if chosen.words else reading.said, told=told, taken=made.taken,
    )  # fmt: skip


def _said(reading: Reading) -> Mapping[str, str]:
    """What words are sought in beside a line's own: what the panel wrote, and under labels what the review asked for."""
    if reading.names or not reading.headings:
        return reading.said
    asked = reading.made.asked(reading.headings, reading.key)
    return asked | {
        id_: " ".join(filter(None, (asked.get(id_), text))) for id_, text in reading.said.items()
    }


def standing_on(case: Case, marks: Mapping[str, Marked]) -> Standing:
    """Line id to what has become of it at the panel's table."""
    found: dict[str, set[Status]] = {}
    for entry_id, mark in marks.items():
        found.setdefault(entry_id, set()).update(
            status
            for status, there in ((Status.TAGGED, mark.tags), (Status.COMMENTED, mark.comment))
            if there
        )
    for entry_id, standing in standing_of_lines(case):
        found.setdefault(entry_id, set()).add(Status(standing))
    for event in events_of(case):
        for entry_id in event.observation["entries"]:
            found.setdefault(entry_id, set()).add(Status.TOLD)
    for entry_id in case.passages.values_list("entry_id", flat=True):
        found.setdefault(entry_id, set()).add(Status.LINKED)
    return {entry_id: frozenset(statuses) for entry_id, statuses in found.items()}
