"""Signing in with the organisation's own account: OpenID Connect over real HTTP, then our second factor."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.socialaccount.models import SocialAccount
from playwright.sync_api import expect

from tests.accounts import identity_provider_words as words
from tests.browser.conftest import Visitor
from tests.people import People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PROGRAM = Path(words.__file__).with_name("identity_provider.py")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def subject(live_server: Any, settings: Any, tmp_path: Path) -> Iterator[str]:
    """The identity provider runs; Irwell is its client. Yields what it calls the one person it knows."""
    port = free_port()
    redirect = f"{live_server.url}/account/oidc/sso/login/callback/"
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), str(port), str(tmp_path), redirect],
        stdout=subprocess.PIPE,
        text=True,
    )
    app = {
        "provider_id": "sso", "name": "your organisation’s account", "client_id": words.CLIENT,
        "secret": words.SECRET, "settings": {"server_url": f"http://127.0.0.1:{port}"},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    assert process.stdout is not None
    yield process.stdout.readline().split()[-1]
    process.terminate()
    process.wait(timeout=10)
    process.stdout.close()


def sign_in_there(window: Visitor) -> None:
    page = window.page
    page.set_default_timeout(6000)
    window.go("/account/login/")
    page.get_by_role("button", name="your organisation’s account").click()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Email").fill(words.EMAIL)
    page.get_by_label("Password").fill(words.PASSWORD)
    page.get_by_role("button", name="Sign In").click()


def test_a_linked_person_signs_in_with_single_sign_on_and_a_code(
    subject: str, people: People, browser_page: Visitor
) -> None:
    SocialAccount.objects.create(user=people.maya, provider="sso", uid=subject)
    code = RecoveryCodes.activate(people.maya).get_unused_codes()[0]

    sign_in_there(browser_page)
    page = browser_page.page
    expect(page.get_by_label("Code")).to_be_visible()
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Cases and dates")


def test_the_same_address_without_a_link_opens_nothing(
    subject: str, people: People, browser_page: Visitor
) -> None:
    people.maya.email = words.EMAIL
    people.maya.save()

    sign_in_there(browser_page)
    browser_page.go("/cases/")

    expect(browser_page.page.get_by_role("heading", level=1)).to_have_text("Sign in")
