"""The panel's marks on a timeline: tags, which are its key lines of enquiry, and comments. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from irwell.chronology import Entry, Note, NoteCode, Timeline

COMMENT = "Panel’s comment: "


@dataclass(frozen=True)
class Marked:
    """What the panel added to a line."""

    tags: tuple[str, ...] = ()
    comment: str = ""


def annotated(
    timeline: Timeline, marks: Mapping[str, Marked], places: Mapping[str, int]
) -> Timeline:
    """The timeline with the panel's tags beside the agencies' own and its comments as notes.

    `places`: where each line stands in the timeline.
    """
    entries = list(timeline.entries)
    for entry_id, mark in marks.items():
        if (at := places.get(entry_id)) is not None:
            entries[at] = marked(entries[at], mark)
    return replace(timeline, entries=tuple(entries)) if marks else timeline


def marked(entry: Entry, mark: Marked) -> Entry:
    """The line with the panel's tags beside the agency's own and its comment as a note."""
    tags = (*entry.tags, *(tag for tag in mark.tags if tag not in entry.tags))
    notes = (Note(NoteCode.OTHER, f"{COMMENT}{mark.comment}"),) if mark.comment else ()
    return replace(entry, tags=tags, notes=(*entry.notes, *notes))


def for_word(timeline: Timeline) -> Timeline:
    """The panel's comments in the column that a Word table has room for, under their own name."""
    return replace(timeline, entries=tuple(map(_comment_beside_analysis, timeline.entries)))


def _comment_beside_analysis(entry: Entry) -> Entry:
    comments = [note.text for note in entry.notes if note.text.startswith(COMMENT)]
    if not comments:
        return entry
    return replace(entry, analysis="\n".join(filter(None, (entry.analysis, *comments))))


def tags_of(text: str) -> tuple[str, ...]:
    """Tags as typed, with commas or on lines; each once, in the order given."""
    given: Sequence[str] = [" ".join(tag.split()) for tag in re.split(r"[,;\n]", text)]
    seen: dict[str, str] = {}
    for tag in given:
        if tag:
            seen.setdefault(tag.casefold(), tag)
    return tuple(seen.values())


LONGEST_TAG = 60


def short_name(question: str) -> str:
    """A key line of enquiry as a tag: its question, cut at a word where it is long."""
    words = " ".join(question.split())
    if len(words) <= LONGEST_TAG:
        return words
    return f"{words[: LONGEST_TAG - 1].rsplit(' ', 1)[0]}…"
