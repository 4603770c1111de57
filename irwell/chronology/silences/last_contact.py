"""The last time before the incident that the child was seen, seen alone, and spoken to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from irwell.chronology.background import Background, Person
from irwell.chronology.contact import seen, seen_alone, spoken_to
from irwell.chronology.observation import Observation, Observed, Reason, of_entry
from irwell.chronology.study import Study
from irwell.chronology.wording.names import parts
from irwell.chronology.wording.reading import Read

_ASKED: tuple[tuple[str, Callable[[Read], bool]], ...] = (
    ("seen", seen),
    ("seen alone", seen_alone),
    ("spoken to", spoken_to),
)


def last_contacts(study: Study) -> tuple[Observation, ...]:
    """For each child known by name (or for the family): the last entry that records each.

    Only entries that certainly stand before the incident count; with none, that is said.
    """
    background = study.background
    reads = [read for read in study.reads if _before(read, background)]
    children: Sequence[Person | None] = background.children or (None,)
    return tuple(
        _last(
            child,
            asked,
            [read for read in reads if test(read) and _about(read, child, background)],
            background,
        )
        for child in children
        for asked, test in _ASKED
    )


def _before(read: Read, background: Background) -> bool:
    if read.last is None:
        return False
    return background.incident is None or read.last < background.incident.toordinal()


def _about(read: Read, child: Person | None, background: Background) -> bool:
    """Whether an entry concerns this child: named, or no child of the family is named."""
    if child is None or len(background.children) < 2:
        return True
    own = {part for name in child.names for part in list(parts(name))[:1]}
    others = {
        part
        for other in background.children
        if other is not child
        for name in other.names
        for part in list(parts(name))[:1]
    }
    return bool(own & read.names) or not others & read.names


def _last(
    child: Person | None, asked: str, found: list[Read], background: Background
) -> Observation:
    who = child.name if child else "The child"
    if not found:
        return Observation(
            Observed.LAST_CONTACT,
            title=f"{who}: never recorded as {asked}",
            sentence=f"No dated entry before the incident records that {who} was {asked}.",
            entries=(),
            certainty=0.7,
            identity=(who, asked, "never"),
        )
    last = max(found, key=lambda read: (read.last or 0, read.first or 0, read.entry.id))
    entry, day = last.entry, date.fromordinal(last.last or 1)
    sentence = f"{who} was last recorded as {asked} on {entry.when} by {entry.agency}"
    if background.incident is not None:
        sentence += f", {(background.incident - day).days} days before the incident"
    answered = any(
        answer.value == "yes"
        for answer in (entry.child_seen, entry.child_alone, entry.child_spoken_to)
    )
    ground = (
        "the return answers yes"
        if answered
        else "the words of the entry say so; no answer is given"
    )
    return Observation(
        Observed.LAST_CONTACT,
        title=f"{who}: last {asked}",
        sentence=f"{sentence}.",
        entries=(entry.id,),
        certainty=0.95 if answered and last.exact else 0.7,
        identity=(who, asked, of_entry(entry.id)),
        reasons=(Reason("answer", f"{ground[0].upper()}{ground[1:]}."),),
        agencies=(entry.agency,),
        start=entry.when.start,
        end=entry.when.end,
    )
