"""The morning's list: once a day and person, grouped, without a name, complete after days without a worker."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from irwell.access import actions as access
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.cases import actions
from irwell.cases.models import Case
from irwell.deadlines.actions import write_digests
from irwell.deadlines.tasks import morning_digest
from irwell.messaging.models import Notice
from irwell.messaging.tasks import send_due_notices
from tests.moments import at
from tests.people import People

MONDAY, TUESDAY = "2026-04-13 07:00", "2026-04-14 07:05"


def digest_on(text: str) -> int:
    with time_machine.travel(at(text), tick=False):
        return morning_digest(at(text))


def letter(person: User, day: str = MONDAY) -> Notice:
    return Notice.objects.get(once=f"digest:{person.pk}:{day[:10]}")


def test_the_list_goes_once_a_day_from_seven(running: Case, people: People) -> None:
    early = digest_on("2026-04-13 06:55")
    first = digest_on(MONDAY)
    again = digest_on("2026-04-13 11:00")
    next_day = digest_on(TUESDAY)

    assert (early, again) == (0, 0)
    assert first == next_day > 0


@pytest.mark.parametrize("day", ["2026-04-11 09:00", "2026-04-12 09:00", "2026-04-06 09:00"])
def test_no_list_goes_on_a_weekend_or_a_bank_holiday(
    running: Case, people: People, day: str
) -> None:
    assert digest_on(day) == 0


def test_the_list_has_references_clocks_dates_and_links_and_no_name(
    running: Case, people: People
) -> None:
    digest_on(MONDAY)

    notice = letter(people.lena)
    told = notice.subject + notice.body
    assert (
        f"{running.reference}: Notification to the Panel, due Mon 13 April 2026: today"
        in notice.body
    )
    assert f"/cases/{running.pk}/" in notice.body
    for name in (running.label, *(getattr(people, key).name for key in ("maya", "lena", "colm"))):
        assert name not in told


def test_the_list_is_grouped_by_how_near_a_date_is(running: Case, people: People) -> None:
    for day, title in ((10, "Ring the ward"), (13, "Ask the school"), (17, "Write to the coroner")):
        actions.add_task(
            case=running, title=title, for_role="business_manager", by=SYSTEM,
            due_on=date(2026, 4, day),
        )  # fmt: skip
    digest_on(MONDAY)

    body = letter(people.maya).body
    places = [
        body.index(words)
        for words in (
            "LATE (1)", "Ring the ward, due Fri 10 April 2026: 1 working day late", "TODAY (2)",
            "Ask the school", "IN THE NEXT SEVEN DAYS (1)", "Write to the coroner",
        )
    ]  # fmt: skip
    assert places == sorted(places)
    assert letter(people.maya).subject == "Your cases, Mon 13 April 2026: 1 late, 2 due today, 1 this week"  # fmt: skip


def test_a_task_is_told_to_the_role_that_does_it(running: Case, people: People) -> None:
    actions.add_task(
        case=running, title="Ring the ward", for_role="business_manager", by=SYSTEM,
        due_on=date(2026, 4, 13),
    )  # fmt: skip
    digest_on(MONDAY)

    assert "Ring the ward" in letter(people.maya).body
    assert "Ring the ward" not in letter(people.lena).body


def test_what_others_did_since_the_last_list_is_told_once(running: Case, people: People) -> None:
    digest_on(MONDAY)
    with time_machine.travel(at("2026-04-13 15:00"), tick=False):
        actions.move(
            case=running, to="criteria_discussion", by=people.maya, now=at("2026-04-13 15:00")
        )
    digest_on(TUESDAY)
    send_due_notices(at("2026-04-14 07:06"))
    digest_on("2026-04-15 07:05")

    moved = "The case moved from “Triage” to “Are the criteria met?”"
    assert moved in letter(people.lena, TUESDAY).body
    assert "CHANGED SINCE MON 13 APRIL 2026" in letter(people.lena, TUESDAY).body
    assert moved not in letter(people.lena, "2026-04-15").body


def test_nobody_is_told_what_they_did_themselves(running: Case, people: People) -> None:
    digest_on(MONDAY)
    with time_machine.travel(at("2026-04-13 15:00"), tick=False):
        actions.move(
            case=running, to="criteria_discussion", by=people.maya, now=at("2026-04-13 15:00")
        )
    digest_on(TUESDAY)

    assert "The case moved" not in letter(people.maya, TUESDAY).body


def test_nobody_walled_off_or_apart_is_written_to(running: Case, people: People) -> None:
    digest_on(MONDAY)

    written = set(Notice.objects.values_list("to", flat=True))
    assert not written & {people.conrad.email, people.oona.email, people.sam.email}


def test_nothing_is_sent_when_nothing_is_near_and_nothing_changed(
    running: Case, people: People
) -> None:
    digest_on("2026-04-02 13:00")
    before = Notice.objects.filter(once__startswith="digest:").count()
    digest_on("2026-04-07 08:00")  # the first working day after Easter: due in six days
    Notice.objects.all().delete()
    actions.stop_clock(
        case=running, clock="C2", at=at("2026-04-07 09:00"), outcome="met", by=people.maya
    )
    digest_on("2026-04-08 08:00")

    assert before > 0
    assert not Notice.objects.filter(to=people.maya.email).exists()


def test_a_worker_dead_from_friday_to_tuesday_leaves_out_no_change(
    running: Case, people: People
) -> None:
    digest_on("2026-04-10 07:05")
    for moment, to in (("2026-04-10 16:00", "criteria_discussion"), ("2026-04-13 10:00", "notify_agreed")):  # fmt: skip
        with time_machine.travel(at(moment), tick=False):
            actions.move(case=running, to=to, by=people.maya, now=at(moment))
    digest_on(TUESDAY)

    body = letter(people.lena, TUESDAY).body
    assert "CHANGED SINCE FRI 10 APRIL 2026 (2)" in body
    assert body.count("The case moved") == 2
    assert "1 working day late" in body


def test_a_list_that_never_left_is_dropped_for_the_next_which_tells_its_changes_too(
    running: Case, people: People
) -> None:
    digest_on("2026-04-09 07:05")
    with time_machine.travel(at("2026-04-09 15:00"), tick=False):
        actions.move(
            case=running, to="criteria_discussion", by=people.maya, now=at("2026-04-09 15:00")
        )
        send_due_notices(at("2026-04-09 15:00"))
    digest_on("2026-04-10 07:05")  # and the worker dies before anything leaves
    digest_on(TUESDAY)
    mail.outbox.clear()
    send_due_notices(at(TUESDAY) + timedelta(minutes=1))

    to_lena = [m for m in mail.outbox if m.to == [people.lena.email]]
    assert len(to_lena) == 1
    assert "The case moved from “Triage”" in to_lena[0].body
    assert letter(people.lena, "2026-04-10").ending == "superseded"


def test_an_extended_date_is_told_with_the_first_one(running: Case, people: People) -> None:
    actions.extend_clock(
        clock=running.clocks.get(clock="C2"), to=date(2026, 4, 15), reason="Agreed", by=people.lena
    )
    digest_on(MONDAY)

    assert (
        "due Wed 15 April 2026 (extended; first date Mon 13 April 2026): 2 working days left"
        in letter(people.maya).body
    )


def test_the_queries_of_a_batch_do_not_grow_with_its_people(running: Case, people: People) -> None:
    def queries(day: str) -> int:
        with time_machine.travel(at(day), tick=False), CaptureQueriesContext(connection) as caught:
            write_digests(now=at(day))
        return len(caught)

    few = queries(MONDAY)
    more = User.objects.bulk_create(
        User(email=f"p{n}@calderbrook.example", name=f"P {n}") for n in range(30)
    )
    for person in more:
        access.add_member(
            case_id=running.pk, user=person, role="subgroup_member", reason="Test", by=SYSTEM,
            now=at(MONDAY),
        )  # fmt: skip

    assert queries(TUESDAY) - few <= 1
    assert Notice.objects.filter(once__endswith="2026-04-14").count() >= 30
