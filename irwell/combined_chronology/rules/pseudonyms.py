"""The pseudonym view of a timeline. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from irwell.chronology import Entry, Pseudonym, PseudonymKey, Timeline, plain_name

PERSON = "person"
# Titles and particles that stand in a registered name but are nobody's name.
NOT_NAMES = frozenset([
    "a", "al", "and", "bin", "da", "dc", "de", "del", "den", "der", "di", "do", "dr", "ds", "el", "ibn", "insp", "la",
    "las", "le", "miss", "mr", "mrs", "ms", "of", "or", "pc", "prof", "rev", "sgt", "sir", "st", "the", "van", "von",
])  # fmt: skip
SHORTEST_PART = 2
A_PROFESSIONAL = "a professional"
# “Early help worker” in the column for the professional is nobody's name: every word is one of these.
ROLE_WORDS = frozenset([
    "abuse", "administrator", "admissions", "adult", "adviser", "advocate", "alcohol", "ambulance", "and",
    "assessment", "assistant", "attendance", "business", "call", "care", "carer", "caseworker", "centre", "child",
    "childrens", "clerk", "community", "constable", "consultant", "contact", "control", "coordinator", "court",
    "crew", "crisis", "custody", "dentist", "department", "deputy", "designated", "desk", "dispatcher", "doctor",
    "domestic", "door", "drug", "duty", "early", "education", "emergency", "enforcement", "family", "front",
    "general", "gp", "head", "headteacher", "health", "help", "hospital", "housing", "hub", "inclusion", "income",
    "independent", "intake", "intervention", "justice", "key", "lead", "learning", "lettings", "liaison", "locum",
    "manager", "mental", "mentor", "midwife", "named", "neighbourhood", "nhs", "nurse", "nursery", "of", "officer",
    "paediatrician", "paramedic", "pastoral", "pharmacist", "physiotherapist", "police", "practice", "practitioner",
    "probation", "protection", "psychologist", "radiographer", "radiologist", "reception", "receptionist", "record",
    "records", "referral", "registrar", "repairs", "response", "reviewing", "room", "safeguarding", "school",
    "screening", "secretary", "senior", "sergeant", "service", "sister", "social", "specialist", "staff", "student",
    "support", "surgery", "switchboard", "teacher", "team", "tenancy", "therapist", "treatment", "triage", "tutor",
    "unit", "visitor", "vulnerability", "ward", "welfare", "worker", "youth",
])  # fmt: skip
# At the end they may be somebody: “Nurse Ward”.
SURNAMES_TOO = frozenset(
    [
        "care",
        "child",
        "constable",
        "court",
        "crew",
        "early",
        "head",
        "justice",
        "key",
        "senior",
        "ward",
    ]
)


@dataclass(frozen=True)
class Registered:
    """An entry of the identity register: its label, and every name, address and number it stands for."""

    kind: str
    label: str
    names: tuple[str, ...]
    others: tuple[str, ...] = ()


def key_of(register: Iterable[Registered]) -> PseudonymKey:
    """One key for the case. A first name or surname alone counts; one that several share names them all.

    A name of one letter cannot be replaced without harm to the text and is left to `too_short`.
    """
    return _key_of(tuple(register))


@lru_cache(maxsize=16)
def _key_of(register: tuple[Registered, ...]) -> PseudonymKey:
    stands_for: dict[str, set[str]] = defaultdict(set)
    spelled: dict[str, set[str]] = defaultdict(set)
    parts: list[tuple[str, str]] = []
    for one in register:
        for name in (*one.names, *one.others):
            if len(plain_name(name)) >= 2:
                stands_for[plain_name(name)].add(one.label)
                spelled[plain_name(name)].add(name)
        if one.kind == PERSON:
            parts += [(part, one.label) for name in one.names for part in _parts(name)]
    whole = set(stands_for)
    for part, label in parts:
        if plain_name(part) not in whole:
            stands_for[plain_name(part)].add(label)
            spelled[plain_name(part)].add(part)
    labels: dict[str, list[str]] = defaultdict(list)
    for plain, meant in stands_for.items():
        labels[" or ".join(sorted(meant))] += sorted(spelled[plain])
    return PseudonymKey(tuple(Pseudonym(label, tuple(labels[label])) for label in sorted(labels)))


def too_short(register: Iterable[Registered]) -> list[str]:
    """Labels with a registered name too short to be found safely in running text."""
    return sorted({one.label for one in register if any(len(plain_name(n)) < 2 for n in one.names)})


def _parts(name: str) -> list[str]:
    words = [word for word in re.split(r"\s+", name) if len(plain_name(word)) >= SHORTEST_PART]
    words = [word.strip(".,()") for word in words if "." not in word.rstrip(".")]
    return [word for word in words if word.casefold() not in NOT_NAMES] if len(words) > 1 else []


class Labelled:
    """A timeline's lines under labels, each made when it is first looked at."""

    def __init__(self, timeline: Timeline, key: PseudonymKey) -> None:
        self.key, self._entries = key, timeline.entries
        self.head = in_pseudonyms(replace(timeline, entries=()), key)
        self._lines: dict[int, Entry] = {}

    def line(self, at: int) -> Entry:
        """The line at a place of the timeline."""
        found = self._lines.get(at)
        if found is None:
            found = self._lines[at] = _labelled(self._entries[at], self.key)
        return found

    @cached_property
    def lines(self) -> tuple[Entry, ...]:
        """Every line."""
        return tuple(map(self.line, range(len(self._entries))))


