"""`irwell clock …` and `irwell criteria …`."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable
from dataclasses import replace

from irwell.statute.calendar import Count, load_calendar
from irwell.statute.clocks import Clock, NotStarted, day_label, derive
from irwell.statute.criteria import Outcome, diverge, evaluate
from irwell.statute.facts import FactKind, facts_by_id
from irwell.statute.law import long_date
from irwell.statute.logic import Truth, Value
from irwell.statute.policies import Policy, find_policy, load_policies
from irwell.statute.rulesets import load_outcomes, load_rulesets

MARKS = {Truth.TRUE: "yes", Truth.FALSE: "no ", Truth.UNKNOWN: "?  "}


def add_commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `clock` and `criteria`; each sets run=callable(args) -> exit status."""
    clock = subparsers.add_parser(
        "clock",
        help="when something is due, and why",
        description="Work out a due date and show every day counted or skipped.",
        epilog="irwell clock C2 --start 2026-04-02 · irwell clock list",
    )
    clock.add_argument("words", nargs="+", metavar="[explain] CLOCK-OR-POLICY | list")
    clock.add_argument("--start", metavar="YYYY-MM-DD", help="the day (or time) it starts from")
    clock.add_argument("--count", choices=list(Count), help="count the first day as 0 or as 1")
    clock.add_argument(
        "--closed",
        action="append",
        default=[],
        metavar="YYYY-MM-DD",
        help="a day to treat as not working (a local closure); may be repeated",
    )
    clock.set_defaults(run=_clock)
    criteria = subparsers.add_parser(
        "criteria",
        help="what follows from the facts",
        description="Evaluate facts under one or more rule sets. What is left out is unknown.",
        epilog="irwell criteria F_CHILD=true F_DIED=true F_AN_SUSP=unknown F_AGE=4",
    )
    criteria.add_argument("facts", nargs="*", metavar="FACT=true|false|unknown|NUMBER")
    criteria.add_argument("--rules", action="append", metavar="SET", help="default: RS-2025G")
    criteria.add_argument("--list", action="store_true", help="list the facts and the rule sets")
    criteria.set_defaults(run=_criteria)


def _refusing(work: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Turn bad input into one sentence on standard error and exit status 2."""

    def run(args: argparse.Namespace) -> int:
        try:
            return work(args)
        except (ValueError, LookupError) as error:
            print(f"irwell: {error.args[0]}", file=sys.stderr)
            return 2

    return run


@_refusing
def _clock(args: argparse.Namespace) -> int:
    words = [word for word in args.words if word != "explain"]
    if words == ["list"]:
        return _list_policies()
    if len(words) != 1:
        raise ValueError("Name one clock or policy, for example: irwell clock C2 --start DATE")
    policy = find_policy(words[0])
    if args.start is None:
        raise ValueError(f"{policy.id} needs --start, the day on which {policy.start_fact} fell.")
    if args.count:
        policy = replace(policy, count=Count(args.count))
    calendar = load_calendar()
    for day in args.closed:
        calendar = calendar.with_holiday(_day(day), "Local closure")
    clock = derive(policy, {policy.start_fact: _moment(args.start)}, calendar)
    if isinstance(clock, NotStarted):
        raise ValueError(clock.sentence)
    _print_clock(clock)
    return 0


def _list_policies() -> int:
    clock = ""
    for policy in load_policies().values():
        if policy.clock != clock:
            clock = policy.clock
            print(f"{clock}  {policy.clock_title} (to {policy.recipient})")
        print(f"    {policy.id:<28} {policy.title}{_tags(policy)}")
    return 0


def _tags(policy: Policy) -> str:
    tags = [
        tag
        for tag, on in (
            ("default", policy.default),
            ("proposed", policy.proposed),
            ("not verified", not policy.verified),
        )
        if on
    ]
    return f"  [{', '.join(tags)}]" if tags else ""


def _print_clock(clock: Clock) -> None:
    print(f"{clock.title}: {long_date(clock.due_on)}")
    print(f"{clock.policy.title} ({clock.policy_id}, version {clock.policy_version})")
    print(f"Calendar {clock.calendar_version}\n")
    for day in clock.days:
        print(f"  {day_label(clock, day)}")
    print()
    for sentence in clock.explanation:
        print(sentence)


@_refusing
def _criteria(args: argparse.Namespace) -> int:
    if args.list:
        return _list_facts()
    facts = dict(_fact(pair) for pair in args.facts)
    known = load_rulesets()
    names = args.rules or ["RS-2025G"]
    if unknown := [name for name in names if name not in known]:
        raise LookupError(f"There is no rule set {unknown[0]}. The sets are: {', '.join(known)}.")
    found = [evaluate(known[name], facts) for name in names]
    for outcome in found:
        _print_outcome(outcome)
    for other in found[1:]:
        if sentence := diverge(found[0], other):
            print(sentence)
    return 0


def _list_facts() -> int:
    for fact in facts_by_id().values():
        print(f"{fact.id:<24} {fact.question}")
    print()
    for ruleset in load_rulesets().values():
        print(f"{ruleset.id:<24} {ruleset.title}")
    return 0


def _print_outcome(outcome: Outcome) -> None:
    print(f"{outcome.ruleset.id}: {outcome.ruleset.title}\n")
    for sentence in outcome.sentences:
        print(f"  {sentence}")
    print()
    for result in outcome.because:
        if result.truth is Truth.FALSE:
            continue
        titles = "; ".join(load_outcomes()[o].title for o in result.rule.then)
        print(f"  {MARKS[result.truth]} rule {result.rule.n}: {titles}")
        for limb in result.limbs:
            print(f"        {limb.sentence}")
        print(f"        {result.citation}")
    print()


def _fact(pair: str) -> tuple[str, Value]:
    name, equals, text = pair.partition("=")
    if not equals or name not in facts_by_id():
        raise ValueError(f"“{pair}” is not FACT=value. See: irwell criteria --list")
    if facts_by_id()[name].kind is FactKind.NUMBER and text.isdecimal():
        return name, int(text)
    if text not in set(Truth):
        raise ValueError(f"“{pair}”: write true, false or unknown after the equals sign.")
    return name, Truth(text)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” is not a date: write it as 2026-04-02.") from None


def _moment(text: str) -> dt.datetime | dt.date:
    if "T" not in text:
        return _day(text)
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” is not a time: write 2026-04-02T09:30+01:00.") from None
    if moment.tzinfo is None:
        raise ValueError(f"“{text}” has no time zone: write 2026-04-02T09:30+01:00.")
    return moment
