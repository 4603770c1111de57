"""Themes, coding and the radar in a real browser, in the repository’s own process."""

import os
import subprocess
import sys
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESK, Visitor
from tests.browser.test_repository import HAZEL, WILLOW, repository
from tests.repository.serving import Repository

pytestmark = pytest.mark.browser
__all__ = ["repository"]
GROUP = f"/radar/{HAZEL.identifier}-recommendation-1/"
PAGES = {
    "list": "/themes/",
    "codes": "/themes/codes/",
    "theme": "/themes/neglect/",
    "settings": "/themes/hospital/",
    "accuracy": "/themes/accuracy/",
    "together": "/themes/together/",
    "agreement": "/themes/agreement/",
    "radar": "/radar/",
    "radar-words": "/radar/?q=ask+fathers",
    "radar-nothing": "/radar/?q=volcano",
    "radar-group": GROUP,
}


@pytest.fixture
def window(chromium: Browser, repository: Repository) -> Iterator[Visitor]:
    """Somebody who reads."""
    context = chromium.new_context(viewport=DESK, locale="en-GB")
    yield Visitor(context.new_page(), repository.url)
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_and_fits_its_window(
    window: Visitor, pictures: Path, name: str
) -> None:
    window.look(PAGES[name], pictures, f"themes-{name}")


def sign_in(window: Visitor, running: Repository, name: str) -> None:
    """An editor signs in with the link of their letter."""
    address = f"{name.lower()}@library.example"
    command = [sys.executable, "-m", "irwell", "editors", "add", address, name]
    subprocess.run(command, env=running.env, check=True, capture_output=True)
    window.page.context.clear_cookies()
    window.go("/editors/sign-in/")
    window.page.get_by_label("Your e-mail address").fill(address)
    window.page.get_by_role("button", name="Send me a link").click()
    mails = sorted((Path(running.env["IRWELL_VAR"]) / "mail").iterdir(), key=os.path.getmtime)
    words = str(
        message_from_bytes(mails[-1].read_bytes()).get_payload(decode=True), "utf-8"
    ).split()
    window.page.goto(next(word for word in words if word.startswith("http")))
    window.page.get_by_role("button", name="Sign in").click()


def test_two_editors_code_a_review_and_settle_what_differs(
    window: Visitor,
    repository: Repository,
    pictures: Path,
) -> None:
    page = window.page
    for name, themes in (("Edith", ["Neglect"]), ("Josef", ["Neglect", "The voice of the child"])):
        sign_in(window, repository, name)
        window.look("/themes/coding/", pictures, f"themes-desk-{name}")
        page.get_by_label("Identifier of the review").fill(WILLOW.identifier)
        page.get_by_role("button", name="Begin").click()
        for theme in themes:
            page.get_by_role("checkbox", name=theme, exact=True).check()
        window.seen(pictures, f"themes-code-{name}")
        page.get_by_role("button", name="I am done").click()
        window.seen(pictures, f"themes-done-{name}")
        page.get_by_role("button", name="Yes, I am done").click()
    page.get_by_role("radio", name="It does not apply").check()
    page.get_by_label("Why?").fill("The child is not heard in it.")
    page.get_by_role("button", name="Propose or agree").click()
    window.seen(pictures, "themes-settle")

    assert "Proposed: it does not apply" in page.locator("main").inner_text()
    window.look("/themes/agreement/", pictures, "themes-agreed")
    window.look(f"{GROUP}outcome/1/", pictures, "themes-outcome")
