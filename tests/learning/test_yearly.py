"""The yearly report: due by 30 September, its copies a week after it; each day recorded once."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from irwell.learning.models import YearlyReport
from irwell.statute.law import UNVERIFIED
from tests.people import People

pytestmark = pytest.mark.django_db
YEAR = "/learning/year/2026/"


@pytest.fixture
def on_day() -> Any:
    """on_day(9, 29) travels to that day of 2026."""

    def travel(month: int, day: int) -> Any:
        return time_machine.travel(datetime(2026, month, day, 9, tzinfo=UTC), tick=False)

    return travel


def day(month: int, number: int, year: int = 2026) -> dict[str, int]:
    return {"on_day": number, "on_month": month, "on_year": year}


def test_the_report_of_a_year_is_due_by_the_end_of_september_and_says_what_is_not_verified(
    people: People, as_person: Any, on_day: Any
) -> None:
    with on_day(9, 1):
        page = as_person(people.maya).get(YEAR).content.decode()

    assert "Wed 30 September 2026" in page
    assert "Record that it was published" in page
    assert UNVERIFIED in page


def test_publishing_it_starts_the_seven_days_for_the_copies(
    people: People, as_person: Any, on_day: Any
) -> None:
    with on_day(10, 2):
        maya = as_person(people.maya)
        maya.post(f"{YEAR}published/", day(10, 1))
        between = maya.get(YEAR).content.decode()
        maya.post(f"{YEAR}copies/", day(10, 2))
        page = maya.get(YEAR).content.decode()

    assert "Late" in page
    assert "Thu 8 October 2026" in between
    assert "In time" in page
    assert "Record that" not in page


@pytest.mark.parametrize(
    ("step", "given", "sentence"),
    [
        ("published", day(3, 31), "after its year has ended"),
        ("published", day(10, 3), "lies in the future"),
        ("copies", day(10, 1), "Record first when the report was published"),
        ("published", day(13, 1), "The day"),
    ],
)
def test_an_impossible_day_is_refused_with_a_sentence(
    people: People, as_person: Any, on_day: Any, step: str, given: dict[str, int], sentence: str
) -> None:
    with on_day(10, 2):
        answer = as_person(people.maya).post(f"{YEAR}{step}/", given)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_what_was_recorded_stands(people: People, as_person: Any, on_day: Any) -> None:
    with on_day(10, 2):
        maya = as_person(people.maya)
        maya.post(f"{YEAR}published/", day(9, 29))
        again = maya.post(f"{YEAR}published/", day(9, 30))

    assert again.status_code == 422
    assert str(YearlyReport.objects.get().published_on) == "2026-09-29"


@pytest.mark.parametrize(("who", "status"), [("maya", 200), ("lena", 403), ("sam", 403)])
def test_the_business_manager_records_it(
    people: People, as_person: Any, who: str, status: int
) -> None:
    assert as_person(getattr(people, who)).get(f"{YEAR}published/").status_code == status
