"""Escalation: rules as data, each speaking once of a date, to the people it names, with its reason on the log."""

from datetime import date, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from irwell.access.models import CaseMembership
from irwell.accounts.actors import SYSTEM
from irwell.cases import actions
from irwell.cases.models import Case
from irwell.deadlines.models import Escalation
from irwell.deadlines.rules import latest_due, load_rules, moment_of, read_rules
from irwell.deadlines.tasks import escalate
from irwell.messaging.models import Notice
from irwell.statute import LawError, load_calendar
from tests.moments import at
from tests.people import People

RULE = """
[[rule]]
id = "x"
watch = "clock"
of = "C2"
when = 1
to = ["chair"]
why = "Because."
source = ["irwell-design"]
"""


def escalate_on(text: str) -> int:
    with time_machine.travel(at(text), tick=False):
        return escalate(at(text))


def spoken() -> set[str]:
    return set(Escalation.objects.values_list("rule", flat=True))


def written_to(rule: str) -> set[str]:
    found = Notice.objects.filter(once__startswith=f"escalation:{rule}:")
    return set(found.values_list("to", flat=True))


def test_each_rule_speaks_on_its_day_and_once(running: Case, people: People) -> None:
    days = ("2026-04-09", "2026-04-10", "2026-04-13", "2026-04-14", "2026-04-15")
    made = [(escalate_on(f"{day} 08:00"), escalate_on(f"{day} 12:00")) for day in days]

    assert made == [(0, 0), (1, 0), (1, 0), (1, 0), (0, 0)]
    assert spoken() == {"notification-tomorrow", "notification-today", "notification-late"}


def test_the_people_of_a_rule_are_written_to_with_its_reason_and_no_name(
    running: Case, people: People
) -> None:
    escalate_on("2026-04-10 08:00")

    partners = {people.lena.email, people.idris.email, people.priti.email}
    assert written_to("notification-tomorrow") == {people.maya.email, *partners}
    notice = Notice.objects.get(to=people.lena.email)
    assert notice.subject == (f"{running.reference}: Notification to the Panel: 1 working day left")
    assert "Why you are told: The local authority’s duty to notify ends in five" in notice.body
    assert f"/cases/{running.pk}/" in notice.body
    assert running.label not in notice.subject + notice.body


def test_a_late_date_goes_to_the_executive_and_the_chair(running: Case, people: People) -> None:
    escalate_on("2026-04-10 08:00")
    escalate_on("2026-04-13 08:00")
    escalate_on("2026-04-14 08:00")

    assert written_to("notification-late") == {
        people.maya.email, people.colm.email, people.lena.email, people.idris.email, people.priti.email,
    }  # fmt: skip


def test_after_days_without_a_worker_every_rule_has_spoken_and_each_person_got_one_letter(
    running: Case, people: People
) -> None:
    escalate_on("2026-04-14 09:00")

    assert spoken() == {"notification-tomorrow", "notification-today", "notification-late"}
    to_lena = Notice.objects.get(to=people.lena.email)
    assert "1 working day late" in to_lena.subject
    assert "five working days have passed" in to_lena.body


@pytest.mark.parametrize("day", ["2026-04-11 09:00", "2026-04-06 09:00", "2026-04-10 07:30"])
def test_nothing_leaves_on_days_off_or_before_eight(
    running: Case, people: People, day: str
) -> None:
    assert escalate_on(day) == 0


def test_a_stopped_clock_is_not_spoken_of(running: Case, people: People) -> None:
    actions.stop_clock(
        case=running, clock="C2", at=at("2026-04-09 10:00"), outcome="met", by=people.maya
    )

    assert escalate_on("2026-04-14 09:00") == 0


def test_an_extended_date_is_spoken_of_anew_and_the_first_stays_on_record(
    running: Case, people: People
) -> None:
    escalate_on("2026-04-14 09:00")
    actions.extend_clock(
        clock=running.clocks.get(clock="C2"), to=date(2026, 4, 20), reason="Agreed", by=people.lena
    )
    made = [escalate_on(f"2026-04-{day} 09:00") for day in (15, 17, 20, 21)]

    assert made == [0, 1, 1, 1]
    dues = Escalation.objects.filter(rule="notification-late").values_list("due_on", flat=True)
    assert set(dues) == {date(2026, 4, 13), date(2026, 4, 20)}


