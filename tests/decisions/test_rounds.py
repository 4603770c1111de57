"""The chair opens a round, education's view, a split passed on, two people deciding at once, through the web."""

import datetime as dt

import pytest
import time_machine

from irwell.access import actions as access
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.decisions import queries
from irwell.decisions.tasks import escalate_late_splits
from tests.decisions.meeting import REASONS, Room, at
from tests.kept import kept


@pytest.fixture(autouse=True)
def travel():
    with time_machine.travel(at("2026-12-02 14:00"), tick=False) as travelling:
        yield travelling


@pytest.fixture
@kept
def weighed(room: Room) -> Room:
    room.meet()
    room.answer_grid()
    return room


def test_the_chair_opens_the_round_and_what_is_in_can_no_longer_change(weighed: Room) -> None:
    weighed.position("lena", "LCSPR", reasons="Lena’s own reasons")
    weighed.post("colm", "positions/open/", {"reason": "The police are delayed until Friday."})

    seen = weighed.get("priti", "positions/").content.decode()
    changed = weighed.position("lena", "NO_LCSPR")
    late = weighed.position("priti", "LCSPR")

    assert "Lena’s own reasons" in seen
    assert "The police are delayed until Friday." in seen
    assert changed.status_code == 409
    assert "can no longer change" in changed.content.decode()
    assert late.status_code == 302
    assert "Given after the round was opened" in weighed.get("lena", "positions/").content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("colm", 302), ("maya", 403), ("lena", 403), ("oona", 404)]
)
def test_only_the_chair_opens_a_round(weighed: Room, who: str, status: int) -> None:
    weighed.position("lena", "LCSPR")

    assert weighed.post(who, "positions/open/", {"reason": "Time."}).status_code == status


def test_an_empty_round_is_not_opened(weighed: Room) -> None:
    page = weighed.post("colm", "positions/open/", {"reason": "Time."})

    assert page.status_code == 409
    assert "No partner has recorded a position yet" in page.content.decode()


def test_educations_view_is_kept_beside_the_three_positions(weighed: Room) -> None:
    oona = weighed.people.oona
    access.add_member(
        case_id=weighed.case.pk, user=oona, role="subgroup_member", reason="Education", by=SYSTEM,
        now=at("2026-12-01 09:00"),
    )  # fmt: skip
    assert (
        weighed.post("oona", "positions/education/", {"view": "Ask the school why."}).status_code
        == 302
    )
    weighed.all_say("LCSPR")
    weighed.conclude("LCSPR")

    page = weighed.get("lena", "positions/").content.decode()
    decision = queries.current_decision(weighed.case)
    assert "Ask the school why." in page
    assert "not one of the three positions" in page
    assert decision.on_screen["education"] == "Ask the school why."
    assert len(decision.on_screen["positions"]) == 3


@pytest.mark.parametrize(
    ("who", "status"),
    [("colm", 302), ("maya", 302), ("lena", 403), ("rosalind", 403), ("oona", 404)],
)
def test_who_may_record_educations_view(weighed: Room, who: str, status: int) -> None:
    assert weighed.post(who, "positions/education/", {"view": "Ask."}).status_code == status


def test_educations_place_in_law_is_said_to_be_pending_and_unverified(weighed: Room) -> None:
    page = weighed.get("colm", "positions/").content.decode()

    assert "Wellbeing and Schools Act 2026, section 2" in page
    assert "Unverified" in page


@pytest.fixture
@kept
def split(weighed: Room) -> Room:
    for who, choice in (("lena", "NO_LCSPR"), ("priti", "NO_LCSPR"), ("idris", "LCSPR")):
        weighed.position(who, choice)
    return weighed


def test_scenario_14_a_split_goes_on_to_the_lead_partners_with_a_date_of_its_own(
    split: Room, travel
) -> None:
    travel.move_to(at("2026-12-04 10:00"))
    answer = split.post("idris", "positions/escalate/", {"reason": "Two views, each well founded."})

    decision = queries.latest_decision(split.case)
    page = split.get("maya", "positions/").content.decode()
    first, second = (split.case.tasks.get(once=f"settle {of}{decision.pk}") for of in ("", "lead "))
    assert answer.status_code == 302
    assert (first.due_on, second.due_on) == (dt.date(2026, 12, 4), dt.date(2026, 12, 11))
    assert "Fri 11 December 2026" in page
    assert "Agreed decision" not in page
    assert "Two views, each well founded." in page


