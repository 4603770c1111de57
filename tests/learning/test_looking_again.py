"""An action is looked at again after three, six and twelve months, beside where it stood when it was set."""

from datetime import date

import pytest
import time_machine
from django.core import mail

from irwell.access import actions as access
from irwell.learning import actions
from irwell.learning.models import Action, ActionReview
from irwell.learning.rules import Turn, turns
from irwell.learning.tasks import remind
from irwell.messaging.models import Notice
from irwell.reviews.models import Recommendation
from tests.learning.acting import to
from tests.learning.conftest import DUE, LATER
from tests.moments import at
from tests.people import People

SEEN = {"seen": "needs_help", "text": "11 of 20 records show it; one ward has no step yet."}


@pytest.fixture
def action(recommendation: Recommendation, people: People) -> Action:
    return actions.add_action(
        recommendation=recommendation, text="Write a follow-up step.", measure="18 of 20 records",
        baseline="7 of 20 records in March", intended_impact="A baby who is not brought is seen.",
        owner=people.tomos, due_on=DUE, by=people.maya, now=LATER,
    )  # fmt: skip


def read(client, action: Action) -> str:
    return client.get(to("action", action)).content.decode()


def test_where_it_stood_is_asked_and_shown_when_it_is_looked_at(
    action: Action, people: People, as_person
) -> None:
    day = f"{turns(LATER.date(), {}, settled=None, on=LATER.date())[0].due_on} 10:00"
    with time_machine.travel(at(day), tick=False):
        maya = as_person(people.maya)
        assert "Record what is seen after 3 months" in read(maya, action)
        assert "7 of 20 records in March" in maya.get(to("again", action, after=3)).content.decode()

        maya.post(to("again", action, after=3), SEEN)
        page = read(maya, action)

    assert "It needs help or another way" in page
    assert "11 of 20 records show it" in page
    assert "Record what is seen" not in page


def test_nothing_seen_is_told_and_nothing_typed_is_lost(
    action: Action, people: People, as_person
) -> None:
    with time_machine.travel(at("2027-01-12 10:00"), tick=False):
        answer = as_person(people.maya).post(to("again", action, after=3), {"text": "11 of 20"})

    assert answer.status_code == 422
    assert "11 of 20" in answer.content.decode()


def test_before_its_day_it_is_not_recorded_and_afterwards_once(
    action: Action, people: People, as_person
) -> None:
    with time_machine.travel(LATER, tick=False):
        early = as_person(people.maya).post(to("again", action, after=3), SEEN)
    with time_machine.travel(at("2027-01-12 10:00"), tick=False):
        for _ in range(2):
            as_person(people.maya).post(to("again", action, after=3), SEEN)

    assert early.status_code == 409
    assert [row.after for row in ActionReview.objects.all()] == [3]


def test_the_owner_alone_does_not_record_it(action: Action, people: People, as_person) -> None:
    with time_machine.travel(at("2027-01-12 10:00"), tick=False):
        answer = as_person(people.tomos).post(to("again", action, after=3), SEEN)

    assert answer.status_code == 403
    assert not ActionReview.objects.exists()


def test_those_who_manage_the_learning_are_asked_once_when_a_turn_has_come(action: Action) -> None:
    remind(LATER)
    assert not Notice.objects.filter(once__startswith="action-review").exists()

    for _ in range(2):
        remind(at("2027-01-12 06:00"))

    asked = [n.once for n in Notice.objects.filter(once__startswith="action-review")]
    assert asked
    assert len(asked) == len(set(asked))
    assert not mail.outbox


def test_nobody_walled_off_from_the_case_is_told_of_its_actions(
    action: Action, people: People
) -> None:
    access.declare_conflict(
        case_id=action.case_id, key=action.case.key, user=people.ines, by=people.maya, reason="A cousin is a witness."
    )  # fmt: skip

    remind(at("2027-01-12 06:00"))

    told = set(Notice.objects.filter(once__startswith="action-").values_list("to", flat=True))
    assert people.maya.email in told
    assert people.ines.email not in told


@pytest.mark.parametrize(
    ("held", "settled", "on", "wanted"),
    [
        ({}, None, date(2026, 4, 30), (Turn.DUE, Turn.TO_COME, Turn.TO_COME)),
        ({}, None, date(2026, 4, 29), (Turn.TO_COME, Turn.TO_COME, Turn.TO_COME)),
        ({3: date(2026, 5, 2)}, None, date(2027, 1, 31), (Turn.HELD, Turn.DUE, Turn.DUE)),
        ({3: date(2026, 5, 2)}, date(2026, 6, 1), date(2027, 1, 31), (Turn.HELD, Turn.NOT_NEEDED, Turn.NOT_NEEDED)),
        ({}, date(2026, 6, 1), date(2026, 5, 31), (Turn.DUE, Turn.TO_COME, Turn.TO_COME)),
    ],
)  # fmt: skip
def test_the_three_turns(held, settled, on, wanted) -> None:
    found = turns(date(2026, 1, 31), held, settled=settled, on=on)

    assert [one.due_on for one in found] == [
        date(2026, 4, 30),
        date(2026, 7, 31),
        date(2027, 1, 31),
    ]
    assert tuple(one.turn for one in found) == wanted
