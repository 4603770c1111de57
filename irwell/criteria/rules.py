"""What the recorded facts give under the page's wording and under the statute. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from irwell.statute import Outcome, Truth, diverge, evaluate, load_rulesets, statutory_on

PAGE = "RS-LOCAL-PAGE"


@dataclass(frozen=True)
class Both:
    """The two outcomes side by side, and the sentence where they differ."""

    page: Outcome
    statute: Outcome
    divergence: str


def as_facts(values: Mapping[str, str]) -> dict[str, Truth | int]:
    """Stored answers as the engine takes them."""
    return {k: int(v) if v.isdigit() else Truth(v) for k, v in values.items()}


def evaluate_both(values: Mapping[str, str], *, on: dt.date) -> Both:
    """The page's own wording beside the statute in force on the day of the incident."""
    facts = as_facts(values)
    page = evaluate(load_rulesets()[PAGE], facts)
    statute = evaluate(statutory_on(on), facts)
    return Both(page, statute, diverge(page, statute) or "")


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
