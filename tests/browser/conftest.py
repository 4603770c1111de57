"""A real browser for tests: pages at desk and phone width, axe on what they show, screenshots."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from irwell.accounts.models import User
from tests.people import proven

# The one without windows is quicker; either will do.
BROWSERS = ("chromium-headless-shell", "chromium")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# GOV.UK Frontend puts aria-expanded on a radio or checkbox that reveals a question. ARIA does not allow
# it on a radio, yet screen readers announce it; GOV.UK keeps it after testing with people, and so do we.
ACCEPTED = {"aria-allowed-attr": 'aria-controls="conditional-'}
MISSING = "Chromium is not here. Install it, for example: apt-get install chromium"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A page that is left while something of it still loads cuts its request off; the server's thread may say so."""
    cut_off = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(cut_off)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Headless Chromium; its absence fails the run when IRWELL_REQUIRE names the browser."""
    if CHROMIUM is None:
        wanted = "browser" in os.environ.get("IRWELL_REQUIRE", "")
        pytest.fail(MISSING) if wanted else pytest.skip(MISSING)
    # Playwright's loop would make Django refuse the database calls of the same thread.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def the_log_may_be_emptied() -> Iterator[None]:
    """A browser test needs real transactions, so its data is swept away afterwards: the event log too.

    The log's triggers refuse that, as they must; they are lifted for the sweep alone.
    """
    operations = DatabaseWrapper.ops_class
    swept = operations.execute_sql_flush

    def sweep(self: Any, statements: list[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            swept(self, statements)
            for _, statement in triggers:
                cursor.execute(statement)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", sweep)
        yield


class Visitor:
    """A browser window that remembers what it complained of; `page` is Playwright's own."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: Any) -> None:
        here = message.location["url"] == self.page.url
        gone = here and message.text.startswith("Failed to load")  # the page's own 404 or 410
        if message.type in ("error", "warning") and not gone:
            self.complaints.append(message.text)

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def sign_in(self, user: User) -> None:
        """Signed in as that person, as after a password and a second factor."""
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        proven(client)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": self.address}
        self.page.context.add_cookies([cookie])

    def look(self, address: str, folder: Path | None, name: str) -> None:
        """Open the page; it must pass `seen`."""
        self.go(address)
        self.seen(folder, name)

    def seen(self, folder: Path | None, name: str) -> None:
        """The page as it stands, at a desk and on a phone: accessible, no wider than its window, without complaint."""
        first = self.page.viewport_size or DESK
        for size in (first, *(one for one in (DESK, PHONE) if one["width"] != first["width"])):
            self.page.set_viewport_size(size)
            self.picture(folder, name)
            # colours are the same at every width; the gallery's page is measured at both
            self.check_axe(leave_out=() if size is first else ("color-contrast",))
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size["width"], f"{self.page.url} is {wide} wide at {size['width']}"
        self.page.set_viewport_size(first)
        assert self.complaints == [], self.page.url

    def check_axe(self, *, leave_out: tuple[str, ...] = ()) -> None:
        check_axe(self.page, leave_out=leave_out)

    def picture(self, folder: Path | None, name: str) -> Path | None:
        """A picture of the whole page, where somebody keeps them."""
        if folder is None:
            return None
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}-{(self.page.viewport_size or DESK)['width']}.png"
        self.page.screenshot(path=path, full_page=True)
        return path


def check_axe(page: Page, *, leave_out: tuple[str, ...] = ()) -> None:
    """Fail with every WCAG 2.2 AA (and best practice) finding on the page as it stands."""
    options = {
        "runOnly": {"type": "tag", "values": RULES},
        "rules": {rule: {"enabled": False} for rule in leave_out},
        "resultTypes": ["violations"],  # what was right is not listed, node by node
    }
    brought = "" if page.evaluate("'axe' in window") else AXE_SCRIPT
    found = Axe(brought).run(page, options=options).response["violations"]
    lines = [
        f"{one['id']}: {one['help']}: {node['html'][:160]}"
        for one in found
        for node in one["nodes"]
        if ACCEPTED.get(one["id"], "\0") not in node["html"]
    ]
    assert not lines, f"{page.url}\n" + "\n".join(lines)


@pytest.fixture
def open_window(chromium: Browser, live_server: Any) -> Iterator[Any]:
    """open_window(PHONE, scripts=False) is a Visitor in a window of its own, signed out."""
    contexts = []

    def opened(size: dict[str, int] = DESK, *, scripts: bool = True) -> Visitor:
        context = chromium.new_context(viewport=size, java_script_enabled=scripts, locale="en-GB")
        contexts.append(context)
        return Visitor(context.new_page(), live_server.url)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def browser_page(open_window: Any) -> Visitor:
    """A window at desk width."""
    return open_window()


@pytest.fixture(scope="session")
def pictures() -> Path | None:
    """Where screenshots go: SCREENSHOTS, or nowhere."""
    given = os.environ.get("SCREENSHOTS")
    return Path(given) if given else None
