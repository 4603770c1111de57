"""What a corrected return changes in its summary, word by word. The chronology's changes are the engine's. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from irwell.agency_returns.rules.summary import Question, Section, in_words, sections
from irwell.chronology import Diff
from irwell.core.words_apart import Piece, words_apart


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
