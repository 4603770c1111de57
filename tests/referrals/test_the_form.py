"""A referral through the web, without an account."""

import re
from datetime import datetime
from uuid import UUID

import pytest
import time_machine
from django.core import mail
from django.test import Client

from irwell.accounts.models import Partnership
from irwell.core.time import LONDON, now
from irwell.messaging.models import SignedLink
from irwell.messaging.tasks import send_due_notices
from irwell.referrals.models import Referral
from tests.people import People

PAGES = {
    "referrer": {"name": "Hester Underhill", "role": "Ward sister", "agency": "Calderbrook Hospitals", "email": "h.underhill@hospital.example"},
    "lead": {"consulted": "yes", "lead_name": "Tomos Ellerby", "advice": "Refer it", "lead_email": "lead@hospital.example"},
    "children": {"name": "Wren Hollowgate", "aliases": "Birdie", "date_of_birth_day": "4", "date_of_birth_month": "1", "date_of_birth_year": "2026", "resident": "yes", "looked_after": "no", "school": "Millrace Nursery"},
    "family": {"name": "Juno Hollowgate", "relationship": "Mother"},
    "incident": {"happened_on_day": "20", "happened_on_month": "3", "happened_on_year": "2026", "died": "no", "harmed": "yes", "in_area": "yes", "in_england": "yes", "narrative": "Found with fractures."},
    "abuse": {"known": "unknown", "suspected": "yes"},
    "why": {"reason": "Several injuries", "joint": "no"},
    "safety": {"others_safe": "yes"},
}  # fmt: skip


def start(client: Client) -> str:
    answer = client.post("/refer/", {"danger": "no"})
    return re.search(r"/refer/form/([^/]+)/", answer["Location"]).group(1)


def fill(client: Client, token: str) -> None:
    for page, answers in PAGES.items():
        version = Referral.objects.latest("created_at").version
        answer = client.post(f"/refer/form/{token}/{page}/", {**answers, "version": version})
        assert answer.status_code == 302, (page, answer.content.decode())


@pytest.fixture
def token(client: Client, partnership: Partnership) -> str:
    return start(client)


def test_danger_now_leads_to_the_front_door(client: Client, partnership: Partnership) -> None:
    answer = client.post("/refer/", {"danger": "yes"}, follow=True)

    assert "999" in answer.content.decode()
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("sent", "late"),
    [("2026-03-27 16:59", 0), ("2026-03-30 09:00", 1)],
    ids=["on day 5", "one day late"],
)
def test_scenario_1_the_receipt_says_whether_it_was_in_time(
    client: Client, partnership: Partnership, sent: str, late: int
) -> None:
    with time_machine.travel(datetime.fromisoformat(sent).replace(tzinfo=LONDON), tick=False):
        token = start(client)
        fill(client, token)
        page = client.post(f"/refer/form/{token}/check/", follow=True).content.decode()

    referral = Referral.objects.get()
    assert referral.days_late == late
    assert referral.reference in page
    assert ("accepted all the same" in page) is bool(late)


def test_sending_twice_makes_one_referral_and_one_receipt(client: Client, token: str) -> None:
    fill(client, token)
    for _ in range(2):
        client.post(f"/refer/form/{token}/check/")
    send_due_notices(now())

    receipts = [m for m in mail.outbox if "We have your referral" in m.subject]
    assert len(receipts) == 1


def test_no_message_names_the_child(client: Client, token: str) -> None:
    fill(client, token)
    client.post(f"/refer/form/{token}/check/")
    send_due_notices(now())

    assert len(mail.outbox) == 4
    assert not any("Hollowgate" in m.subject + m.body for m in mail.outbox)


def test_a_missing_answer_is_named_and_nothing_is_sent(client: Client, token: str) -> None:
    page = client.post(f"/refer/form/{token}/check/")

    assert page.status_code == 409
    assert "has no answer yet" in page.content.decode()
    assert Referral.objects.get().status == "draft"


