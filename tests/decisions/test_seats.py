"""Deputies with delegated authority, seats handed over, conflicts, the partnership's quorum rule, through the web."""

import datetime as dt

import pytest
import time_machine

from irwell.access import actions as access
from irwell.access.models import Conflict
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.audit.models import LoggedEvent
from irwell.decisions import queries
from irwell.decisions.models import Delegation, Handover
from irwell.messaging.models import Notice
from tests.decisions.meeting import PARTNERS, Room, at, colleague
from tests.kept import kept

EVERYONE = dict.fromkeys((*PARTNERS, "colm"), "present")


@pytest.fixture(autouse=True)
def travel():
    with time_machine.travel(at("2026-12-02 14:00"), tick=False) as travelling:
        yield travelling


@pytest.fixture
@kept
def sitting(room: Room) -> Room:
    room.call()
    room.post("maya", "meetings/go/")
    return room


def test_a_deputy_decides_for_the_partner_and_the_record_says_so(
    sitting: Room, deputy: User
) -> None:
    sitting.delegate("lena", deputy)
    sitting.attend(deputy="deputy", idris="present", priti="present", colm="present")
    sitting.held()
    sitting.answer_grid()

    for who in ("deputy", "idris", "priti"):
        assert sitting.position(who, "LCSPR").status_code == 302

    page = sitting.get("colm", "positions/").content.decode()
    assert (
        "Delia Underhay, deputy for Lena Ashworth-Vale, delegated from 1 December 2026 to 31 December 2026"
        in page
    )


@pytest.fixture
@kept
def listed(sitting: Room, deputy: User) -> Room:
    """The deputy is on the case as a member of the subgroup, and attends for Lena without authority."""
    access.add_member(
        case_id=sitting.case.pk, user=deputy, role="subgroup_member", reason="Advises", by=SYSTEM,
        now=at("2026-12-01 09:00"),
    )  # fmt: skip
    sitting.attend(deputy="deputy", idris="present", priti="present", colm="present")
    return sitting


def test_a_deputy_without_authority_for_the_day_makes_no_quorum(listed: Room) -> None:
    page = listed.get("colm", f"meetings/{listed.meeting.pk}/").content.decode()

    assert "Not quorate" in page
    assert "no delegation covers this day" in page


def test_a_delegation_recorded_after_the_attendance_makes_the_deputy_count(
    listed: Room, deputy: User
) -> None:
    listed.delegate("lena", deputy)

    assert queries.quorum_of(listed.meeting).quorate


def test_a_deputys_right_to_the_case_ends_with_the_last_day(
    sitting: Room, deputy: User, travel
) -> None:
    sitting.delegate("lena", deputy, last=3)
    during = sitting.get("deputy").status_code

    travel.move_to(at("2026-12-04 00:01"))

    assert (during, sitting.get("deputy").status_code) == (200, 404)


def test_an_ended_delegation_closes_the_case_to_the_deputy_and_stays_on_the_record(
    sitting: Room, deputy: User
) -> None:
    sitting.delegate("lena", deputy)
    given = Delegation.objects.get()

    sitting.post("lena", f"seats/{given.pk}/end/")

    assert sitting.get("deputy").status_code == 404
    assert "Letter of 30 November 2026." in sitting.get("maya", "seats/").content.decode()


@pytest.mark.parametrize(
    ("by", "status"),
    [("lena", 302), ("maya", 302), ("colm", 302), ("idris", 422), ("rosalind", 422), ("ines", 403), ("oona", 404), ("conrad", 404)],
)  # fmt: skip
def test_who_may_delegate_the_local_authoritys_seat(
    sitting: Room, deputy: User, by: str, status: int
) -> None:
    assert sitting.delegate("lena", deputy, by=by).status_code == status
    assert Delegation.objects.exists() is (status == 302)


def test_a_deputy_comes_from_the_same_partner(sitting: Room) -> None:
    page = sitting.delegate("lena", sitting.people.priti)

    assert page.status_code == 422
    assert "must work for the same partner" in page.content.decode()
    assert "Letter of 30 November 2026." in page.content.decode()


