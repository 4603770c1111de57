"""Facts that matter to others: someone new, an injury, a new address, violence at home, not attending."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from irwell.chronology.background import Background
from irwell.chronology.study import Study
from irwell.chronology.wording.names import NO_NAMES, TITLES, parts, plain
from irwell.chronology.wording.reading import Read
from irwell.chronology.wording.terms import stem, tokens

_CORE = 0.15  # a name in more of the subjects than this is of the family
_NEAR = 10  # days within which two records of an unnamed fact are one fact


class FactKind(StrEnum):
    """The sorts of fact that are looked for."""

    NEW_PERSON = "someone new in the home"
    INJURY = "an injury"
    ADDRESS = "a change of address"
    VIOLENCE = "violence at home"
    NON_ATTENDANCE = "not attending or not brought"


TERM_OF = {
    FactKind.NEW_PERSON: ("new partner",),
    FactKind.INJURY: ("injury",),
    FactKind.ADDRESS: ("change of address",),
    FactKind.VIOLENCE: ("domestic abuse incident",),
    FactKind.NON_ATTENDANCE: ("missed appointment", "school absence"),
}
_NOT_SO = re.compile(
    r"\b(?:no|nil|without|denie[sd]|denying|any|not any|nor|free of) (?:\w+ ){0,3}(?:injur|bruis|mark|partner|boyfriend|domestic|violence|concern|new)\w*"
    r"|\bif (?:\w+ ){1,4}(?:bruis|injur)\w*",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b([A-Z][a-z'’]+(?:[ -][A-Z][a-z'’]+)?)\b")
_CUE_REACH = 90
_PARTNER = re.compile(
    r"partner|boyfriend|girlfriend|\bmale\b|\bman\b|lodger|relationship|seeing|moved in|living with|living there|staying|living at|friend",
    re.IGNORECASE,
)
_BODY_WORDS = (
    "arm leg face cheek eye ear head forehead back buttock thigh shin knee hand wrist finger lip nose neck chest"
    " abdomen tummy stomach shoulder ankle foot elbow rib jaw chin temple hip torso bottom"
)
BODY = frozenset(stem(word) for word in _BODY_WORDS.split())


@dataclass(slots=True)
class Fact:
    """A fact, what tells it from others of its sort ("" where nothing does), and who records it."""

    kind: FactKind
    value: str
    day: int
    reads: list[Read] = field(default_factory=list)

    @property
    def agencies(self) -> tuple[str, ...]:
        """Who records it, in the order in which they came to record it."""
        return tuple(dict.fromkeys(read.entry.agency for read in self.reads))

    @property
    def words(self) -> str:
        """The fact in words."""
        return f"{self.kind.value} ({self.value})" if self.value else self.kind.value


def facts_of(study: Study) -> list[Fact]:
    """Every fact, in the order in which it was first recorded; records of one fact are together."""
    family, staff = _family(study.dated, study.background), _staff(study.dated)
    told: list[Fact] = []
    for read in study.dated:
        for kind, value in _told(read, family, staff):
            _place(told, kind, value, read)
    return sorted(told, key=lambda fact: (fact.day, fact.kind.value, fact.value))


def knows(read: Read, fact: Fact) -> bool:
    """Whether an entry speaks of the fact: by what tells it from others, or by its sort at that time."""
    if fact.value and fact.kind in (FactKind.NEW_PERSON, FactKind.ADDRESS):
        words = set(fact.value.casefold().split())
        if fact.kind is FactKind.ADDRESS:
            return fact.value.casefold() in read.places or bool(read.has(*TERM_OF[fact.kind]))
        return bool(words & read.names) or mentions(read, fact.kind)
    return mentions(read, fact.kind)


def mentions(read: Read, kind: FactKind) -> bool:
    """Whether an entry speaks of such a thing at all, and does not deny it."""
    if not read.has(*TERM_OF[kind]):
        return False
    return not _NOT_SO.search(read.text)


def _told(read: Read, family: set[str], staff: set[str]) -> Iterator[tuple[FactKind, str]]:
    if mentions(read, FactKind.NEW_PERSON):
        yield FactKind.NEW_PERSON, _newcomer(read, family, staff)
    if mentions(read, FactKind.INJURY):
        yield FactKind.INJURY, ""
    if mentions(read, FactKind.ADDRESS):
        yield FactKind.ADDRESS, _address(read)
    if mentions(read, FactKind.VIOLENCE):
        yield FactKind.VIOLENCE, ""
    if mentions(read, FactKind.NON_ATTENDANCE):
        yield FactKind.NON_ATTENDANCE, "school" if read.has("school absence") else "appointments"


def _newcomer(read: Read, family: set[str], staff: set[str]) -> str:
    """The name, near a word for a partner, that is neither of the family nor of a professional."""
    for cue in _PARTNER.finditer(read.text):
        low, high = max(0, cue.start() - _CUE_REACH), cue.end() + _CUE_REACH
        for match in _NAME.finditer(read.text, low, min(high, len(read.text))):
            words = [plain(word) for word in re.split(r"[ -]", match[1])]
            words = [word for word in words if word in read.names]
            if words and not any(
                w in family or w in staff or w in TITLES or w in NO_NAMES for w in words
            ):
                return " ".join(words).title()
    return ""


def _address(read: Read) -> str:
    streets = sorted(place for place in read.places if " " in place)
    return streets[0].title() if len(streets) == 1 else ""


def _place(told: list[Fact], kind: FactKind, value: str, read: Read) -> None:
    """Put a record with the fact it belongs to, or begin a new one."""
    day = read.first or 0
    for fact in reversed(told):
        if fact.kind is not kind or not _one_fact(fact, value, day):
            continue
        fact.reads.append(read)
        fact.value = fact.value or value
        return
    told.append(Fact(kind, value, day, [read]))


def _one_fact(fact: Fact, value: str, day: int) -> bool:
    last = fact.reads[-1].first or fact.day
    if fact.kind is FactKind.NON_ATTENDANCE:
        return fact.value == value and day - last <= 60
    if fact.value and value:
        return bool(set(fact.value.casefold().split()) & set(value.casefold().split()))
    if fact.kind in (FactKind.NEW_PERSON, FactKind.ADDRESS):
        return day - last <= 60
    return day - fact.day <= _NEAR


def _family(reads: Sequence[Read], background: Background) -> set[str]:
    names = {part for person in background.people for name in person.names for part in parts(name)}
    counts: Counter[str] = Counter()
    for read in reads:
        counts.update({part for subject in read.entry.subjects for part in parts(subject)})
    limit = max(2, int(_CORE * len(reads)))
    return names | {name for name, count in counts.items() if count > limit}


def _staff(reads: Iterable[Read]) -> set[str]:
    names: dict[str, None] = defaultdict(None)
    for read in reads:
        for part in parts(read.entry.professional):
            names[part] = None
    return set(names)


__all__ = ["BODY", "Fact", "FactKind", "facts_of", "knows", "mentions", "stem", "tokens"]
