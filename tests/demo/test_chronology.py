"""The demonstration's marks on the combined chronology."""

from datetime import UTC, datetime

from irwell.cases.models import Case
from irwell.demo.seeding import chronology
from tests.combined_chronology.conftest import returned  # noqa: F401  a fixture
from tests.people import People

NOW = datetime(2026, 2, 3, 10, 0, tzinfo=UTC)


def test_every_line_of_a_short_chronology_is_marked_once(
    returned: Case,  # noqa: F811
    people: People,
) -> None:
    ended = chronology.take(returned, vars(people), now=NOW)

    assert returned.annotations.count() == 4
    assert ended > NOW


def test_a_case_without_returns_is_left_as_it_is(case: Case, people: People) -> None:
    assert chronology.take(case, vars(people), now=NOW) == NOW
