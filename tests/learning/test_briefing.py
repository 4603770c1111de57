"""The briefing: drafted from the report, edited, checked, issued by a second person, read and counted."""

import io

import pikepdf
import pytest
import time_machine
from django.urls import reverse
from pptx import Presentation

from irwell.access import actions as access
from irwell.accounts.actors import SYSTEM
from irwell.anonymise.reading import read
from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from irwell.learning import actions
from irwell.learning.models import Briefing, BriefingIssue, Reading
from irwell.learning.rules import LIMIT, minutes, words_of
from irwell.messaging.models import Notice
from irwell.publication.models import Publication
from tests.kept import kept
from tests.learning.conftest import LATER
from tests.people import People

IDENTIFIER = "calderbrook-2026-child-a"


@pytest.fixture(autouse=True)
def at_the_time():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
@kept
def briefing(published: Case, people: People) -> Briefing:
    """Drafted by Ines, who leads the learning."""
    return actions.make_briefing(case=published, by=people.ines, now=LATER)


@pytest.fixture
@kept
def issue(briefing: Briefing, people: People) -> BriefingIssue:
    return actions.issue_briefing(briefing=briefing, by=people.maya, now=LATER)


def to(name: str, briefing: Briefing) -> str:
    return reverse(f"learning:{name}", kwargs={"case_id": briefing.publication.case_id})


def typed(briefing: Briefing, **changes: object) -> dict[str, object]:
    return {"seen": briefing.edits, "title": briefing.title, **briefing.sections, **changes}


def test_the_draft_is_made_of_the_reports_findings_and_the_recommendations(
    briefing: Briefing,
) -> None:
    sections = briefing.sections

    assert (
        sections["learned"].splitlines()[1].startswith("The men in the household were not seen. ")
    )
    assert sections["differently"].startswith("Missed appointments are followed up")
    assert sections["questions"].count("?") == 3
    assert words_of(sections) <= LIMIT


def test_a_recommendation_that_names_somebody_is_left_out(published: Case, people: People) -> None:
    row = published.recommendations.get(number=2)
    row.text = "Speak to Juniper Ashgrove about it."
    row.save()

    briefing = actions.make_briefing(case=published, by=people.ines, now=LATER)

    assert "Ashgrove" not in str(briefing.sections)
    assert "follow up every appointment" in briefing.sections["differently"]


def test_making_it_twice_makes_one(published: Case, people: People, as_person) -> None:
    client, address = (
        as_person(people.ines),
        reverse("learning:make", kwargs={"case_id": published.pk}),
    )

    first, second = client.post(address), client.post(address)

    assert first.url == second.url
    assert Briefing.objects.count() == 1


def test_an_unpublished_review_has_no_briefing(published: Case, people: People, as_person) -> None:
    Publication.objects.update(status="planned")

    answer = as_person(people.ines).post(reverse("learning:make", kwargs={"case_id": published.pk}))

    assert answer.status_code == 409


MAKING = [
    ("ines", 200),
    ("maya", 200),
    ("lena", 403),
    ("tomos", 403),
    ("oona", 404),
    ("conrad", 404),
]


@pytest.mark.parametrize(("who", "status"), MAKING)
def test_who_may_edit(briefing: Briefing, people: People, as_person, who: str, status: int) -> None:
    assert as_person(getattr(people, who)).get(to("draft", briefing)).status_code == status


def test_a_name_is_found_masked_not_kept_and_what_was_typed_stays(
    briefing: Briefing, people: People, as_person
) -> None:
    sent = typed(briefing, why="Juniper Ashgrove asked for help.")

    answer = as_person(people.ines).post(to("draft", briefing), sent)

    shown = answer.content.decode()
    briefing.refresh_from_db()
    assert answer.status_code == 422
    assert "Why this matters still identifies Mother" in shown
    assert "Juniper Ashgrove asked for help.</textarea>" in shown
    assert "Ashgrove" not in str(briefing.sections)
    assert LoggedEvent.objects.filter(name="learning:briefing:blocked").exists()


