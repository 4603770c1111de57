"""Step 5 in a real browser: the wall and asking at the desk, the agency's pages at the desk and on a phone."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import Agency
from irwell.agency_returns.actions import answering, asking, chronologies
from irwell.agency_returns.models import InformationRequest
from irwell.agency_returns.rules.summary import fingerprint
from irwell.cases.models import Case
from irwell.core import time
from tests.agency_returns.conftest import (
    at,
    code_mailed_to,
    gathering,  # noqa: F401
    newest_link,
)
from tests.browser.conftest import DESK, PHONE, Visitor
from tests.people import People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MESSY = (
    b"Date,Source,Event,Professional\n"
    b"early Mar 26,SystmOne,Home visit: mother tired and low,Health visitor\n"
    b"?12.3.26,SystmOne,Telephone call,Health visitor\n"
    b"31/02/2026,SystmOne,Letter about the missed appointment,Health visitor\n"
    b"14/03/2026,,Seen at the children's centre,Nursery nurse\n"
    b"20/03/2026,SystmOne,Health review,Health visitor\n"
)


@pytest.fixture
def asked(gathering: Case, people: People) -> dict[str, InformationRequest]:  # noqa: F811
    """Four agencies were asked; the integrated care board sent a nil return, the hospital a full one."""
    found = {
        a.kind: a
        for a in Agency.objects.filter(kind__in=["hospital", "police", "icb", "education"])
    }
    letter = asking.Letter(
        questions="What did you know, do and decide?", basis="public_task",
        basis_text="Children Act 2004, sections 16E to 16H.", due_on=time.today(), period_from=None, period_to=None,
        about=list(gathering.identities.exclude(role="professional")),
    )  # fmt: skip
    asking.ask(
        case=gathering, contacts={a: a.contact_email for a in found.values()}, letter=letter, by=people.maya,
        now=at("2026-11-19 09:30"),
    )  # fmt: skip
    requests = {r.agency.kind: r for r in gathering.requests.all()}
    signed = {"name": "Ada Clough", "role": "Named nurse", "by": SYSTEM, "now": time.now()}
    answering.send_nil(request=requests["icb"], **signed)
    _answer(requests["hospital"], signed)
    InformationRequest.objects.filter(pk=requests["police"].pk).update(
        due_on=at("2026-11-20 09:00").date()
    )
    return requests


def _answer(request: InformationRequest, signed: dict[str, Any]) -> None:
    texts = {
        "author": {
            "author": "Ada Clough, named nurse",
            "independent": "yes",
            "searched": "All systems.",
        },
        "story": {"narrative": "The family was seen eleven times in two years."},
        "child": {"voice": "A child who smiled at other children."},
        "learning": {"learning": "Ask the name of every adult in the home."},
    }
    for section, answers in texts.items():
        answering.save_section(
            request=request, section=section, answers=answers, basis=fingerprint(None), by=SYSTEM
        )
    file = SimpleUploadedFile(
        "visits.csv", MESSY.replace(b"31/02", b"13/03").replace(b"26,,", b"26,RiO,")
    )
    now = time.now()
    added = chronologies.add_file(request=request, upload=file, department="", by=SYSTEM, now=now)
    chronologies.confirm(request=request, chronology=added, by=SYSTEM, now=now)
    answering.sign(request=request, no_chronology=False, **signed)


def path_of(request: InformationRequest) -> str:
    return newest_link(request.contact_email)


def come_in(window: Visitor, request: InformationRequest) -> str:
    """Open the link from the mail and type the code of the first opening. The address of the return."""
    path = path_of(request)
    window.go(path)
    window.page.get_by_label("Code").fill(code_mailed_to(request.contact_email))
    window.page.get_by_role("button", name="Continue").click()
    window.page.get_by_role("heading", level=1).wait_for()
    return path


def look(window: Visitor, pictures: Path, name: str) -> None:
    window.seen(pictures, f"returns-{name}")


def test_asking_and_the_wall(
    asked: dict[str, InformationRequest], gathering: Case, people: People, open_window: Any, pictures: Path,  # noqa: F811
) -> None:  # fmt: skip
    window: Visitor = open_window()
    window.sign_in(people.maya)
    base = f"/cases/{gathering.pk}/returns/"

    window.go(base)
    look(window, pictures, "wall")
    window.go(f"{base}ask/")
    window.page.get_by_role("checkbox", name="Calderbrook Council").check()
    look(window, pictures, "ask")
    window.go(f"{base}{asked['hospital'].pk}/")
    look(window, pictures, "one")
    window.go(f"{base}{asked['police'].pk}/")
    look(window, pictures, "waiting")
    window.go(f"{base}{asked['police'].pk}/links/{asked['police'].link_id}/close/")
    look(window, pictures, "close-link")
    window.go("/questions-to-agencies/")
    look(window, pictures, "questions")
    window.go("/questions-to-agencies/police/")
    look(window, pictures, "questions-police")


def test_an_agency_answers_by_its_link(
    asked: dict[str, InformationRequest], open_window: Any, pictures: Path
) -> None:
    window: Visitor = open_window()
    page = window.page

    path = come_in(window, asked["police"])
    look(window, pictures, "landing")
    page.get_by_role("button", name="Start the return").click()
    look(window, pictures, "overview")
    page.get_by_role("link", name="What happened, as your records show it").click()
    page.get_by_label("The main episodes of your work").fill(
        "Officers came to the home four times."
    )
    page.get_by_text("Draft kept at").wait_for()
    look(window, pictures, "section")
    page.get_by_role("button", name="Save and continue").click()
    window.go(f"{path}chronology/")
    look(window, pictures, "files")
    page.set_input_files(
        "#id_file", {"name": "visits.csv", "mimeType": "text/csv", "buffer": MESSY}
    )
    page.get_by_role("button", name="Read it in").click()
    look(window, pictures, "columns")
    page.get_by_role("button", name="Continue to the rows").click()
    look(window, pictures, "rows")
    window.go(f"{path}sign/")
    look(window, pictures, "unsigned")


def test_an_answer_that_was_signed_is_shown(
    asked: dict[str, InformationRequest], open_window: Any, pictures: Path
) -> None:
    window: Visitor = open_window(PHONE)

    come_in(window, asked["hospital"])
    look(window, pictures, "signed")
    come_in(window, asked["icb"])
    look(window, pictures, "nil")


def test_a_nil_return_without_scripts(
    asked: dict[str, InformationRequest], open_window: Any
) -> None:
    window: Visitor = open_window(DESK, scripts=False)
    come_in(window, asked["education"])

    window.page.get_by_label("Your name").fill("Delphine Marsh")
    window.page.get_by_label("Your role").fill("Safeguarding lead")
    window.page.get_by_role("button", name="Sign a nil return").click()

    assert window.page.get_by_role("heading", name="Nil return received").is_visible()


NARROW = {"width": 375, "height": 667}


def test_a_nil_return_on_a_phone_takes_three_pages_and_no_typing_but_name_and_role(
    asked: dict[str, InformationRequest], open_window: Any, pictures: Path
) -> None:
    """The code need not be typed: the mail that brings it holds a link on which it is filled in."""
    window: Visitor = open_window(NARROW)
    page, request = window.page, asked["education"]
    pages: list[str] = []
    page.on("load", lambda loaded: pages.append(loaded.url))

    window.go(path_of(request))
    look(window, pictures, "code")
    pages.clear()
    window.go(link_in_code_mail(request))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Information is asked of").wait_for()
    page.get_by_label("Your name").fill("Delphine Marsh")
    page.get_by_label("Your role").fill("Safeguarding lead")
    page.get_by_role("button", name="Sign a nil return").click()
    page.get_by_role("heading", name="Nil return received").wait_for()

    assert len(pages) == 3, pages
    look(window, pictures, "nil-received")


def link_in_code_mail(request: InformationRequest) -> str:
    """The address in the mail with the code, on which the code is filled in."""
    code = code_mailed_to(request.contact_email)
    return f"{path_of(request)}confirm/?code={code}"


def test_departments_return_to_the_lead(
    asked: dict[str, InformationRequest], open_window: Any, pictures: Path
) -> None:
    lead: Visitor = open_window()
    path = come_in(lead, asked["police"])
    page = lead.page
    lead.go(f"{path}departments/")
    page.get_by_label("Department or service").fill("Public protection unit")
    page.get_by_label("Address of the person who answers").fill("ppu@police.example")
    page.get_by_label("Anything to add for this department?").fill("Calls to the home, please.")
    look(lead, pictures, "ask-department")
    page.get_by_role("button", name="Ask this department").click()
    page.get_by_text("Public protection unit was asked.").wait_for()
    part = InformationRequest.every.get(parent=asked["police"])
    department: Visitor = open_window()
    come_in(department, part)
    look(department, pictures, "department-landing")
    _answer(part, {"name": "Wilf Stanedge", "role": "Sergeant", "by": SYSTEM, "now": time.now()})

    lead.go(f"{path}return/")
    look(lead, pictures, "overview-departments")
    lead.go(f"{path}departments/{part.pk}/")
    look(lead, pictures, "department")
    page.get_by_role("button", name="Take it in").click()
    page.get_by_text("was taken in").wait_for()
    look(lead, pictures, "departments")
    lead.go(f"{path}return/story/")
    look(lead, pictures, "section-with-departments")


def test_what_a_correction_changed(
    asked: dict[str, InformationRequest], gathering: Case, people: People, open_window: Any, pictures: Path,  # noqa: F811
) -> None:  # fmt: skip
    request, now = asked["hospital"], time.now()
    asking.reopen(request=request, reason="A visit was left out.", by=people.maya, now=now)
    draft = request.returns.get(version=2)
    old = draft.chronologies.get()
    chronologies.remove(request=request, chronology=old, by=SYSTEM)
    data = MESSY.replace(b"31/02", b"13/03").replace(b"26,,", b"26,RiO,")
    data = data.replace(b"Telephone call", b"Telephone call, no answer").replace(b"20/03", b"20/09")
    file = SimpleUploadedFile("corrected.csv", data + b"21/03/2026,SystmOne,Second visit,Nurse\n")
    added = chronologies.add_file(request=request, upload=file, department="", by=SYSTEM, now=now)
    chronologies.confirm(request=request, chronology=added, by=SYSTEM, now=now)
    answering.save_section(
        request=request, section="story", answers={"narrative": "The family was seen twelve times in two and a half years."},
        basis=fingerprint(draft.summary["story"]), by=SYSTEM,
    )  # fmt: skip
    agency: Visitor = open_window()
    path = come_in(agency, request)
    agency.go(f"{path}sign/")
    look(agency, pictures, "sign-correction")
    answering.sign(request=request, name="Ada Clough", role="Named nurse", no_chronology=False, by=SYSTEM, now=now)  # fmt: skip

    window: Visitor = open_window()
    window.sign_in(people.maya)
    window.go(f"/cases/{gathering.pk}/returns/{request.pk}/")
    look(window, pictures, "one-corrected")
    window.go(f"/cases/{gathering.pk}/returns/{request.pk}/changes/2/")
    look(window, pictures, "changes")


def test_the_wall_in_the_meeting_room_refreshes_itself_until_it_is_stopped(
    asked: dict[str, InformationRequest], gathering: Case, people: People, open_window: Any, pictures: Path,  # noqa: F811
) -> None:  # fmt: skip
    projector: Visitor = open_window({"width": 1920, "height": 1080})
    projector.sign_in(people.maya)
    projector.go(f"/cases/{gathering.pk}/returns/room/")
    look(projector, pictures, "room")
    projector.page.close()

    window: Visitor = open_window(PHONE)
    window.sign_in(people.maya)
    page = window.page
    page.clock.install()
    window.go(f"/cases/{gathering.pk}/returns/room/")
    look(window, pictures, "room")
    page.get_by_text("2 of 4").wait_for()

    answering.send_nil(request=asked["education"], name="D", role="Head", by=SYSTEM, now=time.now())
    page.clock.run_for(31_000)
    page.get_by_text("3 of 4").wait_for()
    page.get_by_role("button", name="Stop refreshing").click()
    assert page.get_by_role("button", name="Start refreshing").is_visible()


def test_the_wall_in_the_room_without_scripts(
    asked: dict[str, InformationRequest], gathering: Case, people: People, open_window: Any,  # noqa: F811
) -> None:  # fmt: skip
    window: Visitor = open_window(DESK, scripts=False)
    window.sign_in(people.maya)
    window.go(f"/cases/{gathering.pk}/returns/room/")

    window.page.get_by_role("link", name="Refresh now").click()

    assert window.page.get_by_text("2 of 4").is_visible()
