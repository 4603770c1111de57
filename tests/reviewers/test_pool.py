"""The pool of reviewers: who is in it, what they can do, when they are free, with whom they are connected."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from irwell.audit.models import LoggedEvent
from irwell.core.time import LONDON
from irwell.reviewers import actions, rules
from irwell.reviewers.models import DeclaredConflict, PoolEntry
from tests.kept import kept
from tests.people import People

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _in_september() -> Any:
    with time_machine.travel(dt.datetime(2026, 9, 1, 10, tzinfo=LONDON), tick=True):
        yield


def on(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}  # fmt: skip


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Juniper Weald", "contact": "juniper@weald.example, 01632 960777", "areas": "Health visiting",
        "competences": ["neglect", "health"], "fee_basis": "£620 a day", "seen": "0",
        **on("references_on", dt.date(2026, 5, 4)), **on("insured_until", dt.date(2027, 5, 3)),
        **on("dbs_on", dt.date(2025, 2, 2)), **changes,
    }  # fmt: skip


@pytest.fixture
@kept
def juniper(people: People) -> PoolEntry:
    words = actions.Words(
        name="Juniper Weald", contact="juniper@weald.example", competences=("neglect", "health"), areas="Health visiting",
        references_on=dt.date(2026, 5, 4), insured_until=dt.date(2027, 5, 3), dbs_on=dt.date(2025, 2, 2),
    )  # fmt: skip
    return actions.add_entry(words=words, by=people.maya)


def test_a_reviewer_is_taken_into_the_pool_and_is_no_user(people: People, as_person: Any) -> None:
    answer = as_person(people.maya).post("/reviewers/add/", typed(), follow=True)

    shown = answer.content.decode()
    assert "juniper@weald.example, 01632 960777" in shown
    assert "Neglect; Health services" in shown
    assert "None: a person of the pool is invited once appointed" in shown
    assert PoolEntry.objects.get().account is None


def test_the_same_name_twice_is_refused_and_nothing_typed_is_lost(
    juniper: PoolEntry, people: People, as_person: Any
) -> None:
    answer = as_person(people.maya).post("/reviewers/add/", typed(name="juniper weald"))

    assert answer.status_code == 422
    assert "in the pool already" in answer.content.decode()
    assert "£620 a day" in answer.content.decode()


def test_papers_that_have_lapsed_are_told_in_the_list(
    juniper: PoolEntry, people: People, as_person: Any
) -> None:
    with time_machine.travel(dt.datetime(2028, 3, 1, 9, tzinfo=LONDON)):
        shown = as_person(people.maya).get("/reviewers/").content.decode()

    assert "The insurance ended on Monday 3 May 2027." in shown
    assert "The DBS check of Sunday 2 February 2025 is older than 3 years." in shown


@pytest.mark.parametrize(
    ("papers", "said"),
    [
        (rules.Papers(None, None, None), 3),
        (rules.Papers(TODAY, TODAY, TODAY), 0),
        (rules.Papers(TODAY, TODAY - dt.timedelta(days=1), TODAY), 1),
        (rules.Papers(TODAY, TODAY, dt.date(2023, 8, 31)), 1),
        (rules.Papers(TODAY, TODAY, dt.date(2023, 9, 1)), 0),
        (rules.Papers(TODAY, TODAY, dt.date(2024, 2, 29)), 0),
    ],
)
def test_what_has_lapsed(papers: rules.Papers, said: int) -> None:
    assert len(rules.lapses(papers, today=TODAY)) == said


@pytest.mark.parametrize(
    ("periods", "days"),
    [
        ([], 0),
        ([(dt.date(2026, 8, 1), dt.date(2026, 9, 10))], 10),
        ([(dt.date(2026, 9, 1), dt.date(2026, 9, 30)), (dt.date(2026, 9, 15), dt.date(2026, 12, 1))], 30),
        ([(dt.date(2027, 1, 1), dt.date(2027, 2, 1))], 0),
    ],
)  # fmt: skip
def test_overlapping_free_times_count_once(
    periods: list[tuple[dt.date, dt.date]], days: int
) -> None:
    assert rules.days_free(periods, TODAY, dt.date(2026, 9, 30)) == days


def test_a_year_in_which_somebody_led_three_reviews_is_named_once() -> None:
    assert rules.years_in_words([2026, 2026, 2026, 2025]) == "2025, 2026 (3 reviews)"
    assert rules.years_in_words([]) == ""


def test_words_of_key_lines_ask_for_competences() -> None:
    asked = rules.asked_for(["Who knew that the father lived in the home?", "Missed appointments."])

    assert "fathers" in asked
    assert "health" in asked
    assert "exploitation" not in asked


def test_a_conflict_bars_whatever_else_speaks_for_a_person() -> None:
    found = rules.fit(
        periods=[(TODAY, dt.date(2027, 9, 1))], since=TODAY, until=dt.date(2027, 2, 28), has=["neglect"],
        wanted=["neglect"], conflicts=["Declared a connection with the hospital."],
        papers=rules.Papers(TODAY, dt.date(2028, 1, 1), TODAY), today=TODAY,
    )  # fmt: skip

    assert found.group == "barred"
    assert found.speaks_for


def test_a_free_time_is_added_once_and_taken_away(
    juniper: PoolEntry, people: People, as_person: Any
) -> None:
    maya, at = as_person(people.maya), f"/reviewers/{juniper.pk}/"
    sent = {**on("since", dt.date(2026, 9, 1)), **on("until", dt.date(2027, 3, 31))}
    maya.post(at + "free/", sent)
    maya.post(at + "free/", sent)

    shown = maya.get(at).content.decode()
    period = juniper.periods.get()
    maya.post(f"{at}free/{period.pk}/remove/")

    assert "1 September 2026 to 31 March 2027" in shown
    assert not juniper.periods.exists()


def test_a_free_time_that_ends_before_it_starts_is_refused(
    juniper: PoolEntry, people: People, as_person: Any
) -> None:
    sent = {**on("since", dt.date(2026, 9, 2)), **on("until", dt.date(2026, 9, 1))}

    answer = as_person(people.maya).post(f"/reviewers/{juniper.pk}/free/", sent)

    assert answer.status_code == 422
    assert "on or after its first day" in answer.content.decode()


def test_a_connection_with_an_organisation_is_sealed_and_can_end(
    juniper: PoolEntry, people: People, as_person: Any
) -> None:
    maya, at = as_person(people.maya), f"/reviewers/{juniper.pk}/"
    maya.post(at + "conflict/", {"agency": str(people.tomos.agency.pk), "detail": "Employed there until 2024."})  # fmt: skip
    row = DeclaredConflict.objects.get()

    shown = maya.get(at).content.decode()
    maya.post(f"{at}conflict/{row.pk}/end/")
    row.refresh_from_db()

    assert "Employed there until 2024." in shown
    assert row.ended_on == TODAY
    assert "Employed" not in str(list(LoggedEvent.objects.values_list("data", flat=True)))


def test_who_left_the_pool_stays_on_record_and_can_come_back(
    juniper: PoolEntry, people: People, as_person: Any
) -> None:
    maya, at = as_person(people.maya), f"/reviewers/{juniper.pk}/"
    maya.post(at + "leave/")
    refused = maya.post(at + "free/", {**on("since", TODAY), **on("until", TODAY)})

    listed = maya.get("/reviewers/").content.decode()
    maya.post(at + "take-back/")

    assert "Have left the pool" in listed
    assert refused.status_code == 422
    assert PoolEntry.objects.get().left_on is None


def test_two_people_who_change_an_entry_at_once_see_both_texts(
    juniper: PoolEntry, people: People, as_person: Any
) -> None:
    at = f"/reviewers/{juniper.pk}/change/"
    as_person(people.maya).post(at, typed(areas="Midwifery"))

    answer = as_person(people.maya).post(at, typed(areas="School nursing"))

    assert answer.status_code == 422
    assert "Midwifery" in answer.content.decode()
    assert "School nursing" in answer.content.decode()
    assert PoolEntry.objects.get().areas == "Midwifery"


def test_a_review_led_elsewhere_is_listed(
    juniper: PoolEntry, people: People, as_person: Any
) -> None:
    maya, at = as_person(people.maya), f"/reviewers/{juniper.pk}/"

    maya.post(at + "past/", {"title": "Child Q", "partnership": "Mossfield", "year": "2024"})

    assert "Child Q, Mossfield, 2024" in maya.get(at).content.decode()


@pytest.mark.parametrize("part", ["", "add/"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("maya", 200), ("lena", 403), ("colm", 403), ("rosalind", 403), ("tomos", 403), ("oona", 403), ("sam", 403),
        ("ade", 403),
    ],
)  # fmt: skip
def test_the_business_unit_keeps_the_pool(
    people: People, as_person: Any, who: str, status: int, part: str
) -> None:
    assert as_person(getattr(people, who)).get(f"/reviewers/{part}").status_code == status
