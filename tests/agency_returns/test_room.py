"""The wall in the meeting room: who has answered, who has not, for how long; and no other word of the case."""

import pytest
import time_machine

from irwell.cases.models import Case
from tests.agency_returns.conftest import at, visitor_of
from tests.people import People

SIGNED = {"name": "Ada Clough", "role": "Named nurse"}


def test_the_room_sees_who_has_answered_who_has_not_and_for_how_long(
    send, gathering: Case, people: People, as_person
) -> None:
    hospital, _ = send("hospital", "police")
    with time_machine.travel(at("2026-11-23 10:00"), tick=False):
        visitor_of(hospital).post("nil/", SIGNED)
    with time_machine.travel(at("2026-12-01 10:00"), tick=False):
        page = as_person(people.colm).get(f"/cases/{gathering.pk}/returns/room/").content.decode()

    for words in (
        "<strong>1 of 2</strong>", "1 late", "Calderbrook Hospitals NHS Trust", "Answered in 2 working days",
        "Calderbrook Police", "Waiting 8 working days", "1 working day late", "Overdue", 'data-refresh="30"',
    ):  # fmt: skip
        assert words in " ".join(page.split()), words


def test_the_room_sees_no_word_that_identifies_anybody(
    send, gathering: Case, people: People, as_person
) -> None:
    for request in send("hospital", "police"):
        visitor_of(request).post("nil/", SIGNED)

    page = as_person(people.maya).get(f"/cases/{gathering.pk}/returns/room/").content.decode()

    for secret in (
        "Kit",
        "Stannery",
        "Ada Clough",
        "Named nurse",
        "Maya",
        "@calderbrook",
        "Child A",
        "2024",
    ):
        assert secret not in page, secret
    assert gathering.label in page


def test_a_withdrawn_request_and_a_reason_for_going_ahead_are_told_apart(
    send, gathering: Case, people: People, as_person
) -> None:
    hospital, police = send("hospital", "police")
    maya, base = as_person(people.maya), f"/cases/{gathering.pk}/returns/"
    maya.post(f"{base}{hospital.pk}/withdraw/", {"reason": "The trust holds no records."})
    maya.post(f"{base}{police.pk}/missing/", {"reason": "Records are with the court."})

    page = maya.get(f"{base}room/").content.decode()

    assert "Withdrawn" in page
    assert "Explained" in page
    assert "The trust holds no records." not in page
    assert "Records are with the court." not in page


@pytest.mark.parametrize(
    ("who", "status"), [("maya", 200), ("ines", 200), ("oona", 404), ("conrad", 404)]
)
def test_who_may_show_the_wall(
    send, gathering: Case, people: People, as_person, who: str, status: int
) -> None:
    send("hospital")

    assert (
        as_person(getattr(people, who)).get(f"/cases/{gathering.pk}/returns/room/").status_code
        == status
    )


def test_the_wall_links_to_the_room(send, gathering: Case, people: People, as_person) -> None:
    send("hospital")

    page = as_person(people.maya).get(f"/cases/{gathering.pk}/returns/").content.decode()

    assert f"/cases/{gathering.pk}/returns/room/" in page
