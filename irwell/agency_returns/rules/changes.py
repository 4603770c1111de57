"""What a corrected return changes in its summary, word by word. The chronology's changes are the engine's. Pure."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from irwell.agency_returns.rules.summary import Question, Section, in_words, sections
from irwell.chronology import Diff

SAME, ADDED, REMOVED = "same", "added", "removed"


@dataclass(frozen=True)
class Piece:
    """Words that stayed, came or went."""

    kind: str
    text: str


@dataclass(frozen=True)
class Answer:
    """An answer that differs, in pieces."""

    section: Section
    question: Question
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Changes:
    """One version against the one before. `kinds`: (before, after) when a nil return became a full one or back."""

    answers: tuple[Answer, ...]
    lines: Diff
    kinds: tuple[str, str] | None

    @property
    def none(self) -> bool:
        return not self.answers and self.lines.empty and self.kinds is None


def summary_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Answer, ...]:
    """The answers that differ, in the order of the form."""
    found = []
    for section in sections():
        old, new = before.get(section.id) or {}, after.get(section.id) or {}
        for question in section.questions:
            was, now = (in_words(question, given.get(question.id)) for given in (old, new))
            if was != now:
                found.append(Answer(section, question, words_apart(was, now)))
    return tuple(found)


def words_apart(before: str, after: str) -> tuple[Piece, ...]:
    """The words that went and came; what went stands before what came."""
    old, new = _words(before), _words(after)
    pieces: list[Piece] = []
    bare = [w.strip() for w in old], [w.strip() for w in new]
    matcher = difflib.SequenceMatcher(a=bare[0], b=bare[1], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, "".join(new[c:d])))
            continue
        if b > a:
            pieces.append(Piece(REMOVED, "".join(old[a:b])))
        if d > c:
            pieces.append(Piece(ADDED, "".join(new[c:d])))
    return tuple(pieces)


def _words(text: str) -> list[str]:
    """Words with the space after them, so that pieces put together again are the text."""
    return re.findall(r"\S+\s*", text)