def test_a_delegation_that_ends_before_it_begins_is_refused_with_everything_typed(
    sitting: Room, deputy: User
) -> None:
    page = sitting.delegate("lena", deputy, first=20, last=10)

    assert page.status_code == 422
    assert "The last day cannot be before the first" in page.content.decode()


@pytest.fixture
@kept
def waiting(room: Room) -> Room:
    """A quorate meeting, the grid answered; Lena and Priti have given positions, Idris has not."""
    room.meet()
    room.answer_grid()
    room.position("lena", "LCSPR")
    room.position("priti", "LCSPR")
    return room


def test_the_page_names_who_must_act_now(waiting: Room) -> None:
    page = waiting.get("colm", "positions/").content.decode()

    assert "Next: Idris Penhallow" in page


def test_what_a_leaver_recorded_stays_and_the_successor_may_replace_it_beside(
    waiting: Room, successor: User
) -> None:
    waiting.hand_over("priti", successor)
    answer = waiting.position("successor", "NO_LCSPR")
    waiting.position("idris", "NO_LCSPR")

    page = waiting.get("colm", "positions/").content.decode()
    rows = queries.latest_decision(waiting.case).positions.filter(partner="police")
    assert answer.status_code == 302
    assert [r.by.name for r in rows] == ["Priti Holmewood", "Petra Langstrothdale"]
    assert "Earlier position of Priti Holmewood" in page
    assert "Petra Langstrothdale, successor of Priti Holmewood since 2 December 2026" in page


def test_a_leaver_is_shut_out_and_the_quorum_of_the_meeting_stands(
    waiting: Room, successor: User
) -> None:
    waiting.hand_over("priti", successor)

    assert waiting.get("priti").status_code == 404
    assert queries.quorum_of(waiting.meeting).quorate
    assert Notice.objects.filter(to="petra@calderbrook.example").count() == 1


def test_authority_that_a_leaver_lent_ends_with_the_handing_over(
    sitting: Room, deputy: User
) -> None:
    sitting.delegate("lena", deputy)
    assert sitting.get("deputy").status_code == 200

    sitting.people.heir = colleague("local_authority", "Hollis Garrowby")
    assert sitting.hand_over("lena", sitting.people.heir).status_code == 302

    assert Delegation.objects.get().ended_at == at("2026-12-02 14:00")
    assert sitting.get("deputy").status_code == 404


def test_when_a_partner_left_and_nobody_follows_the_page_says_so(waiting: Room) -> None:
    waiting.people.idris.is_active = False
    waiting.people.idris.save()

    page = waiting.get("colm", "positions/").content.decode()

    assert "Nobody with a seat at the meeting can act now" in page
    assert "name a successor or a deputy" in page


@pytest.mark.parametrize(
    ("by", "status"),
    [("maya", 302), ("colm", 403), ("lena", 403), ("priti", 403), ("oona", 404), ("conrad", 404)],
)
def test_who_may_hand_a_seat_over(waiting: Room, successor: User, by: str, status: int) -> None:
    assert waiting.hand_over("priti", successor, by).status_code == status
    assert Handover.objects.exists() is (status == 302)


def test_a_seat_is_handed_over_once(waiting: Room, successor: User) -> None:
    waiting.hand_over("priti", successor)

    assert waiting.hand_over("priti", successor).status_code == 422
    assert Handover.objects.count() == 1


def conflicts(room: Room) -> str:
    return f"meetings/{room.meeting.pk}/conflicts/"


@pytest.mark.parametrize(("who", "status"), [("lena", 302), ("ines", 302), ("oona", 404)])
def test_anyone_named_on_the_case_declares_their_own_conflict(
    sitting: Room, who: str, status: int
) -> None:
    answer = sitting.post(who, conflicts(sitting), {"reason": "I supervised the worker."})

    assert answer.status_code == status


def test_the_reason_of_a_conflict_is_for_the_chair_and_the_person_alone(sitting: Room) -> None:
    sitting.post("lena", conflicts(sitting), {"reason": "I supervised the worker."})

    seen = {
        w: sitting.get(w, conflicts(sitting)).content.decode() for w in ("colm", "lena", "idris")
    }

    assert all("Lena Ashworth-Vale" in page for page in seen.values())
    assert ["I supervised the worker." in seen[w] for w in ("colm", "lena", "idris")] == [
        True,
        True,
        False,
    ]


