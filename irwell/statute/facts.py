"""The catalogue of facts a person is asked for, and those that follow from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from irwell.statute.law import LawError, read_toml
from irwell.statute.logic import (
    OPEN,
    UNKNOWN_NUMBER,
    All,
    AnyOf,
    Compare,
    Expression,
    Levels,
    Name,
    Not,
    compiled,
    names_in,
    parse,
)

Asking = Callable[[Levels], frozenset[str]]
NOTHING: frozenset[str] = frozenset()


class FactKind(StrEnum):
    """yes_no: true, false or unknown. number: a whole number or unknown. process: a step that
    the record itself holds, so that no record means it has not happened."""

    YES_NO = "yes_no"
    NUMBER = "number"
    PROCESS = "process"


@dataclass(frozen=True)
class FactDef:
    """One question. `statement` and `negative` are its two answers as clauses; `obtain` names
    what would settle an unknown. `order` is its place in the form, from 1."""

    id: str
    kind: FactKind
    order: int
    question: str
    help: str
    statement: str
    negative: str
    obtain: str
    noun: str = ""


@dataclass(frozen=True)
class Derived:
    """A fact that follows from others (AN, EVENT, SCSC, LEARNING_VALUE)."""

    id: str
    expression: Expression
    statement: str
    negative: str


@dataclass(frozen=True)
class Settled:
    """An unknown that another answer settles: if `expression` holds, `fact` is `value`."""

    fact: str
    value: bool
    expression: Expression
    sentence: str


@dataclass(frozen=True)
class Contradiction:
    """Answers that cannot both be right, and the sentence that asks to check them."""

    expression: Expression
    sentence: str


@cache
def fact_catalogue() -> tuple[FactDef, ...]:
    """Every fact in the order in which a person is asked."""
    rows = read_toml("facts.toml")["fact"]
    facts = tuple(
        FactDef(**row | {"kind": FactKind(row["kind"]), "order": n})
        for n, row in enumerate(rows, start=1)
    )
    if len({fact.id for fact in facts}) != len(facts):
        raise LawError("facts.toml: a fact stands there twice.")
    return facts


@cache
def facts_by_id() -> Mapping[str, FactDef]:
    """The catalogue by id."""
    return MappingProxyType({fact.id: fact for fact in fact_catalogue()})


@cache
def load_derived() -> Mapping[str, Derived]:
    """The derived facts by id; each may use facts and those derived before it."""
    known = set(facts_by_id())
    derived: dict[str, Derived] = {}
    for row in read_toml("facts.toml")["derived"]:
        expression = checked(row["if"], known=known, where=f"facts.toml, derived {row['id']}")
        derived[row["id"]] = Derived(row["id"], expression, row["statement"], row["negative"])
        known.add(row["id"])
    return MappingProxyType(derived)


@cache
def load_settled() -> tuple[Settled, ...]:
    """The unknowns that another answer settles."""
    known = set(facts_by_id())
    rows = read_toml("facts.toml")["settled"]
    if unknown := sorted({row["fact"] for row in rows} - known):
        raise LawError(f"facts.toml, settled: {', '.join(unknown)} is not a fact.")
    return tuple(
        Settled(
            fact=row["fact"],
            value=row["value"],
            expression=checked(row["if"], known=known, where="facts.toml, settled"),
            sentence=row["sentence"],
        )
        for row in rows
    )


@cache
def load_contradictions() -> tuple[Contradiction, ...]:
    """The pairs of answers that cannot both be right."""
    known = set(facts_by_id()) | set(load_derived())
    return tuple(
        Contradiction(checked(row["if"], known=known, where="facts.toml"), row["sentence"])
        for row in read_toml("facts.toml")["contradiction"]
    )


def checked(text: str, *, known: set[str], where: str) -> Expression:
    """The parsed condition; a name nobody defined is an error now, not when a case needs it."""
    expression = parse(text)
    if unknown := sorted(names_in(expression) - known):
        raise LawError(f"{where}: “{text}” uses {', '.join(unknown)}, which nothing defines.")
    return expression


def asking(expression: Expression) -> Asking:
    """Gives the unknown facts that keep the expression from being decided.

    An outcome's own rules already name its unknown facts, so its name adds none.
    """
    match expression:
        case Compare(name=name):
            return _if_unknown(name, UNKNOWN_NUMBER)
        case Name(id=name) if name in facts_by_id():
            return _if_unknown(name, OPEN)
        case Name(id=name) if name in load_derived():
            return asking(load_derived()[name].expression)
        case Not(inner=inner):
            return asking(inner)
        case All(parts=parts) | AnyOf(parts=parts):
            return _if_open(expression, tuple(asking(part) for part in parts))
    return lambda levels: NOTHING


def _if_unknown(name: str, unknown: int) -> Asking:
    one = frozenset({name})
    return lambda levels: one if levels[name] == unknown else NOTHING


def _if_open(expression: Expression, parts: tuple[Asking, ...]) -> Asking:
    level = compiled(expression)
    return lambda levels: (
        NOTHING if level(levels) != OPEN else NOTHING.union(*[part(levels) for part in parts])
    )
