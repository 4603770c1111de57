"""A contributor's link: whose mailbox it is, what it opens and what it never opens, how it ends."""

import re
import uuid
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from irwell.agency_returns.models import AddressCode, InformationRequest
from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from irwell.messaging.actions import mark_bounced
from irwell.messaging.models import Notice, SignedLink
from irwell.messaging.tasks import send_due_notices
from tests.agency_returns.conftest import (
    CSV,
    at,
    code_mailed_to,
    newest_link,
    unconfirmed,
    visitor_of,
)
from tests.kept import kept
from tests.people import People
from tests.security.test_routes import ROUTES

SIGNED = {"name": "Ada Clough", "role": "Named nurse"}
ADDRESS = "hospital@calderbrook.example"


@pytest.fixture
@kept
def asked(send) -> InformationRequest:
    return send("hospital")[0]


def test_the_first_opening_asks_for_a_code_and_shows_nothing_of_the_case(
    asked: InformationRequest,
) -> None:
    visitor = unconfirmed(asked)

    answer = visitor.client.get(visitor.base, follow=True)
    page = answer.content.decode()

    assert answer.redirect_chain == [(f"{visitor.base}confirm/", 302)]
    assert "We have sent a 6-digit code to h•••@calderbrook.example" in page
    for secret in ("Kit", "Stannery", "What did you know", asked.contact_email):
        assert secret not in page
    assert asked.opened_at is None


def test_the_code_in_the_mail_opens_the_request_and_is_remembered(
    asked: InformationRequest,
) -> None:
    visitor = unconfirmed(asked)
    visitor.client.get(f"{visitor.base}confirm/")
    send_due_notices(at("2026-11-19 09:31"))
    letter = mail.outbox[-1]
    code = re.match(r"(\d{6}) is your code", letter.body).group(1)

    visitor.post("confirm/", {"code": f" {code[:3]} {code[3:]}"})
    page = visitor.get()

    assert letter.to == [asked.contact_email]
    assert code not in letter.subject
    assert "Kit Stannery" in page
    assert visitor.fresh().opened_at is not None
    cookie = next(c for name, c in visitor.client.cookies.items() if name.startswith("answer_"))
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert AddressCode.objects.get().code_hash != code
    assert LoggedEvent.objects.filter(name="agency_returns:address:confirmed").count() == 1


def test_the_link_in_the_mail_fills_the_code_in_so_that_nobody_need_type_it(
    asked: InformationRequest,
) -> None:
    visitor = unconfirmed(asked)
    visitor.client.get(f"{visitor.base}confirm/")
    body = Notice.objects.get(once__startswith="code ").body
    path = re.search(r"/answer/\S+\?code=\d{6}", body).group(0)

    page = visitor.client.get(path).content.decode()

    assert f'value="{path[-6:]}"' in page
    assert AddressCode.objects.count() == 1


def test_another_browser_has_to_show_it_again_and_a_newer_link_to_the_same_person_does_not(
    asked: InformationRequest, gathering: Case, people: People, as_person
) -> None:
    visitor = visitor_of(asked)
    with time_machine.travel(at("2026-11-20 09:30"), tick=False):
        as_person(people.maya).post(f"/cases/{gathering.pk}/returns/{asked.pk}/chase/")
        newer = newest_link(asked.contact_email)

        assert newer != visitor.base
        assert visitor.client.get(newer).status_code == 200
        assert Client().get(newer).status_code == 302


@pytest.mark.parametrize(
    "path",
    ["", "return/", "return/story/", "departments/", "chronology/", "sign/"],
)
def test_every_page_of_the_return_waits_for_the_code(asked: InformationRequest, path: str) -> None:
    visitor = unconfirmed(asked)

    answer = visitor.client.get(visitor.base + path)

    assert (answer.status_code, answer.url) == (302, f"{visitor.base}confirm/")


def test_nothing_can_be_sent_before_the_code(asked: InformationRequest) -> None:
    visitor = unconfirmed(asked)

    visitor.post("nil/", SIGNED)

    assert not asked.returns.exists()


def test_five_wrong_codes_end_the_code(asked: InformationRequest) -> None:
    visitor = unconfirmed(asked)
    visitor.client.get(f"{visitor.base}confirm/")
    right = code_mailed_to(asked.contact_email)
    wrong = "000000" if right != "000000" else "111111"

    pages = [visitor.post("confirm/", {"code": wrong}, 422).content.decode() for _ in range(5)]
    after = visitor.post("confirm/", {"code": right}, 422).content.decode()

    assert "That is not the code" in pages[0]
    assert "no longer works" in pages[4]
    assert "no longer works" in after


