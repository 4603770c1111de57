"""Templates of reports as data, and checks of a section that explain themselves. Pure."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from irwell.reviews.rules.parts import Part, Section
from irwell.reviews.rules.quality import Marker


@dataclass(frozen=True)
class Slot:
    """A section that a template proposes: its heading, what belongs there, and the checks that look at it."""

    id: str
    title: str
    hint: str
    checks: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Template:
    """A kind of report and its sections."""

    id: str
    title: str
    about: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Check:
    """A check by words: met when one of `any` stands in the section, or when none of `none` does."""

    id: str
    title: str
    why: str
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()

    def met(self, text: str) -> bool:
        folded = text.casefold()
        if self.none:
            return not any(word in folded for word in self.none)
        return any(word in folded for word in self.any)


@cache
def _data() -> dict[str, Any]:
    source = resources.files("irwell.reviews.data") / "templates.toml"
    return tomllib.loads(source.read_text("utf-8"))


@cache
def slots() -> dict[str, Slot]:
    return {
        row["id"]: Slot(**{**row, "checks": tuple(row.get("checks", ()))})
        for row in _data()["slot"]
    }


@cache
def templates() -> tuple[Template, ...]:
    """Every template, the usual one first."""
    return tuple(
        Template(row["id"], row["title"], row["about"], tuple(slots()[s] for s in row["slots"]))
        for row in _data()["template"]
    )


def template(template_id: str) -> Template | None:
    return next((t for t in templates() if t.id == template_id), None)


@cache
def checks() -> dict[str, Check]:
    rows = _data()["check"]
    return {
        r["id"]: Check(**{**r, "any": tuple(r.get("any", ())), "none": tuple(r.get("none", ()))})
        for r in rows
    }


def first_parts(chosen: Template, title: str) -> tuple[Part, ...]:
    """An empty report: its title and a heading for each section."""
    return (
        Part(0, "title", title),
        *(Part(0, "h1", slot.title, slot=slot.id) for slot in chosen.slots),
    )


ALIKE = 0.7  # the share of words by which a heading is the template’s
NUMBERED = re.compile(r"^[\d.]+\s+")


def slot_of(section: Section) -> Slot | None:
    """What a template calls the section: as it was begun, else by the words of its heading."""
    if known := slots().get(section.slot):
        return known
    words = _words(NUMBERED.sub("", section.title))
    for slot, own in _words_of_slots():
        if words and 2 * len(words & own) >= ALIKE * (len(words) + len(own)):
            return slot
    return None


@cache
def _words_of_slots() -> tuple[tuple[Slot, frozenset[str]], ...]:
    return tuple((slot, _words(slot.title)) for slot in slots().values())


def _words(title: str) -> frozenset[str]:
    return frozenset(title.casefold().replace(",", "").split())


def section_checks(section: Section) -> tuple[Marker, ...]:
    """What the section's words show of the checks that belong to it; they explain and never block."""
    text = " ".join(part.text for part in section.parts if part.kind != "h1")
    slot = slot_of(section)
    wanted = [*(slot.checks if slot else ()), *_data()["everywhere"]]
    return tuple(Marker(c.title, c.met(text), c.why) for c in (checks()[name] for name in wanted))


def missing(chosen: Template | None, sections: Sequence[Section]) -> tuple[Slot, ...]:
    """Sections that the template asks for and the report does not have, or has without a word in them."""
    there = {slot.id: len(s.parts) > 1 for s in sections if (slot := slot_of(s))}
    return tuple(
        slot
        for slot in (chosen.slots if chosen else ())
        if slot.required and not there.get(slot.id)
    )


# What tells more than a reader of the published report needs; each with what would do (domain 6.1 and 6.2).
DETAILS = (
    (re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?\b"), "a day: month and year, or a season, is enough"),
    (re.compile(r"\b\d{1,2}/\d{1,2}/\d{2,4}\b"), "a day: month and year, or a season, is enough"),
    (re.compile(r"\b\d+[- ](?:days?|weeks?|months?)[- ]old\b", re.I), "an exact age: “a baby”, “a young child” is enough"),
    (re.compile(r"\b(?:twins?|triplets?|half-(?:brother|sister)s?)\b", re.I), "the shape of the family: “siblings” is enough"),
    (re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine) (?:older |younger )?(?:siblings|brothers|sisters|children)\b", re.I), "the number of siblings: “siblings” is enough"),
    (re.compile(r"\b(?:sentenced|convicted|pleaded|verdict|Crown Court|imprisonment)\b", re.I), "the trial: readers can find it, and with it the family"),
    (re.compile(r"\b[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}\b"), "a postcode"),
    (re.compile(r"\b\d{1,2}[.:]\d{2} ?(?:am|pm|hours)?\b"), "a time of day"),
)  # fmt: skip


@dataclass(frozen=True)
class Detail:
    """Words for publication that tell more than is needed, and what would do."""

    words: str
    why: str


def details(text: str) -> tuple[Detail, ...]:
    """What in the words for publication tells more than needed: each reason once, with the words it is about."""
    found: dict[str, list[str]] = {}
    for pattern, why in DETAILS:
        words = dict.fromkeys(match.group() for match in pattern.finditer(text))
        found.setdefault(why, []).extend(words)
    return tuple(Detail("”, “".join(words), why) for why, words in found.items() if words)