def test_more_than_seven_minutes_is_refused(briefing: Briefing, people: People, as_person) -> None:
    sent = typed(briefing, why="word " * LIMIT)

    answer = as_person(people.ines).post(to("draft", briefing), sent)

    assert answer.status_code == 422
    assert "Leave something out" in answer.content.decode()


def test_two_people_editing_at_once_see_both_texts(
    briefing: Briefing, people: People, as_person
) -> None:
    before = typed(briefing)
    as_person(people.maya).post(to("draft", briefing), {**before, "title": "What Maya wrote"})

    answer = as_person(people.ines).post(
        to("draft", briefing), {**before, "title": "What Ines wrote"}
    )
    shown = answer.content.decode()

    assert answer.status_code == 409
    assert "What Maya wrote" in shown
    assert "What Ines wrote" in shown


def test_whoever_wrote_it_does_not_issue_it(briefing: Briefing, people: People, as_person) -> None:
    hers = as_person(people.ines).post(to("issue", briefing))
    others = as_person(people.maya).post(to("issue", briefing))

    assert (hers.status_code, others.status_code) == (409, 302)
    assert "Two people stand behind" in hers.content.decode()


def test_the_same_words_are_issued_once_and_changed_words_are_a_new_version(
    issue: BriefingIssue, people: People, as_person
) -> None:
    briefing = issue.briefing
    as_person(people.maya).post(to("issue", briefing))
    once = briefing.issues.count()
    as_person(people.ines).post(
        to("draft", briefing), typed(briefing, title="Brought, not attended")
    )
    as_person(people.maya).post(to("issue", briefing))

    assert once == 1
    assert [i.title for i in briefing.issues.all()] == ["Brought, not attended", issue.title]


def test_a_name_registered_after_the_draft_stops_the_issue(
    briefing: Briefing, people: People, as_person
) -> None:
    from irwell.cases import actions as cases

    case = briefing.publication.case
    cases.add_identity(
        case=case, key=case.key, kind="place", role="place", label="Place 1", names=["tidy home"], details={},
        by=people.maya,
    )  # fmt: skip

    answer = as_person(people.maya).post(to("issue", briefing))

    assert answer.status_code == 409
    assert "still identifies Place 1" in answer.content.decode()
    assert not briefing.issues.exists()


def test_everybody_reads_it_without_an_account(issue: BriefingIssue, client) -> None:
    listed = client.get("/learning/").content.decode()
    page = client.get(f"/learning/read/{IDENTIFIER}/").content.decode()
    feed = client.get("/learning/feed.atom").content.decode()

    assert issue.title in listed
    assert "Questions for supervision" in page
    assert f"{minutes(words_of(issue.sections))} minutes to read" in page
    assert f"/learning/read/{IDENTIFIER}/" in feed


def test_a_draft_is_not_public(briefing: Briefing, client) -> None:
    assert client.get(f"/learning/read/{IDENTIFIER}/").status_code == 404
    assert briefing.title not in client.get("/learning/").content.decode()


def test_a_withdrawn_review_takes_its_briefing_with_it(issue: BriefingIssue, client) -> None:
    Publication.objects.update(
        status="withdrawn", withdrawn_at=LATER, withdrawn_reason="A court order."
    )

    assert client.get(f"/learning/read/{IDENTIFIER}/").status_code == 404
    assert client.get(f"/learning/read/{IDENTIFIER}/briefing.pdf").status_code == 404


def test_the_pdf_is_tagged_and_both_files_say_what_the_page_says(
    issue: BriefingIssue, client
) -> None:
    pdf = client.get(f"/learning/read/{IDENTIFIER}/briefing.pdf").content
    word = client.get(f"/learning/read/{IDENTIFIER}/briefing.docx").content

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert opened.Root.Lang == "en-GB"
        assert len(opened.pages) <= 2
    for name, content in (("b.pdf", pdf), ("b.docx", word)):
        text = " ".join(read(name, content).text.split())
        assert "Missed appointments were counted, not understood." in text
        assert "Questions for supervision" in text


