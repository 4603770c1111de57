"""The business manager asks agencies, sees who answered, reminds, reopens."""

from datetime import date

import pytest
import time_machine
from django.core import mail
from django.test import Client

from irwell.accounts.models import Agency
from irwell.agency_returns import policies, queries
from irwell.agency_returns.models import AgencyReturn, InformationRequest
from irwell.agency_returns.tasks import chase_the_late
from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.messaging.models import Notice, SignedLink
from irwell.messaging.tasks import send_due_notices
from tests.agency_returns.conftest import CSV, asking, at, visitor_of
from tests.people import People

SIGNED = {"name": "Ada Clough", "role": "Named nurse"}


def test_the_due_date_is_proposed_from_the_plan_and_explained(
    gathering: Case, people: People, as_person, on_the_19th
) -> None:
    page = as_person(people.maya).get(f"/cases/{gathering.pk}/returns/ask/").content.decode()

    assert 'name="due_on_day" type="text" inputmode="numeric" value="30"' in page
    assert "working day 8 after the notification was sent: Monday 30 November 2026" in page
    assert "a proposal, not law" in page


def test_one_action_sends_each_agency_a_request_a_link_and_a_notice(send) -> None:
    requests = send("hospital", "police", "education")

    links = {r.link_id for r in requests}
    assert SignedLink.objects.filter(pk__in=links, purpose="agency_return").count() == 3
    assert {n.to for n in Notice.objects.all()} == {r.contact_email for r in requests}
    assert requests[0].due_on == date(2026, 11, 30)
    assert LoggedEvent.objects.filter(name="agency_returns:request:sent").count() == 3


def test_the_mail_holds_a_link_and_nothing_of_the_case(send) -> None:
    send("hospital")

    send_due_notices(at("2026-11-19 10:00"))

    letter = mail.outbox[0].subject + mail.outbox[0].body
    assert "/answer/" in letter
    assert "Monday 30 November 2026" in letter
    for secret in ("Kit", "Stannery", "Child A", "What did you know", "Rowan"):
        assert secret not in letter


def test_only_the_children_and_the_household_go_with_a_request(send) -> None:
    request = send("hospital")[0]

    assert [p["label"] for p in request.about] == ["Child A", "Mother"]
    assert request.about[0] == {
        "label": "Child A", "names": ["Kit Stannery"], "date_of_birth": "2024-12-19",
    }  # fmt: skip


def test_the_legal_basis_is_offered_as_not_verified_and_kept_with_the_request(
    send, gathering: Case, people: People, as_person
) -> None:
    request = send("hospital")[0]
    page = as_person(people.maya).get(f"/cases/{gathering.pk}/returns/ask/").content.decode()

    assert "Not verified: have your legal adviser check this text" in page
    assert request.basis_text == "Children Act 2004, sections 16E to 16H."
    assert request.basis_text in visitor_of(request).get()


def test_nothing_typed_is_lost_when_no_agency_is_chosen(
    gathering: Case, people: People, as_person, on_the_19th
) -> None:
    maya, url = as_person(people.maya), f"/cases/{gathering.pk}/returns/ask/"
    data = asking(maya.get(url).content.decode(), questions="A question of our own")

    answer = maya.post(url, data)

    assert answer.status_code == 422
    assert "Choose at least one agency" in answer.content.decode()
    assert "A question of our own" in answer.content.decode()


def test_a_chosen_agency_needs_an_address(
    gathering: Case, people: People, as_person, on_the_19th
) -> None:
    maya, url = as_person(people.maya), f"/cases/{gathering.pk}/returns/ask/"
    police = Agency.objects.get(kind="police")
    data = asking(maya.get(url).content.decode(), police, **{f"email_{police.pk}": ""})

    answer = maya.post(url, data)

    assert answer.status_code == 422
    assert "Enter an address for Calderbrook Police" in answer.content.decode()


def test_sending_twice_asks_nobody_twice(send, gathering: Case) -> None:
    first = send("hospital")

    second = send("hospital")

    assert first == second
    assert InformationRequest.objects.count() == 1
    assert Notice.objects.count() == 1


def test_more_agencies_can_be_asked_later(send, gathering: Case) -> None:
    send("hospital")

    send("police")

    assert gathering.requests.count() == 2


