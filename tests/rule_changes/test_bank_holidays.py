"""A proclaimed bank holiday: proposed, its effect seen, approved by another person; old clocks stay."""

from datetime import date, datetime

import pytest
from django.test import Client

from irwell.access.actions import grant_role
from irwell.accounts.actors import SYSTEM
from irwell.audit.models import LoggedEvent
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.messaging.models import Notice
from irwell.rulebook import queries as rulebook
from irwell.rulebook.models import RuleChange
from irwell.statute import load_calendar
from tests.people import People
from tests.rule_changes.conftest import at

DAY = {"day_day": "4", "day_month": "12", "day_year": "2026"}
GIVEN = {**DAY, "name": "Bank Holiday for the state funeral", "reason": "Proclamation of 24 November 2026"}  # fmt: skip


def propose(client: Client, **changes: str):
    return client.post("/rules/holiday/", {**GIVEN, **changes})


def seen(page: str) -> str:
    return page.partition('name="seen" value="')[2].partition('"')[0]


def test_the_page_shows_which_dates_would_move_before_anybody_approves(
    running: Case, people: People, as_person
) -> None:
    maya = as_person(people.maya)

    page = maya.get(propose(maya)["Location"]).content.decode()

    assert "1 date on 1 open case would move" in page
    assert running.reference in page
    assert "Wed 9 December 2026" in page
    assert "Thu 10 December 2026" in page
    assert running.clocks.get(clock="C6", replaced_at=None).due_on == date(2026, 12, 9)
    assert rulebook.calendar() == load_calendar()


def test_once_another_person_approves_the_new_clock_stands_beside_the_old(
    running: Case, people: People, as_person
) -> None:
    address = propose(as_person(people.maya))["Location"]
    colm = as_person(people.colm)

    answer = colm.post(f"{address}approve/", {"seen": seen(colm.get(address).content.decode())})

    assert answer.status_code == 302
    new = running.clocks.get(clock="C6", replaced_at=None)
    old = running.clocks.get(clock="C6", replaced_at__isnull=False)
    assert (old.due_on, new.due_on) == (date(2026, 12, 9), date(2026, 12, 10))
    assert "state funeral" in new.why
    assert new.calendar_version == rulebook.calendar().version != old.calendar_version
    page = as_person(people.lena).get(f"/cases/{running.pk}/dates/").content.decode()
    assert "Wed 9 December 2026" in page
    assert "Friday 4 December 2026 (Bank Holiday for the state funeral)" in page
    assert LoggedEvent.objects.filter(name="rulebook:change:approved").count() == 1
    assert (
        Notice.objects.filter(to=people.maya.email, subject__contains="A date moved").count() == 1
    )


def test_a_clock_that_was_stopped_is_not_counted_again(
    running: Case, people: People, as_person, today: datetime
) -> None:
    cases.stop_clock(case=running, clock="C6", at=today, outcome="submitted", by=people.maya)
    address = propose(as_person(people.maya))["Location"]

    page = as_person(people.colm).get(address).content.decode()

    assert "No date of an open case moves." in page


def test_nobody_approves_what_they_proposed(running: Case, people: People, as_person) -> None:
    maya = as_person(people.maya)
    address = propose(maya)["Location"]
    page = maya.get(address).content.decode()

    answer = maya.post(f"{address}approve/", {"seen": seen(page)})

    assert answer.status_code == 403
    assert "another person approves it" in page
    assert RuleChange.objects.get().outcome == ""