def test_the_log_and_the_board_say_who_was_told(running: Case, people: People, as_person) -> None:
    escalate_on("2026-04-14 09:00")
    with time_machine.travel(at("2026-04-14 10:00"), tick=False):
        maya = as_person(people.maya)
        log = maya.get(f"/cases/{running.pk}/log/").content.decode()
        board = maya.get("/cases/").content.decode()

    assert (
        "Escalated to the delegated safeguarding partners, the chair, the business manager: " in log
    )
    assert "Notification to the Panel, due 13 April 2026. The statutory five working days" in log
    assert "by Irwell itself" in log
    assert "Told 14 Apr 2026: the delegated safeguarding partners, the chair" in board


def test_a_person_walled_off_or_gone_is_not_written_to(running: Case, people: People) -> None:
    people.priti.is_active = False
    people.priti.save()

    escalate_on("2026-04-14 09:00")

    written = set(Notice.objects.values_list("to", flat=True))
    assert not written & {people.conrad.email, people.priti.email}


def test_where_nobody_holds_the_role_the_business_manager_is_told_instead(
    running: Case, people: People
) -> None:
    CaseMembership.objects.filter(case=running, role__in=("statutory_partner", "chair")).delete()

    escalate_on("2026-04-14 09:00")

    assert Escalation.objects.get(rule="notification-late").told == ["business_manager"]
    assert written_to("notification-late") == {people.maya.email}


def test_a_case_on_which_nobody_is_left_still_says_so_on_its_log(
    running: Case, people: People
) -> None:
    CaseMembership.objects.filter(case=running).delete()

    assert escalate_on("2026-04-14 09:00") == 3
    assert Escalation.objects.get(rule="notification-late").told == []
    assert not Notice.objects.exists()


def test_a_late_task_goes_to_whoever_does_it_and_later_to_the_chair(
    case: Case, people: People
) -> None:
    actions.add_task(
        case=case, title="Record the Panel’s letter", for_role="business_manager", by=SYSTEM,
        due_on=date(2026, 4, 13),
    )  # fmt: skip

    made = [escalate_on(f"2026-04-{day} 09:00") for day in (13, 14, 16)]

    assert made == [0, 1, 1]
    assert written_to("task-late") == {people.maya.email}
    assert written_to("task-three-days-late") == {people.maya.email, people.colm.email}


def test_every_rule_of_the_data_names_its_source_and_is_shown(people: People, as_person) -> None:
    page = as_person(people.maya).get("/cases/escalations/").content.decode()

    for rule in load_rules():
        assert rule.source
        assert rule.why in page
    assert page.count("Irwell’s proposal") >= len(load_rules())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('to = ["chair"]', 'to = ["mayor"]'), ('of = "C2"', 'of = "C99"'), ('watch = "clock"', 'watch = "moon"'),
        ('source = ["irwell-design"]', 'source = ["hearsay"]'), ('why = "Because."', 'why = ""'), ("when = 1", ""),
        ('to = ["chair"]', "to = []"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_right_is_refused_by_name(old: str, new: str) -> None:
    with pytest.raises(LawError, match="rule x"):
        read_rules(RULE.replace(old, new))


def test_two_rules_with_one_name_are_refused() -> None:
    with pytest.raises(LawError, match="two rules have one id"):
        read_rules(RULE + RULE)


@given(
    today=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    when=st.integers(-25, 25),
)
def test_a_rule_speaks_of_every_date_whose_moment_has_come_and_of_no_other(
    today: date, when: int
) -> None:
    calendar = load_calendar()
    latest = latest_due(when, today, calendar)

    assert moment_of(latest, when, calendar) <= today
    for later in range(1, 8):
        assert moment_of(latest + timedelta(days=later), when, calendar) > today
