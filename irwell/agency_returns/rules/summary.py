"""The summary form as data, and what is still missing from one. Pure."""

import datetime as dt
import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Question:
    id: str
    label: str
    kind: str
    required: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Section:
    """One page of the summary."""

    id: str
    title: str
    questions: tuple[Question, ...]
    help: str = ""


@cache
def sections() -> tuple[Section, ...]:
    """Every section of the summary, in order."""
    text = (resources.files("irwell.agency_returns") / "data" / "summary.toml").read_text("utf-8")
    return tuple(
        Section(**{**row, "questions": tuple(Question(**q) for q in row["questions"])})
        for row in tomllib.loads(text)["section"]
    )


def section(section_id: str) -> Section | None:
    return next((s for s in sections() if s.id == section_id), None)


def chosen(asked: Sequence[str]) -> tuple[Section, ...]:
    """The sections that are asked for; all of them when none is named."""
    return tuple(s for s in sections() if not asked or s.id in asked)


def following(section_id: str, asked: Sequence[str] = ()) -> Section | None:
    """The section after this one; None after the last."""
    ids = [s.id for s in chosen(asked)]
    at = ids.index(section_id) + 1
    return chosen(asked)[at] if at < len(ids) else None


def gaps(answers: Answers, asked: Sequence[str] = ()) -> list[tuple[Section, Question]]:
    """Required questions without an answer."""
    return [
        (s, q)
        for s in chosen(asked)
        for q in s.questions
        if q.required and not (answers.get(s.id) or {}).get(q.id)
    ]


WORDS = {"yes": "Yes", "no": "No"}


def day_in_words(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def in_words(question: Question, value: Any) -> str:
    """An answer as people say it."""
    if not value:
        return ""
    if question.kind == "date":
        return day_in_words(dt.date.fromisoformat(value))
    return WORDS.get(value, str(value)) if question.kind == "yes_no" else str(value)


def fingerprint(answers: Any) -> str:
    """Marks a section's answers as a page showed them, so that a save over newer ones is noticed."""
    packed = json.dumps(answers or {}, sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(packed).hexdigest()[:16]
