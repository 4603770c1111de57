"""A finding may rest on a passage of a document; without a line or a passage it is not saved."""

from typing import Any

import pytest

from irwell.cases.models import Case
from irwell.documents.actions import keep_made
from irwell.documents.models import Document
from irwell.documents.rules import Purpose
from irwell.reviews.models import Finding
from tests.people import People
from tests.reviews.conftest import Stage
from tests.reviews.test_commissioning import page

pytestmark = pytest.mark.django_db
WORDS = "The clinic closes a file after three missed visits."
FINDING = {"title": "Files were closed", "text": "Each was closed.", "why": "The policy says so."}


def policy(case: Case, people: People) -> Document:
    return keep_made(
        data=f"Policy\n{WORDS}\nEnd".encode(), file_name="policy.txt", purpose=Purpose.MEETING_NOTES, key=case.key,
        by=people.maya, case_id=case.pk,
    )  # fmt: skip


def test_a_finding_rests_on_a_passage_alone(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case, rosalind = review_at("evidence"), as_person(people.rosalind)
    document = policy(case, people)

    added = rosalind.post(
        page(case, "findings/add/"),
        {**FINDING, "document": str(document.pk), "quote": WORDS.upper(), "step": "quote"},
    ).content.decode()
    saved = rosalind.post(
        page(case, "findings/add/"),
        {**FINDING, "passage": f"{document.pk}|{WORDS}", "step": "save"},
    )
    shown = rosalind.get(page(case, "findings/")).content.decode()

    assert "Passages that this finding rests on" in added
    assert "Files were closed" in added
    assert saved.status_code == 302
    finding = Finding.objects.get()
    assert (finding.lines, finding.quoted) == (0, 1)
    assert "1 passage of documents" in shown
    assert WORDS in shown
    assert f"documents/{document.pk}" in shown


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "at least one line of the chronology, or quote a passage"),
        ({"quote": "Words that stand nowhere"}, "These words are not in “policy.txt”"),
        ({"quote": WORDS, "document": ""}, "Choose the document that you quote"),
        ({"passage": "no-such-id|words"}, "Choose the document that you quote"),
    ],
)
def test_what_cannot_be_looked_up_is_no_evidence(
    review_at: Stage, people: People, as_person: Any, sent: dict[str, str], sentence: str
) -> None:
    case = review_at("evidence")
    form = {**FINDING, "document": str(policy(case, people).pk), **sent, "step": "save"}

    answer = as_person(people.rosalind).post(page(case, "findings/add/"), form)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Files were closed" in answer.content.decode()
    assert not Finding.objects.exists()


def test_the_passage_stays_as_quoted_when_the_finding_is_changed(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case, rosalind = review_at("evidence"), as_person(people.rosalind)
    sent = {**FINDING, "passage": f"{policy(case, people).pk}|{WORDS}", "step": "save"}
    rosalind.post(page(case, "findings/add/"), sent)
    opened = rosalind.get(page(case, "findings/1/")).content.decode()

    rosalind.post(page(case, "findings/1/"), {**sent, "title": "Files were closed early"})

    assert WORDS in opened
    assert Finding.objects.get().title == "Files were closed early"
    assert Finding.objects.get().passages[0]["words"] == WORDS
