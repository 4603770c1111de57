"""Versions of the report and their comparison; findings that rest on chronology lines; recommendations."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from irwell.cases.models import Case
from irwell.combined_chronology.queries import timeline_of
from irwell.core.errors import NotPossibleNow
from irwell.reviews import actions, queries, rules
from irwell.reviews.models import Finding
from tests.people import People
from tests.reviews.conftest import LATER, ROWS, Stage, ask, report_file
from tests.reviews.test_commissioning import page

pytestmark = pytest.mark.django_db


def lines_of(case: Case) -> list[str]:
    return [entry.id for entry in timeline_of(case).entries]


def test_every_version_is_kept_and_two_can_be_read_side_by_side(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case, client = review_at("drafting"), as_person(people.rosalind)
    for version in (1, 2):
        client.post(
            page(case, "report/"),
            {"file": report_file(case, version), "note": f"Version {version}"},
        )

    shown = client.get(page(case, "report/1/beside/2/")).content.decode()

    assert re.search(r"<del>[^.]*twenty-six [^.]*</del><ins>[^.]*twenty-one [^.]*</ins>", shown)
    assert "paragraphs unchanged" in shown
    assert "data protection law" in client.get(page(case, "report/2/")).content.decode()


def test_a_paragraph_that_changed_is_compared_word_by_word() -> None:
    old = ["One.", "The visit was on Monday and nobody came.", "Three."]
    new = ["One.", "The visit was on Tuesday and nobody came.", "New.", "Three."]

    kinds = [line.kind for line in rules.compare(old, new)]

    assert kinds == ["same", "changed", "added", "same"]


def test_a_file_that_is_no_report_is_refused_in_words(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("drafting")
    upload = SimpleUploadedFile("Report.xlsx", b"PK\x03\x04")

    answer = as_person(people.rosalind).post(
        page(case, "report/"), {"file": upload, "note": "My note"}
    )

    assert answer.status_code == 422
    assert "cannot be taken here. Send a .docx" in answer.content.decode()
    assert "My note" in answer.content.decode()


def test_a_finding_without_a_line_is_not_saved_and_nothing_typed_is_lost(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("evidence")
    sent = {
        "title": "Nobody looked back", "text": "Visits ended in letters.", "why": "Because no rule asks for it.",
        "step": "save",
    }  # fmt: skip

    answer = as_person(people.rosalind).post(page(case, "findings/add/"), sent)

    assert answer.status_code == 422
    assert "at least one line of the chronology" in answer.content.decode()
    assert "Because no rule asks for it." in answer.content.decode()
    assert not Finding.objects.exists()


def test_a_finding_says_why_and_not_only_what(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("evidence")
    sent = {
        "title": "Nobody looked back", "text": "Visits ended in letters.", "helped": "A nurse rang twice.",
        "hindered": "No time to ring.", "line": lines_of(case)[0], "step": "save",
    }  # fmt: skip
    rosalind = as_person(people.rosalind)

    without = rosalind.post(page(case, "findings/add/"), sent)
    rosalind.post(page(case, "findings/add/"), {**sent, "why": "No rule asks for it."})
    shown = rosalind.get(page(case, "findings/")).content.decode()

    assert without.status_code == 422
    assert "Say why it happened" in without.content.decode()
    assert "A nurse rang twice." in without.content.decode()
    for heading in ("Why it happened", "What helped", "What got in the way"):
        assert heading in shown
    assert "What is learned</h3>" not in shown


def test_looking_for_lines_keeps_what_is_typed_and_chosen(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("evidence")
    chosen = lines_of(case)[0]
    sent = {
        "title": "Half a title",
        "text": "",
        "words": "centile",
        "line": chosen,
        "step": "search",
    }

    shown = as_person(people.rosalind).post(page(case, "findings/add/"), sent)

    text = shown.content.decode()
    assert shown.status_code == 200
    assert "Half a title" in text
    assert "1 of 3 lines fit" in text
    assert "Weight below the second centile" in text
    assert "A man was in the home" not in text


def test_a_finding_keeps_the_words_as_they_stood_when_the_agency_corrects_them(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("evidence")
    first = lines_of(case)[0]
    sent = {
        "title": "Missed",
        "text": "A letter.",
        "why": "Because.",
        "line": first,
        "step": "save",
    }
    as_person(people.rosalind).post(page(case, "findings/add/"), sent)
    before = as_person(people.rosalind).get(page(case, "findings/")).content.decode()

    ask(
        case,
        people.tomos.agency,
        people,
        ROWS.replace("Appointment missed", "Appointment moved"),
        version=2,
    )
    after = as_person(people.rosalind).get(page(case, "findings/")).content.decode()

    assert "Changed since" not in before
    assert "Changed since" in after
    assert "Appointment missed; letter sent" in after
    finding = Finding.objects.get()
    actions.record_finding(
        case=case,
        title="Missed",
        text="A letter.",
        sides={"why": "Because."},
        entry_ids=[first],
        by=people.rosalind,
        finding=finding,
    )
    assert Finding.objects.get().evidence[0]["words"] == "Appointment missed; letter sent"


def test_a_weak_verb_is_explained_and_does_not_block(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("drafting")
    sent = {
        "text": "Agencies should ensure that staff are reminded.", "addressees": "All agencies", "theme": "NEGLECT",
        "intended_outcome": "Children are seen.", "finding": "",
    }  # fmt: skip

    answer = as_person(people.rosalind).post(page(case, "recommendations/add/"), sent)
    shown = as_person(people.rosalind).get(page(case, "recommendations/")).content.decode()

    assert answer.status_code == 302
    assert "“ensure” says that something should be so" in shown
    assert "“remind”" in shown
    assert [r.number for r in queries.recommendations_of(case)] == [1]


def test_the_report_does_not_begin_before_family_was_offered_a_part(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("evidence")

    answer = as_person(people.rosalind).post(page(case, "report/begin/"), {"text": " "})

    assert answer.status_code == 422
    assert Case.objects.get(pk=case.pk).state == "evidence"


def test_a_draft_without_findings_does_not_go_to_fact_check(
    review_at: Stage, people: People
) -> None:
    case = review_at("drafting")
    actions.upload_report(case=case, upload=report_file(case), note="", by=people.maya)

    with pytest.raises(NotPossibleNow, match="at least one finding"):
        actions.send_for_check(case=case, by=people.maya, now=LATER)


@pytest.mark.parametrize("part", ["findings/add/", "recommendations/add/", "report/begin/"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("maya", 200), ("rosalind", 200), ("lena", 403), ("colm", 403), ("tomos", 403), ("oona", 404), ("conrad", 404)],
)  # fmt: skip
def test_who_may_write(
    review_at: Stage, people: People, as_person: Any, part: str, who: str, status: int
) -> None:
    case = review_at("evidence")

    assert as_person(getattr(people, who)).get(page(case, part)).status_code == status


@pytest.mark.parametrize(
    "part",
    ["findings/", "recommendations/", "report/", "terms/", "progress/", "fact-check/", "approval/"],
)
@pytest.mark.parametrize(
    ("who", "status"), [("colm", 200), ("tomos", 403), ("sam", 404), ("oona", 404)]
)
def test_who_may_read(
    review_at: Stage, people: People, as_person: Any, part: str, who: str, status: int
) -> None:
    case = review_at("evidence")

    assert as_person(getattr(people, who)).get(page(case, part)).status_code == status
