"""How the accounts of one event differ: when, who was there, what was said, numbers, the child seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from irwell.chronology.entry import Answer, Entry
from irwell.chronology.when.value import Precision
from irwell.chronology.wording.reading import Read, read_all
from irwell.chronology.wording.terms import TermKind, stem, terms, tokens

_SAID = re.compile(
    r"[“\"]([^”\"]{3,})[”\"]|[‘']((?:[^’']|[’'](?=\w)){8,})[’'](?!\w)"
    r"|\b(?:said|says|stated|states|disclosed|told|alleged|reported|denied|explained|claimed|admitted)\b([^.;\n]{4,})",
    re.IGNORECASE,
)
_EDGES = " :,“”\"‘’'"
_CLOCK_APART = 30


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the accounts tell differently.

    `about` is "date", "time", "people", "place", "said", "numbers" or "child". `tellings` pairs
    entry ids with what each tells ("" where it is silent). `marks` gives, by entry id, the parts
    of its `event` text that show it, as pairs of first and after-last place.
    """

    about: str
    sentence: str
    tellings: tuple[tuple[str, str], ...]
    marks: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict, hash=False)


def compare_accounts(entries: Sequence[Entry]) -> tuple[Difference, ...]:
    """How two or more accounts differ, in a fixed order of matters; silence is shown as silence."""
    reads = read_all(entries)
    listed = (
        _dates(entries),
        _times(entries, reads),
        _people(reads),
        _places(reads),
        _said(entries),
        _numbers(reads),
        *_child(entries),
        _outcome(reads),
    )
    return tuple(one for one in listed if one is not None)


def _dates(entries: Sequence[Entry]) -> Difference | None:
    tellings = tuple((entry.id, _day(entry)) for entry in entries)
    if len({told for _, told in tellings}) < 2:
        return None
    exact = {entry.when.start for entry in entries if entry.when.precision is Precision.DAY}
    if len(exact) > 1:
        days = [day for day in exact if day is not None]
        apart = (max(days) - min(days)).days
        sentence = f"The dates are {apart} day{'s' if apart != 1 else ''} apart."
    else:
        sentence = "One account dates it more exactly than another."
    return Difference("date", sentence, tellings)


def _day(entry: Entry) -> str:
    return str(entry.when).partition(", ")[0] if entry.when.dated else "no date"


def _times(entries: Sequence[Entry], reads: Sequence[Read]) -> Difference | None:
    timed = [
        (entry, read.minutes[0]) for entry, read in zip(entries, reads, strict=True) if read.minutes
    ]
    if all(abs(a - b) < _CLOCK_APART for (_, a), (_, b) in combinations(timed, 2)):
        return None
    told = {entry.id: f"{minute // 60:02}:{minute % 60:02}" for entry, minute in timed}
    return Difference(
        "time", "The times differ.", tuple((entry.id, told.get(entry.id, "")) for entry in entries)
    )


def _people(reads: Sequence[Read]) -> Difference | None:
    return _sets(
        reads,
        "people",
        lambda read: {name.title() for name in read.told_of if name not in _place_words(read)},
        lambda only: f"Not every account names {_few(only)}.",
    )


def _place_words(read: Read) -> set[str]:
    return {word for place in read.places for word in place.split()}


def _places(reads: Sequence[Read]) -> Difference | None:
    told = [read for read in reads if read.places]
    if len(told) < 2 or not any(
        one.places.isdisjoint(other.places) for one, other in combinations(told, 2)
    ):
        return None
    return _sets(
        reads,
        "place",
        lambda read: {place.title() for place in read.places},
        lambda _: "The accounts name different places.",
    )


def _numbers(reads: Sequence[Read]) -> Difference | None:
    if sum(bool(read.numbers) for read in reads) < 2:
        return None
    return _sets(
        reads,
        "numbers",
        lambda read: set(read.numbers),
        lambda only: f"Only some give {_few(only)}.",
    )