def test_the_slides_hold_the_points_and_their_notes_every_word(
    issue: BriefingIssue, client
) -> None:
    answer = client.get(f"/learning/read/{IDENTIFIER}/briefing.pptx")
    deck = Presentation(io.BytesIO(answer.content))

    assert (
        "Slides, with all the words" in client.get(f"/learning/read/{IDENTIFIER}/").content.decode()
    )
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles[0] == issue.title
    assert "Questions for supervision" in titles
    notes = " ".join(slide.notes_slide.notes_text_frame.text for slide in list(deck.slides)[1:])
    for line in " ".join(issue.sections.values()).split():
        assert line in notes
    assert (deck.core_properties.author, deck.core_properties.last_modified_by) == ("", "")


def test_having_read_it_counts_once_a_person_and_keeps_the_newer_words(
    issue: BriefingIssue, people: People, as_person
) -> None:
    client, address = as_person(people.oona), f"/learning/briefings/{IDENTIFIER}/"

    client.post(address, {"used": "alone", "reflection": "I will ask who else is at home."})
    client.post(address, {"used": "team", "reflection": ""})

    reading = Reading.objects.get()
    assert (reading.used, reading.reflection) == ("team", "I will ask who else is at home.")
    assert "You have read it" in client.get("/learning/briefings/").content.decode()


def test_an_answer_is_asked_for_and_what_was_typed_stays(
    issue: BriefingIssue, people: People, as_person
) -> None:
    answer = as_person(people.oona).post(
        f"/learning/briefings/{IDENTIFIER}/", {"reflection": "Thought about it."}
    )

    assert answer.status_code == 422
    assert "Thought about it." in answer.content.decode()


def test_people_without_the_right_do_not_record_readings(
    issue: BriefingIssue, people: People, as_person, client
) -> None:
    assert as_person(people.ade).get("/learning/briefings/").status_code == 403
    assert client.get("/learning/briefings/").status_code == 302


def test_the_lead_sees_counts_with_small_numbers_hidden_and_shared_words_without_a_name(
    issue: BriefingIssue, people: People, as_person
) -> None:
    for who, shared in (("oona", True), ("priti", False)):
        actions.record_reading(
            briefing=issue.briefing, used="alone", reflection=f"Words of one of {shared}.", shared=shared,
            by=getattr(people, who), now=LATER,
        )  # fmt: skip

    shown = as_person(people.ines).get(to("reach", issue.briefing)).content.decode()

    assert "fewer than 5" in shown
    assert "Words of one of True." in shown
    assert "Words of one of False." not in shown
    assert people.oona.name not in shown


def test_those_who_have_not_read_it_are_reminded_once_a_week(
    issue: BriefingIssue, people: People, as_person
) -> None:
    actions.record_reading(
        briefing=issue.briefing,
        used="alone",
        reflection="",
        shared=False,
        by=people.oona,
        now=LATER,
    )
    client = as_person(people.ines)

    client.post(to("remind", issue.briefing))
    client.post(to("remind", issue.briefing))

    told = Notice.objects.filter(subject="A briefing waits for you")
    assert told.filter(to=people.priti.email).count() == 1
    assert not told.filter(to=people.oona.email).exists()
    assert issue.title not in told[0].body


def test_everybody_who_reads_briefings_hears_of_it_and_the_auditor_does_not(
    issue: BriefingIssue, people: People
) -> None:
    told = set(
        Notice.objects.filter(subject="A briefing is ready to read").values_list("to", flat=True)
    )

    assert people.oona.email in told
    assert people.ade.email not in told


def test_a_person_walled_off_from_the_case_may_read_what_is_public(
    issue: BriefingIssue, people: People, as_person
) -> None:
    assert as_person(people.conrad).get(f"/learning/briefings/{IDENTIFIER}/").status_code == 200


def test_an_agency_lead_of_another_case_does_not_edit(
    briefing: Briefing, people: People, as_person
) -> None:
    access.add_member(
        case_id=briefing.publication.case_id, user=people.oona, role="agency_lead", reason="x", by=SYSTEM, now=LATER,
    )  # fmt: skip

    assert as_person(people.oona).get(to("draft", briefing)).status_code == 403
