"""The form as data, and what follows from a referral's answers. Pure."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Question:
    """One question. `fact` is the criteria fact that its answer suggests at triage."""

    id: str
    label: str
    kind: str
    required: bool = False
    hint: str = ""
    options: tuple[str, ...] = ()
    fact: str = ""


@dataclass(frozen=True)
class Page:
    """One page of the form; a repeat page holds a list of entries, each called `one`."""

    id: str
    title: str
    fields: tuple[Question, ...]
    help: str = ""
    one: str = ""
    repeat: bool = False
    optional: bool = False

    def entries(self, answers: Answers) -> list[dict[str, Any]]:
        """The answers on this page as a list of entries (one entry on a page that does not repeat)."""
        found: Any = answers.get(self.id) or ([] if self.repeat else {})
        return list(found) if self.repeat else ([found] if found else [])


@cache
def form() -> tuple[Page, ...]:
    """Every page, in order."""
    text = (resources.files("irwell.referrals") / "data" / "form.toml").read_text(encoding="utf-8")
    return tuple(
        Page(**{**row, "fields": tuple(_question(f) for f in row["fields"])})
        for row in tomllib.loads(text)["page"]
    )


def _question(row: dict[str, Any]) -> Question:
    return Question(**{**row, "options": tuple(row.get("options", ()))})


def page(page_id: str) -> Page | None:
    return next((p for p in form() if p.id == page_id), None)


def following(page_id: str) -> Page | None:
    """The page after this one; None after the last."""
    pages = form()
    at = next(i for i, p in enumerate(pages) if p.id == page_id)
    return pages[at + 1] if at + 1 < len(pages) else None


def missing(answers: Answers) -> list[tuple[Page, Question]]:
    """Required questions without an answer, for the check page and for a Word form that left gaps."""
    gaps = []
    for p in form():
        entries = p.entries(answers) or ([] if p.optional else [{}])
        for entry in entries:
            gaps += [(p, q) for q in p.fields if q.required and not entry.get(q.id)]
    return gaps


TRUTHS = {"yes": "true", "no": "false", "unknown": "unknown"}


def suggested_facts(answers: Answers) -> dict[str, str]:
    """Facts that the answers suggest: true, false or unknown. A child's yes outweighs another child's no."""
    found: dict[str, str] = {}
    rank = {"true": 2, "unknown": 1, "false": 0}
    for p in form():
        for entry in p.entries(answers):
            for q in (q for q in p.fields if q.fact and entry.get(q.id)):
                value = TRUTHS.get(str(entry[q.id]), "unknown")
                if rank[value] >= rank.get(found.get(q.fact, ""), -1):
                    found[q.fact] = value
    return found


def date_answer(answers: Answers, page_id: str, field: str) -> dt.date | None:
    value = (answers.get(page_id) or {}).get(field)
    return dt.date.fromisoformat(value) if value else None