def test_nobody_is_asked_before_the_notification(case: Case, people: People, as_person) -> None:
    answer = as_person(people.maya).get(f"/cases/{case.pk}/returns/ask/")

    assert answer.status_code == 409
    assert "once the notification has been sent" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "wall", "ask", "read"),
    [
        ("maya", 200, 200, 200),
        ("colm", 200, 403, 200),
        ("lena", 200, 403, 200),
        ("rosalind", 200, 403, 200),
        ("ines", 200, 403, 403),
        ("tomos", 200, 403, 403),
        ("oona", 404, 404, 404),
        ("conrad", 404, 404, 404),
        ("sam", 404, 404, 404),
    ],
)
def test_who_sees_the_wall_who_asks_who_reads(
    send, gathering: Case, people: People, as_person, who: str, wall: int, ask: int, read: int
) -> None:
    request, client = send("hospital")[0], as_person(getattr(people, who))
    base = f"/cases/{gathering.pk}/returns/"

    assert client.get(base).status_code == wall
    assert client.get(f"{base}ask/").status_code == ask
    assert client.get(f"{base}{request.pk}/").status_code == read
    assert client.post(f"{base}{request.pk}/chase/").status_code == (302 if who == "maya" else ask)


def test_the_wall_shows_how_far_each_agency_has_come(
    send, gathering: Case, people: People, as_person
) -> None:
    requests = send("hospital", "police", "education", "icb")
    visitor_of(requests[1]).get()
    visitor_of(requests[2]).post("return/story/", {"basis": visitor_of(requests[2]).basis("story"), "narrative": "x"})  # fmt: skip
    visitor_of(requests[3]).post("nil/", SIGNED)

    standings = {r.request.agency.kind: r.standing.value for r in queries.wall(gathering).rows}
    page = as_person(people.maya).get(f"/cases/{gathering.pk}/returns/").content.decode()

    assert standings == {"hospital": "sent", "police": "opened", "education": "draft", "icb": "nil"}
    assert "1 of 4" in page
    assert "7 working days left" in page
    assert "Still to answer, with no reason recorded" in page


def test_scenario_12_a_late_agency_is_reminded_with_a_copy_to_its_lead(
    send, gathering: Case
) -> None:
    late, answered = send("hospital", "police")
    visitor_of(answered).post("nil/", SIGNED)
    Notice.objects.all().delete()

    on_the_day = chase_the_late(at("2026-11-30 17:00"))
    too_early = chase_the_late(at("2026-12-01 07:00"))
    with time_machine.travel(at("2026-12-01 09:00"), tick=False):
        first, again = (
            chase_the_late(at("2026-12-01 09:00")),
            chase_the_late(at("2026-12-01 09:05")),
        )
    next_day = chase_the_late(at("2026-12-02 09:00"))

    assert (on_the_day, too_early, first, again, next_day) == (0, 0, 1, 0, 0)
    assert {n.to for n in Notice.objects.all()} == {late.contact_email, late.agency.lead_email}
    assert LoggedEvent.objects.filter(name="agency_returns:request:chased").count() == 1


def test_a_reminder_leaves_once_a_day_and_its_link_works(
    send, gathering: Case, people: People, as_person
) -> None:
    request = send("hospital")[0]
    first_link = visitor_of(request)
    maya, url = as_person(people.maya), f"/cases/{gathering.pk}/returns/{request.pk}/chase/"

    maya.post(url)
    page = maya.post(url, follow=True).content.decode()

    request.refresh_from_db()
    assert "reminded earlier today" in page
    assert request.chases == 1
    body = Notice.objects.get(once__startswith="chase ").body
    newer = "/answer/" + body.split("/answer/")[1].split()[0]
    assert newer != first_link.base
    assert first_link.client.get(newer).status_code == 200
    assert first_link.get()


def test_an_agency_that_answered_is_not_chased(
    send, gathering: Case, people: People, as_person
) -> None:
    request = send("hospital")[0]
    visitor_of(request).post("nil/", SIGNED)

    answer = as_person(people.maya).post(f"/cases/{gathering.pk}/returns/{request.pk}/chase/")

    assert answer.status_code == 409
    assert "has answered" in answer.content.decode()


def test_a_new_contact_gets_a_link_and_the_old_link_says_why_it_closed(
    send, gathering: Case, people: People, as_person
) -> None:
    request = send("hospital")[0]
    old = visitor_of(request)

    as_person(people.maya).post(
        f"/cases/{gathering.pk}/returns/{request.pk}/send-again/", {"email": "new@hospital.example"}
    )

    assert "sent to another person at your organisation" in old.get(status=410)
    assert "Information is asked" in visitor_of(old.fresh()).get()


def test_an_expired_link_says_so(hospital) -> None:
    with time_machine.travel(at("2027-03-01 10:00")):
        page = hospital.get(status=410)

    assert "This link has expired" in page


