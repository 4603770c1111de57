"""How fast the statute engine answers, on one core, beside other packages.

    python bench/statute.py [--seconds 2] [--rivals FOLDER]

Criteria: facts drawn at random under Working Together 2023 with the Panel's guidance of 2025, three
figures: the answer; with the facts to obtain; with every rule explained limb by limb and its source.
Clocks: start dates from 2018 to 2028 under every working-day reading, two figures: the date, and the date
with each day counted or skipped and the sentences. Rivals are measured where they can be imported
(FOLDER: pip install --target FOLDER rule-engine workalendar); they explain nothing.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from irwell.statute import (
    Clock,
    Truth,
    Unit,
    derive,
    evaluate,
    load_calendar,
    load_policies,
    load_rulesets,
)
from irwell.statute.facts import FactKind, fact_catalogue, load_derived
from irwell.statute.logic import write

FLOOR = {"criteria": 10_000, "clocks": 100_000}
SAMPLE = 2_000


def rate(work: Callable[[object], object], given: list, seconds: float) -> float:
    """Calls a second of this process's own time on the core: the best of three runs."""
    for one in given[:200]:
        work(one)
    return max(_run(work, cycle(given), seconds / 3) for _ in range(3))


def _run(work: Callable[[object], object], given: Iterator, seconds: float) -> float:
    done, start = 0, time.process_time()
    while (spent := time.process_time() - start) < seconds:
        for _ in range(200):
            work(next(given))
        done += 200
    return done / spent


def random_facts() -> list[dict]:
    dice = Random(1)
    found = []
    for _ in range(SAMPLE):
        facts: dict = {}
        for fact in fact_catalogue():
            if fact.kind is FactKind.NUMBER:
                facts[fact.id] = dice.choice([None, dice.randint(0, 30)])
            else:
                facts[fact.id] = dice.choice(list(Truth))
        found.append(facts)
    return found


def show(name: str, found: float, beside: float | None = None) -> None:
    ratio = f"{beside / found:10.1f} ×" if beside else ""
    print(f"{name:58}{found:14,.0f} a second{ratio}", flush=True)


def criteria(seconds: float) -> float:
    ruleset, facts = load_rulesets()["RS-2025G"], random_facts()
    answer = rate(lambda one: evaluate(ruleset, one).met, facts, seconds)
    show("criteria: the answer", answer)
    asked = rate(lambda one: evaluate(ruleset, one).missing, facts, seconds)
    show("criteria: with the facts to obtain", asked)
    told = rate(lambda one: (evaluate(ruleset, one).because, 0), facts, seconds)
    show("criteria: with every limb of every rule", told)
    for name, rival in rival_rules():
        known = [
            {f: v if f == "F_AGE" else v is Truth.TRUE for f, v in one.items()} for one in facts
        ]
        known = [one | {"F_AGE": one["F_AGE"] or 0} for one in known]
        show(f"  {name}", rate(rival, known, seconds), answer)
    return min(answer, asked)


def rival_rules() -> Iterator[tuple[str, Callable]]:
    try:
        import rule_engine
    except ImportError:
        print("  rule-engine is not here", file=sys.stderr)
        return
    rules = [rule_engine.Rule(text) for text in whole_conditions()]
    yield "rule-engine: the same rules, yes or no, no reasons", lambda one: [r.matches(one) for r in rules]  # fmt: skip


def whole_conditions() -> list[str]:
    """Each rule over facts alone: derived facts and outcomes written out."""
    meaning = {name: write(derived.expression) for name, derived in load_derived().items()}
    found = []
    for rule in load_rulesets()["RS-2025G"].rules:
        text = write(rule.expression)
        for name in sorted(meaning, reverse=True):
            text = re.sub(rf"\b{name}\b", f"({meaning[name]})", text)
        for outcome in rule.then:
            meaning[outcome] = f"({meaning[outcome]}) or ({text})" if outcome in meaning else text
        found.append(text)
    return found


def clocks(seconds: float) -> float:
    policies = [p for p in load_policies().values() if p.unit is Unit.WORKING_DAY]
    calendar, days = load_calendar(), list(start_days())
    given = [
        (policies[n % len(policies)], {policies[n % len(policies)].start_fact: day})
        for n, day in enumerate(days)
    ]
    due = rate(lambda one: derive(*one, calendar).due_on, given, seconds)
    show("clocks: the due date", due)
    told = rate(lambda one: explained(derive(*one, calendar)), given, seconds)
    show("clocks: with each day and the sentences", told)
    for name, rival in rival_days():
        show(f"  {name}: fifteen working days", rate(rival, days, seconds), due)
    return due


def explained(clock: Clock) -> tuple:
    return clock.days, clock.explanation, clock.due_at


def start_days() -> Iterator[dt.date]:
    dice = Random(2)
    for _ in range(SAMPLE):
        yield dt.date(2018, 1, 2) + dt.timedelta(dice.randint(0, 3_600))


def rival_days() -> Iterator[tuple[str, Callable]]:
    listed = sorted(load_calendar().holidays)
    try:
        import numpy as np

        calendar = np.busdaycalendar(holidays=listed)
        yield "numpy.busday_offset", lambda day: np.busday_offset(day, 15, roll="preceding", busdaycal=calendar)  # fmt: skip
    except ImportError:
        print("  numpy is not here", file=sys.stderr)
    try:
        import holidays

        theirs = holidays.country_holidays("GB", subdiv="ENG", years=range(2018, 2031))
        yield "holidays.get_nth_working_day", lambda day: theirs.get_nth_working_day(day, 15)
    except ImportError:
        print("  holidays is not here", file=sys.stderr)
    try:
        from workalendar.europe import UnitedKingdom

        work = UnitedKingdom()
        yield "workalendar.add_working_days", lambda day: work.add_working_days(day, 15)
    except ImportError:
        print("  workalendar is not here", file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=2, help="for each figure")
    parser.add_argument("--rivals", type=Path, help="a folder of packages to measure beside")
    args = parser.parse_args()
    if args.rivals:
        sys.path.append(str(args.rivals))
    reached = {"criteria": criteria(args.seconds), "clocks": clocks(args.seconds)}
    for name, floor in FLOOR.items():
        word = "reached" if reached[name] >= floor else "MISSED"
        print(f"{name}: {floor:,} a second {word}")
    return 0 if all(reached[name] >= floor for name, floor in FLOOR.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
