"""Each member's own pack, watermarked and logged; a decision as it was frozen, through the web."""

import io
from typing import Any

import pikepdf
import pytest
import time_machine
from docx import Document

from irwell.accounts.models import Agency
from irwell.agency_returns.models import AgencyReturn, InformationRequest
from irwell.anonymise.reading import read
from irwell.audit.models import LoggedEvent
from irwell.decisions import queries
from irwell.messaging.models import Notice
from tests.decisions.meeting import PARTNERS, Room, at
from tests.kept import kept

TOLD = "The ward saw Juno twice and told nobody."


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(at("2026-12-02 14:00"), tick=False):
        yield


def answered(room: Room, kind: str, words: str) -> None:
    agency = Agency.objects.get(kind=kind)
    asked = InformationRequest.objects.create(
        case=room.case, key=room.case.key, agency=agency, basis_text="Law", contact_email="h@calderbrook.example",
        due_on=at("2026-11-30 09:00").date(), sent_by=room.people.maya, sent_at=at("2026-11-19 09:00"),
    )  # fmt: skip
    AgencyReturn.objects.create(
        request=asked, key=room.case.key, summary={"story": {"narrative": words}}, signed_at=at("2026-11-30 09:00")
    )  # fmt: skip


@pytest.fixture
@kept
def called(room: Room) -> Room:
    """Two agencies have answered, Mother is on the register, the meeting is called."""
    room.as_person(room.people.maya).post(
        f"/cases/{room.case.pk}/register/",
        {"kind": "person", "role": "mother", "label": "", "names": "Juno Hollowgate"},
    )
    answered(room, "hospital", TOLD)
    answered(room, "education", "The school rang the duty desk.")
    room.call()
    return room


def download(room: Room, who: str, form: str) -> Any:
    return room.get(who, f"meetings/{room.meeting.pk}/pack/{form}/")


def words(answer: Any) -> str:
    data = io.BytesIO(answer.content)
    if answer["Content-Type"] == "application/pdf":
        return "\n".join(block.text for block in read("pack.pdf", answer.content).blocks)
    document = Document(data)
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    head = [p.text for p in document.sections[0].header.paragraphs]
    xml = document.sections[0].header._element.xml
    return "\n".join([*(p.text for p in document.paragraphs), *cells, *head, xml])


@pytest.mark.parametrize("form", ["word", "pdf"])
def test_a_pack_bears_its_receivers_name_and_shows_labels_for_names(
    called: Room, form: str
) -> None:
    text = " ".join(words(download(called, "lena", form)).split())

    assert (
        "Copy for Lena Ashworth-Vale, Calderbrook Council children's services, made 2 December 2026 at 14:00"
        in text
    )
    assert "The ward saw Mother twice and told nobody." in text
    assert "Juno" not in text
    assert "The regulation 11 grid" in text
    assert "Irwell’s proposal" in text


def test_the_word_pack_has_the_name_behind_the_text_of_every_page(called: Room) -> None:
    text = words(download(called, "idris", "word"))

    assert 'string="Idris Penhallow"' in text


@pytest.mark.parametrize("form", ["word", "pdf"])
def test_an_adviser_gets_the_parts_their_role_may_see_and_is_told_what_is_left_out(
    called: Room, form: str
) -> None:
    text = " ".join(words(download(called, "ines", form)).split())

    assert "Agenda" in text
    assert "Labels used in this case" in text
    assert "told nobody" not in text
    assert "rang the duty desk" not in text
    assert "Each agency’s return: your role on this case does not see it." in text


def test_an_agencys_lead_gets_their_own_agencys_return_and_no_other(called: Room) -> None:
    text = words(download(called, "tomos", "word"))

    assert "told nobody" in text
    assert "rang the duty desk" not in text


@pytest.mark.parametrize(
    ("who", "status"),
    [("maya", 200), ("colm", 200), ("lena", 200), ("rosalind", 200), ("ines", 200), ("tomos", 200), ("oona", 404), ("conrad", 404), ("sam", 404)],
)  # fmt: skip
def test_who_gets_a_pack(called: Room, who: str, status: int) -> None:
    assert download(called, who, "word").status_code == status


