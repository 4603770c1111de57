"""Nothing that was typed is lost: kept while it is typed, given back, and never over what others saved."""

import pytest
from django.test import Client

from irwell.accounts.models import Partnership
from irwell.core.time import now
from irwell.messaging.models import SignedLink
from irwell.referrals.models import Referral
from tests.referrals.test_the_form import PAGES, fill, start

WREN = {"name": "Wren Hollowgate", "sex": "Female"}
ROBIN = {"name": "Robin Hollowgate"}


@pytest.fixture
def token(client: Client, partnership: Partnership) -> str:
    return start(client)


def type_in(client: Client, token: str, place: str, **boxes: object) -> None:
    sent = {"version": Referral.objects.get().version, "sitting": "one", **boxes}
    assert client.post(f"/refer/form/{token}/autosave/{place}/", sent).status_code == 200


def see(client: Client, token: str, place: str) -> str:
    return client.get(f"/refer/form/{token}/{place}/").content.decode()


def test_what_was_typed_and_not_saved_is_given_back(client: Client, token: str) -> None:
    type_in(client, token, "incident", narrative="Half a sent", happened_on_day="31", died="no")

    page = see(client, token, "incident")

    assert "This is what you had typed and not yet saved" in page
    assert "Half a sent" in page
    assert 'value="31"' in page
    assert "Not saved yet" in client.get(f"/refer/form/{token}/").content.decode()


def test_saving_the_page_settles_it(client: Client, token: str) -> None:
    type_in(client, token, "why", reason="Half a sent")
    client.post(f"/refer/form/{token}/why/", {"reason": "A whole sentence.", "version": 0, "sitting": "one"})  # fmt: skip

    page = see(client, token, "why")

    assert "not yet saved" not in page
    assert "A whole sentence." in page


def test_it_can_be_dropped(client: Client, token: str) -> None:
    client.post(f"/refer/form/{token}/why/", {"reason": "Saved before.", "version": 0})
    type_in(client, token, "why", reason="Half a sent")

    page = client.post(f"/refer/form/{token}/drop/why/", follow=True).content.decode()

    assert "Half a sent" not in page
    assert "Saved before." in page


def test_a_resumed_page_notices_what_somebody_else_saved(client: Client, token: str) -> None:
    type_in(client, token, "why", reason="Mine, not saved")
    client.post(f"/refer/form/{token}/why/", {"reason": "Theirs, saved", "version": 0, "sitting": "two"})  # fmt: skip

    page = see(client, token, "why")

    assert "Somebody else saved this page" in page
    assert "Theirs, saved" in page
    assert "Mine, not saved" in page


def test_saving_another_page_is_no_conflict(client: Client, token: str) -> None:
    client.post(f"/refer/form/{token}/abuse/", {"known": "no", "suspected": "yes", "version": 0})

    answer = client.post(f"/refer/form/{token}/why/", {"reason": "Mine", "version": 0})

    assert answer.status_code == 302


def test_a_double_submit_changes_nothing(client: Client, token: str) -> None:
    for _ in range(2):
        answer = client.post(f"/refer/form/{token}/why/", {"reason": "Once", "version": 0})
        assert answer.status_code == 302

    assert Referral.objects.get().version == 1


def test_a_child_added_twice_by_a_double_submit_is_there_once(client: Client, token: str) -> None:
    for _ in range(2):
        client.post(f"/refer/form/{token}/children/0/", {**WREN, "adding": "1", "version": 0})

    assert len(Referral.objects.get().answers["children"]) == 1


def test_two_people_adding_children_at_once_lose_none(client: Client, token: str) -> None:
    for child in (WREN, ROBIN):
        client.post(f"/refer/form/{token}/children/0/", {**child, "adding": "1", "version": 0})

    names = [child["name"] for child in Referral.objects.get().answers["children"]]
    assert names == ["Wren Hollowgate", "Robin Hollowgate"]


def test_an_old_page_sent_again_by_the_back_button_is_noticed(client: Client, token: str) -> None:
    first = {"reason": "First", "version": 0}
    client.post(f"/refer/form/{token}/why/", first)
    client.post(f"/refer/form/{token}/why/", {"reason": "Second", "version": 1})

    page = client.post(f"/refer/form/{token}/why/", first)

    assert page.status_code == 409
    assert "Second" in page.content.decode()
    assert Referral.objects.get().answers["why"]["reason"] == "Second"