def _sets(
    reads: Sequence[Read],
    about: str,
    of: Callable[[Read], set[str]],
    sentence: Callable[[list[str]], str],
) -> Difference | None:
    sets = [of(read) for read in reads]
    somewhere = set().union(*sets) - sets[0].intersection(*sets)
    if not somewhere:
        return None
    marks = {
        read.entry.id: spans
        for read, told in zip(reads, sets, strict=True)
        if (spans := tuple(_spans(read.entry.event, told & somewhere)))
    }
    tellings = tuple(
        (read.entry.id, ", ".join(sorted(told))) for read, told in zip(reads, sets, strict=True)
    )
    return Difference(about, sentence(sorted(somewhere)), tellings, marks)


def _spans(text: str, wanted: Iterable[str]) -> Iterable[tuple[int, int]]:
    either = "|".join(re.escape(one) for one in sorted(wanted, key=lambda one: (-len(one), one)))
    if either:
        for match in re.finditer(rf"(?<!\w)(?:{either})(?!\w)", text, re.IGNORECASE):
            yield match.span()


def _said(entries: Sequence[Entry]) -> Difference | None:
    """Quoted or reported speech whose words no other account has."""
    words = [{stem(t) for t in tokens(f"{e.event} {e.voice} {e.action}")} for e in entries]
    marks: dict[str, tuple[tuple[int, int], ...]] = {}
    tellings: list[tuple[str, str]] = []
    for at, entry in enumerate(entries):
        others = set().union(*(told for place, told in enumerate(words) if place != at))
        spans = tuple(
            _trimmed(entry.event, *match.span(group))
            for match in _SAID.finditer(entry.event)
            for group in (1, 2, 3)
            if match[group] and _mostly_new(match[group], others)
        )
        if spans:
            marks[entry.id] = spans
        voice = [entry.voice] if entry.voice and _mostly_new(entry.voice, others) else []
        said = [entry.event[a:b] for a, b in spans] + voice
        tellings.append((entry.id, " … ".join(said)))
    if not any(told for _, told in tellings):
        return None
    return Difference(
        "said", "What was said is told by one and not by another.", tuple(tellings), marks
    )


def _trimmed(text: str, first: int, last: int) -> tuple[int, int]:
    """The place without the spaces and quotation marks at either end."""
    while first < last and text[first] in _EDGES:
        first += 1
    while last > first and text[last - 1] in _EDGES:
        last -= 1
    return first, last


def _mostly_new(text: str, others: set[str]) -> bool:
    content = {stem(token) for token in tokens(text) if len(token) > 3}
    return bool(content) and len(content - others) * 2 > len(content)


def _child(entries: Sequence[Entry]) -> Iterable[Difference]:
    for name, words in (
        ("child_seen", "whether the child was seen"),
        ("child_spoken_to", "whether the child was spoken to"),
        ("child_alone", "whether the child was seen alone"),
    ):
        answers = [getattr(entry, name) for entry in entries]
        if {Answer.YES, Answer.NO} <= set(answers):
            tellings = tuple((e.id, a.value) for e, a in zip(entries, answers, strict=True))
            yield Difference("child", f"The accounts differ on {words}.", tellings)


def _outcome(reads: Sequence[Read]) -> Difference | None:
    """Matters that one account raises and another leaves out: an injury, drink, a new partner."""
    known = terms()
    sets = [{name for name in read.terms if known[name].kind is TermKind.MATTER} for read in reads]
    somewhere = set().union(*sets) - sets[0].intersection(*sets)
    if not somewhere:
        return None
    tellings = tuple(
        (read.entry.id, ", ".join(sorted(told))) for read, told in zip(reads, sets, strict=True)
    )
    return Difference(
        "matters", f"Not every account speaks of {_few(sorted(somewhere))}.", tellings
    )


def _few(items: Sequence[str]) -> str:
    shown = list(items[:4])
    if len(items) > 4:
        return f"{', '.join(shown)} and {len(items) - 4} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