def test_a_code_works_for_ten_minutes_and_once(asked: InformationRequest) -> None:
    visitor = unconfirmed(asked)
    visitor.client.get(f"{visitor.base}confirm/")
    code = code_mailed_to(asked.contact_email)

    with time_machine.travel(at("2026-11-19 09:41"), tick=False):
        late = visitor.post("confirm/", {"code": code}, 422).content.decode()
        visitor.client.get(f"{visitor.base}confirm/")
        fresh = code_mailed_to(asked.contact_email)
        visitor.post("confirm/", {"code": fresh})
        again = Client().post(f"{visitor.base}confirm/", {"code": fresh})

    assert "no longer works" in late
    assert again.status_code == 422


def test_only_the_newest_code_works_and_one_a_minute_is_sent(asked: InformationRequest) -> None:
    visitor = unconfirmed(asked)
    visitor.client.get(f"{visitor.base}confirm/")
    first = code_mailed_to(asked.contact_email)
    soon = visitor.client.post(f"{visitor.base}confirm/again/", follow=True).content.decode()

    with time_machine.travel(at("2026-11-19 09:32"), tick=False):
        later = visitor.client.post(f"{visitor.base}confirm/again/", follow=True).content.decode()
        old = visitor.post("confirm/", {"code": first}, 422)
        visitor.post("confirm/", {"code": code_mailed_to(asked.contact_email)})

    assert "A code was sent just now" in soon
    assert "A new code is on its way" in later
    assert old.status_code == 422


def test_a_reader_of_headers_alone_sends_no_code(asked: InformationRequest) -> None:
    visitor = unconfirmed(asked)

    visitor.client.head(f"{visitor.base}confirm/")

    assert not AddressCode.objects.exists()


def test_a_cookie_made_up_or_of_another_request_opens_nothing(send) -> None:
    hospital, police = send("hospital", "police")
    visitor, other = visitor_of(hospital), unconfirmed(police)
    for name, cookie in list(visitor.client.cookies.items()):
        other.client.cookies[name] = cookie.value
        other.client.cookies[name.replace("answer_", "answer_x")] = cookie.value

    assert other.client.get(other.base).status_code == 302


def test_the_business_manager_sees_whose_address_was_confirmed(
    asked: InformationRequest, gathering: Case, people: People, as_person
) -> None:
    visitor = unconfirmed(asked)
    one = f"/cases/{gathering.pk}/returns/{asked.pk}/"
    visitor.client.get(f"{visitor.base}confirm/")
    before = as_person(people.maya).get(one).content.decode()
    visitor.post("confirm/", {"code": code_mailed_to(asked.contact_email)})

    after = as_person(people.maya).get(one).content.decode()

    assert "Opened, address not confirmed yet" in before
    assert "Address confirmed" in after


def test_one_link_is_closed_with_a_reason_that_its_holder_reads(
    asked: InformationRequest, gathering: Case, people: People, as_person
) -> None:
    visitor, maya = visitor_of(asked), as_person(people.maya)
    path = f"/cases/{gathering.pk}/returns/{asked.pk}/links/{asked.link_id}/close/"

    without = maya.post(path, {"reason": ""})
    maya.post(path, {"reason": "It was sent to a shared mailbox."})

    assert without.status_code == 422
    assert "It was sent to a shared mailbox." in visitor.get(status=410)
    wall = maya.get(f"/cases/{gathering.pk}/returns/").content.decode()
    assert "No link to the request works any more" in wall
    assert LoggedEvent.objects.filter(name__endswith="link:revoked").count() == 1


def test_a_request_is_withdrawn_with_a_reason_and_can_be_sent_again(
    asked: InformationRequest, gathering: Case, people: People, as_person
) -> None:
    visitor, maya = visitor_of(asked), as_person(people.maya)
    base = f"/cases/{gathering.pk}/returns/{asked.pk}/"

    maya.post(f"{base}withdraw/", {"reason": "The trust holds no records here."})
    wall = maya.get(f"/cases/{gathering.pk}/returns/").content.decode()

    assert "The trust holds no records here." in visitor.get(status=410)
    assert "Withdrawn" in wall
    assert "The Rapid Review meeting can go ahead" in wall
    assert maya.post(f"{base}chase/").status_code == 409
    maya.post(f"{base}send-again/", {"email": "other@hospital.example"})
    assert "Kit Stannery" in visitor_of(asked, "other@hospital.example").get()
    assert "Replaced" not in maya.get(base).content.decode()


