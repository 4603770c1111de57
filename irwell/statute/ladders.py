"""The rapid review's working-day plan, laid out as dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from irwell.statute.calendar import Calendar, london_date
from irwell.statute.law import LawError, checked_on, cited, read_toml
from irwell.statute.policies import load_policies
from irwell.statute.workflow import load_workflow


@dataclass(frozen=True)
class PlanStep:
    """A step of a plan: `day` is the number of working days after the start."""

    id: str
    day: int
    title: str
    plain: str
    owner: str


@dataclass(frozen=True)
class Plan:
    """An ordered set of steps for one reading of the rapid review clock."""

    id: str
    title: str
    clock_policy: str
    steps: tuple[PlanStep, ...]
    source: tuple[str, ...]
    verified: bool
    default: bool = False


@dataclass(frozen=True)
class LadderStep:
    """A plan step with its date. `owner` is a role of the workflow, `who` its title."""

    id: str
    day: int
    on: dt.date
    title: str
    plain: str
    owner: str
    who: str


@cache
def load_plans() -> Mapping[str, Plan]:
    """Every plan by id (PLAN15 is the default)."""
    plans = {row["id"]: _plan(row) for row in read_toml("ladder.toml")["plan"]}
    if sum(plan.default for plan in plans.values()) != 1:
        raise LawError("ladder.toml: mark exactly one default plan.")
    return MappingProxyType(plans)


def default_plan() -> Plan:
    """The plan used where a partnership has chosen none."""
    return next(plan for plan in load_plans().values() if plan.default)


def ladder(
    start: dt.datetime | dt.date, calendar: Calendar, plan: Plan | None = None
) -> tuple[LadderStep, ...]:
    """The plan's steps as dates, counted in working days from `start` (day 0, not counted).

    `start` is the start of the rapid review clock, usually when the notification was sent.
    """
    begin = london_date(start)
    roles = load_workflow().roles
    return tuple(
        LadderStep(
            id=step.id,
            day=step.day,
            on=calendar.add_working_days(begin, step.day),
            title=step.title,
            plain=step.plain,
            owner=step.owner,
            who=roles[step.owner].title,
        )
        for step in (plan or default_plan()).steps
    )


def _plan(row: Mapping[str, Any]) -> Plan:
    where = f"ladder.toml, plan {row['id']}"
    verified, _ = checked_on(row, where=where)
    steps = tuple(PlanStep(**step) for step in row["step"])
    days = [step.day for step in steps]
    if days != sorted(days) or days[0] != 0:
        raise LawError(f"{where}: the steps start on day 0 and go forward.")
    if unknown := {step.owner for step in steps} - set(load_workflow().roles):
        raise LawError(f"{where}: {', '.join(sorted(unknown))} is not a role.")
    if row["clock_policy"] not in load_policies():
        raise LawError(f"{where}: {row['clock_policy']} is not a policy.")
    return Plan(
        id=row["id"],
        title=row["title"],
        clock_policy=row["clock_policy"],
        steps=steps,
        source=cited(row["source"], where=where),
        verified=verified,
        default=row.get("default", False),
    )
