"""Bank holidays, local rule sets and readings as a partnership may change them. Pure.

A local rule set is written as text, a rule a paragraph:

    Rule 1
    If F_RESIDENT and AN and F_DIED
    Then RR_CRITERIA_MET
    Source partnership-page
    Checked 2026-11-23
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from irwell.statute import (
    Calendar,
    Direction,
    LawError,
    Policy,
    RuleSet,
    build_rulesets,
    facts_by_id,
    load_outcomes,
    load_policies,
    load_rulesets,
    load_sources,
    long_date,
    policies_for,
    rule_in_words,
)
from irwell.statute.facts import load_derived
from irwell.statute.logic import ExpressionError
from irwell.statute.rulesets import Rule

# Clocks of which a partnership, or a case, chooses the reading, with the usual one (domain: policies in conflict).
# Frozen on each case when it is opened.
READINGS_TAKEN: dict[str, str] = {
    "C1": "REF5_FROM_INCIDENT",
    "C2": "SIN5_FROM_AWARE",
    "C3": "TELL5_FROM_AWARE",
    "C6": "RR15_FROM_SIN_SENT",
    "C9": "LCSPR6_FROM_DECISION",
    "C10": "PUB7_WD_BACK",
    "C11": "AVAILABLE_1Y",
}
# Every clock that a case keeps once its start is recorded.
KEPT_CLOCKS: dict[str, str] = {
    **READINGS_TAKEN,
    "C7": "PANEL_REPLY_10D",
    "C8": "TELL_START_NEXT_DAY",
    "C12": "NSPCC_5Y",
    "C15": "CHILD_DEATH_48H",
    "C16": "CHILD_DEATH_REVIEW_6M",
    "C17": "SCR_DECIDE_1M",
    "C18": "PROVIDER_24H",
    "C21": "PROGRESS_MONTHLY",
}
PAGE = "RS-LOCAL-PAGE"
PREFIX = "RS-LOCAL-"
WORDS = ("Rule", "If", "Then", "Source", "Checked", "Note", "Clock")


@dataclass(frozen=True)
class LocalSet:
    """A local rule set in force: its version, and since when (None: as supplied with Irwell)."""

    ruleset: RuleSet
    version: int
    since: dt.date | None = None


@dataclass(frozen=True)
class Difference:
    """One difference between two versions, in words."""

    kind: str
    title: str
    before: str = ""
    after: str = ""


def why_not_a_holiday(day: dt.date, calendar: Calendar, *, today: dt.date) -> str:
    """Why a day cannot be added as a bank holiday, with how to mend it; empty when it can."""
    if day < today:
        return f"{long_date(day)} has passed. A date that was counted is not counted again: give a day from today on."
    if (day - today).days > 3 * 366:
        return f"{long_date(day)} is more than three years ahead. Check the year."
    if why := calendar.why_not_working(day):
        return f"{long_date(day)} is not a working day already ({why}). Check the date."
    return ""


def with_days(calendar: Calendar, days: Iterable[tuple[dt.date, str]]) -> Calendar:
    """The calendar with proclaimed days added."""
    for day, name in days:
        calendar = calendar.with_holiday(day, name)
    return calendar


def why_not_a_reading(clock: str, policy: str) -> str:
    """Why a reading cannot be chosen for a clock; empty when it can."""
    if clock not in READINGS_TAKEN:
        return f"There is no clock {clock} that a case keeps. Choose one of: {', '.join(READINGS_TAKEN)}."
    if policy not in {one.id for one in choosable(clock)}:
        titles = "; ".join(one.title for one in choosable(clock))
        return f"That is not a reading of {policies_for(clock)[0].clock_title}. The readings are: {titles}."
    return ""


def choosable(clock: str) -> tuple[Policy, ...]:
    """The readings of a clock that a case can take: notice before publication always counts back."""
    found = policies_for(clock)
    if clock != "C10":
        return found
    return tuple(one for one in found if one.direction is Direction.BACK)


def supplied_row(set_id: str) -> dict[str, Any]:
    """A set supplied with Irwell as the law's files write it."""
    return as_row(load_rulesets()[set_id])


def as_row(ruleset: RuleSet) -> dict[str, Any]:
    """A rule set as the data it was built from (dates as text, so that it can be kept)."""
    return {
        "id": ruleset.id, "title": ruleset.title, "use": "local", "meets": list(ruleset.meets),
        "source": list(ruleset.source), "note": ruleset.note, "rule": [_rule_row(r) for r in ruleset.rules],
    }  # fmt: skip


def _rule_row(rule: Rule) -> dict[str, Any]:
    row: dict[str, Any] = {
        "n": rule.n, "if": rule.text, "then": list(rule.then), "source": list(rule.source),
        "verified": rule.verified,
    }  # fmt: skip
    if rule.verified_on:
        row["verified_on"] = rule.verified_on.isoformat()
    if rule.clock:
        row["clock"] = rule.clock
    return row | ({"note": rule.note} if rule.note else {})


