"""What a change of rules would do to open cases, worked out before anybody approves it."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from irwell.cases.models import Case, CaseClock
from irwell.cases.queries import cases_for
from irwell.core.time import london, midday
from irwell.criteria.queries import open_cases_with_facts
from irwell.criteria.rules import as_facts
from irwell.rulebook import queries as rulebook
from irwell.rulebook.models import RuleChange
from irwell.rulebook.rules import build_local, with_days
from irwell.statute import (
    Calendar,
    Clock,
    Outcome,
    RuleResult,
    RuleSet,
    Truth,
    derive,
    evaluate,
    find_policy,
    load_outcomes,
    policies_for,
    readings,
)

Kind = RuleChange.Kind
MET = {Truth.TRUE: "met", Truth.FALSE: "not met", Truth.UNKNOWN: "undetermined"}


@dataclass(frozen=True)
class Effect:
    """One thing that would change on one case: a date, or what follows from its facts."""

    case: Case
    subject: str
    before: str
    after: str
    why: tuple[str, ...] = ()

    @property
    def kept(self) -> dict[str, str]:
        """As it is kept with the approval: ids and results, no name."""
        return {"case": str(self.case.pk), "subject": self.subject, "before": self.before, "after": self.after}  # fmt: skip


def effects_of(change: RuleChange) -> list[Effect]:
    """Everything that would change on open cases if the change were approved now."""
    if change.kind == Kind.HOLIDAY:
        day = dt.date.fromisoformat(change.subject)
        after = with_days(rulebook.calendar(), [(day, change.content["name"])])
        return list(_moved(after))
    if change.kind == Kind.RULESET:
        return list(_decided_otherwise(change))
    if change.kind == Kind.CASE_READING and change.case is not None:
        return list(_read_otherwise(change.case, change.subject, change.content["policy"]))
    return []


def digest(effects: list[Effect]) -> str:
    """What a page showed, so that an approval given on an older page is noticed."""
    kept = sorted(json.dumps(effect.kept, sort_keys=True) for effect in effects)
    return hashlib.sha256("\n".join(kept).encode()).hexdigest()[:16]


def visible(user: Any, effects: list[Effect]) -> tuple[list[Effect], int]:
    """The effects on cases that the person is named on, and on how many others there are some."""
    mine = set(cases_for(user).values_list("pk", flat=True))
    others = {effect.case.pk for effect in effects} - mine
    return [effect for effect in effects if effect.case.pk in mine], len(others)


def running_clocks() -> Iterator[CaseClock]:
    rows = CaseClock.objects.filter(replaced_at=None, stopped_at=None)
    yield from rows.select_related("case").order_by("case__reference", "due_on")


def _moved(after: Calendar) -> Iterator[Effect]:
    for row in running_clocks():
        policy = find_policy(row.policy_id)
        found = derive(policy, {row.start_fact: row.start_at}, after)
        if isinstance(found, Clock) and found.due_on != row.due_on:
            yield Effect(row.case, policy.clock_title, _day(row.due_on), _day(found.due_on))
        elif isinstance(found, Clock) and found.practical_target != row.practical_target:
            yield Effect(
                row.case, f"{policy.clock_title}: last working day before",
                _day(row.practical_target or row.due_on), _day(found.practical_target),
            )  # fmt: skip


def _day(day: dt.date) -> str:
    return f"{day:%a} {day.day} {day:%B %Y}"


def _read_otherwise(case: Case, clock: str, policy: str) -> Iterator[Effect]:
    facts = {d.fact: d.value for d in case.dates.filter(replaced_at=None)}
    found = derive(find_policy(policy), facts, rulebook.calendar())
    row = case.clocks.filter(clock=clock, replaced_at=None).first()
    after = _day(found.due_on) if isinstance(found, Clock) else found.sentence
    before = _day(row.due_on) if row else "Not started"
    why = found.explanation if isinstance(found, Clock) else ()
    yield Effect(case, find_policy(policy).clock_title, before, after, why)


def set_before(change: RuleChange) -> RuleSet | None:
    """The version that a proposed one would replace."""
    if change.number:
        found = rulebook.local_set(change.subject, change.number - 1)
        return found.ruleset if found else None
    newest = rulebook.versions_of(change.subject)
    return newest[0].ruleset if newest else None


def _decided_otherwise(change: RuleChange) -> Iterator[Effect]:
    new, old = build_local(change.content["row"]), set_before(change)
    for case, values in open_cases_with_facts():
        after = evaluate(new, as_facts(values))
        before = evaluate(old, as_facts(values)) if old else None
        if before is None or _answer(before) != _answer(after):
            yield Effect(
                case, new.title, _in_words(before) if before else "Not evaluated",
                _in_words(after), _why(before, after),
            )  # fmt: skip


def _answer(outcome: Outcome) -> tuple[object, ...]:
    return outcome.met, set(outcome.outcomes), set(outcome.undetermined)


def _in_words(outcome: Outcome) -> str:
    titles = [load_outcomes()[o].title for o in outcome.outcomes]
    return f"Criteria {MET[outcome.met]}" + (f": {'; '.join(titles)}" if titles else "")


def _why(before: Outcome | None, after: Outcome) -> tuple[str, ...]:
    """The rules that come out otherwise than before, limb by limb."""
    earlier = {r.rule.n: r for r in before.because} if before else {}
    later = {r.rule.n: r for r in after.because}
    told = [
        _told(n, result) for n, result in later.items()
        if n not in earlier or earlier[n].truth is not result.truth
    ]  # fmt: skip
    told += [f"Rule {n} is no longer there." for n in earlier if n not in later]
    return tuple(told)


def _told(n: str, result: RuleResult) -> str:
    word = {Truth.TRUE: "holds", Truth.FALSE: "does not hold", Truth.UNKNOWN: "is open"}
    limbs = " ".join(limb.sentence for limb in result.limbs)
    return f"Rule {n} {word[result.truth]}. {limbs}"


def examples(clock: str, *, today: dt.date) -> list[tuple[str, str]]:
    """Each reading of a clock with the date it gives where its start is today, policy id first."""
    start = midday(today)
    found = []
    for policy in policies_for(clock):
        derived = derive(policy, {policy.start_fact: start}, rulebook.calendar())
        if isinstance(derived, Clock):
            found.append((policy.id, _day(london(derived.due_at).date())))
    return found


def dates_by_reading(case: Case, clock: str) -> dict[str, str]:
    """Each reading of a clock with the date it gives on this case, where its start is on record."""
    facts = {d.fact: d.value for d in case.dates.filter(replaced_at=None)}
    return {
        found.policy_id: _day(found.due_on)
        for found in readings(clock, facts, rulebook.calendar())
        if isinstance(found, Clock)
    }
