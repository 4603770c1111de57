"""The kinds of process as data, which gates they hold, what changed between two states. Pure."""

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from irwell.statute import citation
from irwell.statute.law import cited

HOLDING = ("expected", "open")  # statuses in which a process keeps its gate open
RUNNING = (*HOLDING, "agreed")
PRINCIPLE = (
    "No process automatically outranks another. Plan them together early, and speak with the police and the "
    "Crown Prosecution Service when the review is scoped."
)
FIELDS: Mapping[str, str] = {
    "status": "Status",
    "contact": "Contact",
    "reference": "Reference",
    "witnesses": "Meeting witnesses",
    "disclosure": "Disclosure",
    "publication": "Publication",
    "next_on": "Next date",
    "next_what": "What happens then",
}


@dataclass(frozen=True)
class Kind:
    """A kind of process: who runs it, what it changes here, and the gate that it keeps open."""

    id: str
    title: str
    body: str
    changes: tuple[str, ...]
    source: str
    verified: bool
    gate: str = ""
    may_agree: bool = True
    referral: tuple[str, ...] = ()


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by its id, in the order of the file."""
    raw = resources.files("irwell.parallel_processes.data") / "kinds.toml"
    rows = tomllib.loads(raw.read_text("utf-8"))["kind"]
    return {row["id"]: _kind(row) for row in rows}


def _kind(row: Mapping[str, Any]) -> Kind:
    ids = cited(row["source"], where=f"kinds.toml, {row['id']}")
    said = citation(ids, verified=row["verified"], verified_on=row.get("verified_on"))
    return Kind(
        id=row["id"], title=row["title"], body=row["body"], changes=tuple(row["changes"]), source=said,
        verified=row["verified"], gate=row.get("gate", ""), may_agree=row.get("may_agree", True),
        referral=tuple(row.get("referral", ())),
    )  # fmt: skip


def named_in(answers: Mapping[str, Any]) -> tuple[Kind, ...]:
    """The processes that a referral says are under way."""
    ticked = set((answers.get("parallel") or {}).get("which") or ())
    return tuple(kind for kind in kinds().values() if ticked & set(kind.referral))


def gate_held_by(kind_id: str, status: str) -> str:
    """The gate that a process in this status keeps open; empty when it keeps none."""
    kind = kinds().get(kind_id)
    if kind is None or status not in RUNNING:
        return ""
    return "" if status == "agreed" and kind.may_agree else kind.gate


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, str], dict[str, str]]:
    """What stood there and what stands there now, of the fields that differ."""
    changed = [name for name in FIELDS if _text(before[name]) != _text(after[name])]
    return (
        {name: _text(before[name]) for name in changed},
        {name: _text(after[name]) for name in changed},
    )


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def soonest(days: Iterable[dt.date | None]) -> dt.date | None:
    """The first of the days that are known."""
    return min((day for day in days if day is not None), default=None)
