"""What agencies are asked: the questions shipped with the program, and how they are put together for one agency. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

EVERY = ""


@dataclass(frozen=True)
class Questions:
    """A text and where it comes from: version 0 is what the program ships, later ones are the partnership's."""

    kind: str
    text: str
    version: int = 0


@cache
def _data() -> Mapping[str, Any]:
    path = resources.files("irwell.agency_returns") / "data" / "questions.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def shipped() -> Mapping[str, str]:
    """The text for every agency under EVERY, and the text of each kind that has one."""
    kinds = {row["id"]: row["text"].strip() for row in _data()["kind"]}
    return {EVERY: _data()["every"].strip(), **kinds}


def together(every: str, more: str, agency: str) -> str:
    """What one agency is asked: the questions to all, then those to it alone."""
    return f"{every}\n\nOf {agency} we also ask:\n{more}" if more.strip() else every


def origin(every: Questions, more: Questions | None) -> str:
    """Which templates a request began as, in words."""
    told = [f"questions to every agency, {_version(every)}"]
    if more is not None and more.text:
        told.append(f"questions to {more.kind.replace('_', ' ')}, {_version(more)}")
    return "; ".join(told)


def _version(template: Questions) -> str:
    return f"version {template.version}" if template.version else "as shipped"
