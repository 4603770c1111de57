"""The demonstration's practice review, as far as each halfway state."""
# ruff: noqa: F811 - fixtures are imported by name

import datetime as dt

import pytest

from irwell.cases.models import Case
from irwell.demo.seeding.practice_review import take
from irwell.reviews import queries
from tests.people import People
from tests.reviews.conftest import LATER, decided  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("until", "state"),
    [("scoping", "scoping"), ("evidence", "evidence"), ("drafting", "drafting"), ("approved", "anonymisation")],
)  # fmt: skip
def test_a_case_is_taken_to(decided: Case, people: People, until: str, state: str) -> None:
    decided.memberships.filter(user=people.rosalind).delete()

    ended = take(decided, vars(people), now=LATER, until=until)

    case = Case.objects.get(pk=decided.pk)
    assert case.state == state
    assert ended >= LATER
    if until == "approved":
        report = queries.approved_report(case)
        review = queries.review_of(case)
        assert report is not None
        assert review is not None
        assert report.version == 2
        assert LATER < report.document.created_at == report.created_at < ended
        assert LATER + dt.timedelta(days=90) < ended < LATER + dt.timedelta(days=150)
        (condition,) = [row for row in report.approvals.all() if row.condition]
        assert condition.met_at
        assert not queries.open_conditions(case)
        assert review.findings.count() == 4
        assert queries.recommendations_of(case).count() == 5
