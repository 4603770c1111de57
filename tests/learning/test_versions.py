"""Versions of a briefing for roles, each line with its passage, and the log of sharing."""

import html
import io
import re

import pikepdf
import pytest
import time_machine
from django.urls import reverse
from pptx import Presentation

from irwell.anonymise.reading import read
from irwell.cases.models import Case
from irwell.learning import actions
from irwell.learning.models import Briefing, BriefingIssue, RoleFile, Share
from irwell.learning.rules import for_role, passage_of, role, roles
from irwell.publication.models import Publication
from irwell.search.passages import Paragraph
from irwell.search.reading.web import document_from_html
from tests.kept import kept
from tests.learning.conftest import LATER
from tests.learning.test_briefing import to
from tests.people import People

POINT = "Teachers wrote down what the child said and the health visitor never saw it."


@pytest.fixture(autouse=True)
def at_the_time():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
@kept
def briefing(published: Case, people: People) -> Briefing:
    return actions.make_briefing(case=published, by=people.ines, now=LATER)


@pytest.fixture
@kept
def issue(briefing: Briefing, people: People) -> BriefingIssue:
    texts = {"school": f"{POINT}\nWhat did a pupil tell you this week?"}
    actions.edit_roles(
        briefing=briefing, texts=texts, seen=briefing.edits, by=people.ines, now=LATER
    )
    return actions.issue_briefing(briefing=briefing, by=people.maya, now=LATER)


def public(name: str, issue: BriefingIssue, **more: str) -> str:
    return reverse(
        f"learning:{name}", kwargs={"identifier": issue.briefing.publication.identifier, **more}
    )


def test_each_role_gets_the_reports_sentences_that_concern_it_and_its_questions() -> None:
    report = document_from_html(
        "<html><body><h1>Findings</h1><p>The school wrote down on four days that the child was hungry and tired. "
        "The surgery closed the file after three letters because nobody looked back.</p></body></html>", name="r.html",
    )  # fmt: skip
    found = {one.id: for_role(one, report, ()) for one in roles()}

    assert found["school"].splitlines()[0].startswith("The school wrote down on four days")
    assert "surgery" in found["gp"]
    assert found["gp"].splitlines()[-1].endswith("?")
    assert found["housing"] == ""


def test_everybody_reads_the_version_for_a_role_and_takes_it_away_in_every_form(
    issue: BriefingIssue, client
) -> None:
    shown = client.get(public("for_role", issue, role_id="school")).content.decode()
    links = re.findall(r'href="([^"]*/for/school/briefing[.](\w+))"', shown)
    files = {kind: client.get(link).content for link, kind in links}

    assert "For schools and early years" in client.get(public("read", issue)).content.decode()
    texts = {
        "page": html.unescape(shown),
        "docx": read("b.docx", files["docx"]).text,
        "pdf": read("b.pdf", files["pdf"]).text,
        "pptx": said_in(files["pptx"]),
    }
    for kind, text in texts.items():
        for words in ("or schools and early years", POINT, "What did a pupil tell you this week?"):
            assert words in " ".join(text.split()), (kind, words)
    with pikepdf.open(io.BytesIO(files["pdf"])) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)


def said_in(slides: bytes) -> str:
    shown = Presentation(io.BytesIO(slides)).slides
    frames = [s.text_frame.text for one in shown for s in one.shapes if s.has_text_frame]
    notes = [one.notes_slide.notes_text_frame.text for one in shown if one.has_notes_slide]
    return "\n".join([*frames, *notes])


def test_a_role_s_file_is_made_once_for_each_issue(issue: BriefingIssue, client) -> None:
    address = public("role_file", issue, role_id="school", kind="docx")

    first, second = client.get(address), client.get(address)

    assert first.content == second.content
    assert RoleFile.objects.count() == 1
    assert client.get(public("role_file", issue, role_id="school", kind="exe")).status_code == 404
    assert client.get(public("role_file", issue, role_id="police", kind="pdf")).status_code == 404


def test_a_withdrawn_review_takes_its_role_versions_with_it(issue: BriefingIssue, client) -> None:
    address = public("role_file", issue, role_id="school", kind="docx")
    client.get(address)
    Publication.objects.update(
        status="withdrawn", withdrawn_at=LATER, withdrawn_reason="A court order."
    )

    assert client.get(address).status_code == 404


