"""The invented partnership as data."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def load() -> dict[str, Any]:
    """Partnership, agencies, people and cases, as in partnership.toml."""
    return tomllib.loads(
        (resources.files("irwell.demo.data") / "partnership.toml").read_text("utf-8")
    )


@cache
def load_review() -> dict[str, Any]:
    """What people write in a practice review, as in practice_review.toml."""
    return tomllib.loads(
        (resources.files("irwell.demo.data") / "practice_review.toml").read_text("utf-8")
    )