def build_local(row: Mapping[str, Any]) -> RuleSet:
    """The set that a row describes, through the engine's own checks. LawError is a sentence for the editor."""
    if not str(row["id"]).startswith(PREFIX):
        raise LawError(f"The short name of a local set begins with {PREFIX}.")
    dated = [
        rule | {"verified_on": dt.date.fromisoformat(rule["verified_on"])}
        if "verified_on" in rule
        else rule
        for rule in row["rule"]
    ]
    if not dated:
        raise LawError("Write at least one rule.")
    clocks = {policy.clock for policy in load_policies().values()}
    for rule in dated:
        if rule.get("clock", "C1") not in clocks:
            raise LawError(f"Rule {rule['n']}: there is no clock {rule['clock']}.")
    try:
        return build_rulesets([{**row, "use": "local", "rule": dated}])[str(row["id"])]
    except ExpressionError as error:
        raise LawError(f"A condition cannot be read. {error}") from error


def written(ruleset: RuleSet) -> str:
    """The rules as text that `read_rules` reads back."""
    return "\n\n".join(_written(rule) for rule in ruleset.rules)


def _written(rule: Rule) -> str:
    lines = [f"Rule {rule.n}", f"If {rule.text}", f"Then {', '.join(rule.then)}", f"Source {', '.join(rule.source)}"]  # fmt: skip
    if rule.clock:
        lines.append(f"Clock {rule.clock}")
    if rule.note:
        lines.append(f"Note {rule.note}")
    if rule.verified_on:
        lines.append(f"Checked {rule.verified_on.isoformat()}")
    return "\n".join(lines)


def read_rules(text: str) -> list[dict[str, Any]]:
    """The rules that a text writes. LawError names the line that cannot be read and says how to write it."""
    rows = []
    for number, paragraph in enumerate(_paragraphs(text), start=1):
        rows.append(_read(paragraph, default=str(number)))
    return rows


def _paragraphs(text: str) -> list[list[tuple[int, str]]]:
    found: list[list[tuple[int, str]]] = [[]]
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            found[-1].append((number, line.strip()))
        elif found[-1]:
            found.append([])
    return [paragraph for paragraph in found if paragraph]


def _read(paragraph: list[tuple[int, str]], *, default: str) -> dict[str, Any]:
    given: dict[str, str] = {}
    for number, line in paragraph:
        word, _, rest = line.partition(" ")
        word = word.rstrip(":").capitalize()
        if word not in WORDS or not rest.strip():
            raise LawError(
                f"Line {number}, “{line}”: begin each line with {', '.join(WORDS[:-1])} or {WORDS[-1]}."
            )
        if word in given:
            raise LawError(
                f"Line {number}: “{word}” stands twice in one rule. Leave an empty line between two rules."
            )
        given[word] = rest.strip()
    for word in ("If", "Then", "Source"):
        if word not in given:
            raise LawError(
                f"The rule that begins on line {paragraph[0][0]} has no line “{word} …”."
            )
    return _row(given, default=default, line=paragraph[0][0])


def _row(given: Mapping[str, str], *, default: str, line: int) -> dict[str, Any]:
    row: dict[str, Any] = {
        "n": given.get("Rule", default), "if": given["If"], "then": _listed(given["Then"]),
        "source": _listed(given["Source"]), "verified": "Checked" in given,
    }  # fmt: skip
    if "Checked" in given:
        row["verified_on"] = _day(given["Checked"], line)
    if "Clock" in given:
        row["clock"] = given["Clock"]
    return row | ({"note": given["Note"]} if "Note" in given else {})


def _day(text: str, line: int) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise LawError(
            f"The rule on line {line}: write the day it was checked as 2026-11-23."
        ) from None


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def differences(old: RuleSet | None, new: RuleSet) -> list[Difference]:
    """What changed from one version to the next, rule by rule, in words."""
    if old is None:
        return [Difference("new", f"Rule {r.n} is new", after=rule_in_words(r)) for r in new.rules]
    found = []
    for name, before, after in (
        ("The title", old.title, new.title), ("The note", old.note, new.note),
        ("What counts as met", _titles(old.meets), _titles(new.meets)),
    ):  # fmt: skip
        if before != after:
            found.append(Difference("changed", f"{name} changed", before, after))
    earlier, later = {r.n: r for r in old.rules}, {r.n: r for r in new.rules}
    for n in [*earlier, *(n for n in later if n not in earlier)]:
        found += _rule_difference(n, earlier.get(n), later.get(n))
    return found


def _rule_difference(n: str, old: Rule | None, new: Rule | None) -> list[Difference]:
    if old is None and new is not None:
        return [Difference("new", f"Rule {n} is new", after=_full(new))]
    if new is None and old is not None:
        return [Difference("gone", f"Rule {n} was taken out", before=_full(old))]
    if old is None or new is None or _full(old) == _full(new):
        return []
    return [Difference("changed", f"Rule {n} changed", _full(old), _full(new))]


def _full(rule: Rule) -> str:
    sources = "; ".join(load_sources()[source].title for source in rule.source)
    checked = f"checked {long_date(rule.verified_on)}" if rule.verified_on else "not checked"
    return f"{rule_in_words(rule)} Source: {sources} ({checked}).{f' {rule.note}' if rule.note else ''}"


def _titles(outcomes: Iterable[str]) -> str:
    return ", ".join(load_outcomes()[outcome].title for outcome in outcomes)


def vocabulary() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every word that a rule may use, with what it means."""
    facts = [(f.id, f.statement) for f in facts_by_id().values()]
    facts += [(d.id, d.statement) for d in load_derived().values()]
    outcomes = [(o.id, o.title) for o in load_outcomes().values()]
    sources = [(s.id, s.title) for s in load_sources().values()]
    return [("Facts, for the line “If”", facts), ("Outcomes, for the line “Then”", outcomes), ("Sources", sources)]  # fmt: skip
