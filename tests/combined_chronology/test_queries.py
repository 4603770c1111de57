"""A question to an agency about one of its lines: asked, answered by its link, settled, and kept through corrections."""

import pytest

from irwell.accounts.models import Agency
from irwell.agency_returns.models import InformationRequest, LineQuery
from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from irwell.combined_chronology import queries
from irwell.messaging.models import Notice
from tests.agency_returns.conftest import Visitor, visitor_of
from tests.combined_chronology.returns import POLICE, sign
from tests.combined_chronology.test_timeline import path, text_of
from tests.people import People

QUESTION = {"question": "Was Rowan seen on that evening?"}
ANSWER = {
    "answer": "Nobody went in; the caller was not rung back.",
    "name": "Bryn Sorley",
    "role": "Detective inspector",
    "seen": "",
}


def line_about(case: Case, words: str) -> str:
    return queries.timeline_of(case).filter(text=words).entries[0].id


@pytest.fixture
def asked(returned: Case, people: People, as_person) -> InformationRequest:
    """Colm has asked the police about the neighbour's call."""
    address = path(returned, f"lines/{line_about(returned, 'neighbour')}/ask/")
    assert as_person(people.colm).post(address, QUESTION).status_code == 302
    return returned.requests.get(agency__kind="police")


@pytest.fixture
def police(asked: InformationRequest) -> Visitor:
    return visitor_of(asked)


def answered(police: Visitor) -> LineQuery:
    query = LineQuery.objects.get()
    police.post(f"questions/{query.pk}/", ANSWER)
    return LineQuery.objects.get()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("maya", 302), ("colm", 302), ("rosalind", 302), ("lena", 403), ("ines", 403), ("tomos", 403),
        ("oona", 404), ("conrad", 404),
    ],
)  # fmt: skip
def test_who_may_ask_an_agency(
    returned: Case, people: People, as_person, who: str, status: int
) -> None:
    address = path(returned, f"lines/{line_about(returned, 'neighbour')}/ask/")

    assert as_person(getattr(people, who)).post(address, QUESTION).status_code == status
    assert LineQuery.objects.count() == (status == 302)


def test_the_agency_gets_a_mail_with_a_link_and_no_case_content(asked: InformationRequest) -> None:
    notice = Notice.objects.get(once__startswith="line queries")

    assert notice.to == asked.contact_email
    assert "/questions/" in notice.body
    assert [word for word in ("Rowan", "evening", "Neighbour") if word in notice.body] == []


def test_many_questions_of_a_day_make_one_mail(
    asked: InformationRequest, people: People, as_person
) -> None:
    case = asked.case
    address = path(case, f"lines/{line_about(case, 'Call to the home')}/ask/")

    as_person(people.maya).post(address, {"question": "Who was in the house?"})
    as_person(people.maya).post(address, {"question": "Who was in the house?"})

    assert LineQuery.objects.count() == 2
    assert Notice.objects.filter(once__startswith="line queries").count() == 1


def test_an_empty_question_is_refused_in_words(returned: Case, people: People, as_person) -> None:
    address = path(returned, f"lines/{line_about(returned, 'neighbour')}/ask/")

    answer = as_person(people.colm).post(address, {"question": "  "})

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_the_agency_sees_its_line_and_the_question_and_answers(
    asked: InformationRequest, police: Visitor, people: People, as_person
) -> None:
    listed = police.get("questions/")
    page = police.get(f"questions/{LineQuery.objects.get().pk}/")
    answered(police)
    shown = text_of(as_person(people.colm), path(asked.case, "queries/"))

    assert "Waits for you" in listed
    assert "Neighbour heard shouting" in page
    assert "Was Rowan seen on that evening?" in page
    assert "Answered, to be read" in shown
    assert "the caller was not rung back" in shown
    assert "Detective inspector" in shown
    assert "Bryn Sorley" not in shown


def test_the_first_page_of_the_link_says_that_a_question_waits(police: Visitor) -> None:
    assert "The review team has 1 question about your chronology" in police.get()
    answered(police)
    assert "The review team has" not in police.get()


