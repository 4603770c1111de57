"""The partnership's other publications beside a report: named with what both tell and what to blur."""

import pytest

from irwell.anonymisation.rules import Published, neighbours
from irwell.cases import actions as cases
from irwell.crypto.actions import create_key
from tests.anonymisation.conftest import NOW, TEXTS, Desk, approve, report
from tests.learning import published
from tests.people import People

MINE = "The twins were known to two services. One of them has cystic fibrosis."


@pytest.fixture
def other(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another case's review is published; it tells of twins and of a trial."""
    told = published.REPORT.replace("Child A was eleven", "One of the twins was eleven")
    monkeypatch.setattr(published, "REPORT", told)
    case = cases.open_case(key=create_key(), label="Poplar", by=people.maya, now=NOW)
    published.publish(case, people, now=NOW)


def test_a_published_review_that_tells_the_same_rare_fact_is_named_with_what_to_blur(
    maya: Desk, people: People, other: None
) -> None:
    approve(maya.case, people, report((*TEXTS, MINE)))
    maya.start()

    page = maya.get("risk/")

    assert "Learning from the life of Child A</a>" in page
    assert "/reviews/calderbrook-2026-child-a/" in page
    assert "stands in both" in page
    assert "say “siblings”" in page


def test_without_a_shared_rare_fact_none_is_named(maya: Desk, other: None) -> None:
    maya.start()

    assert "shares a rare detail with this report" in maya.get("risk/")


def test_what_only_the_other_tells_is_named_as_the_pair() -> None:
    beside = Published(
        "Review of Poplar", "/", "The twins were triplets’ cousins. The child has haemophilia."
    )

    found = neighbours(MINE, [beside, Published("Nothing", "/", "A child was seen.")])

    assert [one.title for one in found] == ["Review of Poplar"]
    assert any("haemophilia" in sentence for sentence in found[0].sentences)