def test_whoever_is_in_conflict_gets_no_pack(called: Room) -> None:
    called.post(
        "lena", f"meetings/{called.meeting.pk}/conflicts/", {"reason": "I managed the team."}
    )

    page, files = called.get("lena", f"meetings/{called.meeting.pk}/pack/"), [download(called, "lena", f) for f in ("word", "pdf")]  # fmt: skip
    overview = called.get("colm", f"meetings/{called.meeting.pk}/pack/").content.decode()

    assert page.status_code == 403
    assert [f.status_code for f in files] == [403, 403]
    assert "there is no pack for you" in page.content.decode()
    assert "No pack" in overview


def test_packs_are_sent_round_by_link_to_all_but_those_in_conflict(called: Room) -> None:
    called.post(
        "lena", f"meetings/{called.meeting.pk}/conflicts/", {"reason": "I managed the team."}
    )

    called.post("maya", "meetings/go/")

    told = {n.to.partition("@")[0] for n in Notice.objects.filter(subject__startswith="Pack")}
    assert {"idris", "priti", "colm", "ines", "tomos"} <= told
    assert not {"lena", "conrad"} & told


def test_every_download_is_logged_with_its_hash_and_shown_to_those_who_run_the_meeting(
    called: Room,
) -> None:
    download(called, "lena", "pdf")
    download(called, "idris", "word")

    logged = LoggedEvent.objects.filter(name="documents:export:made")
    page = called.get("colm", f"meetings/{called.meeting.pk}/pack/").content.decode()
    assert [e.data["form"] for e in logged] == ["pdf", "docx"]
    assert all(len(e.data["sha256"]) == 64 for e in logged)
    assert "Agenda and all parts" in page
    assert page.count("2 December 2026, 14:00") == 2


def test_the_pdf_is_tagged(called: Room) -> None:
    with pikepdf.open(io.BytesIO(download(called, "lena", "pdf").content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo["/Title"]) == f"{called.case.reference}: Rapid Review meeting 1"


@pytest.fixture
@kept
def decided(called: Room) -> Room:
    """All three agree; the decision is sealed."""
    called.post("maya", "meetings/go/")
    called.attend(**dict.fromkeys((*PARTNERS, "colm"), "present"))
    called.held()
    called.answer_grid()
    called.all_say("LCSPR")
    assert called.conclude("LCSPR").status_code == 302
    return called


def frozen(room: Room, who: str = "lena") -> Any:
    decision = queries.current_decision(room.case)
    return room.get(who, f"decisions/{decision.pk}/")


def test_a_decision_is_looked_at_again_exactly_as_it_was(decided: Room) -> None:
    before = frozen(decided).content.decode()
    AgencyReturn.objects.create(
        request=InformationRequest.objects.get(agency__kind="hospital"), key=decided.case.key, version=2,
        summary={"story": {"narrative": "Corrected."}}, signed_at=at("2026-12-02 15:00"),
    )  # fmt: skip
    decided.case.factor_answers.update(value="false")

    after = frozen(decided).content.decode()

    for page in (before, after):
        assert "Return of Calderbrook Hospitals NHS Trust" in page
        assert "Unchanged" in page
        assert "Improvement is needed: yes." in page
    assert after.count("The same") == before.count("The same") == 2


def test_a_frozen_return_that_was_tampered_with_is_seen(decided: Room) -> None:
    AgencyReturn.objects.filter(request__agency__kind="hospital").get()
    changed = AgencyReturn.objects.get(request__agency__kind="hospital")
    changed.summary = {"story": {"narrative": "Quietly rewritten."}}
    changed.save()

    assert "Changed or gone" in frozen(decided).content.decode()


def test_the_hash_of_what_was_frozen_stands_in_the_log(decided: Room) -> None:
    decision = queries.current_decision(decided.case)

    logged = LoggedEvent.objects.get(name="decisions:decision:recorded")

    assert logged.data["sha256"] == decision.frozen_sha256 == queries.digest(decision.on_screen)
    assert len(decision.on_screen["rules"]["law_sha256"]) == 64


def test_the_frozen_decision_downloads_as_pdf(decided: Room) -> None:
    decision = queries.current_decision(decided.case)

    answer = decided.get("lena", f"decisions/{decision.pk}/pdf/")

    assert "The decision as it was made" in words(answer)
    assert decision.frozen_sha256 in words(answer).replace("\n", "")


@pytest.mark.parametrize(
    ("who", "status"), [("maya", 200), ("lena", 200), ("ines", 403), ("oona", 404)]
)
def test_who_looks_at_a_frozen_decision(decided: Room, who: str, status: int) -> None:
    assert frozen(decided, who).status_code == status
