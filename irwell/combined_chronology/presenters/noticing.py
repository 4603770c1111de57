"""View models of what the machine noticed: each with its lines, how sure, and what people made of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from irwell.chronology import (
    BY_HAND,
    Difference,
    Entry,
    Observation,
    Observed,
    Sureness,
    VoiceOver,
    compare_accounts,
    told_apart,
)
from irwell.combined_chronology.models import Weighing
from irwell.combined_chronology.presenters.lines import Line, lines
from irwell.combined_chronology.queries import Reading
from irwell.combined_chronology.rules.noticing import (
    KNOWN_HERE,
    SECTIONS,
    Noticed,
    Section,
    by_fact,
    is_open,
    section_of,
)
from irwell.core.text import plural

SURE = {
    Sureness.NEARLY_CERTAIN: "turquoise",
    Sureness.LIKELY: "blue",
    Sureness.POSSIBLE: "grey",
}
ABOUT = {
    "date": "Date", "time": "Time", "people": "Who was there", "place": "Where", "said": "What was said",
    "numbers": "Numbers", "child": "The child", "outcome": "What came of it",
}  # fmt: skip
COUNTED = ("Contacts", "Child seen", "Child heard", "Heard")
# Words with a capital that stand directly before or after a mark.
CAPITALS_BEFORE = re.compile(r"(?:\b[A-Z][\w’'-]*\s+)+$")
CAPITALS_AFTER = re.compile(r"(?:[\w’'-]*\s+[A-Z][\w’'-]*)+")


@dataclass(frozen=True)
class Account:
    """One agency's telling of an event, with what the others tell differently marked."""

    line: Line
    words: SafeString


@dataclass(frozen=True)
class Telling:
    """One matter on which accounts differ: a sentence, and what each tells, in the order of the accounts."""

    about: str
    sentence: str
    tellings: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """An observation as one reader sees it. `gone`: decided on, but no longer noticed in the returns of today."""

    observation: Observation
    section: Section
    sure: str
    colour: str
    lines: tuple[Line, ...]
    weighing: Weighing | None
    reason: str
    seen: str
    gone: bool = False
    accounts: tuple[Account, ...] = ()
    differences: tuple[Telling, ...] = ()

    @property
    def is_event(self) -> bool:
        return self.observation.kind is Observed.SAME_EVENT

    @property
    def by_hand(self) -> bool:
        """Whether a person chose the lines."""
        return any(reason.about == BY_HAND for reason in self.observation.reasons)

    @property
    def state(self) -> str:
        """open, confirmed or dismissed."""
        return self.weighing.outcome if self.weighing else "open"


def card(
    reading: Reading, observation: Observation, weighing: Weighing | None, *, gone: bool = False
) -> Card:
    found = _entries(reading, observation.entries)
    shown = tuple(lines(reading, found))
    by_hand = any(reason.about == BY_HAND for reason in observation.reasons)
    told: dict[str, Any] = {}
    if observation.kind is Observed.SAME_EVENT and len(found) > 1:
        told = _accounts(reading, observation.entries, shown)
    return Card(
        observation.in_words(reading.tell), section_of(observation.kind),
        "put together by hand" if by_hand else observation.sureness.value, SURE[observation.sureness], shown, weighing, reading.say(weighing.reason) if weighing else "",
        weighing.changed_at.isoformat() if weighing else "", gone, **told,
    )  # fmt: skip


def _entries(reading: Reading, ids: Iterable[str]) -> list[Entry]:
    places = sorted(at for id_ in set(ids) if (at := reading.made.places.get(id_)) is not None)
    return [reading.seen(at) for at in places]


def _accounts(reading: Reading, ids: Sequence[str], shown: tuple[Line, ...]) -> dict[str, Any]:
    places = sorted(at for id_ in set(ids) if (at := reading.made.places.get(id_)) is not None)
    entries = [reading.whole.entries[at] for at in places]
    differences = compare_accounts(entries)
    return {
        "accounts": tuple(
            Account(line, _marked(reading, entry, differences))
            for line, entry in zip(shown, entries, strict=True)
        ),
        "differences": tuple(_telling(reading, one, entries) for one in differences),
    }


def _telling(reading: Reading, one: Difference, entries: Sequence[Entry]) -> Telling:
    told = dict(one.tellings)
    return Telling(
        ABOUT.get(one.about, one.about.capitalize()),
        reading.tell(one.sentence),
        tuple(_said(reading, one.about, told.get(entry.id, "")) for entry in entries),
    )


def _said(reading: Reading, about: str, text: str) -> str:
    """What one account tells. Of people each label once, and none that stands for two when one of the two is there."""
    if about != "people":
        return reading.tell(text)
    listed = list(dict.fromkeys(reading.tell(part) for part in text.split(", ")))
    sure = {one for one in listed if " or " not in one}
    return ", ".join(one for one in listed if one in sure or sure.isdisjoint(one.split(" or ")))


