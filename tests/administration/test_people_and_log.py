"""The administrator invites and gives roles; the auditor verifies the log; neither sees a case."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from irwell.access.models import RoleGrant
from irwell.accounts.models import Agency, User
from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from irwell.messaging.models import Notice
from tests.people import People

GIVEN = {"name": "Wilf Sandgate", "email": "wilf@calderbrook.example", "job_title": "Lead nurse", "role": "partnership_member"}  # fmt: skip
PASSWORD = "ferry lantern orchard"


def invite(client: Client, **changes: str) -> int:
    agency = Agency.objects.get(kind="hospital")
    return client.post("/people/", {**GIVEN, "agency": str(agency.pk), **changes}).status_code


def token_sent() -> str:
    body = Notice.objects.get(to=GIVEN["email"]).body
    return body.partition("/people/join/")[2].partition("/")[0]


@pytest.mark.parametrize(
    ("who", "people_page", "log_page"),
    [("sam", 200, 200), ("ade", 403, 200), ("maya", 403, 403), ("oona", 403, 403)],
)
def test_who_opens_which_page(
    people: People, as_person, who: str, people_page: int, log_page: int
) -> None:
    client = as_person(getattr(people, who))

    assert client.get("/people/").status_code == people_page
    assert client.get("/log/").status_code == log_page


def test_an_invited_person_comes_in_once(people: People, as_person) -> None:
    assert invite(as_person(people.sam)) == 302
    address, visitor = f"/people/join/{token_sent()}/", Client()

    shown = visitor.get(address).content.decode()
    joined = visitor.post(address, {"password": PASSWORD, "again": PASSWORD})
    again = visitor.get(address)

    wilf = User.objects.get(email=GIVEN["email"])
    assert "Invitation for Wilf Sandgate" in shown
    assert joined.status_code == 302
    assert wilf.check_password(PASSWORD)
    assert again.status_code == 410
    assert RoleGrant.objects.filter(user=wilf, role="partnership_member", ended_at=None).exists()


def test_an_address_that_has_an_account_is_refused_and_nothing_typed_is_lost(
    people: People, as_person
) -> None:
    agency = Agency.objects.get(kind="hospital")
    page = as_person(people.sam).post(
        "/people/", {**GIVEN, "email": people.maya.email, "agency": str(agency.pk)}
    )

    assert page.status_code == 422
    assert "already has an account" in page.content.decode()
    assert "Wilf Sandgate" in page.content.decode()


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [("short", "short", "too short"), (PASSWORD, "another long password", "not the same")],
)
def test_a_password_that_will_not_do_is_refused_in_words(
    people: People, as_person, first: str, second: str, said: str
) -> None:
    invite(as_person(people.sam))

    page = Client().post(f"/people/join/{token_sent()}/", {"password": first, "again": second})

    assert page.status_code == 422
    assert said in page.content.decode()


def test_a_role_is_given_and_ended(people: People, as_person) -> None:
    sam, address = as_person(people.sam), f"/people/{people.oona.pk}/"

    sam.post(address, {"role": "auditor"})
    grant = RoleGrant.objects.get(user=people.oona, role="auditor")
    ended = sam.post(f"/people/roles/{grant.pk}/end/")

    grant.refresh_from_db()
    assert ended.status_code == 302
    assert grant.ended_at
    assert "ended" in sam.get(address).content.decode()


def test_the_auditor_sees_that_the_log_is_intact(case: Case, people: People, as_person) -> None:
    ade = as_person(people.ade)
    rows = LoggedEvent.objects.count()

    page = ade.post("/log/verify/").content.decode()

    assert f"Intact to row {rows}" in page
    assert "The case was opened" in page


def test_the_log_page_says_nothing_of_a_case_but_its_id(
    case: Case, people: People, as_person
) -> None:
    page = as_person(people.ade).get("/log/").content.decode()

    assert case.label not in page
    assert case.reference not in page


def test_an_invitation_that_was_not_answered_is_sent_again_and_the_earlier_link_stops(
    people: People, as_person
) -> None:
    sam = as_person(people.sam)
    invite(sam)
    earlier, wilf = token_sent(), User.objects.get(email=GIVEN["email"])

    shown = sam.post(f"/people/{wilf.pk}/invite-again/", follow=True).content.decode()

    later = Notice.objects.filter(to=GIVEN["email"]).latest("created_at").body
    token = later.partition("/people/join/")[2].partition("/")[0]
    assert "A new link was sent to wilf@calderbrook.example" in shown
    assert token != earlier
    assert Client().get(f"/people/join/{earlier}/").status_code == 410
    assert Client().get(f"/people/join/{token}/").status_code == 200


def test_nobody_who_has_joined_is_invited_again(people: People, as_person) -> None:
    answer = as_person(people.sam).post(f"/people/{people.maya.pk}/invite-again/")

    assert answer.status_code == 409
    assert "has joined already" in answer.content.decode()


def test_a_lost_second_factor_is_removed_and_the_person_told(people: People, as_person) -> None:
    page = as_person(people.sam).get(f"/people/{people.maya.pk}/").content.decode()
    shown = as_person(people.sam).post(f"/people/{people.maya.pk}/second-factor/", follow=True)

    told = Notice.objects.get(to=people.maya.email, subject__contains="second factor")
    assert "The telephone is lost and there is no recovery code" in page
    assert "sets up another" in shown.content.decode()
    assert not Authenticator.objects.filter(user=people.maya).exists()
    assert "If you did not ask for this" in told.body
    assert LoggedEvent.objects.filter(name="accounts:person:second_factor_removed").count() == 1


def test_a_closed_account_lets_nobody_in_until_it_is_opened(people: People, as_person) -> None:
    sam, maya = as_person(people.sam), as_person(people.maya)

    sam.post(f"/people/{people.maya.pk}/close/")
    while_closed = maya.get("/cases/").status_code
    page = sam.get(f"/people/{people.maya.pk}/").content.decode()
    sam.post(f"/people/{people.maya.pk}/open/")

    assert while_closed == 302
    assert "cannot sign in" in page and "Open the account again" in page
    assert as_person(people.maya).get("/cases/").status_code == 200


@pytest.mark.parametrize("step", ["second-factor", "close", "open"])
def test_an_administrators_own_account_is_changed_by_another(
    people: People, as_person, step: str
) -> None:
    answer = as_person(people.sam).post(f"/people/{people.sam.pk}/{step}/")

    assert answer.status_code == 409
    assert "Another administrator does this" in answer.content.decode()


@pytest.mark.parametrize("step", ["invite-again", "second-factor", "close", "open"])
@pytest.mark.parametrize("who", ["ade", "maya", "oona"])
def test_only_the_administrator_changes_accounts(
    people: People, as_person, who: str, step: str
) -> None:
    answer = as_person(getattr(people, who)).post(f"/people/{people.lena.pk}/{step}/")

    assert answer.status_code == 403
