"""The board with ten clocks at once, mail that did not arrive, escalations and the calendar, at desk and phone width."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from irwell.accounts.actors import SYSTEM
from irwell.cases import actions as cases
from irwell.cases.models import Case, CaseClock
from irwell.core.time import midday, now, today
from irwell.crypto.actions import create_key
from irwell.deadlines.actions import escalate_date
from irwell.deadlines.queries import to_escalate
from irwell.deadlines.rules import load_rules
from irwell.messaging.actions import notify
from irwell.messaging.models import Notice, UnreachableAddress
from irwell.statute import load_calendar
from tests.browser.conftest import Visitor
from tests.people import People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TREES = ("Alder", "Beech", "Cedar", "Damson", "Elder", "Fern", "Gorse", "Hazel", "Ivy", "Juniper")
DUE = (-3, 0, 1, 2, 4, 5, 8, 12, 40, 150)
KINDS = (
    ("C2", "SIN5_FROM_AWARE"), ("C6", "RR15_FROM_SIN_SENT"), ("C9", "LCSPR6_FROM_DECISION"),
)  # fmt: skip


@pytest.fixture
def ten(case: Case, people: People) -> list[Case]:
    """Ten cases, each with one running clock; one is extended, one on hold, one was escalated."""
    made = []
    for n, (tree, days) in enumerate(zip(TREES, DUE, strict=True)):
        one = cases.open_case(key=create_key(), label=tree, by=people.maya, now=now())
        clock, policy = KINDS[n % 3]
        due = today() + timedelta(days=days)
        CaseClock.objects.create(
            case=one, clock=clock, policy_id=policy, policy_version="1", start_fact="incident_at",
            start_at=midday(due - timedelta(days=7)), calendar_version="1", due_on=due, due_at=midday(due),
        )  # fmt: skip
        made.append(one)
    CaseClock.objects.filter(case=made[4]).update(
        extended_to=today() + timedelta(days=9), extension_reason="Agreed", extended_by=people.lena
    )
    cases.hold(case=made[6], reason="A trial is listed.", by=people.maya, now=now())
    for rule in load_rules():
        for item in to_escalate(rule, today()):
            escalate_date(item=item, rules=[rule], calendar=load_calendar(), now=now())
    return made


@pytest.fixture
def trouble(ten: list[Case]) -> None:
    """An address that takes no mail and a message of which nobody knows whether it left."""
    gone = notify(
        to="records@hospital.example", subject=f"An answer is waited for ({ten[0].reference})", body="x",
        once="gone", by=SYSTEM, case_id=ten[0].pk,
    )  # fmt: skip
    UnreachableAddress.objects.create(
        email=gone.to, since=now(), how="refused", code="550 5.1.1", notice=gone
    )
    doubt = notify(
        to="lead@school.example", subject=f"Information is asked ({ten[1].reference})", body="x",
        once="doubt", by=SYSTEM, case_id=ten[1].pk,
    )  # fmt: skip
    Notice.objects.filter(pk=doubt.pk).update(
        uncertain=True, claimed_at=datetime(2026, 4, 13, 7, 5, tzinfo=UTC)
    )


def test_the_pages_of_dates_pass_axe_and_fit(
    trouble: None, people: People, open_window: Any, pictures: Path
) -> None:
    window: Visitor = open_window()
    window.sign_in(people.maya)
    for name, address in {
        "board": "/cases/", "narrowed": "/cases/?when=late", "nothing": "/cases/?when=today&clock=C9",
        "all": "/cases/all/", "mail": "/cases/mail/", "escalations": "/cases/escalations/", "calendar": "/cases/calendar/",
    }.items():  # fmt: skip
        window.look(address, pictures, f"deadlines-{name}")
