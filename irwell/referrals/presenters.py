"""View models of a referral: rows for check-your-answers and for triage."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from irwell.referrals.rules import Answers, Page, Question, form

WORDS = {"yes": "Yes", "no": "No", "unknown": "Not known"}


@dataclass(frozen=True)
class Row:
    """One question and its answer in words."""

    label: str
    value: str
    missing: bool


@dataclass(frozen=True)
class Section:
    """One page's answers; one entry each on repeat pages."""

    page: Page
    entries: tuple[tuple[Row, ...], ...]

    @property
    def done(self) -> bool:
        return bool(self.entries) and not any(r.missing for e in self.entries for r in e)


def in_words(question: Question, value: Any) -> str:
    """An answer as people say it."""
    if not value:
        return ""
    if question.kind == "date":
        return f"{dt.date.fromisoformat(value):%-d %B %Y}"
    if question.kind == "many":
        return ", ".join(value)
    return WORDS.get(value, str(value)) if question.kind in ("yes_no", "three_way") else str(value)


def _rows(page: Page, entry: dict[str, Any]) -> tuple[Row, ...]:
    return tuple(
        Row(q.label, in_words(q, entry.get(q.id)), q.required and not entry.get(q.id))
        for q in page.fields
    )


def sections(answers: Answers) -> tuple[Section, ...]:
    """Every page with its answers; a page without any required answer shows an empty entry."""
    shown = []
    for page in form():
        entries = page.entries(answers)
        if not entries and not page.optional:
            entries = [{}]
        shown.append(Section(page, tuple(_rows(page, e) for e in entries)))
    return tuple(shown)
