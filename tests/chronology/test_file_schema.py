"""The page about the JSON file names every field of it."""

from __future__ import annotations

import json
from pathlib import Path

from irwell.chronology import Fault, Timeline, from_json, to_json
from irwell.chronology.export import SCHEMA
from tests.chronology.test_sameevent import POLICE, SCHOOL

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "chronology-file.md"
WHOLE = Timeline(
    (POLICE, SCHOOL), (("Police", Fault("row 1", "No.", "x", "Mend.")),), (("Police", 1), ("School", 1))
)  # fmt: skip


def names(plain: object, *, skip: tuple[str, ...] = ("original", "cells")) -> set[str]:
    if isinstance(plain, list):
        return set().union(*(names(one) for one in plain)) if plain else set()
    if not isinstance(plain, dict):
        return set()
    inner = (names(value) for key, value in plain.items() if key not in skip)
    return set(plain).union(*inner)


def test_every_field_of_the_file_stands_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")

    missing = {name for name in names(json.loads(to_json(WHOLE))) if f"`{name}`" not in page}

    assert missing == set()
    assert SCHEMA in page


def test_a_file_read_back_and_written_again_is_the_same_bytes() -> None:
    written = to_json(WHOLE)

    assert from_json(written) == WHOLE
    assert to_json(from_json(written)) == written
