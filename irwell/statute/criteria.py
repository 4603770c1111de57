"""Facts in, obligations out, with reasons. Unknown is never false."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

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
    BY_LEVEL,
    LEVEL_OF,
    NO,
    OPEN,
    UNKNOWN_NUMBER,
    YES,
    All,
    Always,
    AnyOf,
    Compare,
    Expression,
    Level,
    Name,
    Not,
    Truth,
    Value,
    as_truth,
    compiled,
    disjunction,
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
    `missing` are known. `clocks`: the clocks that rules which hold set going. `settled`: unknowns
    that another answer settled, as sentences. The reasons are worked out when they are asked for.
    """

    ruleset: RuleSet
    outcomes: tuple[str, ...]
    undetermined: tuple[str, ...]
    clocks: tuple[str, ...]
    settled: tuple[str, ...]
    _levels: Mapping[str, int] = field(repr=False)
    _held: tuple[int, ...] = field(repr=False)

    @cached_property
    def because(self) -> tuple[RuleResult, ...]:
        """Every rule with its limbs."""
        return tuple(
            RuleResult(rule, BY_LEVEL[held], self._limbs(rule), rule.source, rule.verified)
            for rule, held in zip(self.ruleset.rules, self._held, strict=True)
        )

    @cached_property
    def _keeping_open(self) -> Mapping[str, set[str]]:
        """For each undetermined outcome, the facts that keep it open (through other outcomes too)."""
        wanted: dict[str, set[str]] = {outcome: set() for outcome in self.undetermined}
        if not wanted:
            return wanted
        for rule, held in zip(self.ruleset.rules, self._held, strict=True):
            if held != OPEN:
                continue
            facts = rule.asking(self._levels)
            for name in rule.names:
                if name in wanted:
                    facts = facts | wanted[name]
            for outcome in rule.then:
                if outcome in wanted:
                    wanted[outcome] |= facts
        return wanted

    @property
    def missing(self) -> tuple[str, ...]:
        """The ids of the facts to obtain, in the order in which they are asked."""
        return _in_order(set().union(*self._keeping_open.values()))

    @property
    def contradictions(self) -> tuple[str, ...]:
        """The sentences for answers that cannot both be right."""
        return _contradicting(self._levels)

    def truth(self, outcome: str) -> Truth:
        """Whether one outcome follows; false for an outcome that this set never leads to."""
        if outcome not in load_outcomes():
            raise LookupError(f"{outcome} is not an outcome.")
        if outcome in self.outcomes:
            return Truth.TRUE
        return Truth.UNKNOWN if outcome in self.undetermined else Truth.FALSE

    def missing_for(self, outcome: str) -> tuple[str, ...]:
        """The facts to obtain for one undetermined outcome; empty for any other."""
        return _in_order(self._keeping_open.get(outcome, set()))

    @property
    def met(self) -> Truth:
        """Whether the set's criteria are met (its `meets` outcomes)."""
        return disjunction([self.truth(outcome) for outcome in self.ruleset.meets])

    @property
    def decided(self) -> bool:
        """Whether everything that the questions must settle is settled."""
        return not any(outcome in self.undetermined for outcome in self.ruleset.decides)

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

    def _limbs(self, rule: Rule) -> tuple[Limb, ...]:
        return tuple(
            Limb(write(part), plain(part), BY_LEVEL[compiled(part)(self._levels)])
            for part in _limbs(rule.expression)
        )


def evaluate(ruleset: RuleSet, facts: Facts) -> Outcome:
    """Apply every rule of `ruleset` to `facts` in Kleene's three-valued logic.

    `facts` maps ids of fact_catalogue() to Truth, bool, a whole number (F_AGE) or None. A fact
    that is left out is unknown, except a `process` fact, which has then not happened. A name that
    is not in the catalogue is a ValueError, so that a slip cannot be taken for an unknown.
    """
    levels = _levels(facts)
    told = _settle(levels)
    for name, level in _compiled_derived():
        levels[name] = level(levels)
    levels.update(dict.fromkeys(ruleset.produced, NO))
    held = []
    for level, then in ruleset.compiled:
        found = level(levels)
        held.append(found)
        for outcome in then:
            if found > levels[outcome]:
                levels[outcome] = found
    return Outcome(
        ruleset=ruleset,
        outcomes=tuple(o for o in ruleset.produced if levels[o] == YES),
        undetermined=tuple(o for o in ruleset.produced if levels[o] == OPEN),
        clocks=_clocks(ruleset, held),
        settled=told,
        _levels=levels,
        _held=tuple(held),
    )