def _marked(reading: Reading, entry: Entry, differences: Iterable[Difference]) -> SafeString:
    """The event's words with the places that differ marked; each piece as this reader sees it."""
    found = {place for one in differences for place in one.marks.get(entry.id, ())}
    places = sorted(_whole_name(entry.event, start, end) for start, end in found)
    parts: list[str] = []
    at = 0
    for start, end in places:
        if start < at:
            continue
        parts.append(escape(reading.say(entry.event[at:start])))
        parts.append(f"<mark>{escape(reading.say(entry.event[start:end]))}</mark>")
        at = end
    parts.append(escape(reading.say(entry.event[at:])))
    return mark_safe("".join(parts))  # noqa: S308  every piece is escaped


def _whole_name(text: str, start: int, end: int) -> tuple[int, int]:
    """A mark that falls into a name takes the whole name, so that its label can stand for it."""
    if not text[start:end][:1].isupper():
        return start, end
    before, after = CAPITALS_BEFORE.search(text[:start]), CAPITALS_AFTER.match(text, end)
    return (before.start() if before else start), (after.end() if after else end)


@dataclass(frozen=True)
class Sorted:
    """The cards of a section: those that wait, those kept, those dismissed."""

    waiting: tuple[Observation, ...]
    confirmed: tuple[Card, ...]
    dismissed: tuple[Card, ...]


def sorted_cards(
    reading: Reading, section: Section, noticed: Noticed, weighings: Mapping[str, Weighing]
) -> Sorted:
    now = {one.key: one for one in noticed.observations if one.kind in section.kinds}
    waiting = tuple(
        one for key, one in now.items() if key not in weighings and _waits(one, noticed)
    )
    decided = [
        card(
            reading,
            Observation.from_dict(w.observation),
            w,
            gone=not _all_there(reading, w) if _is_event(w) else key not in now,
        )
        for key, w in weighings.items()
        if Observed(w.observation["kind"]) in section.kinds
    ]
    return Sorted(
        tuple(sorted(waiting, key=lambda o: (section.kinds.index(o.kind), -_weight(o)))),
        tuple(one for one in decided if one.state == Weighing.Outcome.CONFIRMED),
        tuple(one for one in decided if one.state == Weighing.Outcome.DISMISSED),
    )  # fmt: skip


def _all_there(reading: Reading, weighing: Weighing) -> bool:
    return all(entry_id in reading.made.places for entry_id in weighing.observation["entries"])


def _is_event(weighing: Weighing) -> bool:
    return bool(weighing.observation["kind"] == Observed.SAME_EVENT)


def _waits(one: Observation, noticed: Noticed) -> bool:
    if one.kind is not Observed.SAME_EVENT:
        return True
    event = next(e for e in noticed.events if e.observation.key == one.key)
    return is_open(event, noticed.settled)


def _weight(one: Observation) -> float:
    """The longest silences first; else the surest first."""
    if one.kind is Observed.SILENCE and one.start and one.end:
        return float((one.end - one.start).days)
    return one.certainty


@dataclass(frozen=True)
class Overview:
    """A section on the first page: how many wait, how many were kept and dismissed."""

    section: Section
    waiting: int
    confirmed: int
    dismissed: int
    examples: tuple[str, ...]


def overview(
    reading: Reading, noticed: Noticed, weighings: Mapping[str, Weighing]
) -> list[Overview]:
    found = []
    for section in SECTIONS:
        cards = sorted_cards(reading, section, noticed, weighings)
        waiting: Sequence[Observation] = cards.waiting
        if section.slug == KNOWN_HERE:
            waiting = [group[0] for group in by_fact(waiting).values()]
        examples = tuple(reading.tell(_example(one)) for one in waiting[:2])
        found.append(
            Overview(section, len(waiting), len(cards.confirmed), len(cards.dismissed), examples)
        )
    return found


def _example(one: Observation) -> str:
    return told_apart(one).fact if one.kind is Observed.KNOWN_HERE else one.title


def voice(reading: Reading, over: VoiceOver) -> dict[str, Any]:
    """The share of contacts in which the child is heard: in all, by agency, by quarter, and its trend in words."""
    return {
        "sentence": _share(over.whole.heard, over.whole.contacts),
        "trend": _trend(over.trend),
        "agencies": [[reading.say(name), *_counts(one)] for name, one in over.by_agency],
        "quarters": [[_quarter(day), *_counts(one)] for day, one in over.by_quarter],
        "agency_columns": ["Agency", *COUNTED],
        "quarter_columns": ["Quarter", *COUNTED],
    }


def _counts(one: Any) -> list[Any]:
    ratio = "–" if one.ratio is None else f"{round(100 * one.ratio)} %"
    return [one.contacts, one.seen, one.heard, ratio]


def _share(heard: int, contacts: int) -> str:
    return (
        f"The child is heard in {heard} of {plural(contacts, 'contact')} that the records tell of."
    )


def _trend(trend: float | None) -> str:
    if trend is None:
        return "There are too few contacts to speak of a trend."
    if abs(trend) < 0.1:
        return "The later half of the time is much like the earlier."
    word = "more" if trend > 0 else "less"
    return f"In the later half of the time the child is heard {word} often than in the earlier, by {round(100 * abs(trend))} points of a hundred."


def _quarter(day: date) -> str:
    return f"{day:%B} {day.year}"
