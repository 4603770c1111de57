"""Writing the report, making it as Word, signing it, through the web."""

import io
import re

import pikepdf
import pytest
import time_machine
from docx import Document as WordDocument

from irwell.anonymise.reading import read as read_model
from irwell.cases.models import Case
from irwell.documents.actions import read
from irwell.documents.models import Document
from irwell.rapid_reviews.models import RapidReview, Report
from irwell.rapid_reviews.rules import action_plan, quality
from tests.decisions.meeting import Room, at, colleague
from tests.kept import kept
from tests.people import People

EPISODES = "The health visitor could not see the child because nobody was at home, which meant that the weight was not checked. " * 5  # fmt: skip


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(at("2026-12-03 14:00"), tick=False):
        yield


def write(room: Room, section: str, text: str, who: str = "maya", version: str = "0"):
    return room.post(who, f"report/{section}/", {"text": text, "version": version})


def test_a_section_is_saved_under_its_heading(room: Room) -> None:
    write(room, "summary", "Child A was brought to hospital.")

    assert RapidReview.objects.get().sections["summary"] == "Child A was brought to hospital."


def test_before_the_meeting_nothing_of_the_step_is_called_done(
    case: Case, people: People, as_person
) -> None:
    page = as_person(people.maya).get(f"/cases/{case.pk}/rapid-review/").content.decode()

    assert "Send the pack round" in page and "0 of 0 returns" in page
    assert "Agreed" not in page and ">Done" not in page


def test_two_people_writing_one_section_see_both_texts(room: Room) -> None:
    write(room, "summary", "Colm’s words", "colm")

    page = write(room, "summary", "Maya’s words")

    assert page.status_code == 409
    assert "Colm’s words" in page.content.decode()
    assert "Maya’s words" in page.content.decode()


def test_two_people_writing_two_sections_do_not_meet(room: Room) -> None:
    write(room, "summary", "Colm’s words", "colm")

    assert write(room, "voice", "Maya’s words").status_code == 302


def test_what_is_typed_is_kept_until_it_is_saved(room: Room) -> None:
    room.post("maya", "report/voice/keep/", {"text": "Half a sent", "version": "0"})
    kept = room.get("maya", "report/voice/").content.decode()
    write(room, "voice", "A whole sentence.")

    assert "Half a sent" in kept
    assert "Half a sent" not in room.get("maya", "report/voice/").content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("maya", 302), ("lena", 302), ("colm", 302), ("rosalind", 403), ("tomos", 403), ("oona", 404), ("conrad", 404)],
)  # fmt: skip
def test_who_may_write_the_report(room: Room, who: str, status: int) -> None:
    assert write(room, "summary", "Words.", who).status_code == status


def named(room: Room) -> None:
    room.as_person(room.people.maya).post(
        f"/cases/{room.case.pk}/register/",
        {"kind": "person", "role": "mother", "label": "", "names": "Juno Hollowgate"},
    )


def test_labels_are_offered_where_nothing_is_written(room: Room) -> None:
    named(room)

    assert "Mother: mother" in room.get("maya", "report/children/").content.decode()


def test_a_registered_name_stops_the_report_and_is_not_repeated(room: Room) -> None:
    named(room)
    write(room, "summary", "Juno rang the ward.")

    page = room.post("maya", "report/make/")

    assert page.status_code == 409
    assert "write Mother instead" in page.content.decode()
    assert "Juno" not in page.content.decode()
    assert not Report.objects.exists()


def test_the_checks_advise_and_say_why() -> None:
    poor = {c.section: c for c in quality({"actions": "Train staff"})}
    good = {
        c.section: c for c in quality({"episodes": EPISODES, "actions": "Train staff | Ward | May"})
    }

    assert "Without an owner: Train staff" in poor["actions"].words
    assert not poor["episodes"].passed
    assert good["episodes"].passed
    assert good["actions"].passed


def test_an_action_plan_is_read_from_its_lines() -> None:
    plan = action_plan("- Tell the ward | Matron | 4 December\n\nLoose end")

    assert [(a.what, a.owner, a.due) for a in plan] == [("Tell the ward", "Matron", "4 December"), ("Loose end", "", "")]  # fmt: skip


