"""The private calendar, read with a parser of iCalendar: references and clocks, never a name."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from irwell.cases import actions
from irwell.cases.models import Case
from tests.moments import at
from tests.people import People

pytestmark = pytest.mark.usefixtures("in_april")


def address_of(client: Client) -> str:
    page = client.post("/cases/calendar/", {"do": "make"}).content.decode()
    return "/cases/calendar/" + page.partition("/cases/calendar/")[2].partition(".ics")[0] + ".ics"


def events_at(address: str) -> list[Any]:
    return list(Calendar.from_ical(Client().get(address).content).walk("VEVENT"))


def test_an_event_is_a_reference_and_a_clock_on_its_day(
    running: Case, people: People, as_person
) -> None:
    answer = Client().get(address_of(as_person(people.lena)))
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")

    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert str(event["SUMMARY"]) == f"{running.reference}: Notification to the Panel"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 4, 13), date(2026, 4, 14))
    assert event["STATUS"] == "CONFIRMED"
    assert event["CLASS"] == "PRIVATE"


def test_no_label_and_no_name_stands_in_a_calendar(
    running: Case, people: People, as_person
) -> None:
    text = Client().get(address_of(as_person(people.lena))).content.decode()

    names = [running.label, *(getattr(people, key).name for key in ("maya", "lena", "colm"))]
    assert not [name for name in names if name in text]


def test_alarms_ring_at_nine_three_days_and_one_day_before_and_on_the_day(
    running: Case, people: People, as_person
) -> None:
    (event,) = events_at(address_of(as_person(people.lena)))

    rung = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
    assert rung == [
        datetime(2026, 4, day, 8, 0, tzinfo=UTC) for day in (8, 10, 13)
    ]  # nine in England is eight in UTC; the weekend is no working day


def test_a_clock_that_stopped_is_cancelled_and_rings_no_more(
    running: Case, people: People, as_person
) -> None:
    address = address_of(as_person(people.lena))
    (before,) = events_at(address)
    actions.stop_clock(
        case=running, clock="C2", at=at("2026-04-09 10:00"), outcome="met", by=people.maya
    )

    (after,) = events_at(address)

    assert after["UID"] == before["UID"]
    assert after["STATUS"] == "CANCELLED"
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.walk("VALARM") == []


def test_a_corrected_date_moves_the_event_instead_of_adding_one(
    running: Case, people: People, as_person
) -> None:
    address = address_of(as_person(people.lena))
    (before,) = events_at(address)
    actions.record_date(
        case=running, fact="la_aware_event_at", value=at("2026-04-07 12:00"), by=people.maya,
        now=at("2026-04-08 09:00"), reason="The ward’s log says the 7th",
    )  # fmt: skip

    (after,) = events_at(address)

    assert after["UID"] == before["UID"]
    assert after["DTSTART"].dt == date(2026, 4, 14)
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_an_extended_date_keeps_the_first_one_in_words(
    running: Case, people: People, as_person
) -> None:
    clock = running.clocks.get(clock="C2")
    actions.extend_clock(clock=clock, to=date(2026, 4, 20), reason="Agreed", by=people.lena)

    (event,) = events_at(address_of(as_person(people.lena)))

    assert event["DTSTART"].dt == date(2026, 4, 20)
    assert str(event["DESCRIPTION"]) == "Extended. The first date was Mon 13 April 2026."


def test_a_stopped_address_is_closed_and_a_new_one_closes_the_old(
    running: Case, people: People, as_person
) -> None:
    lena = as_person(people.lena)
    first = address_of(lena)
    second = address_of(lena)

    replaced = Client().get(first).status_code
    works = Client().get(second).status_code
    lena.post("/cases/calendar/", {"do": "stop"})

    assert (replaced, works, Client().get(second).status_code) == (410, 200, 410)


@pytest.mark.parametrize("who", ["oona", "conrad"])
def test_a_calendar_follows_the_cases_its_person_may_see(
    running: Case, people: People, as_person, who: str
) -> None:
    assert events_at(address_of(as_person(getattr(people, who)))) == []


def test_an_address_of_a_person_who_left_gives_nothing(
    running: Case, people: People, as_person
) -> None:
    address = address_of(as_person(people.lena))
    people.lena.is_active = False
    people.lena.save()

    assert Client().get(address).status_code == 404


def test_a_calendar_is_never_kept_by_a_cache_on_the_way(
    running: Case, people: People, as_person
) -> None:
    answer = Client().get(address_of(as_person(people.lena)))

    assert answer.headers["Cache-Control"] == "no-store"
