"""What the partners weigh, what they may decide, and what is duty and what is choice.

The factors are shown side by side and answered with reasons. Nothing here adds them up: meeting
factors never forces a review, and no number of them stands in for a judgement.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from irwell.statute.law import checked_on, citation, cited, read_toml


@dataclass(frozen=True)
class Factor:
    """One row of the decision grid. `group`: regulation_11 or working_together."""

    id: str
    group: str
    title: str
    question: str
    help: str
    source: tuple[str, ...]
    verified: bool
    verified_on: dt.date | None

    @property
    def citation(self) -> str:
        """One sentence that names the source and whether it was checked."""
        return citation(self.source, verified=self.verified, verified_on=self.verified_on)


@dataclass(frozen=True)
class DecisionDef:
    """One of the outcomes that a case can have."""

    id: str
    title: str
    plain: str


@dataclass(frozen=True)
class Position:
    """What one of the three partners can say about a practice review."""

    id: str
    title: str


@dataclass(frozen=True)
class Duty:
    """An act that someone must or may do. `force`: must or may."""

    act: str
    force: str
    who: str
    source: tuple[str, ...]
    verified: bool
    verified_on: dt.date | None


@cache
def load_factors() -> Mapping[str, Factor]:
    """R11A to R11D of regulation 11, then W1 to W4 of the guidance, by id."""
    rows = read_toml("factors.toml")["factor"]
    return MappingProxyType({row["id"]: Factor(**_with_source(row, row["id"])) for row in rows})


@cache
def load_decisions() -> Mapping[str, DecisionDef]:
    """The outcome vocabulary for a case, by id."""
    rows = read_toml("factors.toml")["decision"]
    return MappingProxyType({row["id"]: DecisionDef(**row) for row in rows})


@cache
def load_positions() -> Mapping[str, Position]:
    """LCSPR, NO_LCSPR and OTHER, by id."""
    rows = read_toml("factors.toml")["position"]
    return MappingProxyType({row["id"]: Position(**row) for row in rows})


@cache
def load_duties() -> tuple[Duty, ...]:
    """The table of what must and what may be done."""
    rows = read_toml("factors.toml")["duty"]
    return tuple(Duty(**_with_source(row, row["act"])) for row in rows)


def _with_source(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    where = f"factors.toml, {name}"
    verified, on = checked_on(row, where=where)
    source = cited(row["source"], where=where)
    return dict(row) | {"source": source, "verified": verified, "verified_on": on}
