"""Which question to ask next, so that the fewest are asked before the answer is certain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from irwell.statute.criteria import Facts, Outcome, evaluate
from irwell.statute.facts import (
    FactDef,
    FactKind,
    facts_by_id,
    load_contradictions,
    load_derived,
    load_settled,
)
from irwell.statute.logic import (
    All,
    AnyOf,
    Compare,
    Expression,
    Not,
    Truth,
    Value,
)
from irwell.statute.rulesets import RuleSet

OLDEST = 130


@dataclass(frozen=True)
class NextQuestion:
    """The fact to ask for, the set that needs it, and the outcomes that hang on it."""

    fact: FactDef
    ruleset: RuleSet
    decides: tuple[str, ...]


def next_question(rulesets: Sequence[RuleSet], facts: Facts) -> NextQuestion | None:
    """The most telling unknown fact, or None once nothing that could be asked would change the answer.

    The sets are settled one after another. A fact that stands in `facts`, even as unknown, has been
    asked and is not asked again. Most telling: over its possible answers, the fewest outcomes stay
    open; then the fewest facts stay missing; then the order of the catalogue.
    """
    for ruleset in rulesets:
        outcome = evaluate(ruleset, facts)
        open_ = tuple(o for o in ruleset.decides if o in outcome.undetermined)
        asked_for = {fact for o in open_ for fact in outcome.missing_for(o)}
        candidates = [fact for fact in facts_by_id() if fact in asked_for and fact not in facts]
        if candidates:
            chosen = min(candidates, key=lambda fact: _left_open(ruleset, facts, fact))
            hang = tuple(o for o in open_ if chosen in outcome.missing_for(o))
            return NextQuestion(facts_by_id()[chosen], ruleset, hang)
    return None


def _left_open(ruleset: RuleSet, facts: Facts, fact: str) -> tuple[float, float]:
    """What stays open on average over the possible answers: outcomes, then facts."""
    found = [evaluate(ruleset, {**facts, fact: answer}) for answer in _answers(ruleset, fact)]
    outcomes = sum(len(_open(one)) for one in found)
    missing = sum(len(_missing(one)) for one in found)
    return outcomes / len(found), missing / len(found)


def _open(outcome: Outcome) -> list[str]:
    return [o for o in outcome.ruleset.decides if o in outcome.undetermined]


def _missing(outcome: Outcome) -> set[str]:
    return {fact for o in _open(outcome) for fact in outcome.missing_for(o)}


def _answers(ruleset: RuleSet, fact: str) -> list[Value]:
    """Yes and no; for a number, one on each side of every number that a rule compares it with."""
    if facts_by_id()[fact].kind is not FactKind.NUMBER:
        return [Truth.TRUE, Truth.FALSE]
    near = {n + step for n in _compared(ruleset, fact) for step in (-1, 0, 1)}
    return [n for n in sorted(near) if 0 <= n <= OLDEST]


def _compared(ruleset: RuleSet, fact: str) -> Iterator[int]:
    expressions = [rule.expression for rule in ruleset.rules]
    expressions += [d.expression for d in load_derived().values()]
    expressions += [s.expression for s in load_settled()]
    expressions += [c.expression for c in load_contradictions()]
    for expression in expressions:
        yield from _numbers(expression, fact)


def _numbers(expression: Expression, fact: str) -> Iterator[int]:
    match expression:
        case Compare(name=name, number=number) if name == fact:
            yield number
        case Not(inner=inner):
            yield from _numbers(inner, fact)
        case All(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from _numbers(part, fact)
