"""The gallery in a real browser: accessible, quiet, and whole on a phone and without scripts."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_gallery_passes_axe_and_fits(browser_page: Visitor, pictures: Path) -> None:
    browser_page.look("/ui/", pictures, "gallery")
    browser_page.page.set_viewport_size(PHONE)
    browser_page.check_axe()

    assert browser_page.page.locator(".govuk-frontend-supported").count() == 1


def test_without_scripts_every_hidden_question_is_shown(open_window: Any) -> None:
    window: Visitor = open_window(scripts=False)

    window.go("/ui/")

    assert window.page.locator("#id_phone").is_visible()


def test_with_scripts_a_question_waits_for_its_answer(browser_page: Visitor) -> None:
    page = browser_page.page
    browser_page.go("/ui/")
    page.wait_for_selector("#id_how[aria-controls]")

    hidden_before = page.locator("#id_phone").is_hidden()
    page.locator("#id_how").check()

    assert hidden_before
    assert page.locator("#id_phone").is_visible()


def test_the_error_summary_leads_to_the_box(browser_page: Visitor) -> None:
    page = browser_page.page
    browser_page.go("/ui/")

    page.get_by_role("link", name="The date of the incident must be a real date").click()

    assert page.evaluate("document.activeElement.id") == "wrong_day-day"
