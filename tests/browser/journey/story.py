"""What the legs of the journey share: the people's windows, the day it is, the case, the pictures for the guide."""

import datetime as dt
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import time_machine
from django.core import mail
from playwright.sync_api import Locator, Page, expect

from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.core.time import LONDON, now
from irwell.messaging.tasks import send_due_notices
from tests.browser.conftest import Visitor
from tests.people import People

BRITISH = "%-d %B %Y"


@dataclass
class Story:
    """`on(day)` makes it that day for everybody; `as_(person)` opens a window in which that person is signed in."""

    people: People
    open_window: Callable[..., Visitor]
    pictures: Path
    files: Path
    repository: str = ""
    case_id: str = ""
    links: dict[str, str] = field(default_factory=dict)
    _travel: AbstractContextManager[Any] | None = None

    def on(self, day: str, hour: int = 10) -> None:
        """A day such as 2026-11-12; the clock runs on from the hour given."""
        self.back_to_today()
        moment = dt.datetime.fromisoformat(day).replace(hour=hour, tzinfo=LONDON)
        self._travel = time_machine.travel(moment, tick=True)
        self._travel.__enter__()

    def back_to_today(self) -> None:
        if self._travel is not None:
            self._travel.__exit__(None, None, None)
            self._travel = None

    def as_(self, person: User) -> Visitor:
        window = self.open_window()
        window.page.set_default_timeout(60_000)
        window.sign_in(person)
        return window

    def anyone(self) -> Visitor:
        window = self.open_window()
        window.page.set_default_timeout(60_000)
        return window

    @property
    def case(self) -> Case:
        return Case.objects.get(pk=self.case_id)

    def page_of(self, step: str) -> str:
        return f"/cases/{self.case_id}/{step}"

    def look(self, window: Visitor, name: str) -> None:
        """The page passes axe, fits its window, complains of nothing; its picture goes to the guide."""
        window.check_axe()
        wide = window.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= window.page.viewport_size["width"], f"{name} is {wide} pixels wide"
        assert window.complaints == [], f"{name}: {window.complaints}"
        self.pictures.mkdir(parents=True, exist_ok=True)
        window.page.screenshot(path=self.pictures / f"{name}.png")

    def deliver_mail(self) -> None:
        """The worker's round: queued messages leave."""
        send_due_notices(now())

    def link_to(self, address: str, part: str) -> str:
        """The newest link with that part in its address, from the mail to that address, as a path of this site."""
        self.deliver_mail()
        for message in reversed(mail.outbox):
            links = re.findall(r"https?://[^/\s]+(/\S*)", str(message.body))
            found = [link for link in links if part in link]
            if address in message.to and found:
                return str(found[0])
        raise AssertionError(f"No message to {address} holds a link with {part}.")


def answer(where: Page | Locator, **given: Any) -> None:
    """Fill boxes, choose radio buttons and tick boxes by the names of their fields. A date fills its three boxes."""
    for name, value in given.items():
        if isinstance(value, dt.date):
            for part, number in (("day", value.day), ("month", value.month), ("year", value.year)):
                where.locator(f"[name={name}_{part}]").fill(str(number))
            continue
        for one in value if isinstance(value, list) else [value]:
            _give(where, name, one)


def _give(where: Page | Locator, name: str, value: Any) -> None:
    box = where.locator(f"[name={name}]")
    kind = box.first.get_attribute("type")
    if kind in ("radio", "checkbox"):
        chosen = where.locator(f'[name={name}][value="{value}"]')
        chosen.check()
    elif kind == "file":
        box.set_input_files(value)
    elif box.first.evaluate("e => e.tagName") == "SELECT":
        box.select_option(str(value))
    else:
        box.fill(str(value))


def press(where: Page | Locator, name: str | re.Pattern[str]) -> None:
    """Press the one button of that name, and wait for the page it leads to."""
    follow(where.get_by_role("button", name=name).first)


def submit(page: Page) -> None:
    """Press the form's own button, whatever it is called."""
    follow(page.locator("main form button[type=submit]").first)


def follow(what: Locator) -> None:
    """Click, and wait for the page it leads to: a click alone does not wait, and the next step would cut it off."""
    page = what.page
    with page.expect_navigation():
        what.click()
    refused = page.locator(".govuk-error-summary")
    assert not refused.count(), refused.first.inner_text()


def form_to(page: Page, ending: str) -> Locator:
    """The form that posts to an address with that ending."""
    return page.locator(f"form[action$='{ending}']")


def reads(page: Page, words: str) -> None:
    """The page says these words."""
    expect(page.locator("main")).to_contain_text(words)


def headed(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)
