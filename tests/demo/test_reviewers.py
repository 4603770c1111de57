"""The demonstration's pool of reviewers."""

import datetime as dt

import pytest

from irwell.demo.seeding import reviewers
from irwell.reviewers.models import PoolEntry
from irwell.reviewers.queries import papers_of
from irwell.reviewers.rules import lapses
from tests.people import People

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 26)


def test_the_pool_holds_one_who_is_fit_one_with_a_lapsed_paper_and_one_who_is_barred(
    people: People,
) -> None:
    reviewers.take({"maya": people.maya, "rosalind": people.rosalind}, today=TODAY)

    lapsed = {e.name: len(lapses(papers_of(e), today=TODAY)) for e in PoolEntry.objects.all()}
    assert lapsed == {"Alder Penrose": 0, "Juniper Weald": 1, "Rosalind Farr-Kite": 0}
    assert PoolEntry.objects.get(name="Alder Penrose").conflicts.count() == 1
