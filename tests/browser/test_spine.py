"""The spine in a real browser: board, case, criteria, notification, people and log, at desk and phone width."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from irwell.accounts import actions as accounts
from irwell.accounts.models import Agency
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.time import now
from irwell.criteria import actions as criteria
from irwell.notifications import actions as notifications
from tests.browser.conftest import Visitor
from tests.people import People
from tests.stages import bring_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.fixture
def discussed(case: Case, people: People) -> Case:
    """Facts recorded, the discussion open, a task, a note; two views given."""
    maya = people.maya
    for fact in ("F_CHILD", "F_HARM", "F_AN_SUSP"):
        criteria.record_fact(
            case=case, fact=fact, value="true", source="Strategy discussion", by=maya, now=NOW
        )
    criteria.evaluate(case=case, by=maya, now=NOW)
    criteria.open_discussion(case=case, la_aware_at=NOW, by=maya, now=NOW)
    for person in (people.idris, people.priti):
        criteria.give_view(
            case=case, view="notify", reasons="Several fractures.", by=person, now=NOW
        )
    cases.add_task(
        case=case, title="Give the local authority’s view", for_role="statutory_partner",
        by=maya, due_on=NOW.date(), url_name="criteria:case",
    )  # fmt: skip
    cases.add_note(case=case, text="The ward will send its notes on Monday.", by=maya)
    cases.hold(case=case, reason="A trial is listed for June.", by=maya, now=NOW)
    cases.add_identity(
        case=case, key=case.key, kind="person", role="mother", label="Mother",
        names=["Juno Hollowgate"], details={}, by=maya,
    )  # fmt: skip
    return case


def test_the_pages_of_a_case_pass_axe_and_fit(
    discussed: Case, people: People, open_window: Any, pictures: Path
) -> None:
    base, clock = f"/cases/{discussed.pk}/", discussed.clocks.get(clock="C2")
    pages = {
        people.maya: {
            "board": "/cases/", "case": base, "log": f"{base}log/", "members": f"{base}members/",
            "register": f"{base}register/", "hold": f"{base}hold/", "calendar": "/cases/calendar/",
            "notification": f"{base}notification/", "fact": f"{base}criteria/facts/F_DIED/",
            "edit-page": "/pages/reviews/edit/",
        },
        people.lena: {"criteria": f"{base}criteria/", "extend": f"{base}clocks/{clock.pk}/extend/"},
    }  # fmt: skip
    for person, addresses in pages.items():
        window: Visitor = open_window()
        window.sign_in(person)
        for name, address in addresses.items():
            window.look(address, pictures, f"spine-{name}")


def test_the_pages_of_people_and_public_pass_axe_and_fit(
    people: People, open_window: Any, pictures: Path
) -> None:
    window: Visitor = open_window()
    window.look("/", pictures, "spine-home")
    window.sign_in(people.sam)
    for name, address in {
        "people": "/people/", "person": f"/people/{people.oona.pk}/", "audit": "/log/",
    }.items():  # fmt: skip
        window.look(address, pictures, f"spine-{name}")


def test_withdrawing_a_notification_passes_axe_and_fits(
    case: Case, people: People, open_window: Any, pictures: Path
) -> None:
    case = bring_to(case, "notify_agreed", people, now=NOW)
    notifications.record_sent(
        case=case, reference="SIN-1", sent_at=NOW, by=people.maya, now=NOW
    )  # fmt: skip
    window: Visitor = open_window()
    window.sign_in(people.lena)
    address = f"/cases/{case.pk}/notification/withdraw/"
    why = "The consultant’s report of Monday explains the fractures by a disease of the bone."

    window.look(address, pictures, "spine-withdraw-first")
    for person in (people.idris, people.priti):
        notifications.give_position(case=case, agrees=True, reasons=why, by=person)
    window.look(address, pictures, "spine-withdraw-two")
    notifications.give_position(case=case, agrees=True, reasons=why, by=people.lena)
    window.look(address, pictures, "spine-withdraw-agreed")


def test_an_invited_person_comes_in(people: People, open_window: Any, pictures: Path) -> None:
    _, token = accounts.invite(
        email="wilf@calderbrook.example", name="Wilf Sandgate", job_title="Lead nurse",
        agency=Agency.objects.get(kind="hospital"), by=people.sam, now=now(),
    )  # fmt: skip
    address, password = f"/people/join/{token}/", "ferry lantern orchard"
    window: Visitor = open_window()
    window.look(address, pictures, "spine-join")
    window.page.get_by_label("Password", exact=True).fill(password)
    window.page.get_by_label("again").fill(password)
    window.page.get_by_role("button", name="Save and go to sign in").click()

    window.page.wait_for_url("**/login/**")
    window.seen(pictures, "spine-sign-in")


def test_the_auditor_verifies_the_log_by_a_button(people: People, open_window: Any) -> None:
    window: Visitor = open_window()
    window.sign_in(people.ade)
    window.go("/log/")

    window.page.get_by_role("button", name="Verify the log now").click()

    window.page.wait_for_url("**/log/verify/")
    assert window.page.get_by_text("Intact to row").is_visible()
