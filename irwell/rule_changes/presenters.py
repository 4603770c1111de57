"""Rules in force and changes of them, in words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from irwell.core.text import plural
from irwell.rule_changes.queries import Effect
from irwell.rulebook.models import RuleChange
from irwell.rulebook.rules import Difference, LocalSet, choosable, differences
from irwell.statute import (
    Calendar,
    RuleSet,
    citation,
    find_policy,
    load_rulesets,
    long_date,
    rule_in_words,
)
from irwell.ui.presenters import Row, Task

Kind, Outcome = RuleChange.Kind, RuleChange.Outcome
LOOK = {
    Outcome.WAITING: ("Waiting", "amber"), Outcome.APPROVED: ("Approved", "green"),
    Outcome.DECLINED: ("Declined", "grey"), Outcome.TAKEN_BACK: ("Taken back", "grey"),
}  # fmt: skip


@dataclass(frozen=True)
class ShownReading:
    """Which reading of a clock new cases take."""

    clock: str
    title: str
    reading: str
    source: str
    usual: bool
    url: str
    others: bool


@dataclass(frozen=True)
class ShownSet:
    """A local rule set in force, rule by rule."""

    id: str
    title: str
    version: str
    note: str
    rules: tuple[tuple[str, str], ...]
    edit_url: str
    versions_url: str


def title_of(change: RuleChange) -> str:
    """What is to change, in a few words."""
    if change.kind == Kind.HOLIDAY:
        return f"Bank holiday on {long_date(dt.date.fromisoformat(change.subject))}: {change.content['name']}"
    if change.kind == Kind.RULESET:
        row = change.content["row"]
        return f"Rules: {row['title']}" + (f", version {change.number}" if change.number else "")
    return (
        f"{find_policy(change.subject).clock_title}: {find_policy(change.content['policy']).title}"
    )


def waiting(changes: Iterable[RuleChange]) -> list[Task]:
    """Changes that wait for a second person."""
    return [
        Task(
            title_of(change), "Waiting", _url(change),
            f"Proposed by {change.proposed_by.name} on {long_date(change.created_at.date())}", "amber",
        )
        for change in changes if not change.outcome
    ]  # fmt: skip


def decided(changes: Iterable[RuleChange]) -> list[Task]:
    """Changes that were decided, newest first."""
    return [
        Task(title_of(c), *_look(c), _decided_by(c), LOOK[Outcome(c.outcome)][1])
        for c in changes if c.outcome
    ]  # fmt: skip


def _look(change: RuleChange) -> tuple[str, str]:
    return LOOK[Outcome(change.outcome)][0], _url(change)


def _url(change: RuleChange) -> str:
    return reverse("rule_changes:one", kwargs={"change_id": change.pk})


def _decided_by(change: RuleChange) -> str:
    if change.decided_by is None or change.decided_at is None:
        return ""
    return f"Proposed by {change.proposed_by.name}, decided by {change.decided_by.name} on {long_date(change.decided_at.date())}"


def days_off(calendar: Calendar, *, today: dt.date) -> list[list[str]]:
    """The bank holidays ahead: day, name, and how it is known."""
    ahead = sorted(day for day in calendar.holidays if day >= today)[:12]
    return [[long_date(day), calendar.holidays[day], _known(calendar, day)] for day in ahead]


def _known(calendar: Calendar, day: dt.date) -> str:
    if day in calendar.added:
        return "Added here, approved by two people"
    return "Provisional: computed" if calendar.is_provisional(day) else "Official"


def local(one: LocalSet) -> ShownSet:
    ruleset = one.ruleset
    supplied = ruleset.id in load_rulesets() and one.version == 1
    since = f", in force since {long_date(one.since)}" if one.since else ""
    return ShownSet(
        ruleset.id, ruleset.title,
        "Version 1, as supplied with Irwell" if supplied else f"Version {one.version}{since}",
        ruleset.note, tuple((rule.n, rule_in_words(rule)) for rule in ruleset.rules),
        reverse("rule_changes:edit", kwargs={"set_id": ruleset.id}),
        reverse("rule_changes:versions", kwargs={"set_id": ruleset.id}),
    )  # fmt: skip


def readings(chosen: dict[str, str]) -> list[ShownReading]:
    found = []
    for clock, name in chosen.items():
        policy = find_policy(name)
        source = citation(policy.source, verified=policy.verified, verified_on=policy.verified_on)
        found.append(
            ShownReading(
                clock, policy.clock_title, policy.title, source, policy.default,
                reverse("rule_changes:reading", kwargs={"clock": clock}), len(choosable(clock)) > 1,
            )
        )  # fmt: skip
    return found


def versions(sets: list[LocalSet]) -> list[dict[str, Any]]:
    """Each version with what it changed from the one before, newest first."""
    return [
        {"shown": local(one), "changes": between(sets[n + 1].ruleset if n + 1 < len(sets) else None, one.ruleset, first=n + 1 == len(sets))}
        for n, one in enumerate(sets)
    ]  # fmt: skip


def between(old: RuleSet | None, new: RuleSet, *, first: bool = False) -> list[Difference]:
    return [] if first and old is None else differences(old, new)


def facts_of(change: RuleChange) -> list[Row]:
    """Who proposed it, why, from when, and what was decided."""
    rows = [
        Row("Proposed by", f"{change.proposed_by.name}, {long_date(change.created_at.date())}"),
        Row("Why", change.reason),
    ]
    if change.kind in (Kind.RULESET, Kind.READING):
        rows.append(Row("In force from", long_date(change.in_force_from)))
    if change.decided_by and change.decided_at:
        word = LOOK[Outcome(change.outcome)][0]
        rows.append(Row(word, f"{change.decided_by.name}, {long_date(change.decided_at.date())}"))
    if change.said:
        rows.append(Row("Why declined", change.said))
    return rows


def effect_sentence(change: RuleChange, effects: list[Effect]) -> str:
    """What approving does, in one sentence."""
    cases = plural(len({effect.case.pk for effect in effects}), "open case")
    if change.kind == Kind.HOLIDAY:
        if not effects:
            return "No date of an open case moves."
        moved = plural(len(effects), "date")
        return f"{moved} on {cases} would move. Each gets a new clock beside the old one, which stays visible."
    if change.kind == Kind.RULESET:
        if not effects:
            return "No open case would come out differently."
        return f"{cases} would come out differently. Each keeps the version it was evaluated with until somebody evaluates it again."
    if change.kind == Kind.READING:
        return "No open case changes: each keeps the reading it was opened with. Cases opened from that day take the new one."
    return "This clock is counted anew on this case. The old clock stays beside it."
