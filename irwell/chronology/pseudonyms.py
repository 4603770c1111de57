"""The case's pseudonym key applied to a chronology: names off and on without changing a record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from irwell.chronology.entry import TEXT_FIELDS, Entry
from irwell.chronology.fault import Fault
from irwell.chronology.merge import Timeline

# First names and surnames that are also words: in small letters they are the word.
_WORDS = (
    "april art august bill bob chance chase christian chuck cliff dale dawn daisy dean dick drew"
    " earnest eve faith fern forest frank gale gene glen grace grant guy harmony hazel heath heather"
    " holly honour hope hunter iris ivy jack jade jasmine jean jewel joy june lance lily major mark"
    " mason matt may melody mercy miles misty nick olive pansy pat patience pearl penny pierce poppy"
    " precious ray reed rich river rob robin rose ruby rusty sandy scarlet sky sonny stew sterling"
    " storm sue summer sunny tanner teddy tim trinity van victor violet ward will willow woody young"
    " green brown white black gray grey long short small little good best cook baker carter fisher"
    " hall hill king knight lane law marsh mills moore page park parish price rice rivers rogers shaw"
    " singer stone street walker water waters wells west winter wood woods wright north field fields"
    " day days love marks case ford grove house barber butler bishop pope abbot cross"
)
ORDINARY_WORDS = frozenset(_WORDS.split())
_APOSTROPHES = "['’‘ʼ`´]"
_LETTERS = {
    "a": "aàáâãäåā",
    "c": "cçć",
    "e": "eèéêëē",
    "i": "iìíîïī",
    "l": "lł",
    "n": "nñń",
    "o": "oòóôõöøō",
    "s": "sśš",
    "u": "uùúûüū",
    "y": "yýÿ",
    "z": "zźżž",
}


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """A label ("Child A") and every name, nickname and misspelling it stands for."""

    label: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class PseudonymKey:
    """Real names to labels for one case.

    A name is found at word boundaries in any case, with accents or without, with straight or
    curled apostrophes, over line ends, and as a possessive; the longest name wins. A name that is
    an ordinary word ("Will", "Rose") is found only with a capital. Raises ValueError when one name
    stands for two labels, or is shorter than two letters.
    """

    pseudonyms: tuple[Pseudonym, ...]
    _labels: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        labels: dict[str, str] = {}
        for pseudonym in self.pseudonyms:
            if not pseudonym.label.strip():
                raise ValueError("A pseudonym has an empty label.")
            for name in pseudonym.names:
                plain = plain_name(name)
                if len(plain) < 2:
                    raise ValueError(f"The name “{name}” is too short to be replaced safely.")
                if labels.setdefault(plain, pseudonym.label) != pseudonym.label:
                    raise ValueError(
                        f"The name “{name}” stands for both {labels[plain]} and {pseudonym.label}."
                        " Give the fuller names, so that each stands for one."
                    )
        object.__setattr__(self, "_labels", labels)

    @classmethod
    def of(cls, labels: Mapping[str, Iterable[str]]) -> PseudonymKey:
        """A key from label to names."""
        return cls(tuple(Pseudonym(label, tuple(names)) for label, names in labels.items()))

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        names = {name for pseudonym in self.pseudonyms for name in pseudonym.names}
        ordered = sorted(names, key=lambda name: (-len(plain_name(name)), plain_name(name), name))
        if not ordered:
            return None
        either = "|".join(_shape(name) for name in ordered)
        return re.compile(
            rf"(?<![^\W\d_])(?P<name>{either})(?P<own>{_APOSTROPHES}?s|{_APOSTROPHES})?(?![^\W\d_])",
            re.IGNORECASE,
        )

    def apply(self, text: str) -> str:
        """The text with every name replaced by its label."""
        if not text or self._pattern is None:
            return text
        return self._pattern.sub(self._replace, unicodedata.normalize("NFC", text))

    def find(self, text: str) -> Iterator[str]:
        """Each name of the key that stands in the text, as it stands there."""
        if self._pattern is not None:
            for found in self._pattern.finditer(unicodedata.normalize("NFC", text)):
                if not _is_word(found["name"]):
                    yield found["name"]

    def _replace(self, found: re.Match[str]) -> str:
        if _is_word(found["name"]):
            return found[0]
        label = self._labels.get(plain_name(found["name"]), "")
        if not label:
            return found[0]
        own = found["own"] or ""
        return f"{label}’s" if own and label[-1:] != "s" else f"{label}’" if own else label

    def entry(self, entry: Entry) -> Entry:
        """The entry in the pseudonym view; its id is unchanged.

        Every text and original cell is replaced. A professional whom the key does not name is
        shown by role only, and the file's name is left out, for either may carry a name.
        """
        changed = {name: self.apply(getattr(entry, name)) for name in TEXT_FIELDS}
        if entry.professional and changed["professional"] == entry.professional:
            role = changed["professional_role"]
            changed["professional"] = role or f"Professional, {entry.agency}"
        return replace(
            entry,
            **changed,  # type: ignore[arg-type]
            when=replace(
                entry.when,
                original=self.apply(entry.when.original),
                notes=tuple(map(self.apply, entry.when.notes)),
            ),
            subjects=tuple(map(self.apply, entry.subjects)),
            tags=tuple(map(self.apply, entry.tags)),
            original={},
            file_name="",
            table_name="",
            department=self.apply(entry.department),
            notes=tuple(replace(note, text=self.apply(note.text)) for note in entry.notes),
        )

    def fault(self, fault: Fault) -> Fault:
        """The fault in the pseudonym view, without its cells."""
        return replace(
            fault,
            original=self.apply(fault.original),
            reason=self.apply(fault.reason),
            place=f"row {fault.row_number}" if fault.row_number else "",
            cells={},
        )

    def timeline(self, timeline: Timeline) -> Timeline:
        """The whole timeline in the pseudonym view, in the same order."""
        return replace(
            timeline,
            entries=tuple(map(self.entry, timeline.entries)),
            faults=tuple((agency, self.fault(fault)) for agency, fault in timeline.faults),
        )


def plain_name(name: str) -> str:
    """A name as names are compared: without case, accents, apostrophes, hyphens and uneven spacing."""
    bare = unicodedata.normalize("NFKD", name.casefold().replace("ł", "l").replace("ø", "o"))
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(re.sub(rf"{_APOSTROPHES}", "", re.sub(r"[\s\-‐‑–.]+", " ", bare)).split())


def _is_word(found: str) -> bool:
    return found.islower() and found in ORDINARY_WORDS


def _shape(name: str) -> str:
    """A pattern for one name that allows for accents, apostrophes, hyphens and spacing."""
    parts: list[str] = []
    for letter in " ".join(unicodedata.normalize("NFC", name).split()):
        base = unicodedata.normalize("NFKD", letter.casefold())[:1]
        if letter in "'’‘ʼ`´":
            parts.append(f"{_APOSTROPHES}?")
        elif letter in " -‐‑–":
            parts.append(r"[\s\-‐‑–]+")
        elif letter == ".":
            parts.append(r"\.?")
        elif base in _LETTERS:
            parts.append(f"[{_LETTERS[base]}]")
        else:
            parts.append(re.escape(letter))
    return "".join(parts)