def test_a_role_without_words_has_no_version(issue: BriefingIssue, client) -> None:
    assert client.get(public("for_role", issue, role_id="police")).status_code == 404
    assert client.get(public("for_role", issue, role_id="nobody")).status_code == 404


def test_points_lead_to_their_passage_on_the_reports_page(issue: BriefingIssue, client) -> None:
    shown = client.get(public("read", issue)).content.decode()
    links = re.findall(r'href="([^"]*/report/#[^"]*)"', shown)

    assert links
    report = client.get(links[0].split("#")[0]).content.decode()
    anchor = links[0].split("#")[1].split(":~:")[0]
    assert not anchor or f'id="{anchor}"' in report


def test_a_line_comes_from_the_passage_that_holds_its_sentence_or_most_of_its_words() -> None:
    paragraphs = [
        Paragraph("Nobody asked who lived in the home."),
        Paragraph("Letters were sent after each missed visit; none was read together."),
    ]

    assert passage_of("Nobody asked who lived in the home.", paragraphs) == 0
    assert passage_of("After each missed visit letters were sent", paragraphs) == 1
    assert passage_of("Something altogether different stands here", paragraphs) is None


def test_a_name_in_the_words_for_a_role_is_found_and_not_kept(
    briefing: Briefing, people: People, as_person
) -> None:
    name = briefing.publication.case.identities.filter(kind="person").first().names[0]

    answer = as_person(people.ines).post(
        to("for_roles", briefing), {"seen": briefing.edits, "school": f"{name} was seen at school."}
    )

    briefing.refresh_from_db()
    assert answer.status_code == 422
    assert "was seen at school" in answer.content.decode()
    assert name not in str(briefing.roles)


def test_two_who_edit_the_versions_at_once_see_both_texts(
    briefing: Briefing, people: People, as_person
) -> None:
    seen = briefing.edits
    as_person(people.maya).post(
        to("for_roles", briefing), {"seen": seen, "school": "Maya’s point."}
    )

    answer = as_person(people.ines).post(
        to("for_roles", briefing), {"seen": seen, "school": "The other point."}
    )

    assert answer.status_code == 409
    assert "Maya’s point." in answer.content.decode()
    assert "The other point." in answer.content.decode()


def test_the_draft_names_lines_that_are_in_no_passage(
    briefing: Briefing, people: People, as_person
) -> None:
    actions.edit_roles(
        briefing=briefing, texts={"school": "Zebras gallop elegantly across distant savannahs."}, seen=briefing.edits,
        by=people.ines, now=LATER,
    )  # fmt: skip

    shown = as_person(people.ines).get(to("draft", briefing)).content.decode()

    assert "Zebras gallop" in shown


def test_with_whom_it_was_shared_is_logged_once(
    issue: BriefingIssue, people: People, as_person
) -> None:
    briefing, day = issue.briefing, LATER.date()
    sent = {
        "with_whom": "Millrace schools cluster", "how": "meeting", "people": "40", "shared_on_day": str(day.day),
        "shared_on_month": str(day.month), "shared_on_year": str(day.year),
    }  # fmt: skip
    maya = as_person(people.maya)

    maya.post(to("record_share", briefing), sent)
    maya.post(to("record_share", briefing), sent)
    shown = maya.get(to("reach", briefing)).content.decode()

    assert Share.objects.count() == 1
    assert "Millrace schools cluster" in shown
    assert "about 40 people" in shown


@pytest.mark.parametrize("name", ["for_roles", "record_share"])
@pytest.mark.parametrize(("who", "status"), [("ines", 200), ("tomos", 403), ("oona", 404)])
def test_who_may_edit_versions_and_log_sharing(
    briefing: Briefing, people: People, as_person, name: str, who: str, status: int
) -> None:
    assert as_person(getattr(people, who)).get(to(name, briefing)).status_code == status


def test_every_role_has_its_own_words_and_questions() -> None:
    assert len(roles()) == 5
    for one in roles():
        assert role(one.id) is one
        assert all(question.endswith("?") for question in one.questions)
