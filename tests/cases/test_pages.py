"""The board and the case page, through the web."""

import time_machine

from irwell.cases import actions
from irwell.cases.models import Case
from tests.moments import at
from tests.people import People


def test_scenario_2_the_board_says_due_today_then_overdue(
    case: Case, people: People, as_person
) -> None:
    actions.record_date(
        case=case,
        fact="la_aware_event_at",
        value=at("2026-04-02 12:00"),
        by=people.maya,
        now=at("2026-04-02 12:00"),
    )

    with time_machine.travel(at("2026-04-13 09:00"), tick=False):
        today = as_person(people.maya).get("/cases/").content.decode()
    with time_machine.travel(at("2026-04-14 09:00"), tick=False):
        after = as_person(people.maya).get("/cases/").content.decode()

    assert "Due today" in today
    assert "1 working day late" in after


def test_a_corrected_date_makes_a_new_clock_and_keeps_the_old(case: Case, people: People) -> None:
    for value, reason in (("2026-04-02", ""), ("2026-04-01", "The first call was a day earlier")):
        actions.record_date(
            case=case, fact="la_aware_event_at", value=at(f"{value} 12:00"), by=people.maya,
            now=at("2026-04-02 12:00"), reason=reason,
        )  # fmt: skip

    clocks = case.clocks.filter(clock="C2").order_by("created_at")
    assert clocks.count() == 2
    assert clocks[0].replaced_at
    assert not clocks[1].replaced_at


def test_the_case_page_shows_where_it_stands(case: Case, people: People, as_person) -> None:
    page = as_person(people.lena).get(f"/cases/{case.pk}/").content.decode()

    assert "You are here: Triage" in page


def test_the_register_is_edited_by_those_who_may(case: Case, people: People, as_person) -> None:
    given = {"kind": "person", "role": "mother", "names": "Juno Hollowgate\nJu"}

    answer = as_person(people.maya).post(f"/cases/{case.pk}/register/", given)
    refused = as_person(people.lena).get(f"/cases/{case.pk}/register/")

    assert answer.status_code == 302
    assert case.identities.get().label == "Mother"
    assert refused.status_code == 403