def test_each_entry_keeps_its_own_typing(client: Client, token: str) -> None:
    client.post(f"/refer/form/{token}/children/0/", {**WREN, "adding": "1", "version": 0})
    type_in(client, token, "children/0", name="Wren Hollowgate-Ash")
    type_in(client, token, "children/1", name="Robin Holl", adding="1")

    assert "Wren Hollowgate-Ash" in see(client, token, "children/0")
    assert "Robin Holl" in see(client, token, "children/1")
    assert "You began to add a child" in see(client, token, "all/children")


def test_typing_moves_up_with_its_entry_when_one_before_it_is_removed(
    client: Client, token: str
) -> None:
    for child in (WREN, ROBIN):
        client.post(f"/refer/form/{token}/children/0/", {**child, "adding": "1", "version": 0})
    type_in(client, token, "children/1", name="Robin Hollowgate-Ash")

    version = Referral.objects.get().version
    asked = client.get(f"/refer/form/{token}/remove/children/0/").content.decode()
    client.post(f"/refer/form/{token}/remove/children/0/", {"version": version})

    assert "Remove Wren Hollowgate from this referral?" in asked

    assert "Robin Hollowgate-Ash" in see(client, token, "children/0")


def test_an_old_list_removes_nobody(client: Client, token: str) -> None:
    for child in (WREN, ROBIN):
        client.post(f"/refer/form/{token}/children/0/", {**child, "adding": "1", "version": 0})

    page = client.post(f"/refer/form/{token}/remove/children/0/", {"version": 1})

    assert page.status_code == 409
    assert len(Referral.objects.get().answers["children"]) == 2


def test_a_refused_page_is_kept_as_typed(client: Client, token: str) -> None:
    boxes = {"happened_on_day": "31", "happened_on_month": "2", "happened_on_year": "2024"}
    client.post(f"/refer/form/{token}/incident/", {**PAGES["incident"], **boxes, "version": 0})

    page = see(client, token, "incident")

    assert 'value="2024"' in page
    assert "Found with fractures." in page


def test_20000_characters_are_taken(client: Client, token: str) -> None:
    client.post(f"/refer/form/{token}/why/", {"reason": "é" * 20_000, "version": 0})

    assert Referral.objects.get().answers["why"]["reason"] == "é" * 20_000


def test_one_more_is_refused_and_still_there_after_the_tab_was_closed(
    client: Client, token: str
) -> None:
    refused = client.post(f"/refer/form/{token}/why/", {"reason": "a" * 20_001, "version": 0})

    assert "must be 20000 characters or fewer; it is 20001" in refused.content.decode()
    assert "a" * 20_001 in see(client, token, "why")


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        (("25", "10", "2026"), "1am", "happened twice"),
        (("25", "10", "2026"), "01:30 BST", ""),
        (("29", "3", "2026"), "01:30", "did not exist"),
        (("29", "3", "2026"), "03:30", ""),
        (("25", "10", "2026"), "early evening", ""),
    ],
    ids=["twice", "said which", "never", "after", "in words"],
)
def test_a_time_on_the_night_the_clocks_change_is_asked_about(
    client: Client, token: str, day: tuple[str, str, str], time: str, said: str
) -> None:
    boxes = dict(zip(("happened_on_day", "happened_on_month", "happened_on_year"), day, strict=True))  # fmt: skip

    page = client.post(f"/refer/form/{token}/incident/", {**PAGES["incident"], **boxes, "time": time, "version": 0})  # fmt: skip

    assert page.status_code == (422 if said else 302)
    assert said in page.content.decode()


def test_typing_by_a_closed_link_is_refused(client: Client, token: str) -> None:
    SignedLink.objects.update(expires_at=now())

    answer = client.post(f"/refer/form/{token}/autosave/why/", {"reason": "Late"})

    assert answer.status_code == 410


def test_a_link_used_again_after_sending_shows_that_it_was_sent(client: Client, token: str) -> None:
    fill(client, token)
    client.post(f"/refer/form/{token}/check/")

    again = client.get(f"/refer/form/{token}/why/", follow=True).content.decode()
    changed = client.post(f"/refer/form/{token}/why/", {"reason": "Later", "version": 99})

    assert "This referral has been sent" in again
    assert changed.status_code == 409
    assert Referral.objects.get().answers["why"]["reason"] == "Several injuries"
