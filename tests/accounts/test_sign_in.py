"""Signing in with a password and a required second factor, through the web."""

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.mail import EmailMessage
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

    assert "The e-mail address or the password is not right. Check both" in page


def test_an_empty_sign_in_says_what_to_enter(client: Client, people: People) -> None:
    page = client.post("/account/login/", {"login": "", "password": ""}).content.decode()

    assert "Enter your e-mail address" in page and "Enter your password" in page


def test_a_wrong_code_says_what_to_do_and_where_help_is(client: Client, people: People) -> None:
    _password(client, people.maya.email)

    empty = client.post("/account/2fa/authenticate/", {"code": ""}).content.decode()
    wrong = client.post("/account/2fa/authenticate/", {"code": "000"}).content.decode()

    assert "Enter the code" in empty
    assert "Wait for the next one, or enter a recovery code" in wrong
    assert "You cannot get a code" in wrong


def test_a_forgotten_password_is_changed_by_a_link_that_works_once(
    client: Client, people: People, mailoutbox: list[EmailMessage]
) -> None:
    sent = client.post("/account/password/reset/", {"email": people.maya.email}, follow=True)
    link = re.search(r"http\S+(/account/password/reset/key/\S+)", mailoutbox[0].body)
    assert link is not None

    form = client.get(link[1], follow=True)
    chosen = {"password1": "ferry lantern orchard", "password2": "ferry lantern orchard"}
    done = client.post(form.request["PATH_INFO"], chosen, follow=True)
    again = Client().get(link[1], follow=True)

    assert "If there is an account with that address" in sent.content.decode()
    assert "Choose a new password" in form.content.decode()
    assert "Your password is changed" in done.content.decode()
    assert "This link is closed" in again.content.decode()
    assert "2fa/authenticate" in _password(client, people.maya.email, "ferry lantern orchard")


@time_machine.travel("2026-11-26 12:00:05+00:00", tick=False)
def test_a_second_factor_is_set_up_step_by_step(client: Client, people: People) -> None:
    Authenticator.objects.filter(user=people.oona).delete()
    _password(client, people.oona.email)
    client.post("/account/reauthenticate/", {"password": PASSWORD})

    begun = client.get("/account/2fa/").content.decode()
    form = client.get("/account/2fa/totp/activate/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", form)
    assert secret is not None
    code = format_hotp_value(hotp_value(secret[1], next(yield_hotp_counters_from_time())))
    codes = client.post("/account/2fa/totp/activate/", {"code": code}, follow=True).content.decode()

    assert "Set up an authenticator app" in begun and "Before you can see a case" in begun
    assert "Your recovery codes" in codes and "10 of 10 are left" in codes
    assert "10 left" in client.get("/account/2fa/").content.decode()


def test_a_password_is_changed_by_its_owner(client: Client, people: People) -> None:
    Authenticator.objects.filter(user=people.oona).delete()
    _password(client, people.oona.email)
    new = {"password1": "ferry lantern orchard", "password2": "ferry lantern orchard"}

    empty = client.post("/account/password/change/", {}).content.decode()
    client.post("/account/password/change/", {"oldpassword": PASSWORD, **new})
    people.oona.refresh_from_db()

    assert "Change your password" in empty and "Enter the password that you use today" in empty
    assert people.oona.check_password("ferry lantern orchard")


def test_a_step_that_weighs_much_asks_for_the_code_again_in_our_words(
    people: People, as_person
) -> None:
    page = as_person(people.maya).get("/account/2fa/reauthenticate/", follow=True)

    assert "Confirm that it is you" in page.content.decode()
    assert "Code from your authenticator app" in page.content.decode()


@pytest.mark.parametrize(
    "path", ["/account/login/", "/account/2fa/", "/account/password/reset/", "/account/sessions/"]
)
def test_account_pages_have_our_look(people: People, as_person, client: Client, path: str) -> None:
    browser = client if "login" in path or "reset" in path else as_person(people.maya)

    page = browser.get(path, follow=True).content.decode()

    assert "Irwell" in page
    assert "app.css" in page
    assert "Sign Up" not in page


def test_keys_are_listed_and_added_in_the_house_style(people: People, as_person) -> None:
    data = {
        "name": "Blue key",
        "credential": {"clientExtensionResults": {"credProps": {"rk": True}}},
    }
    Authenticator.objects.create(user=people.maya, type=Authenticator.Type.WEBAUTHN, data=data)
    maya = as_person(people.maya)

    listed = maya.get("/account/2fa/webauthn/").content.decode()
    Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).delete()
    maya.post("/account/reauthenticate/", {"password": PASSWORD})
    add = maya.get("/account/2fa/webauthn/add/")

    assert "Blue key" in listed
    assert "govuk-table" in listed
    assert add.status_code == 200, add.get("Location")
    assert "govuk-input" in add.content.decode()
