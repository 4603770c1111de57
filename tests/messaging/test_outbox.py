"""The outbox: what is sent, refused, withheld, uncertain; and what people see and do about it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from irwell.access.actions import lift_conflict
from irwell.access.models import Conflict
from irwell.accounts.actors import SYSTEM
from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from irwell.messaging.actions import notify
from irwell.messaging.models import Notice, UnreachableAddress
from irwell.messaging.tasks import send_due_notices
from tests.messaging.posts import FULL, GONE
from tests.people import People

NOW = datetime(2026, 4, 13, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
CHOOSY = "tests.messaging.posts.Choosy"


@pytest.fixture(autouse=True)
def _on_monday():
    with time_machine.travel(NOW, tick=False):
        yield


def queue(to: str, case: Case | None = None, once: str = "") -> Notice:
    return notify(
        to=to, subject="CB-2026-001: something is due", body="Sign in.", once=once or f"test {to}",
        by=SYSTEM, case_id=case.pk if case else None,
    )  # fmt: skip


def again(notice: Notice) -> Notice:
    return Notice.objects.get(pk=notice.pk)


def test_a_notice_leaves_once_with_an_identifier_of_its_own(db: None) -> None:
    notice = queue("lead@hospital.example")

    sent = send_due_notices(NOW), send_due_notices(NOW)

    assert sent == (1, 0)
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<{notice.pk}@")
    assert mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_refused_address_gets_nothing_more(case: Case, settings: Any) -> None:
    settings.EMAIL_BACKEND = CHOOSY
    first, second = queue("Gone@hospital.example", case), queue(GONE, case, "chaser")

    send_due_notices(NOW)
    send_due_notices(LATER)

    assert {again(first).ending, again(second).ending} == {"refused", "withheld"}
    assert UnreachableAddress.objects.get().code == "550 5.1.1"
    names = LoggedEvent.objects.filter(case=case.pk).values_list("name", flat=True)
    assert "messaging:address:unreachable" in names


def test_whoever_is_kept_from_a_case_gets_no_message_about_it_that_waits(
    case: Case, people: People
) -> None:
    walled = queue(people.conrad.email.upper(), case)
    other_matter, other_person = queue(people.conrad.email), queue(people.lena.email, case)

    sent = send_due_notices(NOW), send_due_notices(LATER)

    assert sent == (2, 0)
    assert again(walled).ending == "walled"
    assert again(other_matter).sent_at and again(other_person).sent_at
    assert [m.to for m in mail.outbox] == [[people.conrad.email], [people.lena.email]]
    assert LoggedEvent.objects.filter(case=case.pk, name="messaging:notice:walled").count() == 1


def test_a_lifted_wall_lets_later_messages_through(case: Case, people: People) -> None:
    conflict = Conflict.objects.get(user=people.conrad)
    lift_conflict(conflict=conflict, by=people.maya, now=NOW)
    notice = queue(people.conrad.email, case)

    send_due_notices(NOW)

    assert again(notice).sent_at


def test_one_bad_address_does_not_keep_the_others_waiting(case: Case, settings: Any) -> None:
    settings.EMAIL_BACKEND = CHOOSY
    queue(GONE, case)
    good = queue("lead@school.example", case)

    assert send_due_notices(NOW) == 1
    assert again(good).sent_at == NOW


def test_a_busy_server_is_asked_again_later_and_not_before(db: None, settings: Any) -> None:
    settings.EMAIL_BACKEND = CHOOSY
    notice = queue(FULL)
    send_due_notices(NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert send_due_notices(NOW + timedelta(seconds=30)) == 0
    assert send_due_notices(LATER) == 1
    assert again(notice).attempts == 1
    assert not UnreachableAddress.objects.exists()


def test_a_message_refused_for_what_it_is_leaves_the_address_open(db: None, settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.messaging.posts.Suspicious"
    notice = queue("lead@school.example")

    send_due_notices(NOW)

    assert again(notice).ending == "refused"
    assert not UnreachableAddress.objects.exists()


def test_a_line_that_breaks_leaves_the_message_uncertain_and_not_sent_again(
    db: None, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "tests.messaging.posts.Breaking"
    notice = queue("lead@school.example")

    send_due_notices(NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_due_notices(LATER)

    assert again(notice).uncertain
    assert len(mail.outbox) == 1


def test_a_claim_of_a_dead_worker_becomes_uncertain_after_five_minutes(db: None) -> None:
    notice = queue("lead@school.example")
    Notice.objects.filter(pk=notice.pk).update(claimed_at=NOW)

    send_due_notices(NOW + timedelta(minutes=4))
    before = again(notice).uncertain
    send_due_notices(NOW + timedelta(minutes=6))

    assert (before, again(notice).uncertain) == (False, True)
    assert mail.outbox == []


@pytest.fixture
def refused(case: Case, settings: Any) -> Notice:
    settings.EMAIL_BACKEND = CHOOSY
    notice = queue(GONE, case)
    send_due_notices(NOW)
    return notice


@pytest.fixture
def uncertain(case: Case) -> Notice:
    notice = queue("lead@school.example", case)
    Notice.objects.filter(pk=notice.pk).update(claimed_at=NOW - timedelta(hours=1), uncertain=True)
    return notice


def test_the_board_says_that_mail_did_not_arrive_and_how_to_mend_it(
    refused: Notice, people: People, as_person
) -> None:
    maya = as_person(people.maya)
    board = maya.get("/cases/").content.decode()
    page = maya.get("/cases/mail/").content.decode()

    assert "1 address or message needs a person to look" in board
    assert f"<strong>{GONE}</strong>" in page
    assert "there is no such mailbox (code 550 5.1.1)" in page
    assert "Send its request to another address" in page


@pytest.mark.parametrize("who", ["lena", "colm", "oona", "conrad", "sam"])
def test_others_see_nothing_of_the_mail_of_a_case(
    refused: Notice, uncertain: Notice, people: People, as_person, who: str
) -> None:
    client = as_person(getattr(people, who))
    page = client.get("/cases/mail/").content.decode()

    assert GONE not in page
    assert "lead@school.example" not in page
    assert client.post(f"/cases/mail/{uncertain.pk}/again/").status_code in (403, 404)
    address = UnreachableAddress.objects.get()
    assert client.post(f"/cases/mail/addresses/{address.pk}/works/").status_code == 403


def test_an_address_that_works_again_gets_what_was_held_back(
    refused: Notice, case: Case, people: People, as_person, settings: Any
) -> None:
    held = queue(GONE, case, "chaser")
    send_due_notices(NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    address = UnreachableAddress.objects.get()
    answer = as_person(people.maya).post(f"/cases/mail/addresses/{address.pk}/works/", follow=True)
    send_due_notices(NOW)

    assert "2 messages held back or returned will go out now" in answer.content.decode()
    assert again(refused).sent_at and again(held).sent_at
    assert "Every address takes mail." in answer.content.decode()


def test_an_uncertain_message_is_sent_again_by_a_person_alone(
    uncertain: Notice, people: People, as_person
) -> None:
    maya = as_person(people.maya)
    page = maya.get("/cases/mail/").content.decode()
    maya.post(f"/cases/mail/{uncertain.pk}/again/")
    send_due_notices(NOW)

    assert "it may have left or not" in page
    assert again(uncertain).sent_at == NOW
    assert maya.post(f"/cases/mail/{uncertain.pk}/again/").status_code == 409


def test_an_uncertain_message_that_arrived_is_counted_as_sent(
    uncertain: Notice, people: People, as_person
) -> None:
    as_person(people.maya).post(f"/cases/mail/{uncertain.pk}/arrived/")
    send_due_notices(NOW)

    assert again(uncertain).sent_at and not again(uncertain).uncertain
    assert mail.outbox == []
