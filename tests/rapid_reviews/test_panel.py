"""To the Panel and back: submission, reply, reconsideration, learning, through the web."""

import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from irwell.cases import actions as cases
from irwell.decisions import queries
from irwell.decisions.models import Decision
from irwell.rapid_reviews.models import PanelReply, Report, Submission
from tests.decisions.meeting import PARTNERS, Room, at
from tests.kept import kept


def letter_file() -> bytes:
    out = io.BytesIO()
    letter = Document()
    letter.add_paragraph("Thank you for the Rapid Review.")
    letter.save(out)
    return out.getvalue()


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(at("2026-01-26 10:00"), tick=False) as travelling:
        yield travelling


def sign(room: Room) -> None:
    for who in PARTNERS:
        assert room.post(who, "sign-off/", {"read": "on"}).status_code == 302


@pytest.fixture
@kept
def signed(room: Room, clock: Any) -> Room:
    """No practice review is agreed, the report is signed by all three; Wed 28 January 2026."""
    room.case.dates.all().delete()
    room.case.clocks.all().delete()
    _start(room)
    room.meet()
    room.answer_grid()
    room.all_say("NO_LCSPR")
    room.conclude("RR_ONLY_LEARNING_COMPLETE")
    room.post("maya", f"meetings/{room.meeting.pk}/minutes/", {"text": "Agreed.", "saves": "0"})
    room.post("maya", "report/make/")
    assert room.post("colm", "report/agree/").status_code == 302
    sign(room)
    clock.move_to(at("2026-01-28 15:00"))
    return room


def _start(room: Room) -> None:
    cases.record_date(
        case=room.case, fact="sin_submitted_at", value=at("2026-01-08 12:00"), by=room.people.maya,
        now=at("2026-01-08 12:00"),
    )  # fmt: skip


def day(name: str, when: dt.date) -> dict[str, str]:
    return {f"{name}_day": str(when.day), f"{name}_month": str(when.month), f"{name}_year": str(when.year)}  # fmt: skip


def send(room: Room, who: str = "maya", on: dt.date = dt.date(2026, 1, 28)):
    given = {**day("sent_on", on), "sent_on_time": "14:00", "receipt": "PANEL-77"}
    return room.post(who, "panel/sent/", given)


@pytest.mark.parametrize(
    ("who", "status"),
    [("maya", 302), ("colm", 403), ("lena", 403), ("rosalind", 403), ("oona", 404), ("conrad", 404)],
)  # fmt: skip
def test_who_may_record_the_submission(signed: Room, who: str, status: int) -> None:
    assert send(signed, who).status_code == status


def test_sending_stops_the_clock_and_keeps_the_receipt(signed: Room) -> None:
    send(signed)

    signed.case.refresh_from_db()
    stopped = signed.case.clocks.get(clock="C6", replaced_at=None)
    assert signed.case.state == "rr_submitted"
    assert stopped.stopped_at == at("2026-01-28 14:00")
    assert Submission.objects.get().receipt == "PANEL-77"
    page = signed.get("lena", "panel/").content.decode()
    assert "In time" in page
    assert "PANEL-77" in page
    assert "usually comes by about Sat 7 February 2026" in page


def test_nothing_is_sent_before_all_three_have_signed(signed: Room) -> None:
    signed.post("maya", "report/make/")

    page = send(signed)

    assert page.status_code == 409
    assert "Still to be signed" in page.content.decode()


def test_a_report_cannot_have_been_sent_in_the_future(signed: Room) -> None:
    page = send(signed, on=dt.date(2026, 1, 29))

    assert page.status_code == 422
    assert "PANEL-77" in page.content.decode()


