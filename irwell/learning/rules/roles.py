"""Versions of a briefing for one role, and the passage of the report that a line comes from. Pure."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from irwell.learning.rules.briefing import ABOUT_ITSELF, LONGEST_POINT, NUMBER, SHORT_FORMS
from irwell.search.passages import Paragraph, sentences
from irwell.search.reading import Document

MOST = 4  # points taken from the report for a role
SHARED = 0.6  # the share of a line's words that its passage holds
WORD = re.compile(r"[a-z’'-]{4,}")


@dataclass(frozen=True)
class Role:
    """Somebody who reads for their own work."""

    id: str
    title: str
    who: str
    words: tuple[str, ...]
    questions: tuple[str, ...]


@cache
def roles() -> tuple[Role, ...]:
    source = resources.files("irwell.learning") / "data" / "roles.toml"
    rows = tomllib.loads(source.read_text("utf-8"))["role"]
    return tuple(
        Role(r["id"], r["title"], r["who"], tuple(r["words"]), tuple(r["questions"])) for r in rows
    )


def role(role_id: str) -> Role | None:
    return next((one for one in roles() if one.id == role_id), None)


def for_role(of: Role, report: Document, recommendations: Sequence[str]) -> str:
    """The report's own sentences that concern the role, then its questions, one a line; empty when none concerns it."""
    said = [r.strip() for text in recommendations for r in sentences(text)[:1]]
    said += [NUMBER.sub("", s) for p in report.paragraphs for s in sentences(p.text)]
    fit = [
        s for s in dict.fromkeys(said)
        if 8 <= len(s.split()) <= LONGEST_POINT and _concerns(of, s)
        and not SHORT_FORMS.match(s) and not ABOUT_ITSELF.search(s)
    ]  # fmt: skip
    return "\n".join([*fit[:MOST], *of.questions]) if fit else ""


def _concerns(of: Role, sentence: str) -> bool:
    folded = sentence.casefold()
    return any(re.search(rf"\b{re.escape(word)}", folded) for word in of.words)


def passage_of(line: str, paragraphs: Sequence[Paragraph]) -> int | None:
    """The paragraph of the report that a line of the briefing comes from: where its sentence stands, else most of its words."""
    plain = _plain(line)
    for n, paragraph in enumerate(paragraphs):
        if plain and plain in _plain(paragraph.text):
            return n
    own = set(WORD.findall(line.casefold()))
    if len(own) < 3:
        return None
    held = [len(own & set(WORD.findall(p.text.casefold()))) / len(own) for p in paragraphs]
    best = max(range(len(held)), key=lambda n: held[n], default=None)
    return best if best is not None and held[best] >= SHARED else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().rstrip(".").split())
