"""The demonstration's marks on the combined chronology."""

from datetime import UTC, datetime

from irwell.accounts.models import Agency
from irwell.cases.models import Case
from irwell.combined_chronology import queries
from irwell.demo.seeding import chronology
from tests.combined_chronology.conftest import returned  # noqa: F401  a fixture
from tests.combined_chronology.events import EVENTS
from tests.combined_chronology.returns import sign
from tests.people import People

NOW = datetime(2026, 2, 3, 10, 0, tzinfo=UTC)


def test_every_line_of_a_short_chronology_is_marked_once(
    returned: Case,  # noqa: F811
    people: People,
) -> None:
    ended = chronology.take(returned, vars(people), now=NOW)

    assert returned.annotations.count() == 4
    assert returned.enquiry_tags.count() == 3
    assert sorted(query.standing for query in queries.line_queries_of(returned)) == [
        "answered",
        "waiting",
    ]
    assert ended > NOW


def test_an_event_that_three_agencies_tell_of_is_confirmed(
    returned: Case,  # noqa: F811
    people: People,
) -> None:
    for kind, text in EVENTS.items():
        sign(returned, Agency.objects.get(kind=kind), text, people.maya, version=2)

    chronology.take(returned, vars(people), now=NOW)

    outcomes = {w.observation["kind"]: w.outcome for w in returned.weighings.all()}
    assert outcomes == {"same event": "confirmed", "silence": "dismissed"}


def test_a_case_without_returns_is_left_as_it_is(case: Case, people: People) -> None:
    assert chronology.take(case, vars(people), now=NOW) == NOW
