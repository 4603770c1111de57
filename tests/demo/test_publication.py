"""The demonstration's publication, by the actions that people use."""

from typing import Any

import pytest

from irwell.cases.models import Case
from irwell.demo.seeding import publication as seeding
from irwell.publication import queries
from irwell.publication.rules import GATES, summary_advice
from tests.people import People
from tests.publication.conftest import _signing_key, at, certified, clock  # noqa: F401


@pytest.fixture
def everybody(people: People) -> dict[str, Any]:
    return {key: getattr(people, key) for key in ("maya", "lena", "idris", "ines")}


@pytest.mark.parametrize("until", seeding.STAGES)
def test_each_halfway_state_is_reached(
    certified: Case,  # noqa: F811
    everybody: dict[str, Any],
    until: str,
) -> None:
    ended = seeding.take(certified, everybody, now=at("2026-03-16 10:00"), until=until)

    publication = queries.publication_of(certified)
    assert publication is not None
    assert ended >= at("2026-03-16 10:00")
    assert bool(publication.published_at) is (until == "published")
    assert len(queries.approvers_of(publication)) == (
        2 if until in ("approved", "published") else 0
    )
    assert (queries.open_gates(publication, on=ended.date()) == ()) is (until != "planned")


def test_the_summary_is_as_long_as_the_national_list_asks() -> None:
    assert summary_advice(seeding.SUMMARY) == ""


def test_every_gate_has_its_note() -> None:
    assert set(seeding.NOTES) == {gate.id for gate in GATES if not gate.counted}