@pytest.mark.parametrize(
    ("typed", "said"),
    [(("31", "2", "2024"), "must be a real date"), (("", "2", "2024"), "must include a day"), (("x", "2", "24"), "must be a real date")],
)  # fmt: skip
def test_a_date_that_cannot_be_is_said_and_kept(
    client: Client, token: str, typed: tuple[str, ...], said: str
) -> None:
    names = ("day", "month", "year")
    boxes = {f"happened_on_{n}": part for n, part in zip(names, typed, strict=True)}
    page = client.post(
        f"/refer/form/{token}/incident/", {**PAGES["incident"], **boxes, "version": 0}
    )

    assert page.status_code == 422
    assert said in page.content.decode()
    assert "Found with fractures." in page.content.decode()


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        ({"happened_on_year": "2027"}, "Saturday 20 March 2027 lies in the future"),
        (
            {"aware_on_day": "19", "aware_on_month": "3", "aware_on_year": "2026"},
            "Thursday 19 March 2026 is before Friday 20 March 2026, when it happened",
        ),
        (
            {"aware_on_day": "28", "aware_on_month": "11", "aware_on_year": "2026"},
            "Saturday 28 November 2026 lies in the future",
        ),
    ],
)
def test_a_day_in_the_future_or_before_the_incident_is_said_and_kept(
    client: Client, token: str, boxes: dict[str, str], said: str
) -> None:
    page = client.post(
        f"/refer/form/{token}/incident/", {**PAGES["incident"], **boxes, "version": 0}
    )

    assert page.status_code == 422
    assert said in page.content.decode()
    assert "Found with fractures." in page.content.decode()


def test_a_referral_whose_dates_cannot_be_right_is_accepted_and_a_task_says_why(
    client: Client, token: str, people: People, as_person
) -> None:
    fill(client, token)
    client.post(f"/refer/form/{token}/check/")
    referral = Referral.objects.get()
    referral.answers = {**referral.answers, "incident": {**referral.answers["incident"], "aware_on": "2026-03-19"}}  # fmt: skip
    referral.save()

    answer = as_person(people.maya).post(f"/refer/inbox/{referral.pk}/accept/", {"label": "Rowan"})

    referral.refresh_from_db()
    assert answer.status_code == 302
    task = referral.case.tasks.get(title__startswith="Record the right date.")
    assert "comes before" in task.title


def test_emoji_and_right_to_left_text_are_kept(client: Client, token: str) -> None:
    story = "She said 😢 \u202eשלום"
    client.post(
        f"/refer/form/{token}/incident/", {**PAGES["incident"], "narrative": story, "version": 0}
    )

    kept = Referral.objects.get().answers["incident"]["narrative"]
    assert kept == "She said 😢 שלום"


def test_more_than_20000_characters_is_refused_with_the_text_kept(
    client: Client, token: str
) -> None:
    page = client.post(
        f"/refer/form/{token}/incident/",
        {**PAGES["incident"], "narrative": "a" * 20_001, "version": 0},
    )

    assert page.status_code == 422
    assert "a" * 20_001 in page.content.decode()


def test_two_people_editing_at_once_lose_nothing(client: Client, token: str) -> None:
    first = client.post(f"/refer/form/{token}/why/", {"reason": "First reason", "version": 0})
    second = client.post(f"/refer/form/{token}/why/", {"reason": "Second reason", "version": 0})

    assert first.status_code == 302
    assert second.status_code == 409
    body = second.content.decode()
    assert "First reason" in body
    assert "Second reason" in body


def test_an_unknown_link_is_not_found(client: Client, partnership: Partnership) -> None:
    assert client.get("/refer/form/nonsense/check/").status_code == 404


def test_an_expired_link_says_so(client: Client, token: str) -> None:
    SignedLink.objects.update(expires_at=now())

    page = client.get(f"/refer/form/{token}/")

    assert page.status_code == 410
    assert "expired" in page.content.decode()


def test_opening_a_case_carries_dates_and_people_over(
    client: Client, people: People, as_person
) -> None:
    fill(client, token := start(client))
    client.post(f"/refer/form/{token}/check/")
    referral = Referral.objects.get()

    answer = as_person(people.maya).post(f"/refer/inbox/{referral.pk}/accept/", {"label": "Rowan"})

    referral.refresh_from_db()
    assert answer.status_code == 302
    labels = {i.label: i.names for i in referral.case.identities.all()}
    assert labels["Child A"] == ["Wren Hollowgate", "Birdie"]
    assert labels["Mother"] == ["Juno Hollowgate"]
    assert labels["School 1"] == ["Millrace Nursery"]
    assert referral.case.clocks.get(clock="C1").stopped_at == referral.submitted_at


@pytest.mark.parametrize("who", ["oona", "sam", "lena"])
def test_nobody_else_reads_referrals(client: Client, people: People, as_person, who: str) -> None:
    answer = as_person(getattr(people, who)).get("/refer/inbox/")

    assert answer.status_code == 403
    assert isinstance(people.maya.pk, UUID)
