"""What the machine noticed in a chronology: always from quoted entries, never a conclusion."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

_ENTRY = "entry:"
_ALIKE = 0.5  # share of quoted entries that two observations must have in common to be one


class Observed(StrEnum):
    """What an observation is about."""

    SAME_EVENT = "same event"
    SILENCE = "silence"
    EXPECTED_CONTACT = "expected contact not found"
    LAST_CONTACT = "last contact"
    KNOWN_HERE = "known here, never there"
    CHILD_VOICE = "voice of the child"
    MISSED = "missed appointments"
    ADDRESS = "change of address"
    SCHOOL = "change of school"
    WORKER = "change of worker"
    EPISODES = "parallel episodes"


class Sureness(StrEnum):
    """How sure, in words: of what stands in the records, not of what happened."""

    NEARLY_CERTAIN = "nearly certain"
    LIKELY = "likely"
    POSSIBLE = "possible"

    @classmethod
    def of(cls, certainty: float) -> Sureness:
        """The word for a figure between 0 and 1."""
        if certainty >= 0.9:
            return cls.NEARLY_CERTAIN
        return cls.LIKELY if certainty >= 0.6 else cls.POSSIBLE


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground: what it is about ("date", "people", "rule") and a sentence."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Observation:
    """Something noticed, for a person to confirm, or to dismiss with a reason.

    `sentence` says what and why; `reasons` say it ground by ground. `entries` are the ids of the
    lines it rests on, in the order of time. `certainty` is between 0 and 1. `identity` is what
    makes it this observation and no other: words, and ids of entries as `of_entry` writes them.
    `key` is a hash of the kind and the identity, so the same records give the same key at every
    run; `carry_over` finds it again when a corrected return has changed the ids.
    """

    kind: Observed
    title: str
    sentence: str
    entries: tuple[str, ...]
    certainty: float
    identity: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()
    agencies: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    source: str = ""
    verified: bool = True
    key: str = field(default="")

    def __post_init__(self) -> None:
        if not self.key:
            object.__setattr__(self, "key", self.key_after({}))

    def key_after(self, carried: Mapping[str, str]) -> str:
        """The key that the same observation has once entries changed their ids (old id to new)."""
        told = sorted(_renamed(part, carried) for part in self.identity)
        packed = json.dumps([self.kind.value, *told], ensure_ascii=False).encode()
        return hashlib.blake2b(packed, digest_size=16, person=b"irwell-observe").hexdigest()

    def renamed(self, carried: Mapping[str, str]) -> Observation:
        """The same observation of lines that changed their ids (old id to new); its key changes with them."""
        return replace(
            self,
            entries=tuple(carried.get(entry_id, entry_id) for entry_id in self.entries),
            identity=tuple(_renamed(part, carried) for part in self.identity),
            key="",
        )

    @property
    def sureness(self) -> Sureness:
        """How sure, in words."""
        return Sureness.of(self.certainty)

    def in_words(self, change: Callable[[str], str]) -> Observation:
        """The same observation with every text changed, as by a pseudonym key's `apply`."""
        return replace(
            self,
            title=change(self.title),
            sentence=change(self.sentence),
            reasons=tuple(Reason(reason.about, change(reason.text)) for reason in self.reasons),
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; `from_dict` gives back an equal observation."""
        return {
            "kind": self.kind.value,
            "title": self.title,
            "sentence": self.sentence,
            "entries": list(self.entries),
            "certainty": self.certainty,
            "identity": list(self.identity),
            "reasons": [{"about": reason.about, "text": reason.text} for reason in self.reasons],
            "agencies": list(self.agencies),
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "source": self.source,
            "verified": self.verified,
            "key": self.key,
        }

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Observation:
        """Read back what `to_dict` wrote; raises KeyError, TypeError or ValueError otherwise."""
        values = dict(plain)
        values["kind"] = Observed(plain["kind"])
        values["reasons"] = tuple(Reason(one["about"], one["text"]) for one in plain["reasons"])
        for name in ("entries", "identity", "agencies"):
            values[name] = tuple(plain[name])
        for name in ("start", "end"):
            values[name] = date.fromisoformat(plain[name]) if plain[name] else None
        return cls(**values)


def of_entry(entry_id: str) -> str:
    """The part of an identity that stands for an entry."""
    return f"{_ENTRY}{entry_id}"


def carry_over(
    before: Iterable[Observation],
    now: Iterable[Observation],
    carried: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Old key to new key, for moving what people decided to the observations of today.

    `carried` is old entry id to new, as `Diff.carried` gives it. An observation is found again by
    its key under the new ids; else as the one of its kind, with the same words of identity, that
    shares most of the quoted entries (at least half). What is not in the answer is gone.
    """
    renamed = carried or {}
    today = sorted(now, key=lambda one: one.key)
    keys = {one.key for one in today}
    found: dict[str, str] = {}
    left: list[Observation] = []
    for old in before:
        if (key := old.key_after(renamed)) in keys:
            found[old.key] = key
        else:
            left.append(old)
    taken = set(found.values())
    for old in left:
        likeness, new_key = max(
            ((_alike(old, new, renamed), new.key) for new in today if new.key not in taken),
            default=(0.0, ""),
        )
        if likeness >= _ALIKE:
            found[old.key] = new_key
            taken.add(new_key)
    return found


def _renamed(part: str, carried: Mapping[str, str]) -> str:
    if not part.startswith(_ENTRY):
        return part
    entry_id = part[len(_ENTRY) :]
    return of_entry(carried.get(entry_id, entry_id))


def _words(observation: Observation) -> set[str]:
    return {part for part in observation.identity if not part.startswith(_ENTRY)}


def _alike(old: Observation, new: Observation, carried: Mapping[str, str]) -> float:
    if old.kind is not new.kind or _words(old) != _words(new):
        return 0.0
    quoted = {carried.get(entry, entry) for entry in old.entries}
    both = quoted | set(new.entries)
    return len(quoted & set(new.entries)) / len(both) if both else 0.0