def test_the_meeting_waits_until_each_missing_answer_is_explained(
    send, gathering: Case, people: People, as_person
) -> None:
    hospital, police = send("hospital", "police")
    visitor_of(hospital).post("nil/", SIGNED)
    with pytest.raises(NotPossibleNow, match="Calderbrook Police"):
        policies.check_returns_ready(gathering)

    as_person(people.maya).post(
        f"/cases/{gathering.pk}/returns/{police.pk}/missing/",
        {"reason": "Records are with the court."},
    )

    policies.check_returns_ready(gathering)
    page = as_person(people.maya).get(f"/cases/{gathering.pk}/returns/").content.decode()
    assert "The Rapid Review meeting can go ahead" in page


def test_nobody_asked_is_not_ready(gathering: Case) -> None:
    with pytest.raises(NotPossibleNow, match="No agency has been asked"):
        policies.check_returns_ready(gathering)


def test_a_reopened_return_is_a_new_version_and_the_old_one_is_kept(
    hospital, gathering: Case, people: People, as_person
) -> None:
    hospital.fill_summary()
    rows = hospital.upload("visits.csv", CSV).replace("columns/", "")
    hospital.post(f"{rows}confirm/")
    hospital.post("sign/", SIGNED)
    maya, one = as_person(people.maya), f"/cases/{gathering.pk}/returns/{hospital.request.pk}/"

    maya.post(f"{one}reopen/", {"reason": "A department was left out"})
    again = visitor_of(hospital.fresh())
    again.post("return/story/", {"basis": again.basis("story"), "narrative": "Corrected."})
    before = queries.imports_of(gathering)
    again.post("sign/", SIGNED)

    versions = list(AgencyReturn.objects.order_by("version"))
    assert [v.summary["story"]["narrative"] for v in versions] == [
        "We visited often.",
        "Corrected.",
    ]
    assert [v.reopened_reason for v in versions] == ["", "A department was left out"]
    assert [i.return_version for i in before] == [1]
    assert [i.return_version for i in queries.imports_of(gathering)] == [2]
    assert "We visited often." in maya.get(f"{one}?version=1").content.decode()
    assert "Corrected." in maya.get(one).content.decode()


def test_a_reason_is_needed_to_reopen(hospital, gathering: Case, people: People, as_person) -> None:
    hospital.post("nil/", SIGNED)

    answer = as_person(people.maya).post(
        f"/cases/{gathering.pk}/returns/{hospital.request.pk}/reopen/", {"reason": ""}
    )

    assert answer.status_code == 422
    assert AgencyReturn.objects.count() == 1


def test_reading_a_return_shows_summary_and_lines_and_is_logged(
    hospital, gathering: Case, people: People, as_person
) -> None:
    hospital.fill_summary()
    rows = hospital.upload("visits.csv", CSV).replace("columns/", "")
    hospital.post(f"{rows}confirm/")
    hospital.post("sign/", SIGNED)

    page = as_person(people.priti).get(f"/cases/{gathering.pk}/returns/{hospital.request.pk}/")

    assert "A smiling baby." in page.content.decode()
    assert "12 March 2026" in page.content.decode()
    assert "Telephone call" in page.content.decode()
    assert LoggedEvent.objects.filter(name="agency_returns:return:read").exists()


def test_a_lead_puts_the_files_of_several_departments_into_one_return(
    send, gathering: Case, people: People, as_person, on_the_19th
) -> None:
    request = send("hospital")[0]
    as_person(people.maya).post(
        f"/cases/{gathering.pk}/returns/{request.pk}/lead/", {"email": "lead@hospital.example"}
    )
    lead = visitor_of(request, "lead@hospital.example")
    for department in ("Emergency", "Maternity"):
        data = CSV.replace(b"Home visit", department.encode())
        rows = lead.upload(f"{department}.csv", data, department=department).replace("columns/", "")
        lead.post(f"{rows}confirm/")
        on_the_19th.shift(60)  # files have the order in which they came
    lead.fill_summary()

    lead.post("sign/", SIGNED)

    imports = queries.imports_of(gathering)
    assert [i.name for i in imports] == ["Emergency.csv", "Maternity.csv"]
    assert {e.agency for i in imports for e in i.entries} == {"Calderbrook Hospitals NHS Trust"}


def test_a_stranger_with_a_made_up_link_finds_nothing(send) -> None:
    send("hospital")

    assert Client().get("/answer/not-a-real-token/").status_code == 404
