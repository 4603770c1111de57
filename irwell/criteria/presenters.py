"""Who must notify whom, limb by limb; each fact with its answers; each evaluation beside the one before."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from irwell.core.time import london
from irwell.criteria.models import Evaluation, FactRecord
from irwell.criteria.rules import Answers, LocalAnswer
from irwell.statute import (
    Calendar,
    Clock,
    FactDef,
    FactKind,
    Outcome,
    RuleResult,
    Truth,
    derive,
    fact_catalogue,
    facts_by_id,
    find_policy,
    load_outcomes,
    load_rulesets,
)

WORDS = {Truth.TRUE: ("Met", "green"), Truth.FALSE: ("Not met", "grey"), Truth.UNKNOWN: ("Not known", "amber")}  # fmt: skip
DUTY = {Truth.TRUE: ("Yes", "red"), Truth.FALSE: ("No", "grey"), Truth.UNKNOWN: ("Undetermined", "amber")}  # fmt: skip
ANSWERS = {"true": "Yes", "false": "No", "unknown": "Not known"}
# Outcome, who acts, whom they tell, and the clock of the duty.
DUTIES = (
    ("LA_MUST_NOTIFY_PANEL", "This local authority", "the Child Safeguarding Practice Review Panel", "C2"),
    ("OTHER_LA_NOTIFIES", "Another local authority in England", "the Panel, as it happened in its area", ""),
    ("AREA_COLLABORATES", "This area", "works with the authority that notifies", ""),
    ("NOTIFY_SOS_AND_OFSTED", "This local authority", "the Secretary of State and Ofsted", "C4"),
    ("REPORT_TO_SAFEGUARDING_PARTNERS", "This local authority", "the safeguarding partners", "C3"),
)  # fmt: skip
AFTER = ("MAY_NOTIFY", "RR_REQUIRED", "RR_NOT_REQUIRED", "LCSPR_MUST_CONSIDER", "LCSPR_NOT_REQUIRED", "LEARNING_REVIEW_MAY", "RR_ANALYSE_EPISODES", "RR_CONSIDER_INEQUALITY", "PARTNERS_SHOULD_AGREE")  # fmt: skip


@dataclass(frozen=True)
class ShownLimb:
    """One condition and whether it holds."""

    text: str
    word: str
    colour: str


@dataclass(frozen=True)
class Way:
    """One rule that leads to a duty: all of its limbs must be met."""

    limbs: tuple[ShownLimb, ...]
    word: str
    colour: str
    source: str


@dataclass(frozen=True)
class Duty:
    """One row of “who must notify whom”."""

    who: str
    whom: str
    word: str
    colour: str
    due: str
    ways: tuple[Way, ...]
    missing: tuple[str, ...]
    shown: bool


@dataclass(frozen=True)
class ShownFact:
    """A question with its answer, where it comes from, who gave it and when, and the answers before it."""

    fact: FactDef
    answer: str
    source: str
    by: str
    before: tuple[str, ...]
    needed: bool


@dataclass(frozen=True)
class ShownEvaluation:
    """An evaluation kept, with what had changed since the one before it."""

    when: dt.datetime
    by: str
    statute: str
    local: tuple[str, ...]
    outcomes: tuple[str, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True)
class ShownLocal:
    """A local set beside the statute."""

    title: str
    version: str
    word: str
    colour: str
    sentences: tuple[str, ...]
    ways: tuple[Way, ...]


def duties(statute: Outcome, moments: Mapping[str, dt.datetime], calendar: Calendar) -> list[Duty]:
    """Every duty of the statute with its limbs, and the date where it follows and its start is recorded."""
    found = []
    for outcome, who, whom, clock in DUTIES:
        held = statute.truth(outcome)
        word, colour = DUTY[held]
        rules = [r for r in statute.because if outcome in r.rule.then]
        chosen = next(
            (r.rule.clock for r in rules if r.truth is Truth.TRUE and r.rule.clock), clock
        )
        due = _due(chosen, moments, calendar) if chosen and held is Truth.TRUE else ""
        missing = tuple(facts_by_id()[f].obtain for f in statute.missing_for(outcome))
        shown = (
            held is Truth.UNKNOWN or outcome == "LA_MUST_NOTIFY_PANEL"
        )  # these limbs are open at once
        found.append(
            Duty(who, whom, word, colour, due, tuple(_way(r) for r in rules), missing, shown)
        )
    return found


def _due(clock: str, moments: Mapping[str, dt.datetime], calendar: Calendar) -> str:
    found = derive(find_policy(clock), moments, calendar)
    if not isinstance(found, Clock):
        return found.sentence
    day = found.due_on
    return f"By {day:%A} {day.day} {day:%B %Y}"


def _way(result: RuleResult) -> Way:
    word, colour = WORDS[result.truth]
    limbs = tuple(
        ShownLimb(f"{one.plain[:1].upper()}{one.plain[1:]}", *WORDS[one.truth])
        for one in result.limbs
    )
    return Way(limbs, word, colour, result.citation)


def afterwards(statute: Outcome) -> list[tuple[str, str, str]]:
    """What else follows or may follow: sentence, word, colour; what does not follow is left out."""
    known = load_outcomes()
    return [
        (known[o].plain, *DUTY[statute.truth(o)])
        for o in AFTER if o in statute.ruleset.produced and statute.truth(o) is Truth.TRUE
    ]  # fmt: skip


def local(answers: Iterable[LocalAnswer]) -> list[ShownLocal]:
    """Each local set in the version that the case keeps."""
    return [_local(one) for one in answers]


def _local(one: LocalAnswer) -> ShownLocal:
    word, colour = DUTY[one.outcome.met]
    ruleset, version = one.local.ruleset, f"Version {one.local.version}"
    if ruleset.id in load_rulesets() and one.local.version == 1:
        version = "Version 1, as supplied"
    known = load_outcomes()
    ways = tuple(_way(r) for r in one.outcome.because if set(r.rule.then) & set(ruleset.meets))
    sentences = tuple(known[o].plain for o in one.outcome.outcomes)
    title = {"Yes": "Met", "No": "Not met"}.get(word, word)
    return ShownLocal(ruleset.title, version, title, colour, sentences, ways)


def facts(
    records: Mapping[str, Sequence[FactRecord]], answers: Answers
) -> tuple[list[ShownFact], list[ShownFact]]:
    """The facts that a duty or a local set can turn on, and the others."""
    outcomes = [answers.statute, *(one.outcome for one in answers.local)]
    needed = {f for o in outcomes for d in o.ruleset.decides for f in o.missing_for(d)}
    shown = [
        _fact(fact, records.get(fact.id, ()), fact.id in needed)
        for fact in fact_catalogue() if fact.kind is not FactKind.PROCESS
    ]  # fmt: skip
    first = [one for one in shown if one.answer or one.needed]
    return first, [one for one in shown if one not in first]


def _fact(fact: FactDef, records: Sequence[FactRecord], needed: bool) -> ShownFact:
    current = next((r for r in records if r.replaced_at is None), None)
    before = tuple(f"{answer(r.value)}: {r.source or 'no source'} ({_by(r)})" for r in records if r is not current)  # fmt: skip
    if current is None:
        return ShownFact(fact, "", "", "", before, needed)
    return ShownFact(fact, answer(current.value), current.source, _by(current), before, needed)


def _by(record: FactRecord) -> str:
    at = london(record.created_at)
    return f"{record.by.name}, {at:%-d %B %Y, %H:%M}"


def answer(value: str) -> str:
    """Yes, No, Not known, or the number."""
    return ANSWERS.get(value, value)


def evaluations(kept: Sequence[Evaluation]) -> list[ShownEvaluation]:
    """Every evaluation, the newest first, each with what changed since the one before."""
    pairs = [*pairwise(kept), *((one, None) for one in kept[-1:])]
    return [_evaluation(one, before) for one, before in pairs]


def _evaluation(one: Evaluation, before: Evaluation | None) -> ShownEvaluation:
    known = load_outcomes()
    title = (
        load_rulesets()[one.statute_id].title
        if one.statute_id in load_rulesets()
        else one.statute_id
    )
    return ShownEvaluation(
        one.created_at, one.by.name, f"{title}: criteria {_met(one.statute_met)}",
        tuple(f"{row['title']}, version {row['version']}: criteria {_met(row['met'])}" for row in one.local),
        tuple(known[o].title for o in one.statute_outcomes if o in known),
        _changes(one, before) if before else (),
    )  # fmt: skip


def _met(value: str) -> str:
    return {"true": "met", "false": "not met"}.get(value, "undetermined")


def _changes(one: Evaluation, before: Evaluation) -> tuple[str, ...]:
    changed = changed_facts(before.facts, one.facts)
    gone = [o for o in before.statute_outcomes if o not in one.statute_outcomes]
    new = [o for o in one.statute_outcomes if o not in before.statute_outcomes]
    titles = load_outcomes()
    told = [f"New: {titles[o].title}" for o in new if o in titles]
    told += [f"No longer: {titles[o].title}" for o in gone if o in titles]
    versions = {row["id"]: row["version"] for row in before.local}
    told += [
        f"{row['title']}: version {row['version']} instead of {versions[row['id']]}"
        for row in one.local if versions.get(row["id"], row["version"]) != row["version"]
    ]  # fmt: skip
    return (*changed, *told)


def changed_facts(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """Facts whose answer is another than before, in words."""
    ids = [f for f in facts_by_id() if before.get(f) != after.get(f)]
    return tuple(
        f"{facts_by_id()[f].question} {answer(before.get(f, '')) or 'Not asked'} → "
        f"{answer(after.get(f, '')) or 'Not asked'}"
        for f in ids
    )
