"""The summary form as data, and what is still missing from one. Pure."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
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


def following(section_id: str) -> Section | None:
    """The section after this one; None after the last."""
    ids = [s.id for s in sections()]
    at = ids.index(section_id) + 1
    return sections()[at] if at < len(ids) else None


def gaps(answers: Answers) -> list[tuple[Section, Question]]:
    """Required questions without an answer."""
    return [
        (s, q)
        for s in sections()
        for q in s.questions
        if q.required and not (answers.get(s.id) or {}).get(q.id)
    ]


def fingerprint(answers: Any) -> str:
    """Marks a section's answers as a page showed them, so that a save over newer ones is noticed."""
    packed = json.dumps(answers or {}, sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(packed).hexdigest()[:16]
