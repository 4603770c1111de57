"""What agencies are asked: templates by kind that the partnership edits, and one agency's own questions."""

import pytest
import time_machine

from irwell.accounts.models import Agency
from irwell.agency_returns.models import InformationRequest, QuestionTemplate
from irwell.agency_returns.rules.questions import EVERY, shipped
from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from irwell.messaging.models import Notice
from tests.agency_returns.conftest import asking, at, visitor_of
from tests.people import People

PAGE = "/questions-to-agencies/"


@pytest.mark.parametrize(
    "kind", sorted(set(Agency.Kind.values) - {"partnership", "independent", "other"})
)
def test_every_kind_of_agency_has_questions_of_its_own(kind: str) -> None:
    assert shipped()[kind].count("?") >= 1
    assert shipped()[EVERY]


def test_the_asking_page_offers_each_kind_its_own_questions(
    gathering: Case, people: People, as_person, on_the_19th
) -> None:
    page = as_person(people.maya).get(f"/cases/{gathering.pk}/returns/ask/").content.decode()

    assert "Which calls, incidents, intelligence" in page
    assert "What were attendance, lateness" in page
    assert "Questions to Calderbrook Police only" in page


def test_one_agency_is_asked_more_than_the_others_in_the_same_sending(
    gathering: Case, people: People, as_person, on_the_19th
) -> None:
    police, hospital = (Agency.objects.get(kind=k) for k in ("police", "hospital"))
    maya, url = as_person(people.maya), f"/cases/{gathering.pk}/returns/ask/"
    extra = {f"more_{police.pk}": "Was the vehicle known?"}

    maya.post(url, asking(maya.get(url).content.decode(), police, hospital, **extra))

    asked = {r.agency.kind: r for r in InformationRequest.objects.all()}
    assert asked["hospital"].questions == "What did you know?"
    assert asked["police"].questions == (
        "What did you know?\n\nOf Calderbrook Police we also ask:\nWas the vehicle known?"
    )
    assert "Was the vehicle known?" in visitor_of(asked["police"]).get()
    assert "Was the vehicle known?" not in visitor_of(asked["hospital"]).get()


def test_the_partnership_edits_its_copy_and_each_version_is_kept(
    people: People, as_person, gathering: Case, on_the_19th
) -> None:
    maya = as_person(people.maya)
    assert "As shipped" in maya.get(PAGE).content.decode()

    maya.post(f"{PAGE}police/", {"text": "Which incidents were there?", "seen": "0"})
    maya.post(f"{PAGE}police/", {"text": "Which incidents were there, and where?", "seen": "1"})

    page = maya.get(f"{PAGE}police/").content.decode()
    asking_page = maya.get(f"/cases/{gathering.pk}/returns/ask/").content.decode()
    assert [t.version for t in QuestionTemplate.objects.filter(kind="police")] == [1, 2]
    assert "Version 1, Maya Thornlea" in page
    assert "Which incidents were there?" in page
    assert "Which incidents were there, and where?" in asking_page
    assert LoggedEvent.objects.filter(name="agency_returns:questions:changed").count() == 2


def test_what_was_sent_stays_as_it_was_and_names_its_versions(
    send, people: People, as_person, gathering: Case
) -> None:
    request = send("police")[0]

    as_person(people.maya).post(f"{PAGE}every/", {"text": "Anything else?", "seen": "0"})

    request.refresh_from_db()
    assert "Anything else?" not in request.questions
    page = (
        as_person(people.maya).get(f"/cases/{gathering.pk}/returns/{request.pk}/").content.decode()
    )
    assert "questions to every agency, as shipped; questions to police, as shipped" in page