def archive_of(room: Room) -> dict[str, bytes]:
    """The files of the pack as the business manager downloads it."""
    pack = Report.objects.order_by("version").last().pack
    answer = room.as_person(room.people.maya).get(f"/cases/{room.case.pk}/documents/{pack.pk}/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        return {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}


def test_the_submission_pack_holds_report_letter_data_checks_and_a_manifest_that_holds(
    signed: Room,
) -> None:
    signed.post("maya", "panel/pack/")

    files = archive_of(signed)
    manifest = dict(
        line.split("  ")[::-1] for line in files.pop("manifest-sha256.txt").decode().splitlines()
    )
    assert sorted(files) == [
        "checks.txt", "covering-letter.docx", "covering-letter.pdf", "data.json", "report.docx", "report.pdf",
    ]  # fmt: skip
    assert manifest == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    assert manifest["report.pdf"] in signed.get("maya", "panel/").content.decode()


def test_the_data_fields_come_from_the_record_and_name_nobody(signed: Room) -> None:
    signed.post("maya", "panel/pack/")

    data = json.loads(archive_of(signed)["data.json"])

    assert data["decision"]["outcome"] == "RR_ONLY_LEARNING_COMPLETE"
    assert data["factors"]["R11A"] == "true"
    assert set(data["positions"].values()) == {"A practice review is not appropriate"}
    assert "has not been checked" in data["note"]
    assert "Lena" not in json.dumps(data)


def test_what_was_sent_is_the_pack_that_was_made(signed: Room) -> None:
    signed.post("maya", "panel/pack/")
    first = Report.objects.order_by("version").last().pack.sha256

    signed.post("maya", "panel/pack/")
    send(signed)

    assert Submission.objects.get().report.pack.sha256 == first
    assert "The archive as it was sent" in signed.get("lena", "panel/").content.decode()


@pytest.mark.parametrize(("who", "status"), [("colm", 403), ("lena", 403), ("oona", 404)])
def test_who_may_not_make_the_pack(signed: Room, who: str, status: int) -> None:
    assert signed.post(who, "panel/pack/").status_code == status


def test_a_report_cannot_have_been_sent_before_the_notification(signed: Room) -> None:
    page = send(signed, on=dt.date(2026, 1, 7))

    assert page.status_code == 422
    assert "before the notification was" in page.content.decode()


@pytest.fixture
@kept
def sent(signed: Room, clock: Any) -> Room:
    assert send(signed).status_code == 302
    clock.move_to(at("2026-02-11 10:00"))
    return signed


def reply(room: Room, view: str, who: str = "maya", letter: bytes | None = None, **more: str):
    given = {
        **day("received_on", dt.date(2026, 2, 11)), "view": view, "summary": "Recurrent themes.", **more,
        "letter": SimpleUploadedFile("letter.docx", letter or letter_file()),
    }  # fmt: skip
    return room.post(who, "panel/reply/", given)


def test_a_reply_that_agrees_leaves_nothing_to_reconsider(sent: Room) -> None:
    assert reply(sent, "agrees").status_code == 302

    sent.case.refresh_from_db()
    assert sent.case.state == "panel_response"
    assert PanelReply.objects.get().letter.purpose == "panel_letter"
    assert not sent.case.tasks.filter(once__startswith="reconsider").exists()


def test_a_letter_may_agree_and_still_ask_comment_and_consider_a_national_review(
    sent: Room,
) -> None:
    reply(
        sent, "agrees", asks="How were fathers heard?", national="on", on_quality="Thoughtful on why.",
        on_timeliness="In time.", on_equality="Ethnicity is missing.", **day("answer_by", dt.date(2026, 2, 25)),
    )  # fmt: skip

    page = sent.get("lena", "panel/").content.decode()
    task = sent.case.tasks.get(once__startswith="answer")
    assert task.due_on == dt.date(2026, 2, 25)
    assert sent.case.tasks.filter(once__startswith="national").exists()
    assert not sent.case.tasks.filter(once__startswith="reconsider").exists()
    for words in ("How were fathers heard?", "Thoughtful on why.", "Ethnicity is missing.", "Considers a national review"):  # fmt: skip
        assert words in page


def test_a_letter_cannot_have_come_before_the_report_was_sent(sent: Room) -> None:
    page = reply(sent, "agrees", **day("received_on", dt.date(2026, 1, 27)))

    assert page.status_code == 422
    assert "before the report was sent" in page.content.decode()


@pytest.mark.parametrize(("who", "status"), [("colm", 403), ("lena", 403), ("oona", 404)])
def test_who_may_not_log_the_reply(sent: Room, who: str, status: int) -> None:
    assert reply(sent, "agrees", who).status_code == status


def test_a_letter_that_is_not_what_it_says_is_refused_and_the_rest_is_kept(sent: Room) -> None:
    page = reply(sent, "agrees", letter=b"MZ not a letter")

    assert page.status_code == 422
    assert "Recurrent themes." in page.content.decode()
    assert not PanelReply.objects.exists()


@pytest.fixture
@kept
def differed(sent: Room) -> Room:
    assert reply(sent, "lcspr").status_code == 302
    return sent


def test_scenario_15_a_letter_that_differs_sets_r11d_and_a_date_to_reconsider(
    differed: Room,
) -> None:
    page = differed.get("lena", "panel/").content.decode()

    assert queries.current_answers(differed.case)["R11D"].value == "true"
    task = differed.case.tasks.get(once__startswith="reconsider")
    assert task.due_on == dt.date(2026, 2, 25)
    assert "Wed 25 February 2026" in page
    assert "cannot order a review" in page


def test_the_case_cannot_go_on_before_it_is_reconsidered(differed: Room) -> None:
    page = differed.post("lena", "panel/learning/", {"reasons": "Learned enough."})

    assert page.status_code == 409
    assert "Reconsider it first" in page.content.decode()


@pytest.mark.parametrize(("who", "status"), [("lena", 302), ("maya", 403), ("colm", 403), ("oona", 404)])  # fmt: skip
def test_who_may_reconsider(differed: Room, who: str, status: int) -> None:
    assert differed.post(who, "panel/reconsider/").status_code == status


@pytest.mark.parametrize(
    ("choice", "outcome"), [("LCSPR", "LCSPR"), ("NO_LCSPR", "RR_ONLY_LEARNING_COMPLETE")]
)
def test_scenario_15_either_outcome_is_valid_and_both_decisions_are_kept(
    differed: Room, choice: str, outcome: str
) -> None:
    differed.post("lena", "panel/reconsider/")
    differed.all_say(choice)
    differed.conclude(outcome)

    first, second = Decision.objects.filter(case=differed.case)
    page = differed.get("maya", "positions/").content.decode()
    assert (first.outcome, second.outcome) == ("RR_ONLY_LEARNING_COMPLETE", outcome)
    assert first.reasons and second.reasons
    assert "Reconsidered: round 2" in page
    assert differed.case.tasks.get(once__startswith="reconsider").done_at


def test_the_second_round_is_signed_and_sent_again_and_the_first_date_stands(
    differed: Room, clock: Any
) -> None:
    differed.post("lena", "panel/reconsider/")
    differed.all_say("LCSPR")
    differed.conclude("LCSPR")
    differed.post("maya", "report/make/")
    sign(differed)

    clock.move_to(at("2026-02-11 15:00"))
    answer = send(differed, on=dt.date(2026, 2, 11))

    differed.case.refresh_from_db()
    assert answer.status_code == 302
    assert differed.case.state == "rr_submitted"
    assert differed.case.clocks.get(clock="C6", replaced_at=None).stopped_at == at(
        "2026-01-28 14:00"
    )
    assert differed.case.clocks.get(clock="C7", replaced_at=None).due_on == dt.date(2026, 2, 7)


def test_without_a_review_the_case_goes_on_to_learning_with_reasons(sent: Room) -> None:
    reply(sent, "agrees")

    answer = sent.post("lena", "panel/learning/", {"reasons": "The rapid review found it."})

    sent.case.refresh_from_db()
    assert answer.status_code == 302
    assert sent.case.state == "learning"
    assert "The rapid review found it." in sent.get("maya", "panel/").content.decode()
