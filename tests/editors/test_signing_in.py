"""An e-mail address, a link that works once, and nothing for anybody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from irwell.core import time
from irwell.editors.actions import end_editor
from irwell.editors.models import Editor, SignedIn, SignInLink
from irwell.editors.rules import safe_next


def test_an_editor_signs_in_with_the_link_and_goes_on_to_the_page_they_wanted(
    link: Callable[..., str],
) -> None:
    client, address = Client(), link()
    assert "Sign in as Edith Crane" in client.get(address).content.decode()
    assert client.post(address).url == "/editors/"
    assert "Signed in as Edith Crane" in client.get("/editors/").content.decode()


def test_opening_the_link_does_not_use_it_up(link: Callable[..., str]) -> None:
    address = link()
    Client().get(address)
    assert Client().post(address).status_code == 302


def test_a_link_works_once(link: Callable[..., str]) -> None:
    address = link()
    Client().post(address)
    again = Client().post(address)
    assert again.status_code == 410 and "no longer works" in again.content.decode()


def test_a_link_is_too_old_after_half_an_hour(link: Callable[..., str]) -> None:
    address = link()
    with time_machine.travel(time.now() + timedelta(minutes=31)):
        assert Client().get(address).status_code == 410
        assert Client().post(address).status_code == 410


def test_a_forged_link_signs_nobody_in(edith: Editor) -> None:
    assert Client().post("/editors/link/forged/").status_code == 410


def test_a_stranger_gets_no_letter_and_the_same_page(edith: Editor) -> None:
    known = Client().post("/editors/sign-in/", {"email": "edith@library.example"})
    unknown = Client().post("/editors/sign-in/", {"email": "nobody@library.example"})
    assert known.content == unknown.content
    assert len(mail.outbox) == 1


def test_a_letter_box_is_not_filled(edith: Editor) -> None:
    for _ in range(8):
        Client().post("/editors/sign-in/", {"email": "edith@library.example"})
    assert len(mail.outbox) == 5


def test_nothing_that_signs_in_is_kept_in_clear(link: Callable[..., str]) -> None:
    client, address = Client(), link()
    client.post(address)
    secret, visit = address.split("/")[3], client.cookies["irwell_editor"]
    assert not SignInLink.objects.filter(digest=secret).exists()
    assert not SignedIn.objects.filter(digest=visit.value).exists()
    assert visit["httponly"] and visit["samesite"] == "Lax"


def test_a_public_visitor_is_asked_to_sign_in_and_brought_back() -> None:
    assert Client().get("/editors/").url == "/editors/sign-in/?next=%2Feditors%2F"


def test_an_editor_who_ends_is_signed_out(link: Callable[..., str], edith: Editor) -> None:
    client = Client()
    client.post(link())
    end_editor(editor=edith, now=time.now())
    assert client.get("/editors/").status_code == 302
    client.post("/editors/sign-in/", {"email": "edith@library.example"})
    assert len(mail.outbox) == 1


def test_signing_out_forgets_the_browser(link: Callable[..., str]) -> None:
    client = Client()
    client.post(link())
    client.post("/editors/sign-out/")
    assert client.get("/editors/").status_code == 302 and not SignedIn.objects.exists()


def test_a_forged_cookie_is_nobody() -> None:
    client = Client()
    client.cookies["irwell_editor"] = "forged"
    assert client.get("/editors/").status_code == 302


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", "", "/\nx"],
)
def test_a_link_never_leads_off_the_site(address: str) -> None:
    assert safe_next(address) == "/editors/"
    assert safe_next("/moderation/?page=2") == "/moderation/?page=2"


def test_a_bad_address_is_said_and_kept_on_the_page() -> None:
    answer = Client().post("/editors/sign-in/", {"email": "edith at home"})
    assert answer.status_code == 422 and "edith at home" in answer.content.decode()
