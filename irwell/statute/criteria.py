"""Facts in, obligations out, with reasons. Unknown is never false."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from irwell.statute.facts import (
    FactDef,
    FactKind,
    facts_by_id,
    load_contradictions,
    load_derived,
    load_settled,
)
from irwell.statute.law import citation, listed
from irwell.statute.logic import (
    All,
    Always,
    AnyOf,
    Compare,
    Expression,
    Name,
    Not,
    Truth,
    Value,
    as_truth,
    disjunction,
    names_in,
    truth,
    write,
)
from irwell.statute.rulesets import Rule, RuleSet, load_outcomes

Facts = Mapping[str, Value]

OPERATORS = {"<": "under", "<=": "at most", ">": "over", ">=": "at least", "==": "exactly"}
ANSWERS = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "not known"}


@dataclass(frozen=True)
class Limb:
    """One condition of a rule: as written, in plain words, and whether it holds."""

    text: str
    plain: str
    truth: Truth

    @property
    def sentence(self) -> str:
        """The person was under 18: yes."""
        return f"{self.plain[:1].upper()}{self.plain[1:]}: {ANSWERS[self.truth]}."


@dataclass(frozen=True)
class RuleResult:
    """How one rule came out, limb by limb, and who says the rule is so."""

    rule: Rule
    truth: Truth
    limbs: tuple[Limb, ...]
    source: tuple[str, ...]
    verified: bool

    @property
    def citation(self) -> str:
        """One sentence that names the sources and whether they were checked."""
        return citation(self.source, verified=self.verified, verified_on=self.rule.verified_on)


@dataclass(frozen=True)
class Outcome:
    """What follows from the facts under one rule set.

    `outcomes`: what certainly follows. `undetermined`: what may follow once the facts in
    `missing` are known (fact ids, in the order in which they are asked). `because`: every rule
    with its limbs. `clocks`: the clocks that rules which hold set going. `settled`: unknowns that
    another answer settled, as sentences. `contradictions`: answers that cannot both be right.
    """

    ruleset: RuleSet
    outcomes: tuple[str, ...]
    undetermined: tuple[str, ...]
    missing: tuple[str, ...]
    because: tuple[RuleResult, ...]
    clocks: tuple[str, ...]
    settled: tuple[str, ...]
    contradictions: tuple[str, ...]
    wanted: Mapping[str, tuple[str, ...]] = field(repr=False)

    def truth(self, outcome: str) -> Truth:
        """Whether one outcome follows; false for an outcome that this set never leads to."""
        if outcome not in load_outcomes():
            raise LookupError(f"{outcome} is not an outcome.")
        if outcome in self.outcomes:
            return Truth.TRUE
        return Truth.UNKNOWN if outcome in self.undetermined else Truth.FALSE

    def missing_for(self, outcome: str) -> tuple[str, ...]:
        """The facts to obtain for one undetermined outcome; empty for any other."""
        return self.wanted.get(outcome, ())

    @property
    def met(self) -> Truth:
        """Whether the set's criteria are met (its `meets` outcomes)."""
        return disjunction([self.truth(outcome) for outcome in self.ruleset.meets])

    @property
    def to_obtain(self) -> tuple[FactDef, ...]:
        """The facts to find out, each with its question and what would settle it."""
        return tuple(facts_by_id()[fact] for fact in self.missing)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What follows, what may follow, and what to find out, in plain sentences."""
        known = load_outcomes()
        found = [known[o].plain for o in self.outcomes]
        found += [f"Not yet decided whether {known[o].clause}." for o in self.undetermined]
        found += [f"To find out: {fact.obtain}." for fact in self.to_obtain]
        return (*found, *self.settled, *self.contradictions)


def evaluate(ruleset: RuleSet, facts: Facts) -> Outcome:
    """Apply every rule of `ruleset` to `facts` in Kleene's three-valued logic.

    `facts` maps ids of fact_catalogue() to Truth, bool, a whole number (F_AGE) or None. A fact
    that is left out is unknown, except a `process` fact, which has then not happened. A name that
    is not in the catalogue is a ValueError, so that a slip cannot be taken for an unknown.
    """
    complete = _complete(facts)
    settled, told = _settle(complete)
    state = _State(settled)
    results = tuple(state.apply(rule) for rule in ruleset.rules)
    held = tuple(o for o, t in state.outcomes.items() if t is Truth.TRUE)
    open_ = tuple(o for o, t in state.outcomes.items() if t is Truth.UNKNOWN)
    wanted = _wanted(state, results, open_)
    clocks = (r.rule.clock for r in results if r.truth is Truth.TRUE and r.rule.clock)
    return Outcome(
        ruleset=ruleset,
        outcomes=held,
        undetermined=open_,
        missing=_in_order({fact for facts in wanted.values() for fact in facts}),
        because=results,
        clocks=tuple(dict.fromkeys(clocks)),
        settled=told,
        contradictions=_contradicting(complete),
        wanted=wanted,
    )


def contradictions(facts: Facts) -> tuple[str, ...]:
    """The sentences for answers that cannot both be right."""
    return _contradicting(_complete(facts))


def diverge(a: Outcome, b: Outcome) -> str | None:
    """One sentence when two rule sets answer "are the criteria met?" differently, else None.

    A set without criteria of its own (RS-FUTURE) never diverges.
    """
    if not a.ruleset.meets or not b.ruleset.meets or a.met is b.met:
        return None
    said = {Truth.TRUE: "met", Truth.FALSE: "not met", Truth.UNKNOWN: "not yet decided"}
    sentence = (
        f"The rule sets differ. {a.ruleset.title}: criteria {said[a.met]}. "
        f"{b.ruleset.title}: criteria {said[b.met]}."
    )
    for outcome in (a, b):
        if outcome.ruleset.use == "statutory" and outcome.met is Truth.TRUE:
            sentence += " The statutory criteria are met, so the duty to notify stands."
    return sentence


class _State:
    """The facts given, and the outcomes found so far."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.derived: dict[str, Truth] = {}
        self.outcomes: dict[str, Truth] = {}

    def value(self, name: str) -> Value:
        if name in self.facts:
            return self.facts[name]
        if name in self.outcomes:
            return self.outcomes[name]
        if name not in self.derived:
            self.derived[name] = truth(load_derived()[name].expression, self.value)
        return self.derived[name]

    def apply(self, rule: Rule) -> RuleResult:
        result = truth(rule.expression, self.value)
        for outcome in rule.then:
            before = self.outcomes.get(outcome, Truth.FALSE)
            self.outcomes[outcome] = disjunction([before, result])
        limbs = tuple(self.limb(part) for part in _limbs(rule.expression))
        return RuleResult(rule, result, limbs, rule.source, rule.verified)

    def limb(self, expression: Expression) -> Limb:
        return Limb(write(expression), plain(expression), truth(expression, self.value))

    def unknown_in(self, expression: Expression) -> set[str]:
        """The unknown facts that keep the expression from being decided."""
        if truth(expression, self.value) is not Truth.UNKNOWN:
            return set()
        match expression:
            case Compare(name=name):
                return {name}
            case Not(inner=inner):
                return self.unknown_in(inner)
            case All(parts=parts) | AnyOf(parts=parts):
                return set().union(*(self.unknown_in(part) for part in parts))
            case Name(id=name):
                return self._unknown_behind(name)
        return set()

    def _unknown_behind(self, name: str) -> set[str]:
        """An outcome's own rules already name its unknown facts, so it adds none."""
        if name in self.facts:
            return {name}
        derived = load_derived().get(name)
        return self.unknown_in(derived.expression) if derived else set()


