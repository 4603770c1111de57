"""A session that ended while somebody was typing loses nothing, and shows it to nobody else."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from irwell.accounts.actions import drop_old_typing
from irwell.accounts.models import KeptTyping
from irwell.cases.models import Case
from tests.people import People

MORNING = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 9, 45, tzinfo=UTC)
TYPED = {"value": "true", "source": "Strategy discussion, minute 4, in full"}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def idle(case: Case, people: People, as_person) -> Client:
    """Maya's browser, forty-five minutes after she opened a page."""
    with time_machine.travel(MORNING, tick=False):
        maya = as_person(people.maya)
        maya.get(f"/cases/{case.pk}/criteria/facts/F_HARM/")
    return maya


def _send(client: Client, case: Case, **extra: str) -> str:
    with time_machine.travel(LATER, tick=False):
        answer = client.post(f"/cases/{case.pk}/criteria/facts/F_HARM/", TYPED, **extra)
    return answer.headers.get("Location", "")


def test_what_was_sent_after_the_idle_limit_is_shown_after_signing_in_again(
    idle: Client, case: Case, people: People
) -> None:
    where = _send(idle, case)
    assert where.startswith("/people/typing/")
    with time_machine.travel(LATER, tick=False):
        assert (
            idle.get(where).headers["Location"].startswith("/account/login/?next=/people/typing/")
        )
        idle.force_login(people.maya, backend=BACKEND)
        page = idle.get(where).content.decode()

    assert TYPED["source"] in page
    assert f'action="/cases/{case.pk}/criteria/facts/F_HARM/"' in page


def test_nobody_else_is_shown_it(idle: Client, case: Case, people: People) -> None:
    where = _send(idle, case)

    with time_machine.travel(LATER, tick=False):
        idle.force_login(people.lena, backend=BACKEND)

        assert idle.get(where).status_code == 404


def test_it_is_sealed_and_goes_after_a_day(idle: Client, case: Case) -> None:
    _send(idle, case)

    assert KeptTyping.objects.get().fields
    assert drop_old_typing(LATER + timedelta(hours=23)) == 0
    assert drop_old_typing(LATER + timedelta(hours=25)) == 1


def test_a_form_sent_from_another_site_is_not_kept(idle: Client, case: Case) -> None:
    where = _send(idle, case, HTTP_SEC_FETCH_SITE="cross-site")

    assert where.startswith("/account/login/")
    assert not KeptTyping.objects.exists()


def test_a_stranger_is_sent_to_sign_in_and_nothing_is_kept(client: Client, case: Case) -> None:
    answer = client.post(f"/cases/{case.pk}/criteria/facts/F_HARM/", TYPED)

    assert answer.headers["Location"].startswith("/account/login/")
    assert not KeptTyping.objects.exists()


def test_a_stale_token_keeps_the_form(case: Case, people: People) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people.maya, backend=BACKEND)
    strict.get(f"/cases/{case.pk}/criteria/facts/F_HARM/")

    answer = strict.post(f"/cases/{case.pk}/criteria/facts/F_HARM/", TYPED)

    assert answer.headers["Location"].startswith("/people/typing/")
    assert KeptTyping.objects.get().user == people.maya


def test_it_can_be_dropped(idle: Client, case: Case, people: People) -> None:
    where = _send(idle, case)
    with time_machine.travel(LATER, tick=False):
        idle.force_login(people.maya, backend=BACKEND)
        idle.post(f"{where}drop/")

    assert not KeptTyping.objects.exists()


def test_a_form_whose_token_no_longer_fits_says_so_and_how_to_go_on(
    case: Case, people: People
) -> None:
    maya = Client(enforce_csrf_checks=True)
    maya.force_login(people.maya, backend=BACKEND)

    answer = maya.post(f"/cases/{case.pk}/criteria/facts/F_HARM/", TYPED)

    assert answer.status_code == 403
    assert "csrf" not in answer.content.decode().lower()
    assert not case.fact_records.exists()
