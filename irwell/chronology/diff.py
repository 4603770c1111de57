"""What a corrected return changes: added, changed, withdrawn; matched by content, not by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from irwell.chronology.entry import CONTENT_FIELDS, Entry
from irwell.chronology.reading import Import

_ENOUGH = 0.62  # of 1: below this two lines are different events
_WINDOW = 400  # days within which a line whose wording stayed may have moved


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field's name in words, and its text before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line before and after, what differs, and how alike the two are (0 to 1)."""

    before: Entry
    after: Entry
    fields: tuple[FieldChange, ...]
    likeness: float


@dataclass(frozen=True, slots=True)
class Diff:
    """A corrected return against the one before it."""

    added: tuple[Entry, ...]
    changed: tuple[Change, ...]
    withdrawn: tuple[Entry, ...]
    unchanged: tuple[tuple[Entry, Entry], ...]

    @property
    def empty(self) -> bool:
        """Whether the two returns say the same."""
        return not (self.added or self.changed or self.withdrawn)

    @property
    def carried(self) -> dict[str, str]:
        """Old entry id to new, for moving tags, comments and links to the corrected lines."""
        kept = {old.id: new.id for old, new in self.unchanged}
        return kept | {change.before.id: change.after.id for change in self.changed}

    def __str__(self) -> str:
        parts = (
            f"{len(self.added)} added",
            f"{len(self.changed)} changed",
            f"{len(self.withdrawn)} withdrawn",
            f"{len(self.unchanged)} unchanged",
        )
        return ", ".join(parts)


def diff(before: Import | Iterable[Entry], after: Import | Iterable[Entry]) -> Diff:
    """Compare two versions of one agency's return; deterministic, and blind to order."""
    old = _sorted(before.entries if isinstance(before, Import) else before)
    new = _sorted(after.entries if isinstance(after, Import) else after)
    unchanged, old, new = _same(old, new)
    pairs: list[Change] = []
    for score, at_old, at_new in _likeliest(old, new):
        pairs.append(_change(old[at_old], new[at_new], score))
    taken_old = {change.before.id for change in pairs}
    taken_new = {change.after.id for change in pairs}
    return Diff(
        tuple(entry for entry in new if entry.id not in taken_new),
        tuple(pairs),
        tuple(entry for entry in old if entry.id not in taken_old),
        tuple(unchanged),
    )


_Pairs = list[tuple[Entry, Entry]]


def _same(old: list[Entry], new: list[Entry]) -> tuple[_Pairs, list[Entry], list[Entry]]:
    waiting: dict[str, list[Entry]] = defaultdict(list)
    for entry in old:
        waiting[entry.content_key].append(entry)
    pairs: _Pairs = []
    left: list[Entry] = []
    for entry in new:
        twins = waiting.get(entry.content_key)
        if twins:
            pairs.append((twins.pop(0), entry))
        else:
            left.append(entry)
    paired = {id(one) for one, _ in pairs}
    return pairs, [entry for entry in old if id(entry) not in paired], left


def _sorted(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.when.sort_key(), entry.id))


def _likeliest(old: Sequence[Entry], new: Sequence[Entry]) -> Iterator[tuple[float, int, int]]:
    """Pairs from the most alike down, each line once."""
    words, new_words = [_words(entry) for entry in old], [_words(entry) for entry in new]
    scored = sorted(
        (-score, a, b)
        for a, b in _candidates(old, new)
        if (score := _likeness(old[a], words[a], new[b], new_words[b])) >= _ENOUGH
    )
    used_old: set[int] = set()
    used_new: set[int] = set()
    for score, at_old, at_new in scored:
        if at_old not in used_old and at_new not in used_new:
            used_old.add(at_old)
            used_new.add(at_new)
            yield -score, at_old, at_new


def _candidates(old: Sequence[Entry], new: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing: near in time, or sharing a reference or the same words."""
    handles: dict[str, list[int]] = defaultdict(list)
    for at, entry in enumerate(new):
        for handle in set(_handles(entry)):
            handles[handle].append(at)
    for at, entry in enumerate(old):
        near = {found for handle in set(_handles(entry)) for found in handles.get(handle, ())}
        for found in sorted(near):
            yield at, found


def _handles(entry: Entry) -> Iterator[str]:
    anchor = entry.when.anchor
    if anchor is None:
        yield "undated"
    else:
        week = anchor.toordinal() // 7
        yield from (f"week {number}" for number in (week - 1, week, week + 1))
    words = " ".join(entry.event.casefold().split())
    if words:
        yield f"event {words[:60]}"
        yield f"event end {words[-60:]}"
    if entry.record_ref:
        yield f"ref {entry.record_ref.casefold()}"


def likeness(one: Entry, other: Entry) -> float:
    """How alike two lines are, 0 to 1: mostly wording, then date, reference and source."""
    return _likeness(one, _words(one), other, _words(other))


def _likeness(one: Entry, words: str, other: Entry, other_words: str) -> float:
    wording = fuzz.ratio(words, other_words) / 100
    first, second = one.when.anchor, other.when.anchor
    if first is None or second is None:
        near = 1.0 if first is second else 0.5
    else:
        near = max(0.0, 1 - abs((first - second).days) / _WINDOW)
        near = 1.0 if first == second else near * 0.8
    source = 1.0 if one.source.casefold() == other.source.casefold() else 0.0
    same_ref = one.record_ref != "" and one.record_ref.casefold() == other.record_ref.casefold()
    score = 0.62 * wording + 0.28 * near + 0.10 * source
    return max(score, 0.7 + 0.3 * score) if same_ref else score


def _words(entry: Entry) -> str:
    """The words in the order of the alphabet, so that their order in the sentence counts less."""
    return " ".join(sorted(f"{entry.event} {entry.action}".casefold().split()))[:2_000]


def _change(before: Entry, after: Entry, score: float) -> Change:
    changes: list[FieldChange] = []
    if before.when.canonical != after.when.canonical:
        changes.append(FieldChange("date", str(before.when), str(after.when)))
    for name in CONTENT_FIELDS:
        was, now = _text(getattr(before, name)), _text(getattr(after, name))
        if was != now:
            changes.append(FieldChange(name.replace("_", " "), was, now))
    return Change(before, after, tuple(changes), round(score, 3))


def _text(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