def _contradicting(complete: Facts) -> tuple[str, ...]:
    state = _State(complete)
    return tuple(
        pair.sentence
        for pair in load_contradictions()
        if truth(pair.expression, state.value) is Truth.TRUE
    )


def _settle(complete: Facts) -> tuple[Facts, tuple[str, ...]]:
    """Unknowns filled in from other answers, and the sentences that tell it."""
    given = _State(complete)
    filled, told = dict(complete), []
    for rule in load_settled():
        unknown = complete[rule.fact] is Truth.UNKNOWN
        if unknown and truth(rule.expression, given.value) is Truth.TRUE:
            filled[rule.fact] = Truth.of(rule.value)
            told.append(rule.sentence)
    return filled, tuple(told)


def _wanted(
    state: _State, results: tuple[RuleResult, ...], undetermined: tuple[str, ...]
) -> Mapping[str, tuple[str, ...]]:
    """For each undetermined outcome, the facts that keep it open (through other outcomes too)."""
    wanted: dict[str, set[str]] = {outcome: set() for outcome in undetermined}
    for result in results:
        if result.truth is not Truth.UNKNOWN:
            continue
        facts = state.unknown_in(result.rule.expression)
        for name in names_in(result.rule.expression) & set(undetermined):
            facts = facts | wanted[name]
        for outcome in result.rule.then:
            if outcome in wanted:
                wanted[outcome] |= facts
    return {outcome: _in_order(facts) for outcome, facts in wanted.items()}


