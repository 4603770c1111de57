"""The form as data, and what follows from a referral's answers. Pure."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from typing import Any

Answers = Mapping[str, Any]
MOST_FILES = 20
MOST_SITTINGS = 5


@dataclass(frozen=True)
class Question:
    """One question. `fact` is the criteria fact that its answer suggests at triage.

    A date that is `past` cannot lie in the future; one that comes `after` another cannot lie before it.
    """

    id: str
    label: str
    kind: str
    required: bool = False
    hint: str = ""
    options: tuple[str, ...] = ()
    fact: str = ""
    on: str = ""
    past: bool = False
    after: str = ""
    group: str = ""
    width: int = 0


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


@dataclass(frozen=True)
class Typed:
    """What one opening of a page (a sitting) holds unsaved; `version` is the referral's when it was opened."""

    sitting: str
    version: int
    fields: dict[str, list[str]]


Kept = Mapping[str, list[dict[str, Any]]]  # by place, the newest last


def place_of(page: Page, number: int, *, adding: bool) -> str:
    """Where typing belongs: a page, one entry of a repeat page, or the entry that is being added."""
    if not page.repeat:
        return page.id
    return f"{page.id}.new" if adding else f"{page.id}.{number}"


def latest_typed(typed: Kept, place: str) -> Typed | None:
    """The newest unsaved typing of a place."""
    sittings = typed.get(place) or []
    return Typed(**sittings[-1]) if sittings else None


def with_typed(typed: Kept, place: str, kept: Typed) -> Kept:
    """A sitting replaces what it held before; other sittings keep theirs."""
    others = [row for row in typed.get(place) or [] if row["sitting"] != kept.sitting]
    return {**typed, place: [*others, asdict(kept)][-MOST_SITTINGS:]}


def without_sitting(typed: Kept, place: str, sitting: str) -> Kept:
    """What this sitting typed is saved now. An unnamed sitting clears the place."""
    left = [row for row in typed.get(place) or [] if sitting and row["sitting"] != sitting]
    return {**{k: v for k, v in typed.items() if k != place}, **({place: left} if left else {})}


def without_entry(typed: Kept, page_id: str, number: int) -> Kept:
    """Entries after a removed one move up, and so does what was typed for them."""
    moved: dict[str, list[dict[str, Any]]] = {}
    for place, sittings in typed.items():
        page, _, at = place.partition(".")
        if page != page_id or not at.isdecimal() or int(at) < number:
            moved[place] = sittings
        elif int(at) > number:
            moved[f"{page_id}.{int(at) - 1}"] = sittings
    return moved
