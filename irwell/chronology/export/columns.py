"""What an exported chronology shows, column by column, whatever the kind of file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from irwell.chronology.entry import Answer, Entry
from irwell.chronology.merge import Timeline


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A heading, how wide (share of the page), and the text for an entry."""

    heading: str
    width: float
    text: Callable[[Entry], str]


def who(entry: Entry) -> str:
    """The professional with their role, once each."""
    role = entry.professional_role
    if role and role != entry.professional:
        return f"{entry.professional} ({role})" if entry.professional else role
    return entry.professional


def child(entry: Entry) -> str:
    """The answers about the child and the child's voice, in a few lines."""
    said = (
        ("Seen", entry.child_seen),
        ("Spoken to", entry.child_spoken_to),
        ("Alone", entry.child_alone),
    )
    lines = [f"{name}: {answer}" for name, answer in said if answer is not Answer.NOT_RECORDED]
    return "\n".join((*lines, entry.voice) if entry.voice else lines)


def dated(entry: Entry) -> str:
    """The date in words."""
    return str(entry.when) if entry.when.dated else "Undated"


NARROW: tuple[OutColumn, ...] = (
    OutColumn("Date", 1.3, dated),
    OutColumn("Agency", 1.2, lambda entry: entry.agency),
    OutColumn("Source of information", 1.2, lambda entry: entry.source),
    OutColumn("Professional", 1.2, who),
    OutColumn("Family member", 1.0, lambda entry: ", ".join(entry.subjects)),
    OutColumn("Event", 3.6, lambda entry: entry.event),
    OutColumn("Child seen and voice", 1.4, child),
    OutColumn("Action or decision", 2.0, lambda entry: entry.action),
    OutColumn("Analysis", 1.8, lambda entry: entry.analysis),
    OutColumn("Expected practice", 1.0, lambda entry: entry.expected_practice),
    OutColumn("Tags", 0.9, lambda entry: ", ".join(entry.tags)),
)
WIDE: tuple[OutColumn, ...] = (
    OutColumn("Date", 22, dated),
    OutColumn("First day", 12, lambda entry: _iso(entry.when.start)),
    OutColumn("Last day", 12, lambda entry: _iso(entry.when.end)),
    OutColumn("Precision", 10, lambda entry: entry.when.precision.value),
    OutColumn("Date as written", 16, lambda entry: entry.when.original),
    OutColumn("Agency", 18, lambda entry: entry.agency),
    OutColumn("Return version", 9, lambda entry: str(entry.return_version)),
    OutColumn("Source of information", 20, lambda entry: entry.source),
    OutColumn("Professional", 20, lambda entry: entry.professional),
    OutColumn("Role", 18, lambda entry: entry.professional_role),
    OutColumn("Family member", 16, lambda entry: ", ".join(entry.subjects)),
    OutColumn("Event", 60, lambda entry: entry.event),
    OutColumn("Child seen", 12, lambda entry: entry.child_seen.value),
    OutColumn("Child spoken to", 12, lambda entry: entry.child_spoken_to.value),
    OutColumn("Child seen alone", 12, lambda entry: entry.child_alone.value),
    OutColumn("Voice of the child", 30, lambda entry: entry.voice),
    OutColumn("Action or decision", 40, lambda entry: entry.action),
    OutColumn("Analysis", 40, lambda entry: entry.analysis),
    OutColumn("Expected practice", 20, lambda entry: entry.expected_practice),
    OutColumn("Tags", 18, lambda entry: "; ".join(entry.tags)),
    OutColumn("Evidence reference", 16, lambda entry: entry.evidence_ref),
    OutColumn("Record reference", 14, lambda entry: entry.record_ref),
    OutColumn("Department", 18, lambda entry: entry.department),
    OutColumn("Place in the return", 26, lambda entry: entry.place if entry.file_name else ""),
    OutColumn("Notes", 40, lambda entry: " ".join(note.text for note in entry.notes)),
    OutColumn("Entry id", 34, lambda entry: entry.id),
)
_ALWAYS = frozenset({"Date", "Agency", "Source of information", "Event"})


def used(columns: Sequence[OutColumn], timeline: Timeline) -> tuple[OutColumn, ...]:
    """The columns with anything in them, and those a chronology always has."""
    return tuple(
        column
        for column in columns
        if column.heading in _ALWAYS or any(column.text(entry) for entry in timeline.entries)
    )


def _iso(day: object) -> str:
    return "" if day is None else str(day)
