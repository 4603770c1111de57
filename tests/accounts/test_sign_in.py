"""Signing in with a password and a required second factor, through the web."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from irwell.audit.models import LoggedEvent
from tests.people import PASSWORD, TOTP_SECRET, People


def _password(client: Client, email: str, password: str = PASSWORD) -> str:
    answer = client.post("/account/login/", {"login": email, "password": password})
    return answer.get("Location", "") or answer.content.decode()


def test_a_password_alone_does_not_sign_anyone_in(client: Client, people: People) -> None:
    where = _password(client, people.maya.email)

    assert "2fa/authenticate" in where
    assert client.get("/cases/").status_code == 302


def test_a_one_time_code_signs_in_once(client: Client, people: People) -> None:
    code = RecoveryCodes.activate(people.maya).get_unused_codes()[0]
    _password(client, people.maya.email)

    client.post("/account/2fa/authenticate/", {"code": code})
    assert client.get("/cases/").status_code == 200
    client.post("/account/logout/")
    _password(client, people.maya.email)
    client.post("/account/2fa/authenticate/", {"code": code})

    assert client.get("/cases/").status_code == 302
    assert LoggedEvent.objects.filter(name="accounts:session:signed_in").count() == 1


def test_a_person_without_a_second_factor_reaches_only_its_set_up(
    people: People, as_person
) -> None:
    Authenticator.objects.filter(user=people.oona).delete()

    answer = as_person(people.oona).get("/cases/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/2fa/")


def test_the_authenticator_secret_is_not_in_the_database(people: People) -> None:
    assert not any(TOTP_SECRET in str(row.data) for row in Authenticator.objects.all())


def test_nobody_can_sign_up(client: Client, people: People) -> None:
    page = client.get("/account/signup/").content.decode()

    assert "password1" not in page


@pytest.mark.parametrize("email", ["maya@calderbrook.example", "nobody@calderbrook.example"])
def test_a_wrong_password_says_the_same_for_known_and_unknown(
    client: Client, people: People, email: str
) -> None:
    page = _password(client, email, "not the password")

    assert "The email address and/or password you specified are not correct" in page


@pytest.mark.parametrize(
    "path", ["/account/login/", "/account/2fa/", "/account/password/reset/", "/account/sessions/"]
)
def test_account_pages_have_our_look(people: People, as_person, client: Client, path: str) -> None:
    browser = client if "login" in path or "reset" in path else as_person(people.maya)

    page = browser.get(path, follow=True).content.decode()

    assert "Irwell" in page
    assert "app.css" in page
    assert "Sign Up" not in page
