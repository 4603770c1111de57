"""Clocks and the named readings of them (policies), read from data/clocks.toml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from irwell.statute.calendar import Count
from irwell.statute.law import LawError, checked_on, cited, read_toml

POLICY_VERSION = "2026-11-23"


class Unit(StrEnum):
    """What a length counts in. Months and years end on the last day a short month has."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    CALENDAR_MONTH = "calendar_month"
    CALENDAR_YEAR = "calendar_year"
    HOUR = "hour"


class Direction(StrEnum):
    """forward: do it by then. back: do it that long before. keep: it must last until then."""

    FORWARD = "forward"
    BACK = "back"
    KEEP = "keep"


@dataclass(frozen=True)
class Moment:
    """A fact that is a time. `phrase` completes "…on Monday 2 March 2026"."""

    id: str
    phrase: str
    latest_of: tuple[str, ...] = ()
    earliest_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Policy:
    """One reading of one clock: from which moment, how long, counted how, and who says so.

    `length` is in `unit`s. `proposed` means the length is Irwell's own suggestion. `aware_fact`
    names when the owner first knew, so that an impossible date is never called late. `served_by`
    is the clock whose act serves this one too.
    """

    id: str
    version: str
    clock: str
    clock_title: str
    title: str
    start_fact: str
    length: int
    unit: Unit
    count: Count
    owner: str
    recipient: str
    consequence: str
    kind: str
    source: tuple[str, ...]
    verified: bool
    verified_on: dt.date | None
    direction: Direction = Direction.FORWARD
    clear: bool = False
    proposed: bool = False
    default: bool = False
    also_from: str = ""
    aware_fact: str = ""
    served_by: str = ""
    note: str = ""

    @property
    def awaited(self) -> bool:
        """Whether somebody outside the partnership keeps this date."""
        return self.owner in outside()


@cache
def load_moments() -> Mapping[str, Moment]:
    """Every start, stop and awareness moment, by id."""
    rows = read_toml("clocks.toml")["moment"]
    moments = {row["id"]: _moment(row) for row in rows}
    for moment in moments.values():
        for part in moment.latest_of + moment.earliest_of:
            if part not in moments:
                raise LawError(f"clocks.toml, moment {moment.id}: {part} is not a moment.")
    return MappingProxyType(moments)


def _moment(row: dict[str, Any]) -> Moment:
    return Moment(
        id=row["id"],
        phrase=row["phrase"],
        latest_of=tuple(row.get("latest_of", ())),
        earliest_of=tuple(row.get("earliest_of", ())),
    )


@cache
def outside() -> frozenset[str]:
    """Owners of clocks that are nobody's in the partnership."""
    return frozenset(read_toml("clocks.toml")["outside"])


@cache
def load_policies() -> Mapping[str, Policy]:
    """Every policy by id, in the order of the clock register (C1 first)."""
    policies: dict[str, Policy] = {}
    for clock in read_toml("clocks.toml")["clock"]:
        for row in clock["policy"]:
            policy = _policy(clock, row)
            if policy.id in policies:
                raise LawError(f"clocks.toml: policy {policy.id} stands there twice.")
            policies[policy.id] = policy
        defaults = [row["id"] for row in clock["policy"] if row.get("default")]
        if len(defaults) != 1:
            raise LawError(f"clocks.toml, clock {clock['id']}: mark exactly one default policy.")
    return MappingProxyType(policies)


def _policy(clock: dict[str, Any], row: dict[str, Any]) -> Policy:
    where = f"clocks.toml, policy {row['id']}"
    verified, on = checked_on(row, where=where)
    fields = {k: v for k, v in row.items() if k not in {"source", "verified", "verified_on"}}
    fields |= {"unit": Unit(row["unit"]), "count": Count(row.get("count", Count.DAY0))}
    fields["direction"] = Direction(row.get("direction", Direction.FORWARD))
    fields.setdefault("owner", clock["owner"])
    policy = Policy(
        version=POLICY_VERSION,
        clock=clock["id"],
        clock_title=clock["title"],
        recipient=clock["recipient"],
        consequence=clock["consequence"],
        source=cited(row["source"], where=where),
        verified=verified,
        verified_on=on,
        **fields,
    )
    for fact in filter(None, (policy.start_fact, policy.also_from, policy.aware_fact)):
        if fact not in load_moments():
            raise LawError(f"{where}: {fact} is not a moment of clocks.toml.")
    return policy


def policies_for(clock: str) -> tuple[Policy, ...]:
    """Every reading of one clock ("C6"), the default first."""
    found = [p for p in load_policies().values() if p.clock == clock]
    if not found:
        known = ", ".join(dict.fromkeys(p.clock for p in load_policies().values()))
        raise LookupError(f"There is no clock {clock}. The clocks are: {known}.")
    return tuple(sorted(found, key=lambda p: not p.default))


def find_policy(name: str) -> Policy:
    """A policy by its id, or the default policy of a clock by the clock's id.

    `find_policy("RR15_FROM_RECEIPT")`, `find_policy("C6")`. LookupError names what there is.
    """
    policies = load_policies()
    if name in policies:
        return policies[name]
    if name in {p.clock for p in policies.values()}:
        return policies_for(name)[0]
    raise LookupError(
        f"There is no clock or policy called {name}. Clocks run from C1 to C22; "
        f"the policies are: {', '.join(policies)}."
    )
