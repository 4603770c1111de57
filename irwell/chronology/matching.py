"""Matching a heading by what it means: exactly, nearly, or by the words within it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from irwell.chronology.fields import COLUMNS, UNUSED_HEADINGS, Field

SURE = 0.75  # at or above this a heading is taken as matched
_NEAR = 86  # rapidfuzz ratio, 0 to 100


@dataclass(frozen=True, slots=True)
class Match:
    """A field, how sure (0 to 1) and why, in words."""

    field: Field | None
    confidence: float
    reason: str


def plain_heading(text: str) -> str:
    """A heading without case, brackets and punctuation."""
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text.casefold()).replace("&", " and ")
    return " ".join(re.sub(r"[^\w&#']+", " ", text.replace("’", "'")).split())


def _lexicon() -> dict[str, Field]:
    known = {plain_heading(text): Field.IGNORED for text in UNUSED_HEADINGS}
    for column in COLUMNS:
        for heading in column.headings:
            known.setdefault(plain_heading(heading) or heading, column.field)
    known["child's name"] = known["child name"] = Field.SUBJECTS
    return known


_KNOWN = _lexicon()
_PHRASES = sorted(_KNOWN, key=lambda phrase: (-len(phrase.split()), -len(phrase), phrase))
# Words too common inside other headings to decide by themselves.
_WEAK_WORDS = (
    "no to of in id ref day from who what when by title post name type time child plan end until"
    " individual people record text file item line code page row number notes family person entry"
    " period result system team service version blank status age address month year alone seen"
    " origin client issues contact information involvement position"
)
# Dates of the record itself, or of a birth, are not dates of what happened.
_OF_THE_FILE = frozenset(
    [
        "created",
        "modified",
        "entered",
        "added",
        "recorded",
        "updated",
        "input",
        "typed",
        "printed",
        "birth",
        "end",
        "finish",
        "closed",
        "review",
        "due",
    ]
)
_WEAK = frozenset(_WEAK_WORDS.split())


@lru_cache(maxsize=4096)
def match_heading(text: str) -> Match:
    """The field that a heading means, or none."""
    heading = plain_heading(text)
    if not heading:
        return Match(None, 0.0, "The column has no heading.")
    if heading in _KNOWN:
        return Match(_KNOWN[heading], 1.0, "The heading is a usual one.")
    if {"seen", "spoken"} <= set(heading.split()):
        return Match(Field.CHILD_SEEN, 0.9, "The heading asks several things about the child.")
    if heading.rsplit(" ", 1)[-1] in ("date", "dates") and not _OF_THE_FILE & set(heading.split()):
        return Match(Field.DATE, 0.85, "The heading ends in “date”.")
    for phrase in _PHRASES:
        if len(phrase.split()) > 1 and _within(phrase, heading):
            return Match(_KNOWN[phrase], 0.85, f"The heading holds “{phrase}”.")
    near = process.extractOne(heading, _PHRASES, scorer=fuzz.ratio, score_cutoff=_NEAR)
    if near is not None and len(heading) > 3:
        return Match(_KNOWN[near[0]], near[1] / 100 * 0.9, f"The heading is close to “{near[0]}”.")
    for phrase in _PHRASES:
        if phrase not in _WEAK and " " not in phrase and _within(phrase, heading):
            return Match(_KNOWN[phrase], 0.75, f"The heading holds “{phrase}”.")
    for phrase in _PHRASES:
        if " " not in phrase and _within(phrase, heading):
            return Match(_KNOWN[phrase], 0.5, f"The heading holds “{phrase}”.")
    return Match(None, 0.0, "The heading is not one that is known.")


def _within(phrase: str, heading: str) -> bool:
    return f" {phrase} " in f" {heading} "
