"""The board's filter, the private calendar, extensions and holds, and the morning's list."""

from datetime import datetime

import pytest
import time_machine
from django.test import Client

from irwell.cases import actions
from irwell.cases.models import Case
from irwell.core.time import LONDON
from irwell.deadlines.tasks import morning_digest
from irwell.messaging.models import Notice
from tests.people import People

AWARE = "2026-04-02 12:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.fixture
def running(case: Case, people: People) -> Case:
    """The notification is due on Monday 13 April 2026."""
    actions.record_date(
        case=case, fact="la_aware_event_at", value=at(AWARE), by=people.maya, now=at(AWARE)
    )
    return case


@pytest.fixture(autouse=True)
def _in_april():
    with time_machine.travel(at("2026-04-08 09:00"), tick=False):
        yield


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


def _feed_of(client: Client) -> str:
    page = client.post("/cases/calendar/", {"do": "make"}).content.decode()
    return "/cases/calendar/" + page.partition("/cases/calendar/")[2].partition(".ics")[0] + ".ics"


def test_a_calendar_holds_references_and_clocks_and_no_name(
    running: Case, people: People, as_person
) -> None:
    feed = Client().get(_feed_of(as_person(people.lena)))

    text = feed.content.decode()
    assert feed.headers["Content-Type"].startswith("text/calendar")
    assert f"SUMMARY:{running.reference}: Notification to the Panel" in text
    assert "DTSTART;VALUE=DATE:20260413" in text
    assert running.label not in text


def test_a_stopped_calendar_is_closed_and_a_new_one_closes_the_old(
    running: Case, people: People, as_person
) -> None:
    lena = as_person(people.lena)
    first = _feed_of(lena)
    second = _feed_of(lena)

    replaced = Client().get(first).status_code
    works = Client().get(second).status_code
    lena.post("/cases/calendar/", {"do": "stop"})

    assert (replaced, works, Client().get(second).status_code) == (410, 200, 410)


def test_a_calendar_follows_the_cases_its_person_may_see(
    running: Case, people: People, as_person
) -> None:
    feed = _feed_of(as_person(people.oona))

    assert "SUMMARY" not in Client().get(feed).content.decode()


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


def test_a_note_is_read_by_members(running: Case, people: People, as_person) -> None:
    as_person(people.lena).post(f"/cases/{running.pk}/notes/", {"text": "The ward has called."})

    page = as_person(people.priti).get(f"/cases/{running.pk}/").content.decode()

    assert "The ward has called." in page


def test_an_empty_note_is_refused_in_words(running: Case, people: People, as_person) -> None:
    answer = as_person(people.lena).post(f"/cases/{running.pk}/notes/", {"text": ""})

    assert answer.status_code == 422


def test_the_log_of_a_case_is_told_in_words(running: Case, people: People, as_person) -> None:
    page = as_person(people.maya).get(f"/cases/{running.pk}/log/").content.decode()

    assert "A clock started: Notification to the Panel, due 13 April 2026" in page
    assert "by Maya Thornlea" in page
    assert "cases:clock" not in page


def test_the_morning_list_goes_once_a_day_from_seven(running: Case, people: People) -> None:
    early = morning_digest(at("2026-04-13 06:55"))
    first = morning_digest(at("2026-04-13 07:00"))
    again = morning_digest(at("2026-04-13 11:00"))
    next_day = morning_digest(at("2026-04-14 07:05"))

    assert (early, again) == (0, 0)
    assert first == next_day > 0


def test_the_morning_list_has_links_and_no_names(running: Case, people: People) -> None:
    morning_digest(at("2026-04-13 07:00"))

    notice = Notice.objects.get(to=people.lena.email)
    assert f"{running.reference}: Notification to the Panel, due Mon 13 April 2026" in notice.body
    assert f"/cases/{running.pk}/" in notice.body
    assert running.label not in notice.body + notice.subject


def test_nobody_walled_off_or_apart_is_written_to(running: Case, people: People) -> None:
    morning_digest(at("2026-04-13 07:00"))

    written = set(Notice.objects.values_list("to", flat=True))
    assert not written & {people.conrad.email, people.oona.email, people.sam.email}


def test_nothing_is_sent_when_nothing_is_near(running: Case, people: People) -> None:
    assert morning_digest(at("2026-04-03 08:00")) == 0
