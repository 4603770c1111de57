"""What the recorded facts give under the page's wording and under the statute. Pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from irwell.rulebook.rules import LocalSet
from irwell.statute import (
    FactDef,
    FactKind,
    NextQuestion,
    Outcome,
    Truth,
    diverge,
    evaluate,
    load_outcomes,
    next_question,
    statutory_on,
)


@dataclass(frozen=True)
class LocalAnswer:
    """What a local set gives, and the sentence where it differs from the statute."""

    local: LocalSet
    outcome: Outcome
    divergence: str

    @property
    def kept(self) -> dict[str, object]:
        """As it is kept with an evaluation."""
        return {
            "id": self.local.ruleset.id, "version": self.local.version, "title": self.local.ruleset.title,
            "met": self.outcome.met.value, "outcomes": list(self.outcome.outcomes), "divergence": self.divergence,
        }  # fmt: skip


@dataclass(frozen=True)
class Answers:
    """The statute's answer with every local set beside it."""

    statute: Outcome
    local: tuple[LocalAnswer, ...]

    @property
    def page(self) -> Outcome:
        """The page's own wording, which always stands first."""
        return self.local[0].outcome

    @property
    def divergences(self) -> tuple[str, ...]:
        return tuple(one.divergence for one in self.local if one.divergence)


def as_facts(values: Mapping[str, str]) -> dict[str, Truth | int]:
    """Stored answers as the engine takes them."""
    return {k: int(v) if v.isdigit() else Truth(v) for k, v in values.items()}


def why_not_value(fact: FactDef, value: str) -> str:
    """Why an answer cannot be kept; empty when it can."""
    if fact.kind is FactKind.NUMBER:
        fine = value == "unknown" or (value.isdecimal() and int(value) <= 120)
        return "" if fine else "Give the age in whole years, from 0 to 120, or not known."
    return "" if value in set(Truth) else "Answer yes, no or not known."


def evaluate_all(values: Mapping[str, str], local: Sequence[LocalSet], *, on: dt.date) -> Answers:
    """The statute in force on the day of the incident, and each local set beside it."""
    facts = as_facts(values)
    statute = evaluate(statutory_on(on), facts)
    found = []
    for one in local:
        outcome = evaluate(one.ruleset, facts)
        found.append(LocalAnswer(one, outcome, diverge(outcome, statute) or ""))
    return Answers(statute, tuple(found))


def ask_next(
    values: Mapping[str, str], local: Sequence[LocalSet], *, on: dt.date
) -> NextQuestion | None:
    """The next question for the statute's duties, then for the local sets; None once all is certain."""
    return next_question([statutory_on(on), *(one.ruleset for one in local)], as_facts(values))


def hangs_on(answers: Answers, fact: str) -> tuple[str, ...]:
    """What the answer to a fact helps to decide, as sentences."""
    outcomes = [answers.statute, *(one.outcome for one in answers.local)]
    known = load_outcomes()
    found = [
        f"It helps to decide whether {known[o].clause}."
        for outcome in outcomes for o in outcome.ruleset.decides if fact in outcome.missing_for(o)
    ]  # fmt: skip
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Person:
    """What is compared when looking for duplicates and siblings."""

    names: tuple[str, ...]
    born: tuple[str, ...]
    addresses: tuple[str, ...]
    numbers: tuple[str, ...]


def alike(a: Person, b: Person) -> tuple[str, ...]:
    """Reasons why two children may be the same child or siblings; empty when there are none."""
    reasons = []
    best = max((_ratio(x, y) for x in a.names for y in b.names), default=0.0)
    same_surname = {_surname(n) for n in a.names} & {_surname(n) for n in b.names} - {""}
    if best >= 0.88:
        reasons.append("the names are the same or nearly so")
    elif same_surname:
        reasons.append("the surname is the same")
    if set(a.born) & set(b.born):
        reasons.append("the date of birth is the same")
    if {_plain(x) for x in a.numbers} & {_plain(x) for x in b.numbers}:
        reasons.append("a record number is the same")
    if {_plain(x) for x in a.addresses} & {_plain(x) for x in b.addresses}:
        reasons.append("the address is the same")
    return tuple(reasons) if reasons != ["the date of birth is the same"] else ()


def _ratio(x: str, y: str) -> float:
    return SequenceMatcher(None, _plain(x), _plain(y)).ratio()


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _surname(name: str) -> str:
    parts = name.casefold().split()
    return parts[-1] if len(parts) > 1 else ""
