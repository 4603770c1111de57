"""The reference pages in docs/ are the ones the tables give."""

from pathlib import Path

import pytest

from irwell.statute import load_policies, load_rulesets, load_workflow
from irwell.statute.reference import reference_pages

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
PAGES = reference_pages()


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_is_fresh(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")

    assert written == PAGES[name], f"run scripts/make_reference.py: {name} is out of date"


def test_the_pages_hold_every_state_policy_and_rule_set() -> None:
    assert all(f"| {state} |" in PAGES["workflow.md"] for state in load_workflow().states)
    assert all(policy in PAGES["clocks.md"] for policy in load_policies())
    assert all(f"## {ruleset}:" in PAGES["criteria.md"] for ruleset in load_rulesets())


def test_what_nobody_has_checked_is_marked_in_the_pages() -> None:
    unchecked = [p for p in load_policies().values() if not p.verified]

    assert unchecked
    assert PAGES["clocks.md"].count("NOT YET CHECKED") == len(unchecked)