@pytest.fixture
@kept
def drafted(room: Room) -> Room:
    """Agreed decision, minutes, and a first version with everything in it."""
    room.meet()
    room.answer_grid()
    room.all_say("LCSPR")
    room.conclude("LCSPR")
    room.post("maya", f"meetings/{room.meeting.pk}/minutes/", {"text": "Agreed.", "saves": "0"})
    write(room, "episodes", EPISODES)
    write(room, "actions", "Tell the ward & the clinic | Matron | 4 December")
    assert room.post("maya", "report/make/").status_code == 302
    return room


def words(data: bytes) -> str:
    document = WordDocument(io.BytesIO(data))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_report_is_word_and_holds_the_record(drafted: Room) -> None:
    text = words(read(Report.objects.get().document))

    assert "Agreed decision: Local child safeguarding practice review" in text
    assert "Tell the ward & the clinic" in text
    assert "Lena Ashworth-Vale" in text
    assert "Weighed against the returns" in text
    assert "{{" not in text


def test_two_versions_are_compared_in_words_heading_by_heading(drafted: Room) -> None:
    write(drafted, "episodes", EPISODES + "\nThe ward rang nobody.", version="1")
    assert drafted.post("maya", "report/make/").status_code == 302

    listed = drafted.get("maya", "report/").content.decode()
    shown = drafted.get("maya", "report/1/beside/2/").content.decode()

    assert "What changed from version 1 to version 2" in listed
    assert "1 heading changed" in shown
    assert "The ward rang nobody." in re.search(r"<ins>.*?</ins>", shown, re.S)[0]
    assert "<del>" not in shown
    assert "The same in both: Decision on a practice review" in shown
    same = drafted.get("maya", "report/2/beside/2/").content.decode()
    assert "Both versions say the same" in same
    assert drafted.get("maya", "report/1/beside/3/").status_code == 404
    assert drafted.get("oona", "report/1/beside/2/").status_code == 404


HEADINGS = (
    "References and dates", "Children and family", "Agencies asked", "Summary of the timeline", "Key practice episodes",
    "The child’s voice and daily life", "Identity and equality", "What went well", "Learning already acted on",
    "Learning still to be acted on", "Safety of this child and others now", "Similar local and national cases",
    "Other processes", "What the family knows", "Decision on a practice review", "The factors weighed",
    "Positions of the three partners", "Independent scrutineer", "Education", "National review",
    "Proposed questions and reviewer", "Action plan", "Meetings and attendance", "Sign-off",
)  # fmt: skip


def pdf_words(document: Document) -> str:
    text = "\n".join(block.text for block in read_model("report.pdf", read(document)).blocks)
    return " ".join(text.split())


def test_word_and_pdf_carry_every_heading_and_the_same_record(drafted: Room) -> None:
    report = Report.objects.get()
    word, pdf = " ".join(words(read(report.document)).split()), pdf_words(report.pdf)

    for heading in HEADINGS:
        assert heading in word
        assert heading in pdf
    for said in ("Tell the ward & the clinic", "Lena Ashworth-Vale", "Agreed decision"):
        assert said in word
        assert said in pdf


def test_the_pdf_is_tagged_and_both_forms_can_be_downloaded(drafted: Room) -> None:
    page = drafted.get("lena", "report/").content.decode()

    assert "rapid-review-v1.docx" in page
    assert "rapid-review-v1.pdf" in page
    with pikepdf.open(io.BytesIO(read(Report.objects.get().pdf))) as pdf:
        assert pdf.Root.MarkInfo.Marked


def agreed(room: Room) -> Room:
    assert room.post("colm", "report/agree/").status_code == 302
    return room


@pytest.mark.parametrize(("who", "status"), [("colm", 302), ("maya", 403), ("lena", 403), ("oona", 404)])  # fmt: skip
def test_only_the_chair_agrees_the_draft(drafted: Room, who: str, status: int) -> None:
    assert drafted.post(who, "report/agree/").status_code == status
    drafted.case.refresh_from_db()
    assert drafted.case.state == ("rr_signoff" if status == 302 else "rr_meeting")