def _in_order(facts: set[str]) -> tuple[str, ...]:
    return tuple(fact for fact in facts_by_id() if fact in facts)


def _complete(facts: Facts) -> Facts:
    """Every fact of the catalogue with a checked value."""
    catalogue = facts_by_id()
    if unknown := sorted(set(facts) - set(catalogue)):
        raise ValueError(
            f"There is no fact called {listed(unknown)}. The facts are: {', '.join(catalogue)}."
        )
    return {fact.id: _checked(fact, facts) for fact in catalogue.values()}


def _checked(fact: FactDef, facts: Facts) -> Value:
    if fact.kind is FactKind.PROCESS:
        return as_truth(fact.id, facts.get(fact.id, Truth.FALSE))
    value = facts.get(fact.id)
    if fact.kind is FactKind.YES_NO:
        return as_truth(fact.id, value)
    if value is None or value is Truth.UNKNOWN:
        return Truth.UNKNOWN
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 130:
        raise ValueError(f"{fact.id} is {value!r}: give a whole number from 0 to 130, or unknown.")
    return value


def _limbs(expression: Expression) -> tuple[Expression, ...]:
    """The conditions joined by `and`, looking into derived facts that are themselves so joined."""
    if isinstance(expression, All):
        return tuple(limb for part in expression.parts for limb in _limbs(part))
    derived = load_derived().get(expression.id) if isinstance(expression, Name) else None
    if derived is not None and isinstance(derived.expression, All):
        return _limbs(derived.expression)
    return (expression,)


def plain(expression: Expression) -> str:
    """The condition as a clause in plain English, as it must be for the rule to hold."""
    match expression:
        case Always():
            return "always"
        case Name(id=name):
            return _clause(name, negative=False)
        case Not(inner=Name(id=name)):
            return _clause(name, negative=True)
        case Not(inner=inner):
            return f"it is not so that {plain(inner)}"
        case Compare(name=name, operator=operator, number=number):
            return f"{facts_by_id()[name].noun} is {OPERATORS[operator]} {number}"
        case All(parts=parts):
            return " and ".join(plain(part) for part in parts)
        case AnyOf(parts=parts):
            return " or ".join(plain(part) for part in parts)


def _clause(name: str, *, negative: bool) -> str:
    known = facts_by_id().get(name) or load_derived().get(name)
    if known is not None:
        return known.negative if negative else known.statement
    clause = load_outcomes()[name].clause
    return f"it does not follow that {clause}" if negative else f"it follows that {clause}"
