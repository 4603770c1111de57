"""The board of running dates: order, words, filters, pages; what an extension and a hold leave in sight."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from irwell.cases import actions
from irwell.cases.models import Case, CaseClock
from irwell.crypto.actions import create_key
from tests.moments import at
from tests.people import People

AWARE = "2026-04-02 12:00"


pytestmark = pytest.mark.usefixtures("in_april")


def test_the_board_says_what_is_left_and_who_acts(running: Case, people: People, as_person) -> None:
    page = as_person(people.maya).get("/cases/").content.decode()

    assert "3 working days left" in page
    assert "That is you." in page
    assert "That is you." not in as_person(people.lena).get("/cases/").content.decode()


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("clock=C2", True),
        ("clock=C6", False),
        ("stage=3", True),
        ("stage=8", False),
        ("mine=on", True),
    ],
)
def test_the_board_is_filtered(
    running: Case, people: People, as_person, query: str, shown: bool
) -> None:
    page = as_person(people.maya).get(f"/cases/?{query}").content.decode()

    assert ("3 working days left" in page) is shown


def _extension(case: Case, day: str, reason: str = "Agreed with the Panel by letter") -> tuple:
    clock = case.clocks.get(clock="C2", replaced_at=None)
    given = {"to_day": day, "to_month": "4", "to_year": "2026", "reason": reason}
    return f"/cases/{case.pk}/clocks/{clock.pk}/extend/", given


def test_an_extension_keeps_the_first_date_in_sight(
    running: Case, people: People, as_person
) -> None:
    answer = as_person(people.lena).post(*_extension(running, "20"))

    page = as_person(people.maya).get(f"/cases/{running.pk}/").content.decode()
    assert answer.status_code == 302
    assert "Extended to 20 April 2026: Agreed with the Panel by letter" in page
    assert "Mon 13 April 2026" in page


def test_an_extension_to_an_earlier_day_is_refused(
    running: Case, people: People, as_person
) -> None:
    page = as_person(people.lena).post(*_extension(running, "9"))

    assert page.status_code == 422
    assert "after the first due date" in page.content.decode()
    assert "Agreed with the Panel by letter" in page.content.decode()


@pytest.mark.parametrize(("who", "status"), [("maya", 403), ("colm", 403), ("priti", 302)])
def test_partners_alone_extend(
    running: Case, people: People, as_person, who: str, status: int
) -> None:
    answer = as_person(getattr(people, who)).post(*_extension(running, "20"))

    assert answer.status_code == status


def test_a_hold_is_shown_and_stops_no_clock(running: Case, people: People, as_person) -> None:
    maya = as_person(people.maya)
    maya.post(f"/cases/{running.pk}/hold/", {"reason": "A trial is listed for June."})

    page = maya.get(f"/cases/{running.pk}/").content.decode()

    assert "A trial is listed for June. Clocks keep running." in page
    assert "3 working days left" in page


def test_an_extended_date_says_how_the_first_one_stands(
    running: Case, people: People, as_person
) -> None:
    as_person(people.lena).post(*_extension(running, "20"))

    with time_machine.travel(at("2026-04-15 09:00"), tick=False):
        page = as_person(people.maya).get("/cases/").content.decode()

    assert "3 working days left" in page
    assert "Extended. First date: 13 Apr 2026 (2 working days late)" in page


def test_a_hold_stands_beside_a_running_date(running: Case, people: People, as_person) -> None:
    maya = as_person(people.maya)
    maya.post(f"/cases/{running.pk}/hold/", {"reason": "A trial is listed for June."})

    page = maya.get("/cases/").content.decode()

    assert "The clock keeps running" in page
    assert "3 working days left" in page


def make_cases(people: People, days: Iterable[int], *, clock: str = "C6") -> list[Case]:
    """Cases of Maya's, each with one running clock that is due so many days from 8 April 2026."""
    made = []
    for n, day in enumerate(days):
        case = actions.open_case(
            key=create_key(), label=f"Tree {n}", by=people.maya, now=at("2026-04-01 09:00")
        )
        due = date(2026, 4, 8) + timedelta(days=day)
        CaseClock.objects.create(
            case=case, clock=clock, policy_id="RR15_FROM_SIN_SENT", policy_version="1", start_fact="sin_submitted_at",
            start_at=at(AWARE), calendar_version="1", due_on=due, due_at=at(f"{due} 23:59"),
        )  # fmt: skip
        made.append(case)
    return made