def test_no_draft_is_agreed_without_minutes(room: Room) -> None:
    room.meet()
    room.post("maya", "report/make/")

    page = room.post("colm", "report/agree/")

    assert page.status_code == 409
    assert "Write the minutes" in page.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("lena", 302), ("idris", 302), ("priti", 302), ("maya", 403), ("colm", 403), ("rosalind", 403), ("oona", 404), ("conrad", 404)],
)  # fmt: skip
def test_who_may_sign(drafted: Room, who: str, status: int) -> None:
    agreed(drafted)

    assert drafted.post(who, "sign-off/", {"read": "on"}).status_code == status


def test_three_signatures_make_a_signed_copy(drafted: Room) -> None:
    agreed(drafted)
    for who in ("priti", "lena", "idris"):
        drafted.post(who, "sign-off/", {"read": "on", "authority": "for the chief officer", "comment": "Gladly."})  # fmt: skip

    report = Report.objects.get()
    text = words(read(report.signed_document))
    assert report.sign_offs.count() == 3
    assert "for the chief officer; Gladly." in text
    assert "Priti Holmewood" in text
    assert "for the chief officer; Gladly." in pdf_words(report.signed_pdf)


def test_a_deputy_signs_for_the_partner_and_the_signature_says_so(drafted: Room) -> None:
    drafted.people.deputy = colleague("police", "Delia Underhay")
    agreed(drafted)
    drafted.delegate("priti", drafted.people.deputy)

    assert drafted.post("deputy", "sign-off/", {"read": "on"}).status_code == 302

    page = drafted.get("maya", "sign-off/").content.decode()
    assert "deputy for Priti Holmewood, delegated from 1 December 2026 to 31 December 2026" in page


def test_an_open_signature_passes_to_the_successor_and_given_ones_stay(drafted: Room) -> None:
    drafted.people.successor = colleague("icb", "Petra Langstrothdale")
    agreed(drafted)
    drafted.post("lena", "sign-off/", {"read": "on"})
    drafted.hand_over("idris", drafted.people.successor)

    before = drafted.get("maya", "sign-off/").content.decode()
    drafted.post("successor", "sign-off/", {"read": "on"})
    after = drafted.get("maya", "sign-off/").content.decode()

    assert "Next: Petra Langstrothdale" in before
    assert "successor of Idris Penhallow" in after
    assert "Lena Ashworth-Vale" in after


def test_of_two_colleagues_who_sign_at_once_the_first_stands_and_the_second_is_told(
    drafted: Room,
) -> None:
    drafted.people.deputy = colleague("police", "Delia Underhay")
    agreed(drafted)
    drafted.delegate("priti", drafted.people.deputy)
    drafted.post("priti", "sign-off/", {"read": "on"})

    client = drafted.as_person(drafted.people.deputy)
    page = client.post(drafted.base + "sign-off/", {"read": "on"}, follow=True).content.decode()

    assert "Priti Holmewood had signed for your partner already" in page


def test_signing_twice_changes_nothing(drafted: Room) -> None:
    agreed(drafted)
    drafted.post("lena", "sign-off/", {"read": "on"})

    assert drafted.post("lena", "sign-off/", {"read": "on"}).status_code == 302
    assert Report.objects.get().sign_offs.count() == 1


def test_a_version_made_before_the_decision_cannot_be_signed(room: Room) -> None:
    room.meet()
    room.post("maya", f"meetings/{room.meeting.pk}/minutes/", {"text": "Agreed.", "saves": "0"})
    room.post("maya", "report/make/")
    agreed(room)
    room.answer_grid()
    room.all_say("LCSPR")
    room.conclude("LCSPR")

    page = room.post("lena", "sign-off/", {"read": "on"})

    assert page.status_code == 409
    assert "the newest one was made before it" in page.content.decode()


def test_a_split_report_never_speaks_of_an_agreed_decision(room: Room) -> None:
    room.meet()
    room.answer_grid()
    for who, choice in (("lena", "NO_LCSPR"), ("priti", "NO_LCSPR"), ("idris", "LCSPR")):
        room.position(who, choice)
    room.post("maya", "report/make/")

    text = words(read(Report.objects.get().document))
    assert "Agreed decision" not in text
    assert "the three partners differ" in text
