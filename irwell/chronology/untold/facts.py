"""Facts that matter to others: someone new, an injury, a new address, violence at home, not attending."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from irwell.chronology.background import Background
from irwell.chronology.study import Study
from irwell.chronology.untold.whose import first_names_of, only_adults_hurt
from irwell.chronology.wording.names import NO_NAMES, TITLES, parts, plain
from irwell.chronology.wording.reading import Read
from irwell.chronology.wording.terms import stem

_CORE = 0.15  # a name in more of the subjects than this is of the family
_NEAR = 10  # days within which two records of an injury or of violence are one fact
_WIDEST = 31  # an entry dated less exactly than this is no ground for "never within the window"
_LATE = 30  # days by which an entry may be written after the day that its text names
_LASTING = 90  # and of a new partner or address that a record does not name


class FactKind(StrEnum):
    """The sorts of fact that are looked for."""

    NEW_PERSON = "someone new in the home"
    INJURY = "an injury"
    ADDRESS = "a change of address"
    VIOLENCE = "violence at home"
    NOT_BROUGHT = "missed appointments and visits"
    SCHOOL_ABSENCE = "absence from school"


# What an entry must say to record the fact.
_RECORDS = {
    FactKind.NEW_PERSON: "partner recorded",
    FactKind.INJURY: "injury recorded",
    FactKind.ADDRESS: "move recorded",
    FactKind.VIOLENCE: "violence recorded",
    FactKind.NOT_BROUGHT: "miss recorded",
    FactKind.SCHOOL_ABSENCE: "absence recorded",
}
# What an entry may say to show that its agency knows, in the doubtful case in its favour.
_SPEAKS_OF: dict[FactKind, tuple[str, ...]] = {
    FactKind.NEW_PERSON: ("partner recorded", "new partner", "stepfather"),
    FactKind.INJURY: ("injury recorded", "injury"),
    FactKind.ADDRESS: ("move recorded", "change of address"),
    FactKind.VIOLENCE: ("violence recorded", "domestic abuse incident"),
    FactKind.NOT_BROUGHT: ("miss recorded", "missed appointment"),
    FactKind.SCHOOL_ABSENCE: ("absence recorded", "school absence"),
}
# Within days of the fact these show it too: a visit to hospital, the police at the house.
_AT_THE_TIME: dict[FactKind, tuple[str, ...]] = {
    FactKind.INJURY: ("emergency department", "medical examination", "hospital admission"),
    FactKind.VIOLENCE: ("police attendance", "police notification", "arrest"),
}
_AT_THE_TIME_DAYS = 10
# Once is an accident; a run of so many within so many days with one agency is a fact.
_RUNS = {FactKind.NOT_BROUGHT: (2, 60), FactKind.SCHOOL_ABSENCE: (2, 60)}
# An absence with such a reason is no absence to worry about.
_EXPLAINED = ("emergency department", "hospital admission", "missing", "illness")
_PERCENT = re.compile(r"\b\d{1,2}(?:\.\d)? ?(?:%|per ?cent)")
_NOT_SO = re.compile(
    r"\b(?:no|nil|without|denie[sd]|denying|any|not any|nor|free of) (?:\w+ ){0,3}(?:injur|bruis|mark|partner|boyfriend|domestic|violence|concern|new)\w*"
    r"|\bif (?:\w+ ){1,4}(?:bruis|injur)\w*",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(r"\bmoved (?:to|into)\b", re.IGNORECASE)
_WISHED = re.compile(
    r"\b(?:ask|want|hope|plan|wish|request|consider|think|talk|would like|due|waiting|appl|bid)\w*"
    r" (?:\w+ ){0,5}(?:mov(?:e|ing)\b|rehous|transfer|new address|tenancy)",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b([A-Z][a-z'’]+(?:[ -][A-Z][a-z'’]+)?)\b")
_CUE_REACH = 90
_BODY_WORDS = (
    "arm leg face cheek eye eyebrow ear head forehead back buttock thigh shin knee hand wrist finger lip nose neck"
    " chest abdomen tummy stomach shoulder ankle foot elbow rib jaw chin temple hip palm forearm scalp throat"
)
# A word such as "burn" or "mark" tells of an injury where a part of the body is named too.
BODY = frozenset(stem(word) for word in _BODY_WORDS.split())
_PARTNER = re.compile(
    r"partner|boyfriend|girlfriend|\bmale\b|\bman\b|lodger|relationship|seeing|moved in|living with|living there|staying|living at|friend",
    re.IGNORECASE,
)


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
    first_names = first_names_of(study.background)
    told: dict[FactKind, list[Fact]] = defaultdict(list)
    exact_first = sorted(
        study.dated, key=lambda read: (not read.exact, read.first or 0, read.entry.id)
    )
    for read in exact_first:
        if (read.last or 0) - (read.first or 0) > _WIDEST:
            continue
        for kind, value in _told(read, family, staff, first_names):
            _place(told[kind], kind, value, read)
    facts = [fact for listed in told.values() for fact in listed if fact.kind not in _RUNS]
    for kind in _RUNS:
        facts += _runs(kind, study)
    return sorted(facts, key=lambda fact: (fact.day, fact.kind.value, fact.value))


def knows(read: Read, fact: Fact) -> bool:
    """Whether an entry shows that its agency knows: by name or street, by its sort, or by its time."""
    if (
        fact.value
        and fact.kind is FactKind.NEW_PERSON
        and set(fact.value.casefold().split()) & read.names
    ):
        return True
    if fact.value and fact.kind is FactKind.ADDRESS and fact.value.casefold() in read.places:
        return True
    if read.has(*_SPEAKS_OF[fact.kind]) and not _NOT_SO.search(read.text):
        return True
    near = abs((read.first or 0) - fact.day) <= _AT_THE_TIME_DAYS
    return near and read.has(*_AT_THE_TIME.get(fact.kind, ()))


def records(read: Read, kind: FactKind) -> bool:
    """Whether an entry records such a fact, and does not deny it."""
    if kind is FactKind.SCHOOL_ABSENCE and read.has(*_EXPLAINED):
        return False
    if kind is FactKind.INJURY and not (read.has("injury named") or BODY.intersection(read.stems)):
        return False
    if kind is FactKind.ADDRESS:
        return moved(read)
    return read.has(_RECORDS[kind]) and not _NOT_SO.search(read.text)


def wished(read: Read) -> bool:
    """Whether an entry tells of a move that is only asked for, hoped for or planned."""
    return bool(_WISHED.search(read.text))


def moved(read: Read) -> bool:
    """Whether an entry records that the family moved: in so many words, or "moved to" and a street."""
    said = read.has("move recorded") or (_MOVED_TO.search(read.text) and bool(read.places))
    return bool(said) and not wished(read)


def _told(
    read: Read, family: set[str], staff: set[str], first_names: tuple[set[str], set[str]]
) -> Iterator[tuple[FactKind, str]]:
    if records(read, FactKind.NEW_PERSON):
        yield FactKind.NEW_PERSON, _newcomer(read, family, staff)
    if records(read, FactKind.INJURY) and not only_adults_hurt(read, *first_names):
        yield FactKind.INJURY, ""
    if records(read, FactKind.ADDRESS):
        yield FactKind.ADDRESS, _address(read)
    if records(read, FactKind.VIOLENCE):
        yield FactKind.VIOLENCE, ""


def _runs(kind: FactKind, study: Study) -> Iterator[Fact]:
    """Each agency's runs, told from the first of the run; several agencies' at one time are one fact."""
    fewest, within = _RUNS[kind]
    runs: list[Fact] = []
    for own in study.by_agency.values():
        run: list[Read] = []
        for read in (read for read in own if records(read, kind)):
            if run and (read.first or 0) - (run[-1].first or 0) > within:
                runs += _as_fact(kind, run, fewest)
                run = []
            run.append(read)
        runs += _as_fact(kind, run, fewest)
    yield from _at_one_time(runs)


def _at_one_time(runs: Sequence[Fact]) -> Iterator[Fact]:
    """Runs of several agencies that begin within days of each other, as one fact."""
    open_fact: Fact | None = None
    for fact in sorted(runs, key=lambda fact: (fact.day, fact.reads[0].entry.id)):
        if open_fact is not None and fact.day - open_fact.day <= _NEAR:
            both = open_fact.reads + fact.reads
            open_fact.reads = sorted(both, key=lambda read: (read.first or 0, read.entry.id))
            continue
        if open_fact is not None:
            yield open_fact
        open_fact = fact
    if open_fact is not None:
        yield open_fact


def _as_fact(kind: FactKind, run: Sequence[Read], fewest: int) -> Iterator[Fact]:
    told = kind is FactKind.SCHOOL_ABSENCE and any(_PERCENT.search(read.text) for read in run)
    if len(run) >= fewest or told:
        yield Fact(kind, "", run[0].first or 0, list(run))


def _newcomer(read: Read, family: set[str], staff: set[str]) -> str:
    """The name, near a word for a partner, that is neither of the family nor of a professional."""
    known = family | staff | TITLES | NO_NAMES | {w for place in read.places for w in place.split()}
    for cue in _PARTNER.finditer(read.text):
        low, high = max(0, cue.start() - _CUE_REACH), cue.end() + _CUE_REACH
        for match in _NAME.finditer(read.text, low, min(high, len(read.text))):
            words = [plain(word) for word in re.split(r"[ -]", match[1])]
            words = [word for word in words if word in read.names]
            if words and not any(word in known for word in words):
                return " ".join(words).title()
    return ""


def _address(read: Read) -> str:
    streets = sorted(place for place in read.places if " " in place)
    return streets[0].title() if len(streets) == 1 else ""


def _place(told: list[Fact], kind: FactKind, value: str, read: Read) -> None:
    """Put a record with the fact it belongs to, or begin a new one."""
    day = day_of(read)
    for fact in reversed(told):
        if _one_fact(fact, value, read, day):
            fact.reads.append(read)
            fact.value = fact.value or value
            fact.day = min(fact.day, day) if read.exact else fact.day
            return
    told.append(Fact(kind, value, day, [read]))


def day_of(read: Read) -> int:
    """The day that an entry tells of: one its text names, else its own, else the middle of its span."""
    named = [day for day in read.named_days if 0 <= (read.first or 0) - day <= _LATE]
    return min(named) if named else ((read.first or 0) + (read.last or 0)) // 2


def _one_fact(fact: Fact, value: str, read: Read, day: int) -> bool:
    if fact.value and value:
        return bool(set(fact.value.casefold().split()) & set(value.casefold().split()))
    if fact.kind in (FactKind.NEW_PERSON, FactKind.ADDRESS):
        return abs(day - day_of(fact.reads[-1])) <= _LASTING
    if not read.exact:
        return (read.first or 0) - _NEAR <= fact.day <= (read.last or 0)
    return abs(day - fact.day) <= _NEAR


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
