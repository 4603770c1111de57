"""Whose injury an entry tells of: a child's, or an adult's."""

from __future__ import annotations

import re

from irwell.chronology.background import Background
from irwell.chronology.wording.names import parts, plain
from irwell.chronology.wording.reading import Read

_SENTENCE = re.compile(r"[^.;\n]+")
_HURT = re.compile(
    r"injur|bruis|fractur|lacerat|black eye|scald|burn|swelling|swollen|bite|scratch|graze|sprain|wound|\bcut\b|\bmarks?\b",
    re.IGNORECASE,
)
_ADULT = re.compile(
    r"\b(?:mother|mum|mummy|mo|mam|father|dad|partner|boyfriend|m[rs]s?|grandmother|nan)\b", re.I
)
_YOUNG = re.compile(
    r"\b(?:child|children|baby|infant|toddler|daughter|son|sibling|brother|sister|pupil|newborn|unborn)\b",
    re.I,
)


def only_adults_hurt(read: Read, grown: set[str], young: set[str]) -> bool:
    """Whether every sentence that tells of hurt names an adult and no child."""
    told = [part[0] for part in _SENTENCE.finditer(read.text) if _HURT.search(part[0])]
    return bool(told) and all(_of_an_adult(sentence, grown, young) for sentence in told)


def _of_an_adult(sentence: str, grown: set[str], young: set[str]) -> bool:
    words = {plain(word) for word in sentence.split()}
    if _YOUNG.search(sentence) or young & words:
        return False
    return bool(_ADULT.search(sentence) or grown & words)


def first_names_of(background: Background) -> tuple[set[str], set[str]]:
    """First names of the adults and of the children whom the case tells of."""
    grown, young = set[str](), set[str]()
    for person in background.people:
        for name in person.names:
            (young if person.child else grown).update(list(parts(name))[:1])
    return grown, young
