"""Two versions of the report side by side in words, heading by heading."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from irwell.core.words_apart import Piece, words_apart


@dataclass(frozen=True)
class Changed:
    """A heading under which the versions differ, with the words that went and came."""

    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Beside:
    """What differs between two versions, and the headings under which nothing does."""

    changed: tuple[Changed, ...]
    same: tuple[str, ...]


def beside(older: Mapping[str, Any], newer: Mapping[str, Any]) -> Beside:
    """Both as they were made: the decision, the sections in their order, grid, positions, actions."""
    was, now = _texts(older), _texts(newer)
    titles = [*now, *(title for title in was if title not in now)]
    differ = [t for t in titles if was.get(t, "").split() != now.get(t, "").split()]
    return Beside(
        tuple(Changed(t, words_apart(was.get(t, ""), now.get(t, ""))) for t in differ),
        tuple(t for t in titles if t not in differ),
    )


def _texts(content: Mapping[str, Any]) -> dict[str, str]:
    """By its heading, what a version says."""
    titles = content["titles"]
    sections = [row for place in ("before", "middle", "after") for row in content[place]]
    rows = {
        titles["decision"]: [content["decision_words"], *content["decision_reasons"]],
        **{row["title"]: row["paragraphs"] for row in sections},
        "The factors weighed": [f"{r['title']}: {r['said']}. {r['reasons']}" for r in content["grid"]],
        "Positions of the three partners": [f"{r['partner']}: {r['choice']}. {r['reasons']}" for r in content["positions"]],
        "Independent scrutineer": [content["scrutineer"]],
        "Education": [content["education"]],
        titles["actions"]: [" | ".join(x for x in (r["what"], r["owner"], r["due"]) if x) for r in content["actions"]],
    }  # fmt: skip
    return {title: "\n".join(lines) for title, lines in rows.items()}


def pairs(versions: int) -> list[tuple[int, int]]:
    """Each version beside the one before it, newest first."""
    return [(n - 1, n) for n in range(versions, 1, -1)]