def test_an_approval_on_an_older_page_is_refused_because_a_case_has_changed(
    running: Case, people: People, as_person, today: datetime
) -> None:
    address = propose(as_person(people.maya))["Location"]
    colm = as_person(people.colm)
    old = seen(colm.get(address).content.decode())
    cases.record_date(
        case=running, fact="sin_submitted_at", value=at("2026-11-19 12:00"), by=people.maya,
        now=today, reason="The copy shows the 19th",
    )  # fmt: skip

    page = colm.post(f"{address}approve/", {"seen": old})

    assert page.status_code == 422
    assert "a case has changed since" in page.content.decode()
    assert RuleChange.objects.get().outcome == ""


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"day_day": "28", "day_month": "12"}, "not a working day already (Boxing Day"),
        ({"day_day": "5"}, "not a working day already (Saturday)"),
        ({"day_day": "2", "day_month": "11"}, "has passed"),
        ({"day_year": "2062"}, "Check the year"),
        ({"day_day": "29", "day_month": "2", "day_year": "2027"}, "real date"),
        ({"name": ""}, "Give the day its name"),
        ({"reason": ""}, "Say why"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_a_sentence_and_nothing_typed_is_lost(
    running: Case, people: People, as_person, changes: dict[str, str], said: str
) -> None:
    page = propose(as_person(people.maya), **changes)

    assert page.status_code == 422
    assert said in page.content.decode()
    assert "state funeral" in page.content.decode() or "name" in changes
    assert not RuleChange.objects.exists()


def test_the_same_day_is_not_proposed_twice(running: Case, people: People, as_person) -> None:
    propose(as_person(people.maya))

    page = propose(as_person(people.maya))

    assert page.status_code == 422
    assert "waiting for approval already" in page.content.decode()


def test_a_declined_day_moves_nothing_and_says_why(
    running: Case, people: People, as_person
) -> None:
    address = propose(as_person(people.maya))["Location"]
    colm = as_person(people.colm)

    empty = colm.post(f"{address}decline/", {"said": ""})
    colm.post(f"{address}decline/", {"said": "It was never proclaimed."})

    page = as_person(people.maya).get(address).content.decode()
    assert empty.status_code == 422
    assert "It was never proclaimed." in page
    assert rulebook.calendar() == load_calendar()


def test_the_proposer_takes_it_back(running: Case, people: People, as_person) -> None:
    maya = as_person(people.maya)
    address = propose(maya)["Location"]

    maya.post(f"{address}decline/")

    assert RuleChange.objects.get().outcome == "taken_back"


@pytest.mark.parametrize(
    ("who", "reads", "proposes", "approves"),
    [
        ("maya", 200, 200, 403), ("colm", 200, 403, 302), ("lena", 200, 403, 403),
        ("sam", 403, 403, 403), ("ade", 403, 403, 403),
    ],
)  # fmt: skip
def test_who_reads_proposes_and_approves(
    running: Case, people: People, as_person, who: str, reads: int, proposes: int, approves: int
) -> None:
    address = propose(as_person(people.maya))["Location"]
    mark = seen(as_person(people.colm).get(address).content.decode())
    client = as_person(getattr(people, who))

    assert client.get("/rules/").status_code == reads
    assert client.get("/rules/holiday/").status_code == proposes
    assert client.post(f"{address}approve/", {"seen": mark}).status_code == approves


def test_a_case_that_the_approver_is_not_named_on_is_only_counted(
    running: Case, people: People, as_person
) -> None:
    grant_role(user=people.oona, role="rule_approver", by=SYSTEM)
    address = propose(as_person(people.maya))["Location"]

    page = as_person(people.oona).get(address).content.decode()

    assert running.reference not in page
    assert "1 of these cases is one that you are not named on" in page


def test_beyond_the_official_years_an_added_day_leaves_the_date_provisional(
    running: Case, people: People, as_person
) -> None:
    address = propose(as_person(people.maya))["Location"]
    colm = as_person(people.colm)
    colm.post(f"{address}approve/", {"seen": seen(colm.get(address).content.decode())})

    calendar = rulebook.calendar()

    assert calendar.is_provisional(date(2029, 1, 2))
    assert "provisional" in as_person(people.lena).get("/rules/").content.decode()
    assert rulebook.calendar_of(calendar.version) == calendar
    assert rulebook.calendar_of(load_calendar().version) == load_calendar()
