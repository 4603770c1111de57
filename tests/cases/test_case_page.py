"""The case at a look: whose turn it is, what is due, what blocks it, what happened; and the log, narrowed."""

from datetime import date

import pytest
import time_machine
from lxml import html

from irwell.cases import actions
from irwell.cases.models import Case
from tests.kept import kept
from tests.moments import at
from tests.people import People
from tests.stages import bring_to

Element = html.HtmlElement
SENT = at("2026-11-18 12:00")


@pytest.fixture
@kept
def gathering(case: Case, people: People) -> Case:
    """Notified on Wednesday 18 November 2026, so that the Rapid Review is due on 9 December."""
    with time_machine.travel(SENT, tick=False):
        for fact in ("la_aware_event_at", "sin_submitted_at"):
            actions.record_date(case=case, fact=fact, value=SENT, by=people.maya, now=SENT)
        case = bring_to(case, "rr_gathering", people, now=SENT)
        for clock in ("C2", "C3"):
            actions.stop_clock(case=case, clock=clock, at=SENT, outcome="sent", by=people.maya)
    return case


@pytest.fixture
def page(gathering: Case, people: People, as_person):
    """The case page as a person sees it on a day."""

    def see(who: str, day: str) -> Element:
        with time_machine.travel(at(f"{day} 09:00"), tick=False):
            answer = as_person(getattr(people, who)).get(f"/cases/{gathering.pk}/")
        return html.fromstring(answer.content)

    return see


def words(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def all_of(element: Element, name: str) -> list[Element]:
    """The elements of a class, in order."""
    return element.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]")


def one_of(element: Element, name: str) -> Element:
    [found] = all_of(element, name)
    return found


def test_it_is_one_persons_turn_and_there_is_one_button(page) -> None:
    here = one_of(page("maya", "2026-11-25"), "irw-here")

    assert "Your turn." in words(here)
    assert [words(b) for b in all_of(here, "govuk-button")] == ["See who has answered"]


def test_whoever_waits_reads_for_whom_and_gets_no_button(page) -> None:
    here = one_of(page("priti", "2026-11-25"), "irw-here")

    assert "Next: Agencies answer" in words(here)
    assert all_of(here, "govuk-button") == []


def test_a_late_task_of_ones_own_comes_before_everything(
    gathering: Case, people: People, page
) -> None:
    actions.add_task(
        case=gathering, title="Ring the school", for_role="business_manager", by=people.maya,
        due_on=date(2026, 11, 24), url_name="cases:register",
    )  # fmt: skip

    here = one_of(page("maya", "2026-11-25"), "irw-here")

    assert words(one_of(here, "govuk-button")) == "Ring the school"
    assert "It was due on Tuesday 24 November." in words(here)


def test_the_next_dates_say_who_keeps_them(gathering: Case, people: People, page) -> None:
    actions.add_task(
        case=gathering, title="Ring the school", for_role="business_manager", by=people.maya,
        due_on=date(2026, 11, 27),
    )  # fmt: skip

    due = [words(one) for one in all_of(page("maya", "2026-11-25"), "irw-due__one")]

    assert due == [
        "2 working days left Ring the school Fri 27 November 2026 · Business manager (you)",
        "10 working days left Rapid review Wed 9 December 2026 · The three safeguarding partners",
    ]


def test_the_days_are_shown_as_they_are_counted(page) -> None:
    sheet = one_of(page("maya", "2026-11-25"), "irw-sheet")
    days = {words(one_of(d, "irw-sheet__date")): words(d) for d in all_of(sheet, "irw-sheet__day")}

    assert days["25 Nov"].startswith("25 Nov Day 5 Today Progress call")
    assert days["28 Nov"] == "28 Nov"  # a Saturday is not counted
    assert days["30 Nov"].startswith("30 Nov Day 8 Returns due")
    assert days["9 Dec"].startswith("9 Dec Day 15 Due")
    assert "Ask the agencies ✓ done" in days["19 Nov"]


def test_days_after_the_date_are_marked(page) -> None:
    seen = page("maya", "2026-12-11")

    assert "2 working days after the date" in words(seen.get_element_by_id("sheet"))
    assert len(all_of(seen, "irw-sheet__day--late")) == 1  # the day between; today says so itself
    assert "overdue by 2 working days" in words(one_of(seen, "irw-late"))


def test_the_way_shows_behind_here_and_ahead(page) -> None:
    way = [words(p) for p in all_of(page("maya", "2026-11-25"), "irw-way__place")]

    assert way == [
        "Notification agreed 18 Nov 2026", "Notification sent 18 Nov 2026",
        "You are here Agencies gather information since 18 Nov 2026",
        "Rapid review meeting", "Decision and sign-off", "Sent to the Panel",
    ]  # fmt: skip


def test_states_of_one_day_stand_in_the_order_of_the_journey(
    gathering: Case, people: People, page
) -> None:
    bring_to(gathering, "rr_meeting", people, now=SENT)

    way = [words(p) for p in all_of(page("maya", "2026-11-25"), "irw-way__place")]

    assert way[:2] == [
        "Notification sent 18 Nov 2026",
        "Agencies gather information 18 Nov 2026",
    ]


def test_the_last_five_things_leave_readings_out(page) -> None:
    page("maya", "2026-11-25")
    latest = [words(one) for one in one_of(page("maya", "2026-11-25"), "irw-latest").findall("li")]

    assert len(latest) == 5
    assert not any("read" in one for one in latest)
    assert "Maya Thornlea" in latest[0]


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("kind=dates", "A clock started", "The case moved"),
        ("kind=steps", "The case moved", "A clock started"),
        ("kind=changes", "The case moved", "The case was read"),
        ("since_day=19&since_month=11&since_year=2026", "The case was read", "The case moved"),
        ("until_day=18&until_month=11&until_year=2026", "The case moved", "The case was read"),
    ],
)
def test_the_log_is_narrowed(
    gathering: Case, people: People, as_person, page, query: str, there: str, gone: str
) -> None:
    page("lena", "2026-11-25")

    found = as_person(people.maya).get(f"/cases/{gathering.pk}/log/?{query}")
    log = words(one_of(html.fromstring(found.content), "moj-timeline"))

    assert there in log
    assert gone not in log


def test_the_log_of_one_person(gathering: Case, people: People, as_person, page) -> None:
    page("lena", "2026-11-25")

    found = as_person(people.maya).get(f"/cases/{gathering.pk}/log/?person={people.lena.pk}")

    titles = all_of(html.fromstring(found.content), "moj-timeline__title")
    assert {words(t) for t in titles} == {"The case was read"}


def test_a_day_that_is_none_is_explained(gathering: Case, people: People, as_person) -> None:
    found = as_person(people.maya).get(
        f"/cases/{gathering.pk}/log/?since_day=31&since_month=2&since_year=2026"
    )

    assert found.status_code == 422
    assert "The first day must be a real date" in found.content.decode()