def _labelled(entry: Entry, key: PseudonymKey) -> Entry:
    hidden, agency = key.entry(entry), key.apply(entry.agency)
    role = key.apply(entry.professional) == entry.professional and _is_role(entry.professional)
    if agency == hidden.agency and not role:
        return hidden
    return replace(
        hidden, agency=agency, professional=entry.professional if role else hidden.professional
    )


def in_pseudonyms(timeline: Timeline, key: PseudonymKey) -> Timeline:
    """Labels for names throughout, the agencies' own names too where the register holds them."""
    return replace(
        timeline,
        entries=tuple(_labelled(entry, key) for entry in timeline.entries),
        faults=tuple((key.apply(agency), key.fault(fault)) for agency, fault in timeline.faults),
        versions=tuple((key.apply(agency), version) for agency, version in timeline.versions),
    )


def without_words(timeline: Timeline) -> tuple[Entry, ...]:
    """Only when and whose each line is: enough for a picture of very many, and quick to put labels on."""
    return tuple(
        Entry(e.agency, e.return_version, replace(e.when, original="", notes=()), id=e.id)
        for e in timeline.entries
    )


def people_by_label(timeline: Timeline, key: PseudonymKey) -> dict[str, tuple[str, ...]]:
    """Label to every way a family member or registered professional is written in the chronology."""
    found: dict[str, set[str]] = defaultdict(set)
    for subject in {subject for entry in timeline.entries for subject in entry.subjects}:
        found[key.apply(subject)].add(subject)
    for name in {entry.professional for entry in timeline.entries if entry.professional}:
        if (label := key.apply(name)) != name:
            found[label].add(name)
    return {label: tuple(sorted(found[label])) for label in sorted(found, key=str.casefold)}


@lru_cache(maxsize=4096)
def _is_role(text: str) -> bool:
    """Whether the words name a kind of professional and nobody."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return bool(words) and all(w in ROLE_WORDS for w in words) and words[-1] not in SURNAMES_TOO


def workers_key(timeline: Timeline, key: PseudonymKey) -> PseudonymKey:
    """Professionals whom the register does not name, by role: for texts made of several lines.

    A name or part of one that stands for several roles stands for "a professional".
    """
    roles: dict[str, set[str]] = defaultdict(set)
    spelled: dict[str, str] = {}
    for entry in timeline.entries:
        name = " ".join(entry.professional.split())
        if not name or key.apply(name) != name or _is_role(name):
            continue
        for part in (name, *(part for part in _parts(name) if not _is_role(part))):
            if len(plain_name(part)) > SHORTEST_PART and part.casefold() not in NOT_NAMES:
                roles[plain_name(part)].add(entry.professional_role or A_PROFESSIONAL)
                spelled.setdefault(plain_name(part), part)
    labels: dict[str, list[str]] = defaultdict(list)
    for plain, meant in roles.items():
        labels[next(iter(meant)) if len(meant) == 1 else A_PROFESSIONAL].append(spelled[plain])
    return PseudonymKey.of(labels)
