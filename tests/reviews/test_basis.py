"""From a paragraph of the report to its finding and on to the lines; what rests on nothing; carried to the next version."""

from typing import Any

import pytest

from irwell.cases.models import Case
from irwell.combined_chronology.queries import timeline_of
from irwell.reviews import actions, queries, rules
from irwell.reviews.models import ReportVersion
from tests.people import People
from tests.reviews.conftest import Stage, report_file
from tests.reviews.test_commissioning import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafting(review_at: Stage, people: People) -> Case:
    """The first draft is uploaded and one finding rests on a line."""
    case = review_at("drafting")
    actions.upload_report(case=case, upload=report_file(case), note="First", by=people.rosalind)
    line = queries.lines_found(timeline_of(case))[0][0].id
    actions.record_finding(
        case=case, title="Appointments were counted one by one", text="Each ended in a letter.",
        sides={"why": "No rule looks back."}, entry_ids=[line], by=people.rosalind,
    )  # fmt: skip
    return case


def latest(case: Case) -> ReportVersion:
    review = queries.review_of(case)
    assert review is not None
    report = queries.latest_report(review)
    assert report is not None
    return report


def test_a_paragraph_is_walked_back_to_its_finding_and_lines(
    drafting: Case, people: People, as_person: Any
) -> None:
    rosalind, address = as_person(people.rosalind), page(drafting, "report/1/basis/")

    answer = rosalind.post(address, {"step": "base", "finding": "1", "paragraph": ["2", "3"]})
    shown = rosalind.get(address).content.decode()

    assert answer.status_code == 302
    assert [row.paragraph for row in latest(drafting).bases.all()] == [2, 3]
    assert shown.count("Rests on</strong>") == 2
    assert "findings/#finding-1" in shown
    assert "In the chronology" in rosalind.get(page(drafting, "findings/")).content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"step": "base", "paragraph": ["2"]}, "Choose the finding"),
        ({"step": "base", "finding": "1"}, "Tick at least one paragraph"),
        ({"step": "base", "finding": "1", "paragraph": ["9999"]}, "has no such paragraph"),
        ({"step": "base", "finding": "x", "paragraph": ["2"]}, "Choose the finding"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_what_was_ticked_stays(
    drafting: Case, people: People, as_person: Any, sent: dict[str, Any], sentence: str
) -> None:
    answer = as_person(people.rosalind).post(page(drafting, "report/1/basis/"), sent)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    ticked = 'id="paragraph-2" checked' in answer.content.decode()
    assert ticked == (sent.get("paragraph") == ["2"])


def test_taken_off_it_rests_on_nothing(drafting: Case, people: People, as_person: Any) -> None:
    rosalind, address = as_person(people.rosalind), page(drafting, "report/1/basis/")
    rosalind.post(address, {"step": "base", "finding": "1", "paragraph": ["2", "3"]})

    rosalind.post(address, {"step": "free", "paragraph": ["2"]})

    assert [row.paragraph for row in latest(drafting).bases.all()] == [3]


def test_the_next_version_carries_on_what_paragraphs_rested_on(
    drafting: Case, people: People
) -> None:
    first = latest(drafting)
    number = len(queries.paragraphs_of(first))
    finding = first.review.findings.get()
    actions.base_paragraphs(case=drafting, report=first, on={number: finding}, by=people.rosalind)

    actions.upload_report(
        case=drafting, upload=report_file(drafting), note="Second", by=people.rosalind
    )

    assert latest(drafting).version == 2
    assert [row.paragraph for row in latest(drafting).bases.all()] == [number]


def test_carried_follows_paragraphs_that_moved_changed_or_went() -> None:
    old = ["Head", "The nurse wrote on Monday that the visit was missed.", "Gone altogether", "End"]
    new = ["Head", "New words here", "The nurse wrote on Tuesday that the visit was missed.", "End"]

    assert rules.carried(old, new) == {1: 1, 2: 3, 4: 4}


def test_loose_ends_are_listed(drafting: Case, people: People, as_person: Any) -> None:
    actions.record_recommendation(
        case=drafting, text="Look back over a year.", addressees="All health providers", theme="MISSED",
        intended_outcome="Decline is seen.", finding=None, by=people.rosalind,
    )  # fmt: skip

    shown = as_person(people.lena).get(page(drafting, "report/1/basis/")).content.decode()

    assert "No paragraph rests on" in shown
    assert "No recommendation follows from" in shown
    assert "Recommendation 1</a> follows from no finding" in shown
    assert 'type="checkbox" name="paragraph"' not in shown


def test_only_who_writes_the_review_changes_it(
    drafting: Case, people: People, as_person: Any
) -> None:
    sent = {"step": "base", "finding": "1", "paragraph": ["2"]}

    assert as_person(people.lena).post(page(drafting, "report/1/basis/"), sent).status_code == 403
    assert as_person(people.oona).get(page(drafting, "report/1/basis/")).status_code == 404
    assert not latest(drafting).bases.exists()


def test_a_paragraph_seems_to_rest_on_the_finding_whose_words_it_shares() -> None:
    findings = {
        1: "Missed appointments were counted, never understood; letters closed the hospital clinic file",
        2: "Fathers stayed outside: nobody asked who slept in the home",
    }
    paragraphs = [
        "Chapter heading",
        "At the hospital clinic the missed appointments of that summer were counted, and letters went home as before.",
        "Nobody asked who slept there, although fathers and partners were seen in the home by three services that year.",
        "The partnership thanks everybody who took part in this review and gave their time to it so freely.",
    ]

    assert rules.suggested(paragraphs, findings) == {2: 1, 3: 2}
    assert rules.suggested([], findings) == {}
    assert rules.suggested(paragraphs, {}) == {}
