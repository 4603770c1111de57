"""The demonstration's learning, as far as each stage."""

import pytest

from irwell.cases.models import Case
from irwell.core.time import london
from irwell.demo.seeding import learning
from irwell.learning import queries
from irwell.learning.rules import Standing
from tests.learning.conftest import LATER, published  # noqa: F401 - a fixture
from tests.people import People


@pytest.mark.parametrize(
    ("until", "state", "standings"),
    [
        ("actions", "learning", [Standing.IN_PROGRESS, Standing.IN_PROGRESS]),
        ("impact", "impact_review", [Standing.COMPLETE_PROVEN, Standing.OVERDUE]),
    ],
)
def test_learning_is_taken_as_far_as_asked(
    published: Case,  # noqa: F811
    people: People,
    until: str,
    state: str,
    standings: list[Standing],
) -> None:
    ended = learning.take(published, vars(people), now=LATER, until=until)

    published.refresh_from_db()
    lines = queries.lines_of(published, on=london(ended).date())
    by_number = sorted(lines, key=lambda line: line.action.recommendation.number)
    assert published.state == state
    assert [line.standing for line in by_number] == standings