def contradictions(facts: Facts) -> tuple[str, ...]:
    """The sentences for answers that cannot both be right."""
    levels = _levels(facts)
    for name, level in _compiled_derived():
        levels[name] = level(levels)
    return _contradicting(levels)


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


def _clocks(ruleset: RuleSet, held: list[int]) -> tuple[str, ...]:
    clocks = [r.clock for r, h in zip(ruleset.rules, held, strict=True) if h == YES and r.clock]
    return tuple(dict.fromkeys(clocks))


@cache
def _compiled_derived() -> tuple[tuple[str, Level], ...]:
    return tuple((name, compiled(d.expression)) for name, d in load_derived().items())


@cache
def _compiled_settled() -> tuple[tuple[str, int, Level, str], ...]:
    return tuple(
        (rule.fact, YES if rule.value else NO, compiled(rule.expression), rule.sentence)
        for rule in load_settled()
    )


def _settle(levels: dict[str, int]) -> tuple[str, ...]:
    """Fill unknowns that the answers given settle, and tell of each."""
    found = [
        (fact, value, sentence)
        for fact, value, level, sentence in _compiled_settled()
        if levels[fact] == OPEN and level(levels) == YES
    ]
    for fact, value, _ in found:
        levels[fact] = value
    return tuple(sentence for _, _, sentence in found)


def _contradicting(levels: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(
        pair.sentence for pair in load_contradictions() if compiled(pair.expression)(levels) == YES
    )


def _in_order(facts: set[str]) -> tuple[str, ...]:
    return tuple(fact for fact in facts_by_id() if fact in facts) if facts else ()


def _levels(facts: Facts) -> dict[str, int]:
    """Every fact of the catalogue as a checked level, or a number."""
    levels = dict(_nothing_known())
    for name, value in facts.items():
        known = LEVEL_OF.get(value) if isinstance(value, Truth) else None
        if known is not None and levels.get(name, UNKNOWN_NUMBER) != UNKNOWN_NUMBER:
            levels[name] = known
        else:
            levels[name] = _checked(name, value, facts)
    return levels


@cache
def _nothing_known() -> Mapping[str, int]:
    """A process fact without a record has not happened; the rest is unknown."""
    blank = {FactKind.YES_NO: OPEN, FactKind.NUMBER: UNKNOWN_NUMBER, FactKind.PROCESS: NO}
    return {fact.id: blank[fact.kind] for fact in facts_by_id().values()}


def _checked(name: str, value: Value, facts: Facts) -> int:
    fact = facts_by_id().get(name)
    if fact is None:
        strange = sorted(set(facts) - set(facts_by_id()))
        raise ValueError(
            f"There is no fact called {listed(strange)}. The facts are: {', '.join(facts_by_id())}."
        )
    if fact.kind is not FactKind.NUMBER:
        return LEVEL_OF[as_truth(name, value)]
    if value is None or value is Truth.UNKNOWN:
        return UNKNOWN_NUMBER
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 130:
        raise ValueError(f"{name} is {value!r}: give a whole number from 0 to 130, or unknown.")
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
            return " and ".join(_side_by_side(part) for part in parts)
        case AnyOf(parts=parts):
            return " or ".join(plain(part) for part in parts)


def rule_in_words(rule: Rule) -> str:
    """If the child normally lives in this area and …, then: The criteria are met."""
    titles = "; ".join(load_outcomes()[outcome].title for outcome in rule.then)
    return f"If {plain(rule.expression)}, then: {titles}."


def _side_by_side(part: Expression) -> str:
    """Brackets keep an "or" inside an "and" together."""
    return f"({plain(part)})" if isinstance(part, AnyOf) else plain(part)


def _clause(name: str, *, negative: bool) -> str:
    known = facts_by_id().get(name) or load_derived().get(name)
    if known is not None:
        return known.negative if negative else known.statement
    clause = load_outcomes()[name].clause
    return f"it does not follow that {clause}" if negative else f"it follows that {clause}"