def test_links_are_listed_as_open_replaced_or_revoked(
    asked: InformationRequest, gathering: Case, people: People, as_person
) -> None:
    maya, base = as_person(people.maya), f"/cases/{gathering.pk}/returns/{asked.pk}/"

    maya.post(f"{base}send-again/", {"email": "other@hospital.example"})
    page = maya.get(base).content.decode()

    assert "Replaced" in page
    assert ">\n              Open" in page or "Open</strong>" in page


@pytest.mark.parametrize("who", ["colm", "lena", "ines", "oona"])
def test_only_the_business_manager_closes_links(
    asked: InformationRequest, gathering: Case, people: People, as_person, who: str
) -> None:
    client, base = as_person(getattr(people, who)), f"/cases/{gathering.pk}/returns/{asked.pk}/"

    answers = [
        client.post(f"{base}withdraw/", {"reason": "x"}),
        client.post(f"{base}links/{asked.link_id}/close/", {"reason": "x"}),
        client.post(f"{base}lead-of-agency/", {"email": "x@y.example"}),
    ]

    assert {a.status_code for a in answers} <= {403, 404}
    assert SignedLink.objects.get(pk=asked.link_id).revoked_at is None


def _filled(address: str, values: dict[str, Any]) -> str:
    """An address with every part that exists on this case put in."""
    return "/" + re.sub(
        r"<(?:\w+:)?(\w+)>", lambda part: str(values.get(part[1], uuid.uuid4())), address
    )


def test_a_link_opens_one_return_and_nothing_else_on_any_route(
    send, gathering: Case, people: People
) -> None:
    """The session that a link gives walks every route of the site, with everything that exists put into the addresses."""
    hospital, police = send("hospital", "police")
    other = visitor_of(police)
    other.fill_summary()
    rows = other.upload("police.csv", CSV.replace(b"Home visit", b"An officer called"))
    theirs = other.fresh().returns.get().chronologies.get()
    visitor = visitor_of(hospital)
    token = visitor.base.split("/")[2]
    secrets = (
        "An officer called",
        "We visited often.",
        "A smiling baby.",
        "police.csv",
    )
    values = {
        "case_id": gathering.pk, "request_id": police.pk, "token": token, "chronology_id": theirs.pk,
        "link_id": police.link_id, "document_id": theirs.document_id, "version": 1, "section_id": "story",
        "kind": "every", "member_id": uuid.uuid4(),
    }  # fmt: skip

    opened = []
    for address, pattern in ROUTES:
        guard = pattern.callback.guard
        answer = visitor.client.get(_filled(address, values))
        page = getattr(answer, "content", b"").decode(errors="replace")
        assert not [s for s in secrets if s in page], address
        if guard.startswith(("on_case", "requires", "signed_in")):
            assert answer.status_code in (302, 403, 404, 405), address
            assert "/account/" in answer.headers.get("Location", "/account/"), address
        if answer.status_code == 200 and "Kit Stannery" in page:
            opened.append(address)
        if guard.startswith("by_link") and guard != "by_link agency_return":
            assert answer.status_code == 404, address
    assert rows
    assert opened == ["answer/<str:token>/"]


def test_a_link_cannot_change_anothers_return(send) -> None:
    hospital, police = send("hospital", "police")
    other = visitor_of(police)
    other.upload("police.csv", CSV)
    theirs = other.fresh().returns.get().chronologies.get()
    visitor = visitor_of(hospital)

    for path in ("", "columns/", "suggestions/", "confirm/", "remove/"):
        visitor.post(f"chronology/{theirs.pk}/{path}", {}, 404)

    assert other.fresh().returns.get().chronologies.get().confirmed_at is None


def test_an_address_from_which_mail_came_back_is_flagged_on_the_wall_until_another_is_used(
    asked: InformationRequest, gathering: Case, people: People, as_person
) -> None:
    notice = Notice.objects.get(to=asked.contact_email)
    mark_bounced(notice=notice, code="5.1.1", now=at("2026-11-19 09:40"))
    maya, base = as_person(people.maya), f"/cases/{gathering.pk}/returns/"

    wall = maya.get(base).content.decode()
    maya.post(f"{base}{asked.pk}/send-again/", {"email": "other@hospital.example"})
    mended = maya.get(base).content.decode()

    assert f"Mail to {asked.contact_email} came back on Thursday 19 November 2026" in wall
    assert "came back" not in mended
