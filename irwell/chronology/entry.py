"""One line of a chronology, with where it came from and every original cell."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from irwell.chronology.when import When


class Answer(StrEnum):
    """An answer to "was the child seen?" and its like; silence is never taken for no."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not applicable"
    NOT_RECORDED = "not recorded"


class NoteCode(StrEnum):
    """What a note is about, so that a page can group notes and offer the right mending."""

    NO_SOURCE = "no source"
    NO_DATE = "no date"
    NO_EVENT = "no event"
    DATE = "date"
    TIME = "time"
    FUTURE = "future"
    MERGED_CELL = "merged cell"
    AMERICAN_ORDER = "American order"
    CORRECTED = "corrected"
    REPEATED = "repeated"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence about an entry; `attention` when a person must look before it is confirmed."""

    code: NoteCode
    text: str
    attention: bool = False


CONTENT_FIELDS = (
    "source",
    "professional",
    "professional_role",
    "subjects",
    "event",
    "child_seen",
    "child_spoken_to",
    "child_alone",
    "voice",
    "action",
    "analysis",
    "expected_practice",
    "tags",
    "evidence_ref",
    "record_ref",
)
# The columns whose words a pseudonym may have to replace.
TEXT_FIELDS = (
    "source",
    "professional",
    "professional_role",
    "event",
    "voice",
    "action",
    "analysis",
    "expected_practice",
    "evidence_ref",
    "record_ref",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A dated (or undated) line of one agency's return.

    `id` is a hash of the agency and the content, not of the place in the file or the version, so
    an unchanged line keeps its id through every corrected return; identical lines of one return
    are told apart by `occurrence` (0, 1, ...). `table_name` and `row_number` say where it stood, `department`
    which part of the agency it came from,
    `original` holds every cell as it stood (header to text). `child_*` are answers; the words
    around them are in `original`. `voice` is what the child said or showed.
    """

    agency: str
    return_version: int
    when: When
    source: str = ""
    professional: str = ""
    professional_role: str = ""
    subjects: tuple[str, ...] = ()
    event: str = ""
    child_seen: Answer = Answer.NOT_RECORDED
    child_spoken_to: Answer = Answer.NOT_RECORDED
    child_alone: Answer = Answer.NOT_RECORDED
    voice: str = ""
    action: str = ""
    analysis: str = ""
    expected_practice: str = ""
    tags: tuple[str, ...] = ()
    evidence_ref: str = ""
    record_ref: str = ""
    original: Mapping[str, str] = field(default_factory=dict, hash=False)
    table: int = 0
    row_number: int = 0
    table_name: str = ""
    file_name: str = ""
    department: str = ""
    occurrence: int = 0
    notes: tuple[Note, ...] = ()
    id: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", self.content_id())

    @property
    def content_key(self) -> str:
        """A hash of the agency and content alone: equal for repeated lines."""
        content = [self.agency.casefold(), self.when.canonical]
        content += [_plain(getattr(self, name)) for name in CONTENT_FIELDS]
        packed = json.dumps(content, ensure_ascii=False).encode()
        return hashlib.blake2b(packed, digest_size=16, person=b"irwell-entry").hexdigest()

    def content_id(self) -> str:
        """The stable id: the content key, with the occurrence when it is not the first."""
        return self.content_key if not self.occurrence else f"{self.content_key}-{self.occurrence}"

    @property
    def needs_attention(self) -> bool:
        """Whether a person must look at this line before the return is confirmed."""
        return any(note.attention for note in self.notes)

    @property
    def place(self) -> str:
        """Where the line stood: "visits.docx, Table 1, row 4"."""
        parts = (self.file_name, self.table_name, f"row {self.row_number}")
        return ", ".join(part for part in parts if part)

    def texts(self) -> Iterator[str]:
        """Every text of the line that a search looks through."""
        yield from (getattr(self, name) for name in TEXT_FIELDS)
        yield from self.subjects
        yield from self.tags
        yield from self.original.values()

    def noted(self, *notes: Note) -> Entry:
        """The same line with more notes."""
        return replace(self, notes=(*self.notes, *(n for n in notes if n not in self.notes)))

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; `from_dict` gives back an equal entry."""
        plain = {item.name: getattr(self, item.name) for item in fields(self)}
        plain["when"] = self.when.to_dict()
        plain["original"] = dict(self.original)
        plain["subjects"], plain["tags"] = list(self.subjects), list(self.tags)
        plain["notes"] = [
            {"code": note.code.value, "text": note.text, "attention": note.attention}
            for note in self.notes
        ]
        for name in ("child_seen", "child_spoken_to", "child_alone"):
            plain[name] = plain[name].value
        return plain

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Entry:
        """Read back what `to_dict` wrote; raises KeyError, TypeError or ValueError otherwise."""
        values = dict(plain)
        values["when"] = When.from_dict(plain["when"])
        values["original"] = dict(plain["original"])
        values["subjects"], values["tags"] = tuple(plain["subjects"]), tuple(plain["tags"])
        values["notes"] = tuple(
            Note(NoteCode(note["code"]), note["text"], note["attention"]) for note in plain["notes"]
        )
        for name in ("child_seen", "child_spoken_to", "child_alone"):
            values[name] = Answer(plain[name])
        return cls(**values)


_NOT_WORDS = re.compile(r"[^\w]+")


def _plain(value: object) -> str:
    """Text without what a re-typed or re-exported cell changes: spacing, case, quote shapes."""
    text = "|".join(value) if isinstance(value, tuple) else str(value)
    if not text:
        return ""
    return _NOT_WORDS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()
