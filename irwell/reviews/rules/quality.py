"""What a finding says, checks of quality that explain themselves, and weak words of recommendations. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from irwell.reviews.rules.content import data


@dataclass(frozen=True)
class Marker:
    """One quality check: whether it is met as far as the record shows, and why it matters."""

    title: str
    met: bool
    why: str


@dataclass(frozen=True)
class Hint:
    """A weak word in a recommendation and why it is weak."""

    word: str
    why: str


def weak_words(text: str) -> tuple[Hint, ...]:
    """Words that ask for nothing that can be checked, each once."""
    folded = text.casefold()
    return tuple(
        Hint(row["word"], row["why"])
        for row in data()["weak"]
        if re.search(rf"\b{re.escape(row['word'])}", folded)
    )


@dataclass(frozen=True)
class Quote:
    """Words of a document of the case that a finding rests on."""

    document_id: str
    words: str


def quotes_from(lines: Sequence[str]) -> tuple[Quote, ...]:
    """As the page sends them: the document's id, a bar, the words."""
    pairs = (line.partition("|") for line in lines)
    return tuple(
        Quote(head.strip(), words.strip()) for head, bar, words in pairs if bar and words.strip()
    )


@dataclass(frozen=True)
class Side:
    """One side of a finding: its question to the reviewer, and the heading under which it is read."""

    id: str
    asks: str
    hint: str
    title: str
    required: bool = False


# What a finding says beside what was found (domain 5.6: the reasons in the system, not the person’s failing).
SIDES = (
    Side("why", "Why did it happen?", "The reason in the system: time, rules, tools, culture. Not who failed.", "Why it happened", True),
    Side("expected", "What would have been expected?", "What law, guidance or good practice asks for at that moment.", "What was expected"),
    Side("helped", "What helped?", "What made good practice possible, here or elsewhere in the case.", "What helped"),
    Side("hindered", "What got in the way?", "What a good practitioner met on that day.", "What got in the way"),
    Side("learning", "What is learned?", "For anybody who works with children, wherever they are.", "What is learned"),
)  # fmt: skip


def markers(
    *,
    texts: Sequence[str],
    sides: Sequence[Mapping[str, str]],
    agencies_a_finding: Sequence[int],
    recommendations: int,
    participation: str,
    checks: int,
) -> tuple[Marker, ...]:
    """Checks of quality on what is recorded. They explain and never block; a person judges the report."""
    said = " ".join(texts).casefold()
    asked = {
        "several": bool(agencies_a_finding) and max(agencies_a_finding) > 1,
        "why": bool(sides) and all(one.get("why") for one in sides),
        "both": any(one.get("helped") for one in sides)
        and any(one.get("hindered") for one in sides),
        "learning": bool(sides) and all(one.get("learning") for one in sides),
        "child": "child said" in said or "voice" in said or "told" in said or "heard" in said,
        "men": any(word in said for word in ("father", "partner", "men ")),
        "identity": any(
            word in said for word in ("identity", "racis", "disab", "poverty", "faith", "inequal")
        ),
        "few": 0 < recommendations <= 8,
        "part": bool(participation.strip()),
        "checked": checks > 0,
    }
    return tuple(Marker(row["title"], asked[row["id"]], row["why"]) for row in data()["marker"])