def test_two_people_who_edit_at_once_see_both_texts(people: People, as_person) -> None:
    maya = as_person(people.maya)
    maya.post(f"{PAGE}police/", {"text": "The first text.", "seen": "0"})

    answer = maya.post(f"{PAGE}police/", {"text": "The second text.", "seen": "0"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The first text." in page
    assert "The second text." in page
    assert QuestionTemplate.objects.count() == 1


def test_saving_the_same_text_makes_no_version(people: People, as_person) -> None:
    as_person(people.maya).post(f"{PAGE}police/", {"text": shipped()["police"], "seen": "0"})

    assert not QuestionTemplate.objects.exists()


def test_every_agency_must_be_asked_something_and_a_kind_need_not(
    people: People, as_person
) -> None:
    maya = as_person(people.maya)

    assert maya.post(f"{PAGE}every/", {"text": " ", "seen": "0"}).status_code == 422
    assert maya.post(f"{PAGE}police/", {"text": "", "seen": "0"}).status_code == 302
    assert QuestionTemplate.objects.get().text == ""


@pytest.mark.parametrize(
    ("who", "status"),
    [("maya", 200), ("colm", 403), ("lena", 403), ("oona", 403), ("sam", 403), ("ade", 403)],
)
def test_the_business_unit_edits_the_questions(
    people: People, as_person, who: str, status: int
) -> None:
    client = as_person(getattr(people, who))

    assert client.get(PAGE).status_code == status
    assert client.get(f"{PAGE}police/").status_code == status


@pytest.mark.parametrize("kind", ["partnership", "independent", "nonsense"])
def test_there_are_no_questions_to_who_is_never_asked(people: People, as_person, kind: str) -> None:
    assert as_person(people.maya).get(f"{PAGE}{kind}/").status_code == 404


def test_an_agency_without_a_lead_is_flagged_when_it_is_asked_and_the_address_is_kept(
    gathering: Case, people: People, as_person, on_the_19th
) -> None:
    Agency.objects.filter(kind="police").update(lead_email="")
    police = Agency.objects.get(kind="police")
    maya, url = as_person(people.maya), f"/cases/{gathering.pk}/returns/ask/"
    page = maya.get(url).content.decode()

    maya.post(url, asking(page, police, **{f"lead_{police.pk}": "lead@police.example"}))

    police.refresh_from_db()
    assert page.count("No safeguarding lead is recorded") == 1
    assert police.lead_email == "lead@police.example"
    assert LoggedEvent.objects.filter(name="agency_returns:agency:lead_named").count() == 1


def test_an_agency_without_a_lead_is_flagged_on_the_wall_until_one_is_recorded(
    send, gathering: Case, people: People, as_person
) -> None:
    Agency.objects.filter(kind="police").update(lead_email="")
    request = send("police")[0]
    maya, base = as_person(people.maya), f"/cases/{gathering.pk}/returns/"

    wall = maya.get(base).content.decode()
    reminded = maya.post(f"{base}{request.pk}/chase/", follow=True).content.decode()
    maya.post(f"{base}{request.pk}/lead-of-agency/", {"email": "lead@police.example"})
    mended = maya.get(base).content.decode()

    assert "No safeguarding lead is recorded, so nobody is copied into reminders" in wall
    assert "Nobody was copied in" in reminded
    assert "No safeguarding lead is recorded" not in mended
    with time_machine.travel(at("2026-11-20 09:30"), tick=False):
        as_person(people.maya).post(f"{base}{request.pk}/chase/")
    assert Notice.objects.filter(to="lead@police.example").count() == 1


def test_an_agency_added_mid_way_gets_the_ladders_date_and_short_notice_is_confirmed(
    send, gathering: Case, people: People, as_person
) -> None:
    send("hospital")
    police = Agency.objects.get(kind="police")
    url = f"/cases/{gathering.pk}/returns/ask/"
    with time_machine.travel(at("2026-11-27 10:00"), tick=False):
        maya = as_person(people.maya)
        page = maya.get(url).content.decode()
        refused = maya.post(url, asking(page, police))
        again = maya.post(url, asking(page, police, short_notice="on"))

    assert 'name="due_on_day" type="text" inputmode="numeric" value="30"' in page
    assert "fewer than 3 working days" in page
    assert refused.status_code == 422
    assert (
        "Monday 30 November 2026 gives little time (1 working day left)" in refused.content.decode()
    )
    assert again.status_code == 302
    assert gathering.requests.get(agency=police).due_on.isoformat() == "2026-11-30"


def test_enough_notice_is_not_asked_about(
    gathering: Case, people: People, as_person, on_the_19th
) -> None:
    page = as_person(people.maya).get(f"/cases/{gathering.pk}/returns/ask/").content.decode()

    assert "short notice" not in page


def test_nobody_else_can_record_a_lead(send, gathering: Case, people: People, as_person) -> None:
    request = send("police")[0]
    answer = as_person(people.colm).post(
        f"/cases/{gathering.pk}/returns/{request.pk}/lead-of-agency/", {"email": "x@y.example"}
    )

    assert answer.status_code == 403