def test_another_agency_does_not_find_the_question(
    asked: InformationRequest, people: People, as_person
) -> None:
    case = asked.case
    case.requests.filter(agency__kind="hospital").update(contact_email="other@agency.example")
    ear = line_about(case, "bruised ear")
    as_person(people.colm).post(path(case, f"lines/{ear}/ask/"), QUESTION)
    police_query = LineQuery.objects.get(request=asked)
    police = visitor_of(asked)
    hospital_query = LineQuery.objects.get(entry_id=ear)

    assert police.client.get(f"{police.base}questions/{hospital_query.pk}/").status_code == 404
    assert police.client.get(f"{police.base}questions/{police_query.pk}/").status_code == 200


def test_whoever_asked_is_told_of_the_answer(police: Visitor, people: People) -> None:
    answered(police)

    notice = Notice.objects.get(once__startswith="line query ")
    assert notice.to == people.colm.email
    assert "rung back" not in notice.body


def test_two_people_of_the_agency_answering_at_once_are_told(police: Visitor) -> None:
    query = answered(police)

    late = police.post(f"questions/{query.pk}/", {**ANSWER, "answer": "A patrol drove by."}, 409)

    page = late.content.decode()
    assert "Bryn Sorley, Detective inspector answered while you were writing" in page
    assert "A patrol drove by." in page
    assert LineQuery.objects.get().answer == ANSWER["answer"]


def test_an_answer_is_put_right_until_the_question_is_settled(
    asked: InformationRequest, police: Visitor, people: People, as_person
) -> None:
    query = answered(police)
    seen = query.answered_at.isoformat()
    police.post(f"questions/{query.pk}/", {**ANSWER, "answer": "A patrol drove by.", "seen": seen})
    as_person(people.colm).post(path(asked.case, f"queries/{query.pk}/settle/"))

    late = police.client.post(f"{police.base}questions/{query.pk}/", {**ANSWER, "seen": "x"})

    query.refresh_from_db()
    assert query.answer == "A patrol drove by."
    assert query.standing == "settled"
    assert late.status_code == 409
    assert "has settled this question" in late.content.decode()


def test_lines_are_found_by_the_status_of_their_query(
    asked: InformationRequest, police: Visitor, people: People, as_person
) -> None:
    colm = as_person(people.colm)

    assert "Neighbour heard" in text_of(colm, path(asked.case, "?status=waiting"))
    answered(police)
    assert "Neighbour heard" not in text_of(colm, path(asked.case, "?status=waiting"))
    assert "Neighbour heard" in text_of(colm, path(asked.case, "?status=answered"))


def test_a_query_follows_its_line_through_a_corrected_return(
    asked: InformationRequest, police: Visitor, people: People, as_person
) -> None:
    answered(police)
    corrected = POLICE.replace("Neighbour heard shouting", "Neighbour heard shouting at 2 am")
    sign(asked.case, Agency.objects.get(kind="police"), corrected, people.maya, version=2)

    text_of(as_person(people.colm), path(asked.case))
    line = line_about(asked.case, "2 am")

    assert LineQuery.objects.get().entry_id == line
    assert "rung back" in text_of(as_person(people.colm), path(asked.case, f"lines/{line}/"))


def test_a_query_whose_line_was_withdrawn_is_kept(
    asked: InformationRequest, people: People, as_person
) -> None:
    left = "\n".join(row for row in POLICE.splitlines() if "Neighbour" not in row)
    sign(asked.case, Agency.objects.get(kind="police"), left, people.maya, version=2)

    page = text_of(as_person(people.colm), path(asked.case, "queries/"))

    assert "line since withdrawn" in page
    assert "Was Child A seen on that evening?" in page


def test_every_step_is_in_the_log_without_content(
    asked: InformationRequest, police: Visitor, people: People, as_person
) -> None:
    query = answered(police)
    as_person(people.maya).post(path(asked.case, f"queries/{query.pk}/settle/"))

    logged = LoggedEvent.objects.filter(name__startswith="agency_returns:line_query")
    assert [event.name.rsplit(":", 1)[1] for event in logged] == ["asked", "answered", "settled"]
    assert "Rowan" not in str([event.data for event in logged])
