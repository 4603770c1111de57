"""Terms of reference: headings, key lines, agreement by three partners, a change of scope."""

import io
from typing import Any

import pytest
from docx import Document

from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.reviews import actions, queries
from tests.people import People
from tests.reviews.conftest import LATER, Stage
from tests.reviews.test_commissioning import page

pytestmark = pytest.mark.django_db


def save(client: Any, case: Case, heading: str, text: str, was: str = "") -> Any:
    return client.post(page(case, f"terms/headings/{heading}/"), {"text": text, "was": was})


def test_a_heading_comes_with_a_wording_filled_from_the_case(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("scoping")

    shown = as_person(people.rosalind).get(page(case, "terms/headings/timetable/")).content.decode()

    assert "28 February 2027; the last working day before is 26 February 2027" in shown
    assert "It counts once you save it" in shown


def test_two_people_writing_one_heading_see_both_texts(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("scoping")
    save(as_person(people.maya), case, "period", "Two years.")

    answer = save(as_person(people.rosalind), case, "period", "One year.")
    again = save(as_person(people.rosalind), case, "period", "One year.", was="Two years.")

    assert answer.status_code == 409
    assert "Two years." in answer.content.decode()
    assert "One year." in answer.content.decode()
    assert again.status_code == 302


def test_the_partners_are_not_asked_before_everything_required_is_settled(
    review_at: Stage, people: People
) -> None:
    case = review_at("scoping")

    with pytest.raises(NotPossibleNow, match="How the family takes part"):
        actions.put_terms(case=case, by=people.maya, now=LATER)


def test_the_third_partner_to_agree_opens_the_evidence(review_at: Stage) -> None:
    case = review_at("evidence")

    review = queries.review_of(case)
    assert review is not None
    terms = queries.current_terms(review)
    assert terms is not None
    assert terms.agreed_at == LATER
    assert {agreed.created_at for agreed in terms.agreements.all()} == {LATER}
    assert terms.questions[0]["question"] == "What was daily life like?"


def test_a_change_of_scope_makes_a_new_version_and_keeps_the_old(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("evidence")
    as_person(people.lena).post(page(case, "terms/change/"), {"text": "A second family matters."})
    save(as_person(people.maya), case, "out_of_scope", "Nothing.", was=saved(case, "out_of_scope"))
    actions.put_terms(case=Case.objects.get(pk=case.pk), by=people.maya, now=LATER)
    for partner in (people.lena, people.idris, people.priti):
        as_person(partner).post(page(case, "terms/agree/"))

    review = queries.review_of(case)
    assert review is not None
    first, second = review.terms_versions.all()
    assert first.sections["out_of_scope"] != "Nothing."
    assert (second.sections["out_of_scope"], second.reason) == (
        "Nothing.",
        "A second family matters.",
    )
    assert Case.objects.get(pk=case.pk).state == "evidence"


def saved(case: Case, heading: str) -> str:
    review = queries.review_of(case)
    assert review is not None
    return str(review.terms[heading])


def test_terms_are_a_word_document(review_at: Stage, people: People, as_person: Any) -> None:
    case = review_at("evidence")

    answer = as_person(people.maya).get(page(case, "terms/word/1/"))

    document = Document(io.BytesIO(answer.content))
    text = "\n".join(p.text for p in document.paragraphs)
    assert "agreed by the three partners on 31 August 2026" in text
    assert "How the family takes part" in text
    assert "What was daily life like?" in document.tables[0].rows[1].cells[0].text
    assert "{" not in text


@pytest.mark.parametrize(
    ("who", "status"),
    [("maya", 200), ("rosalind", 200), ("lena", 403), ("colm", 403), ("ines", 403), ("tomos", 403), ("oona", 404), ("conrad", 404)],
)  # fmt: skip
def test_who_may_write_the_terms(
    review_at: Stage, people: People, as_person: Any, who: str, status: int
) -> None:
    case = review_at("scoping")

    answer = as_person(getattr(people, who)).get(page(case, "terms/headings/subject/"))

    assert answer.status_code == status


@pytest.mark.parametrize("who", ["maya", "rosalind", "colm", "ines", "tomos"])
def test_only_partners_agree(review_at: Stage, people: People, as_person: Any, who: str) -> None:
    case = review_at("scoping")

    assert as_person(getattr(people, who)).post(page(case, "terms/agree/")).status_code == 403