def test_scenario_14_a_split_that_nobody_settles_in_time_goes_on_by_itself_and_once(
    split: Room,
) -> None:
    on_time = escalate_late_splits(at("2026-12-04 23:00"))
    late = [escalate_late_splits(at(f"2026-12-05 0{hour}:00")) for hour in (1, 2)]

    assert (on_time, late) == (0, [1, 0])
    assert queries.latest_decision(split.case).escalated_at


def test_scenario_14_lead_partners_settle_it_and_the_dissent_stays(split: Room) -> None:
    split.post("colm", "positions/escalate/", {"reason": "No agreement."})

    split.settle("LCSPR")

    page = split.get("maya", "positions/").content.decode()
    assert "Decision settled by the lead safeguarding partners" in page
    assert "The director, the chief nurse and the assistant chief constable." in page
    assert page.count("Dissent") == 2
    assert not split.case.tasks.filter(once__startswith="settle", done_at=None).exists()


@pytest.mark.parametrize(("who", "status"), [("lena", 302), ("colm", 302), ("maya", 403), ("rosalind", 403), ("oona", 404)])  # fmt: skip
def test_who_may_pass_a_split_on(split: Room, who: str, status: int) -> None:
    assert split.post(who, "positions/escalate/", {"reason": "No agreement."}).status_code == status


def test_settling_says_who_settled_it(split: Room) -> None:
    page = split.post("lena", "positions/settle/", {"outcome": "LCSPR", "reasons": REASONS, "together": "on"})  # fmt: skip

    assert page.status_code == 422
    assert "Say who settled it" in page.content.decode()


def test_of_two_chairs_who_decide_at_once_the_second_is_told_and_keeps_what_was_typed(
    weighed: Room,
) -> None:
    access.add_member(
        case_id=weighed.case.pk, user=weighed.people.oona, role="chair", reason="Vice chair", by=SYSTEM,
        now=at("2026-12-01 09:00"),
    )  # fmt: skip
    weighed.all_say("LCSPR")
    weighed.conclude("LCSPR")

    page = weighed.post("oona", "positions/conclude/", {"outcome": "LCSPR_THEMATIC", "reasons": "Oona’s own words"})  # fmt: skip

    text = page.content.decode()
    assert page.status_code == 409
    assert "Colm Derrywater recorded this decision on 2 December 2026 at 14:00" in text
    assert "Oona’s own words" in text
    assert queries.current_decision(weighed.case).outcome == "LCSPR"


def test_of_two_partners_who_settle_at_once_the_first_stands(split: Room) -> None:
    split.settle("LCSPR", "lena")

    page = split.settle("RR_ONLY_LEARNING_COMPLETE", "idris")

    assert page.status_code == 409
    assert "Lena Ashworth-Vale recorded this decision" in page.content.decode()
    assert queries.current_decision(split.case).outcome == "LCSPR"


def test_two_colleagues_of_one_partner_do_not_record_over_each_other(
    weighed: Room, deputy: User
) -> None:
    weighed.delegate("lena", deputy)
    first = weighed.people.lena
    weighed.case.meetings.get().attendance.filter(user=first).update(presence="present")
    weighed.position("lena", "LCSPR", seen="", reasons="Lena’s words")

    page = weighed.position("lena", "NO_LCSPR", seen="", reasons="Typed in another window")

    assert page.status_code == 409
    assert "A colleague recorded your partner’s position" in page.content.decode()
    assert "Lena’s words" in page.content.decode()
    assert "Typed in another window" in page.content.decode()


def test_sending_a_position_twice_keeps_one(weighed: Room) -> None:
    weighed.position("lena", "LCSPR")
    weighed.position("lena", "LCSPR")

    assert queries.latest_decision(weighed.case).positions.count() == 1
