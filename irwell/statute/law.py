"""Where the law lives: the data files, the public sources they cite, and how they are read."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

# Said wherever a rule is shown that nobody has yet checked against the text of the law.
UNVERIFIED = "Not yet checked against the primary text: treat it as a working assumption."


class LawError(ValueError):
    """A data file says something that cannot be right; the message names file and entry."""


@dataclass(frozen=True)
class Source:
    """A public document that a rule rests on. `kind`: statute, guidance, practice or design."""

    id: str
    title: str
    url: str
    kind: str


def read_toml(name: str) -> dict[str, Any]:
    """The content of data/NAME as plain Python values."""
    return tomllib.loads(_text(name))


def read_json(name: str) -> dict[str, Any]:
    """The content of data/NAME as plain Python values."""
    content: dict[str, Any] = json.loads(_text(name))
    return content


def _text(name: str) -> str:
    return (resources.files("irwell.statute") / "data" / name).read_text(encoding="utf-8")


@cache
def load_sources() -> Mapping[str, Source]:
    """Every public source cited by a rule, by id."""
    rows = read_toml("sources.toml")["source"]
    return MappingProxyType({row["id"]: Source(**row) for row in rows})


def cited(ids: list[str], *, where: str) -> tuple[str, ...]:
    """The source ids as a tuple; an id that sources.toml does not hold is an error."""
    unknown = [i for i in ids if i not in load_sources()]
    if unknown or not ids:
        raise LawError(f"{where}: cite at least one known source (unknown: {unknown}).")
    return tuple(ids)


def citation(ids: tuple[str, ...], *, verified: bool, verified_on: dt.date | None) -> str:
    """One sentence that names the sources and says how far they may be trusted."""
    titles = "; ".join(load_sources()[i].title for i in ids)
    if not verified:
        return f"Source: {titles}. {UNVERIFIED}"
    return (
        f"Source: {titles} (read on {long_date(verified_on)})."
        if verified_on
        else (f"Source: {titles}.")
    )


def checked_on(row: Mapping[str, Any], *, where: str) -> tuple[bool, dt.date | None]:
    """The pair (verified, verified_on) of a data row; a verified row must say when."""
    verified = row.get("verified")
    on = row.get("verified_on")
    if not isinstance(verified, bool):
        raise LawError(f"{where}: say verified = true or verified = false.")
    if verified and not isinstance(on, dt.date):
        raise LawError(f"{where}: a verified entry needs verified_on = a date.")
    return verified, on if isinstance(on, dt.date) else None


def long_date(day: dt.date) -> str:
    """Friday 3 April 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def short_date(day: dt.date) -> str:
    """Fri 3 Apr 2026."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def plural(count: int, noun: str) -> str:
    """1 working day, 2 working days."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def listed(items: list[str], last: str = "and") -> str:
    """A, B and C; with `last`, A, B or C."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
