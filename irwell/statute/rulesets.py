"""Rule sets as data: which facts lead to which outcomes, under which law, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any

from irwell.statute.facts import Asking, asking, checked, facts_by_id, load_derived
from irwell.statute.law import LawError, checked_on, cited, read_toml
from irwell.statute.logic import Expression, Level, compiled, names_in
from irwell.statute.policies import load_policies


@dataclass(frozen=True)
class OutcomeDef:
    """Something that follows from the facts. `plain` is a full sentence for the reader; `clause`
    completes "not yet decided whether …"."""

    id: str
    clause: str
    title: str
    plain: str


@dataclass(frozen=True)
class Rule:
    """If `expression` holds, the outcomes `then` follow. `clock` names the clock it sets going."""

    ruleset: str
    n: str
    text: str
    expression: Expression
    then: tuple[str, ...]
    source: tuple[str, ...]
    verified: bool
    verified_on: dt.date | None
    clock: str = ""
    note: str = ""

    @cached_property
    def asking(self) -> Asking:
        """Gives the unknown facts that keep the rule open."""
        return asking(self.expression)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name that the condition mentions."""
        return names_in(self.expression)


@dataclass(frozen=True)
class RuleSet:
    """A set of rules with everything it extends already in `rules`, oldest first.

    `use`: statutory, local (display and intake), legacy or future. `meets`: the outcomes that
    amount to "the criteria are met". `decides`: the outcomes that the questions must settle.
    `policies`: the reading it prefers of a clock.
    """

    id: str
    title: str
    use: str
    rules: tuple[Rule, ...]
    meets: tuple[str, ...]
    source: tuple[str, ...]
    extends: str
    effective_from: dt.date | None
    effective_to: dt.date | None
    effective_verified: bool
    policies: Mapping[str, str]
    note: str
    decides: tuple[str, ...] = ()

    @cached_property
    def produced(self) -> tuple[str, ...]:
        """Every outcome that the set may lead to."""
        return tuple(dict.fromkeys(outcome for rule in self.rules for outcome in rule.then))

    @cached_property
    def compiled(self) -> tuple[tuple[Level, tuple[str, ...]], ...]:
        """Each rule as a function, with its outcomes."""
        return tuple((compiled(rule.expression), rule.then) for rule in self.rules)


@cache
def load_outcomes() -> Mapping[str, OutcomeDef]:
    """Every outcome a rule may lead to, by id."""
    rows = read_toml("rulesets.toml")["outcome"]
    return MappingProxyType({row["id"]: OutcomeDef(**row) for row in rows})


@cache
def load_rulesets() -> Mapping[str, RuleSet]:
    """Every rule set by id. Unknown names, missing sources and circular rules are errors here."""
    return build_rulesets(read_toml("rulesets.toml")["ruleset"])


def build_rulesets(rows: Iterable[Mapping[str, Any]]) -> Mapping[str, RuleSet]:
    """Rule sets from data rows, in order: a set may extend one that stands before it."""
    sets: dict[str, RuleSet] = {}
    for row in rows:
        parent = _parent(row, sets)
        ruleset = _ruleset(row, parent)
        _check_order(ruleset)
        sets[ruleset.id] = ruleset
    return MappingProxyType(sets)


def statutory_on(day: dt.date) -> RuleSet:
    """The statutory rule set in force on `day`; LookupError before 29 June 2018."""
    found = [
        r
        for r in load_rulesets().values()
        if r.use == "statutory" and r.effective_from is not None and r.effective_from <= day
    ]
    if not found:
        raise LookupError(f"No statutory rule set is held for {day.isoformat()}.")
    return max(found, key=lambda r: r.effective_from or day)


def _parent(row: Mapping[str, Any], sets: Mapping[str, RuleSet]) -> RuleSet | None:
    name = row.get("extends")
    if name is None:
        return None
    if name not in sets:
        raise LawError(f"Rule set {row['id']} extends {name}, which does not stand before it.")
    return sets[name]


def _ruleset(row: Mapping[str, Any], parent: RuleSet | None) -> RuleSet:
    where = f"rule set {row['id']}"
    own = tuple(_rule(row["id"], rule) for rule in row.get("rule", ()))
    rules = (parent.rules if parent else ()) + own
    if len({rule.n for rule in rules}) != len(rules):
        raise LawError(f"{where}: two rules have the same number.")
    meets = tuple(row.get("meets", parent.meets if parent else ()))
    produced = {outcome for rule in rules for outcome in rule.then}
    if unknown := [m for m in meets if m not in produced]:
        raise LawError(f"{where}: no rule leads to {', '.join(unknown)}.")
    policies = dict(parent.policies if parent else {}) | row.get("policies", {})
    if unknown := [p for p in policies.values() if p not in load_policies()]:
        raise LawError(f"{where}: no policy is called {', '.join(unknown)}.")
    return RuleSet(
        id=row["id"],
        title=row["title"],
        use=row["use"],
        rules=rules,
        meets=meets,
        source=cited(row["source"], where=where),
        extends=row.get("extends", ""),
        effective_from=row.get("effective_from"),
        effective_to=row.get("effective_to"),
        effective_verified=row.get("effective_verified", False),
        policies=MappingProxyType(policies),
        note=row.get("note", ""),
        decides=_decides(row, parent, meets, produced, where=where),
    )


def _decides(
    row: Mapping[str, Any],
    parent: RuleSet | None,
    meets: tuple[str, ...],
    produced: set[str],
    *,
    where: str,
) -> tuple[str, ...]:
    """What the questions must settle: as the row says, else as the set it extends, else what meets."""
    decides = tuple(row.get("decides", parent.decides if parent else meets))
    if unknown := [outcome for outcome in decides if outcome not in produced]:
        raise LawError(f"{where}: no rule leads to {', '.join(unknown)}.")
    return decides


def _rule(ruleset: str, row: Mapping[str, Any]) -> Rule:
    where = f"rule set {ruleset}, rule {row['n']}"
    known = set(facts_by_id()) | set(load_derived()) | set(load_outcomes())
    verified, on = checked_on(row, where=where)
    if unknown := [o for o in row["then"] if o not in load_outcomes()]:
        raise LawError(f"{where}: {', '.join(unknown)} is not an outcome.")
    return Rule(
        ruleset=ruleset,
        n=row["n"],
        text=row["if"],
        expression=checked(row["if"], known=known, where=where),
        then=tuple(row["then"]),
        source=cited(row["source"], where=where),
        verified=verified,
        verified_on=on,
        clock=row.get("clock", ""),
        note=row.get("note", ""),
    )


def _check_order(ruleset: RuleSet) -> None:
    """An outcome may be used only by rules after every rule that leads to it."""
    for position, rule in enumerate(ruleset.rules):
        used = names_in(rule.expression) & set(load_outcomes())
        later = {o for other in ruleset.rules[position:] for o in other.then}
        earlier = {o for other in ruleset.rules[:position] for o in other.then}
        if wrong := sorted((used & later) | (used - earlier)):
            raise LawError(
                f"Rule set {ruleset.id}, rule {rule.n}: {', '.join(wrong)} is used before "
                "every rule that leads to it."
            )