def _shown(page: str) -> list[str]:
    return re.findall(r"(CB-2026-\d+) · Tree", page.partition('id="cases"')[0])


def test_the_latest_stand_first_whatever_order_they_came_in(people: People, as_person) -> None:
    cases = make_cases(people, [9, -4, 0, 30])

    page = as_person(people.maya).get("/cases/").content.decode()

    assert _shown(page) == [cases[k].reference for k in (1, 2, 0, 3)]
    assert page.index("Overdue</strong>") < page.index("Due today</strong>")


def test_the_board_counts_what_is_late_today_and_this_week(people: People, as_person) -> None:
    make_cases(people, [-4, -1, 0, 3, 7, 8])

    page = as_person(people.maya).get("/cases/").content.decode()

    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "2 late 1 due today 2 in the next seven days" in words


@pytest.mark.parametrize(
    ("when", "places"), [("late", [0]), ("today", [1]), ("week", [2]), ("", [0, 1, 2, 3])]
)
def test_the_board_is_narrowed_by_day(
    people: People, as_person, when: str, places: list[int]
) -> None:
    cases = make_cases(people, [-4, 0, 3, 20])

    page = as_person(people.maya).get(f"/cases/?when={when}").content.decode()

    assert _shown(page) == [cases[k].reference for k in places]


def test_the_board_is_narrowed_by_who_acts_next(running: Case, people: People, as_person) -> None:
    maya = as_person(people.maya)

    theirs = maya.get("/cases/?role=business_manager").content.decode()
    other = maya.get("/cases/?role=statutory_partner").content.decode()

    assert "3 working days left" in theirs
    assert "No date matches" in other


def test_the_board_is_narrowed_by_a_person_named_on_the_case(
    running: Case, people: People, as_person
) -> None:
    make_cases(people, [5])
    maya = as_person(people.maya)

    page = maya.get(f"/cases/?person={people.lena.pk}").content.decode()

    assert running.reference in page.partition('id="cases"')[0]
    assert _shown(page) == []
    assert people.lena.name in page


def test_nobody_is_offered_people_with_whom_no_case_is_shared(
    running: Case, people: People, as_person
) -> None:
    page = as_person(people.maya).get("/cases/").content.decode()

    assert people.lena.name in page
    assert people.oona.name not in page


@pytest.mark.parametrize("query", ["clock=C99", "person=nobody", "when=never", "after=nonsense"])
def test_a_choice_that_is_not_offered_does_no_harm(
    running: Case, people: People, as_person, query: str
) -> None:
    assert as_person(people.maya).get(f"/cases/?{query}").status_code == 200


def test_pages_follow_each_other_without_gap_or_repeat(people: People, as_person) -> None:
    cases = make_cases(people, [n % 7 for n in range(60)])
    maya, address, seen = as_person(people.maya), "/cases/", []

    for _ in range(4):
        page = maya.get(address)
        seen += _shown(page.content.decode())
        if not page.context["more"]:
            break
        address = f"/cases/{page.context['more']}"

    assert sorted(seen) == sorted(case.reference for case in cases)
    assert len(seen) == len(set(seen))


def test_the_number_of_queries_does_not_grow_with_the_cases(people: People, as_person) -> None:
    maya = as_person(people.maya)
    make_cases(people, [3])
    maya.get("/cases/")
    with CaptureQueriesContext(connection) as few:
        maya.get("/cases/")
    make_cases(people, range(40))
    with CaptureQueriesContext(connection) as many:
        maya.get("/cases/")

    assert len(many) == len(few)


def test_a_person_walled_off_sees_no_date_of_the_case(
    running: Case, people: People, as_person
) -> None:
    page = as_person(people.conrad).get("/cases/").content.decode()

    assert running.reference not in page


def test_every_case_is_found_page_by_page(people: People, as_person) -> None:
    cases = make_cases(people, [1] * 30)
    maya = as_person(people.maya)

    first = maya.get("/cases/all/")
    second = maya.get(f"/cases/all/?after={first.context['more']}")

    found = [row["case"].reference for page in (first, second) for row in page.context["cases"]]
    assert sorted(found) == sorted(case.reference for case in cases)
