"""Local learning after a no: each kind on its own short path, to shared learning; or closed with reasons."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from irwell.cases.models import Case, Closing
from irwell.core.errors import NotPossibleNow
from irwell.core.time import LONDON
from irwell.decisions.models import Decision, Meeting
from irwell.demo.seeding.report_docx import build_report
from irwell.local_learning import actions
from irwell.local_learning.models import LocalReview
from irwell.statute import load_workflow
from tests.kept import kept
from tests.people import People
from tests.stages import bring_to

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 9, 1, 10, tzinfo=LONDON)
TRACKS = load_workflow().tracks
KEPT_UNTIL = {"retain_until_day": "1", "retain_until_month": "9", "retain_until_year": "2051"}
PAGES = {
    "local_planning": (
        "plan/", {
            "lead": "Tomos Ellerby, named doctor", "method": "Half a day with a timeline on the wall", "plan": "Ward and community teams.",
            "ends_on_day": "30", "ends_on_month": "11", "ends_on_year": "2026",
        },
    ),
    "local_gathering": ("gathered/", {"gathered": "Two summaries and the ward’s own review."}),
    "local_event": (
        "event/",
        {"event_on_day": "1", "event_on_month": "9", "event_on_year": "2026", "notes": "Eleven practitioners: the phone call helped."},
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_september() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


def page(case: Case, part: str = "") -> str:
    return f"/cases/{case.pk}/local-learning/{part}"


def begin(track: str) -> dict[str, str]:
    return {"track": track, "aim": "Why the phone call was made in time.", "reasons": "Learning, and no harm done."}  # fmt: skip


def state_of(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


@pytest.fixture
@kept
def refused(case: Case, people: People) -> Case:
    """A case that was not notified."""
    return bring_to(case, "not_notified", people, now=NOW)


@pytest.mark.parametrize("track", TRACKS.values(), ids=lambda t: t.id)
def test_each_kind_goes_its_own_way_to_shared_learning(
    refused: Case, people: People, as_person: Any, track: Any
) -> None:
    maya, lena = as_person(people.maya), as_person(people.lena)
    lena.post(page(refused, "begin/"), begin(track.id))
    walked = [state_of(refused)]
    while (state := state_of(refused)) in PAGES:
        part, data = PAGES[state]
        assert maya.post(page(refused, part), data).status_code == 302
        walked.append(state_of(refused))
    upload = SimpleUploadedFile("Short report.docx", build_report(refused, version=1))
    maya.post(page(refused, "report/"), {"file": upload})
    maya.post(
        page(refused, "recommendations/add/"),
        {"text": "Wards phone the school on day one.", "addressees": "Hospital", "intended_outcome": "Nobody waits."},
    )  # fmt: skip
    lena.post(page(refused, "accept/"))
    walked.append(state_of(refused))

    assert tuple(walked) == track.path[: track.path.index("learning") + 1]
    shown = maya.get(page(refused)).content.decode()
    assert "The short report (Word)" in shown
    assert "accepted by Lena Ashworth-Vale" in shown


def test_the_page_says_which_kinds_there_are_and_who_chooses(
    refused: Case, people: People, as_person: Any
) -> None:
    shown = as_person(people.lena).get(page(refused)).content.decode()
    maya = as_person(people.maya).get(page(refused)).content.decode()

    assert all(track.title in shown for track in TRACKS.values())
    assert "Learn locally" in shown
    assert "A statutory partner chooses" in maya


def test_the_eighth_step_of_a_case_that_was_not_notified_leads_here(
    refused: Case, people: People, as_person: Any
) -> None:
    answer = as_person(people.lena).get(f"/cases/{refused.pk}/practice-review/")

    assert answer.url == page(refused)


@pytest.mark.parametrize("missing", ["report", "recommendation"])
def test_a_report_is_accepted_only_when_it_is_there_and_asks_for_something(
    refused: Case, people: People, as_person: Any, missing: str
) -> None:
    lena = as_person(people.lena)
    lena.post(page(refused, "begin/"), begin("SINGLE_AGENCY_LEARNING"))
    bring_to(Case.objects.get(pk=refused.pk), "local_report", people, now=NOW)
    if missing == "recommendation":
        upload = SimpleUploadedFile("Short report.docx", build_report(refused, version=1))
        as_person(people.maya).post(page(refused, "report/"), {"file": upload})

    answer = lena.post(page(refused, "accept/"))

    assert answer.status_code == 409
    assert missing in answer.content.decode()
    assert state_of(refused) == "local_report"


def test_a_partner_may_ask_to_look_again_and_says_what_is_missing(
    refused: Case, people: People, as_person: Any
) -> None:
    as_person(people.lena).post(page(refused, "begin/"), begin("NEAR_MISS_REVIEW"))
    bring_to(Case.objects.get(pk=refused.pk), "local_report", people, now=NOW)

    as_person(people.idris).post(page(refused, "look-again/"), {"missing": "The school was not asked."})  # fmt: skip

    assert state_of(refused) == "local_planning"
    assert "The school was not asked." in as_person(people.maya).get(page(refused)).content.decode()


def test_the_page_says_what_is_next_and_by_when(
    refused: Case, people: People, as_person: Any
) -> None:
    as_person(people.lena).post(page(refused, "begin/"), begin("NEAR_MISS_REVIEW"))
    part, typed = PAGES["local_planning"]
    as_person(people.maya).post(page(refused, part), typed)

    shown = as_person(people.maya).get(page(refused)).content.decode()

    assert "To be finished by <strong>Mon 30 November 2026</strong>" in shown


def test_a_step_that_is_not_on_the_path_is_refused_and_nothing_typed_is_lost(
    refused: Case, people: People, as_person: Any
) -> None:
    as_person(people.lena).post(page(refused, "begin/"), begin("GOOD_PRACTICE_REVIEW"))

    answer = as_person(people.maya).post(page(refused, "gathered/"), {"gathered": "Much was gathered."})  # fmt: skip

    assert answer.status_code == 422
    assert "Recording what was gathered is possible at" in answer.content.decode()
    assert "Much was gathered." in answer.content.decode()


def test_choosing_twice_makes_one_review(refused: Case, people: People, as_person: Any) -> None:
    for track in ("NEAR_MISS_REVIEW", "GOOD_PRACTICE_REVIEW"):
        as_person(people.lena).post(page(refused, "begin/"), begin(track))

    assert LocalReview.objects.get().track == "NEAR_MISS_REVIEW"


def test_a_product_is_listed_with_its_audience(
    refused: Case, people: People, as_person: Any
) -> None:
    as_person(people.lena).post(page(refused, "begin/"), begin("GOOD_PRACTICE_REVIEW"))
    bring_to(Case.objects.get(pk=refused.pk), "local_report", people, now=NOW)
    sent = {
        "kind": "note", "title": "The first phone call", "audience": "ward staff", "issued_on_day": "1",
        "issued_on_month": "9", "issued_on_year": "2026",
    }  # fmt: skip

    as_person(people.maya).post(page(refused, "products/add/"), sent)

    assert "The first phone call</strong>, for ward staff" in as_person(people.maya).get(page(refused)).content.decode()  # fmt: skip


def decided(case: Case, people: People, outcome: str) -> None:
    meeting = Meeting.objects.create(
        case=case, key=case.key, number=1, planned_for=NOW, held_at=NOW, called_by=people.maya
    )
    Decision.objects.create(
        case=case, key=case.key, round=1, meeting=meeting, status="agreed", outcome=outcome, decided_at=NOW, reasons="x"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("outcome", "refusal"),
    [
        ("MULTI_AGENCY_LEARNING_REVIEW", ""),
        ("LCSPR", "is for a practice review"),
        ("", "have not decided yet"),
    ],
)
def test_after_the_panels_reply_it_follows_a_decision_against_a_practice_review(
    case: Case, people: People, outcome: str, refusal: str
) -> None:
    if outcome:
        decided(case, people, outcome)
    case = bring_to(case, "panel_response", people, now=NOW)
    chosen = {"case": case, "by": people.lena, "now": NOW, **begin("MULTI_AGENCY_LEARNING_REVIEW")}

    if refusal:
        with pytest.raises(NotPossibleNow, match=refusal):
            actions.begin(**chosen)
    else:
        actions.begin(**chosen)
        assert state_of(case) == "local_planning"


@pytest.mark.parametrize("state", ["not_notified", "sin_withdrawn", "other_area"])
def test_where_nothing_is_left_to_learn_the_case_is_closed_with_reasons(
    case: Case, people: People, as_person: Any, state: str
) -> None:
    case = bring_to(case, state, people, now=NOW)
    lena = as_person(people.lena)

    untold = lena.post(page(case, "close/"), {"note": "Reviewed twice already."})
    lena.post(page(case, "close/"), {"note": "Reviewed twice already.", "told": "on", **KEPT_UNTIL})

    assert untold.status_code == 422
    assert "Reviewed twice already." in untold.content.decode()
    assert state_of(case) == "closed"
    assert Closing.objects.get(case=case).retain_until == dt.date(2051, 9, 1)
    assert any("Reviewed twice already." in note.text for note in case.notes.all())


@pytest.mark.parametrize(
    ("who", "reads", "chooses", "records"),
    [
        ("maya", 200, 403, 200), ("lena", 200, 200, 403), ("colm", 200, 403, 403), ("tomos", 403, 403, 403),
        ("ines", 403, 403, 403), ("oona", 404, 404, 404), ("conrad", 404, 404, 404),
    ],
)  # fmt: skip
def test_who_reads_who_chooses_and_who_records(
    refused: Case, people: People, as_person: Any, who: str, reads: int, chooses: int, records: int
) -> None:
    client = as_person(getattr(people, who))

    assert client.get(page(refused)).status_code == reads
    assert client.get(page(refused, "begin/")).status_code == chooses
    assert client.get(page(refused, "plan/")).status_code == records
