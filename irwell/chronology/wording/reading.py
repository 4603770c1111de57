"""An entry as the engine compares it: its days, people, places, terms, words and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from irwell.chronology.background import NOTHING_TOLD, AgencySort, Background
from irwell.chronology.entry import Entry
from irwell.chronology.when import Precision, Qualifier
from irwell.chronology.wording import names as naming
from irwell.chronology.wording.dates_in import days_in, minutes_in
from irwell.chronology.wording.terms import STOP, TermKind, stem, terms, terms_in, tokens

_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:\s?(?:cms?|mm|kgs?|%|mg|mls?))?(?![\w])|\b(?=\w*\d)(?=\w*[a-z/-])[\w/-]{4,}\b", re.I)  # fmt: skip
# What an entry says is not so, is not what it tells of.
_DENIED = re.compile(
    r"\b(?:no|nil|without|denie[sd]|denying|nor|free of|not any)(?: (?:new|other|further|obvious|visible|concerns? (?:about|of)|signs? of|any))*"
    r" (?:injur|bruis|mark|domestic|violence|self[- ]harm|substance|drug|alcohol)\w*(?: (?:or|and|nor) \w+){0,2}",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b(?:(?:Flat|Apt)\s*\d+\w?,?\s*)?(?:\d+[a-z]?\s+)?((?:[A-Z][\w'’]+\s+){1,3}"
    r"(?:Road|Rd|Street|St|Close|Cl|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Way|Crescent|Cres|Terrace|Gardens|Place|Grove|Walk|Rise|Row|Mews))\b"
)
_STREET_WORDS = {
    "rd": "road", "st": "street", "cl": "close", "ave": "avenue", "ln": "lane", "dr": "drive", "ct": "court",
    "cres": "crescent",
}  # fmt: skip
_NAMED_PLACE = re.compile(
    r"\b((?:(?:St|Saint)\.?\s+)?(?:[A-Z][\w'’]+\s+){1,3})(?:C of E\s+|RC\s+|Catholic\s+)?(?:Primary|Junior|Infant|Secondary|High|Academy|School|Hospital|Infirmary|Nursery|Surgery|Medical Centre|Health Centre|Children['’]s Centre)\b"
)
_MOST_TEXT = 4_000


@dataclass(slots=True)
class Read:
    """One entry taken apart. Days are ordinals; names are words of names in their commonest spelling.

    `names` are all of the entry, `writer` those of who wrote it, `told_of` those in its text.
    """

    entry: Entry
    text: str
    first: int | None
    last: int | None
    exact: bool
    minutes: tuple[int, ...]
    named_days: tuple[int, ...]
    stems: tuple[str, ...]
    terms: frozenset[str]
    names: frozenset[str]
    places: frozenset[str]
    numbers: frozenset[str]
    writer: frozenset[str]
    told_of: frozenset[str]
    sort: AgencySort

    @property
    def agency(self) -> str:
        """The agency, with its department where the return came from one."""
        return f"{self.entry.agency}|{self.entry.department}"

    def has(self, *names: str) -> bool:
        """Whether any of the terms is in the text."""
        return not self.terms.isdisjoint(names)


def read_all(entries: Sequence[Entry], background: Background = NOTHING_TOLD) -> list[Read]:
    """Every entry taken apart, with one spelling for each name of the case."""
    texts = [_text(entry) for entry in entries]
    words = [list(naming.capitalised(text)) for text in texts]
    columns = {c for e in entries for c in (e.professional, *e.subjects) if c}
    told = [name for person in background.people for name in person.names]
    known = naming.known_names(columns, (pair for listed in words for pair in listed), told)
    counts: Counter[str] = Counter()
    for listed in words:
        counts.update(word for word, _ in listed if word in known)
    for column in columns:
        counts.update(naming.parts(column))
    canonical = naming.spellings(counts)
    sorts = background.sorts_of({entry.agency for entry in entries})
    return [
        _read(entry, text, {w for w, _ in listed if w in known}, canonical, sorts[entry.agency])
        for entry, text, listed in zip(entries, texts, words, strict=True)
    ]


def _text(entry: Entry) -> str:
    parts = (entry.event, entry.action, entry.voice)
    return "\n".join(part for part in parts if part)[:_MOST_TEXT]


def _read(
    entry: Entry, text: str, found: set[str], canonical: dict[str, str], sort: AgencySort
) -> Read:
    first, last = _span(entry)
    days, rest = days_in(text, first if first is not None else last)
    clock, rest = minutes_in(rest)
    own = entry.when.time_start
    minutes = clock if own is None else (own.hour * 60 + own.minute, *clock)
    writer = frozenset(canonical.get(w, w) for w in naming.parts(entry.professional))
    told_of = frozenset(canonical.get(word, word) for word in found)
    for column in (entry.professional, *entry.subjects):
        found.update(naming.parts(column))
    names = frozenset(canonical.get(word, word) for word in found)
    said = {stem(word) for word in found} | {stem(word) for word in names}
    places = frozenset(_places(text))
    numbers = frozenset(_numbers(rest))
    row = [stem(token) for token in tokens(_DENIED.sub(" ", rest))]
    found_terms = frozenset(name for name, _, _ in terms_in(row))
    stems = tuple(
        s
        for s in row
        if len(s) > 2 and s not in _STOP_STEMS and not s[0].isdigit() and s not in said
    )
    exact = entry.when.precision is Precision.DAY and entry.when.qualifier is None
    return Read(
        entry, text, first, last, exact, minutes, days, stems, found_terms, names, places, numbers,
        writer, told_of, sort,
    )  # fmt: skip


_STOP_STEMS = frozenset(stem(word) for word in STOP)


def _span(entry: Entry) -> tuple[int | None, int | None]:
    when = entry.when
    first = None if when.start is None else when.start.toordinal()
    last = None if when.end is None else when.end.toordinal()
    if when.qualifier is Qualifier.ABOUT and first is not None and last is not None:
        spare = max(3, (last - first) // 2)
        return first - spare, last + spare
    return (last if first is None else first), (first if last is None else last)


def _places(text: str) -> Iterable[str]:
    for match in _STREET.finditer(text):
        words = [naming.plain(word) for word in match[1].split()]
        words[-1] = _STREET_WORDS.get(words[-1], words[-1])
        yield " ".join(words[-2:])
    for match in _NAMED_PLACE.finditer(text):
        words = [w for w in map(naming.plain, match[1].replace(".", " ").split()) if w not in STOP]
        words = [word for word in words if word not in ("saint", "st", "attended", "from", "at")]
        if words:
            yield words[-1]


def _numbers(text: str) -> Iterable[str]:
    for match in _NUMBER.finditer(text):
        number = match[0].casefold().replace(" ", "")
        number = re.sub(r"(cm|kg|ml)s$", r"\1", number)
        if not (number.isdigit() and len(number) < 2):
            yield number


def of_kind(read: Read, *kinds: TermKind) -> frozenset[str]:
    """The terms of an entry that are of these kinds."""
    known = terms()
    return frozenset(name for name in read.terms if known[name].kind in kinds)
