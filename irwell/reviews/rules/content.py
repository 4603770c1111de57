"""The headings of the terms of reference and the themes, as data. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Section:
    """One heading of the terms of reference, with a first wording."""

    id: str
    title: str
    hint: str
    text: str
    required: bool = False


@cache
def data() -> dict[str, Any]:
    source = resources.files("irwell.reviews.data") / "review.toml"
    return tomllib.loads(source.read_text("utf-8"))


@cache
def sections() -> tuple[Section, ...]:
    """The headings of the terms of reference, in order."""
    return tuple(Section(**row) for row in data()["section"])


def section(section_id: str) -> Section | None:
    return next((s for s in sections() if s.id == section_id), None)


@cache
def themes() -> Mapping[str, str]:
    """Theme code to label."""
    return {row["code"]: row["label"] for row in data()["theme"]}