def test_a_manager_keeps_somebody_from_the_whole_case_and_another_lifts_it(sitting: Room) -> None:
    given = {"person": str(sitting.people.priti.pk), "reason": "Her sister taught the child."}
    bare = sitting.post("maya", conflicts(sitting) + "whole-case/", {**given, "reason": " "})
    sitting.post("maya", conflicts(sitting) + "whole-case/", given)
    kept_out = sitting.get("priti").status_code
    shown = sitting.get("maya", conflicts(sitting)).content.decode()
    wall = Conflict.objects.get(user=sitting.people.priti, lifted_at=None)

    sitting.post("maya", f"{conflicts(sitting)}{wall.pk}/lift/")

    assert (
        bare.status_code == 422
        and "Say in a few words what the conflict is" in bare.content.decode()
    )
    assert "Her sister taught the child." in shown
    assert (kept_out, sitting.get("priti").status_code) == (404, 200)


def quorum(room: Room, who: str, **given: object):
    return room.as_person(getattr(room.people, who)).post("/quorum/", given)


def test_a_partnership_chooses_its_own_quorum_and_meetings_called_before_keep_theirs(
    room: Room,
) -> None:
    room.call()
    before = room.meeting
    assert (
        quorum(
            room, "sam", more=["education"], laid_down="Terms of reference, May 2026"
        ).status_code
        == 302
    )
    room.post("maya", "meetings/go/")
    room.attend(**EVERYONE)
    room.held()
    room.call(day="4")
    room.attend(**EVERYONE)

    page = room.get("colm", f"meetings/{room.meeting.pk}/").content.decode()

    assert queries.quorum_of(before).quorate
    assert queries.quorum_of(room.meeting).missing == ("Education",)
    assert "Terms of reference, May 2026" in page


@pytest.mark.parametrize("who", ["maya", "colm", "lena", "oona"])
def test_only_the_administrator_changes_the_quorum(room: Room, who: str) -> None:
    assert quorum(room, who, more=["education"], laid_down="Here").status_code == 403


def test_a_quorum_of_ones_own_says_where_it_is_laid_down(room: Room) -> None:
    page = quorum(room, "sam", more=["education"], laid_down="")

    assert page.status_code == 422
    assert "Say where the partnership laid this rule down" in page.content.decode()


def test_deputies_and_successors_stand_in_the_log_without_names(
    waiting: Room, deputy: User, successor: User
) -> None:
    waiting.delegate("lena", deputy)
    waiting.hand_over("priti", successor)

    logged = LoggedEvent.objects.filter(name__startswith="decisions:seat:")
    assert [e.name for e in logged] == ["decisions:seat:delegated", "decisions:seat:handed_over"]
    assert "Underhay" not in str([e.data for e in logged])
    assert dt.date.fromisoformat(logged[0].data["until_on"]) == dt.date(2026, 12, 31)


@pytest.mark.parametrize(
    ("day", "month", "year", "clock", "said"),
    [
        ("28", "3", "2027", "01:30", "did not happen on Sunday 28 March 2027, because the clocks went forward"),
        ("25", "10", "2026", "01:30", "happened twice on Sunday 25 October 2026, because the clocks went back"),
    ],
)  # fmt: skip
def test_a_meeting_in_the_night_of_the_clock_change_is_refused_with_a_sentence(
    room: Room, day: str, month: str, year: str, clock: str, said: str
) -> None:
    page = room.post("maya", "meetings/call/", {"planned_for_day": day, "planned_for_month": month, "planned_for_year": year, "planned_for_time": clock})  # fmt: skip

    assert page.status_code == 422
    assert said in page.content.decode()
    assert room.meeting is None


def test_which_half_past_one_of_that_night_is_meant_can_be_said(
    room: Room,
) -> None:
    given = {"planned_for_day": "25", "planned_for_month": "10", "planned_for_year": "2026"}
    room.post("maya", "meetings/call/", {**given, "planned_for_time": "01:30 GMT"})

    assert room.meeting.planned_for == dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)
