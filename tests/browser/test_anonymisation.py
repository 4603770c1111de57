"""The anonymisation in a real browser: every page accessible and whole at both widths, keys that work."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from irwell.anonymisation.queries import lines_of, people_of
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.time import now
from tests.anonymisation.conftest import REGISTER, TEXTS, Desk, approve, report
from tests.anonymisation.test_naming import ON_RECORD
from tests.browser.conftest import Visitor
from tests.people import People
from tests.stages import bring_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TELLING = (
    "The twins were known to two services. The trial in March 2026 was reported by newspapers."
)


def desk_of(case: Case, user: Any) -> Desk:
    def sign_in() -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return Desk(case, sign_in)


@pytest.fixture
def maya(case: Case, people: People) -> Desk:
    for kind, role, label, names, details in REGISTER:
        cases.add_identity(
            case=case, key=case.key, kind=kind, role=role, label=label, names=names, details=details, by=people.maya
        )  # fmt: skip
    approve(case, people, report((*TEXTS, TELLING)))
    bring_to(case, "anonymisation", people, now=now())
    return desk_of(case, people.maya)


def visit(window: Visitor, pictures: Path, desk: Desk, name: str, path: str = "") -> None:
    window.go(desk.base + path)
    window.page.wait_for_load_state("networkidle")
    window.seen(pictures, f"anonymisation-{name}")


def test_every_page_is_accessible_and_whole(
    open_window: Any, pictures: Path, maya: Desk, people: People
) -> None:
    window: Visitor = open_window()
    window.sign_in(people.maya)

    visit(window, pictures, maya, "1-before")
    visit(window, pictures, maya, "2-start", "start/")
    maya.start()
    visit(window, pictures, maya, "3-queue", "queue/")
    visit(window, pictures, maya, "4-mention", f"queue/{maya.line('Marjorie Penfold').id}/")
    visit(window, pictures, maya, "4-which-of-two", f"queue/{maya.line('Hollowgate').id}/")
    visit(window, pictures, maya, "5-before-and-after", "before-and-after/")
    visit(window, pictures, maya, "6-out-of-sight", "out-of-sight/")
    visit(window, pictures, maya, "7-deciding")
    maya.decide("Wrennie", "keep", reason="The family wished it")
    maya.write()
    visit(window, pictures, maya, "8-blocked")
    maya.decide("Wrennie", "accept")
    maya.post("write/")
    visit(window, pictures, maya, "9-written")
    visit(window, pictures, maya, "10-clean-report", "clean/")
    maya.post(
        "risk/known/",
        {"source": "Calderbrook Herald, 4 March", "words": "The trial of a couple began."},
    )
    visit(window, pictures, maya, "11-risk", "risk/")
    visit(window, pictures, maya, "12-rewriting", "rewriting/")
    window.sign_in(people.ines)
    visit(window, pictures, maya, "13-sign", "sign/")


def test_names_to_be_published_from_the_proposal_to_the_end(
    open_window: Any, pictures: Path, maya: Desk, people: People
) -> None:
    window: Visitor = open_window()
    window.sign_in(people.maya)
    names = maya.base + "names/"
    window.look(names, pictures, "anonymisation-14-no-name")
    child = next(one for one in people_of(maya.case) if one.label == "Child A")
    maya.post("names/", {"identity": str(child.pk), "kind": "real", "name": "Wren", **ON_RECORD})
    window.look(names, pictures, "anonymisation-15-proposed")
    window.sign_in(people.ines)
    window.look(names, pictures, "anonymisation-16-to-agree")
    window.page.get_by_role("button", name="I have read both").click()
    window.seen(pictures, "anonymisation-17-agreed")
    window.page.get_by_role("link", name="End it").click()
    window.seen(pictures, "anonymisation-18-end")
    window.page.get_by_label("Why does it end?").fill("The mother took her consent back")
    window.page.get_by_role("button", name="End it").click()
    window.page.get_by_text("Ended", exact=True).click()
    window.seen(pictures, "anonymisation-19-ended")


def test_proving_who_one_is_before_signing(
    browser_page: Visitor, pictures: Path, maya: Desk, people: People
) -> None:
    browser_page.sign_in(people.ines)
    browser_page.look(
        f"/account/reauthenticate/?next={maya.base}sign/", pictures, "anonymisation-20-password"
    )
    browser_page.page.get_by_role("button", name="Confirm and go on").click()
    browser_page.seen(pictures, "anonymisation-21-no-password")
    browser_page.page.get_by_role("link", name="authenticator app").click()
    browser_page.seen(pictures, "anonymisation-22-code")


def test_keys_decide_only_while_a_mention_has_the_focus(
    browser_page: Visitor, maya: Desk, people: People
) -> None:
    maya.start()
    browser_page.sign_in(people.maya)
    browser_page.go(f"{maya.base}queue/?show=all")
    page = browser_page.page
    page.wait_for_selector("[data-key-help]:visible")

    page.keyboard.press("a")
    page.locator("[data-mention]").first.focus()
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    following = page.locator("[data-mention]").nth(2).get_attribute("id")
    with page.expect_navigation():
        page.keyboard.press("a")

    decided = [line for line in lines_of(maya.run) if line.decision.settled_by]
    assert len(decided) == 1
    assert page.evaluate("document.activeElement.id") == following


def test_words_selected_in_the_text_stand_in_the_box(
    browser_page: Visitor, maya: Desk, people: People
) -> None:
    maya.start()
    browser_page.sign_in(people.maya)
    browser_page.go(f"{maya.base}before-and-after/?all")
    page = browser_page.page
    page.wait_for_selector("[data-select-help]:visible")

    page.locator(".irw-marked").first.dblclick()

    assert page.locator("#id_words").input_value()
