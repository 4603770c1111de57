"""Calling, circulating, attendance, quorum, minutes and actions, through the web."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from irwell.access.models import Conflict
from irwell.accounts.models import Agency
from irwell.agency_returns.models import InformationRequest
from irwell.messaging.models import Notice
from tests.decisions.meeting import Room, at
from tests.kept import kept

EVERYONE = {"lena": "present", "idris": "present", "priti": "present", "colm": "present"}


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(at("2026-12-02 14:00"), tick=False):
        yield


def test_the_plan_proposes_day_ten_and_says_why(room: Room) -> None:
    page = room.get("maya", "meetings/call/").content.decode()

    assert "Wed 2 December 2026" in page
    assert "working day 10" in page


def test_calling_tells_the_members_without_case_content(room: Room) -> None:
    room.call()

    notices = Notice.objects.filter(subject__startswith="Rapid Review meeting")
    assert {n.to.partition("@")[0] for n in notices} == {"maya", "colm", "lena", "idris", "priti"}
    assert all("Rowan" not in n.body + n.subject for n in notices)


def test_calling_twice_for_the_same_time_makes_one_meeting(room: Room) -> None:
    room.call()
    room.call()

    assert room.case.meetings.count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("maya", 302), ("colm", 302), ("lena", 403), ("rosalind", 403), ("tomos", 403), ("oona", 404), ("conrad", 404)],
)  # fmt: skip
def test_who_may_call_a_meeting(room: Room, who: str, status: int) -> None:
    assert room.call(who).status_code == status


@pytest.mark.parametrize(
    ("who", "status"),
    [("maya", 200), ("colm", 200), ("lena", 200), ("rosalind", 200), ("tomos", 403), ("ines", 403), ("oona", 404), ("conrad", 404), ("sam", 404)],
)  # fmt: skip
def test_who_sees_the_rapid_review(room: Room, who: str, status: int) -> None:
    assert room.get(who).status_code == status


@pytest.mark.parametrize("state", ["triage", "rr_submitted"])
def test_no_meeting_is_called_outside_a_rapid_review(room: Room, state: str) -> None:
    room.case.state = state
    room.case.save()

    page = room.call()

    assert page.status_code == 409
    assert "while a Rapid Review is open" in page.content.decode()


@pytest.fixture
@kept
def asked(room: Room) -> InformationRequest:
    """The hospital was asked and has not answered."""
    return InformationRequest.objects.create(
        case=room.case, key=room.case.key, agency=Agency.objects.get(kind="hospital"), basis_text="Law",
        contact_email="h@calderbrook.example", due_on=dt.date(2026, 11, 30), sent_by=room.people.maya,
        sent_at=at("2026-11-19 09:00"),
    )  # fmt: skip


def test_a_missing_return_must_be_explained(room: Room, asked: InformationRequest) -> None:
    room.call()

    page = room.post("maya", "meetings/go/", {str(asked.agency.pk): ""})

    assert page.status_code == 422
    assert "Say why the meeting goes ahead without" in page.content.decode()
    room.case.refresh_from_db()
    assert room.case.state == "rr_gathering"


def test_an_explanation_lets_the_meeting_go_ahead_and_stands_in_the_pack(
    room: Room, asked: InformationRequest
) -> None:
    room.call()

    answer = room.post("maya", "meetings/go/", {str(asked.agency.pk): "Promised for Thursday."})

    assert answer.status_code == 302
    room.case.refresh_from_db()
    assert room.case.state == "rr_meeting"
    pack = room.get("lena", f"meetings/{room.meeting.pk}/pack/").content.decode()
    assert "Promised for Thursday." in pack


def test_scenario_13_without_the_icb_the_decision_stays_locked_and_the_meeting_is_held_again(
    room: Room,
) -> None:
    room.meet(lena="present", priti="present", colm="present")

    task = room.case.tasks.get(for_role="chair")
    grid, position = room.answer_grid(), room.position("lena", "LCSPR")
    saved = room.post("maya", f"meetings/{room.meeting.pk}/minutes/", {"text": "Discussed.", "saves": "0"})  # fmt: skip
    assert task.due_on == dt.date(2026, 12, 4)
    assert grid.status_code == position.status_code == 409
    assert "Missing: Integrated care board" in position.content.decode()
    assert saved.status_code == 302
    assert room.meeting.minutes == "Discussed."


def test_calling_the_next_meeting_settles_the_reconvene_task(room: Room) -> None:
    room.meet(lena="present", priti="present", colm="present")

    room.call(day="4")

    assert room.case.tasks.get(for_role="chair").done_at
    assert room.meeting.number == 2


QUORA = [
    (EVERYONE, (), True),
    ({**EVERYONE, "idris": "deputy"}, (), False),
    ({**EVERYONE, "idris": "apologies"}, (), False),
    ({**EVERYONE, "idris": "adviser"}, (), False),
    ({**EVERYONE, "priti": ""}, (), False),
    ({**EVERYONE, "colm": "apologies"}, (), False),
    (EVERYONE, ("lena",), False),
    (EVERYONE, ("colm",), False),
]


@pytest.mark.parametrize(("presence", "conflicts", "quorate"), QUORA)
def test_quorum_is_shown_at_once_with_what_is_missing(
    room: Room, presence: dict[str, str], conflicts: tuple[str, ...], quorate: bool
) -> None:
    room.call()
    room.post("maya", "meetings/go/")

    room.attend(conflicts, **presence)

    page = room.get("colm", f"meetings/{room.meeting.pk}/").content.decode()
    assert ("Not quorate" not in page) is quorate
    assert "No national rule found: Irwell’s proposal" in page


def test_attendance_cannot_change_once_a_position_rests_on_it(room: Room) -> None:
    room.meet()
    room.answer_grid()
    room.position("lena", "LCSPR")

    page = room.attend(lena="apologies")

    assert page.status_code == 409


def test_the_page_for_attendance_lists_everyone_with_a_seat(room: Room) -> None:
    room.call()
    room.post("maya", "meetings/go/")

    page = room.get("maya", f"meetings/{room.meeting.pk}/attendance/").content.decode()

    for who in EVERYONE:
        assert getattr(room.people, who).name in page


def test_a_lasting_conflict_closes_the_case_to_the_person(room: Room) -> None:
    room.call()
    room.post("maya", "meetings/go/")
    room.attend(("priti",), **EVERYONE)
    offered = room.get("priti", f"meetings/{room.meeting.pk}/").content.decode()

    room.post("priti", f"meetings/{room.meeting.pk}/step-aside/")

    assert "Step aside from this case" in offered
    assert Conflict.objects.filter(user=room.people.priti, lifted_at=None).exists()
    assert room.get("priti").status_code == 404


def _minutes(room: Room) -> str:
    return f"meetings/{room.meeting.pk}/minutes/"


@pytest.fixture
@kept
def sitting(room: Room) -> Room:
    room.call()
    room.post("maya", "meetings/go/")
    return room


def test_minutes_typed_and_not_saved_are_kept_for_the_typist(sitting: Room) -> None:
    sitting.post("maya", _minutes(sitting) + "keep/", {"text": "Half a sent", "saves": "0"})

    assert "Half a sent" in sitting.get("maya", _minutes(sitting)).content.decode()
    assert "Half a sent" not in sitting.get("colm", _minutes(sitting)).content.decode()


def test_two_people_writing_minutes_see_both_texts(sitting: Room) -> None:
    sitting.post("colm", _minutes(sitting), {"text": "Colm’s words", "saves": "0"})

    page = sitting.post("maya", _minutes(sitting), {"text": "Maya’s words", "saves": "0"})

    assert page.status_code == 409
    assert "Colm’s words" in page.content.decode()
    assert "Maya’s words" in page.content.decode()


def test_an_action_without_owner_or_date_is_offered_and_can_be_added_by_hand(sitting: Room) -> None:
    sitting.post(
        "maya", _minutes(sitting), {"text": "Agreed.\nAction: tell the school", "saves": "0"}
    )
    page = sitting.get("maya", f"meetings/{sitting.meeting.pk}/").content.decode()

    sitting.post("maya", f"meetings/{sitting.meeting.pk}/actions/", {"title": "Tell the school", "for_role": "business_manager", "due_on_day": "4", "due_on_month": "12", "due_on_year": "2026"})  # fmt: skip

    assert "It has no owner and no date that could be read" in page
    assert sitting.case.tasks.get(title="Tell the school").due_on == dt.date(2026, 12, 4)


def test_an_action_may_not_name_anyone_on_the_register(sitting: Room, as_person) -> None:
    client: Client = as_person(sitting.people.maya)
    client.post(
        f"/cases/{sitting.case.pk}/register/",
        {"kind": "person", "role": "mother", "label": "", "names": "Juno Hollowgate"},
    )

    page = sitting.post("maya", f"meetings/{sitting.meeting.pk}/actions/", {"title": "Ring Juno", "for_role": "chair"})  # fmt: skip

    assert page.status_code == 422
    assert "Write Mother instead of the name" in page.content.decode()
    assert "Ring Juno" in page.content.decode()


def test_a_meeting_is_not_called_without_its_time(room: Room) -> None:
    day = {"planned_for_day": "2", "planned_for_month": "12", "planned_for_year": "2026"}
    page = room.post("maya", "meetings/call/", day)

    assert page.status_code == 422
    assert "Enter the time, like 2:30pm or 14:30" in page.content.decode()
    assert room.meeting is None


def test_the_overview_says_which_thing_is_next(room: Room) -> None:
    first = room.get("maya").context["todo"]
    room.call()
    second = room.get("maya").context["todo"]

    assert [t.title for t in first if t.status.startswith("Next")] == ["Call the meeting"]
    assert [t.title for t in second if t.status.startswith("Next")] == ["Send the pack round"]
