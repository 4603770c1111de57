"""Step 5 in a real browser: the wall and asking at the desk, the agency's pages at the desk and on a phone."""

import re
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
from irwell.messaging.models import Notice
from tests.agency_returns.conftest import at, gathering  # noqa: F401
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
    bodies = [n.body for n in Notice.objects.filter(to=request.contact_email)]
    return next(m.group(0) for body in bodies if (m := re.search(r"/answer/[^/\s]+/", body)))


def look(window: Visitor, pictures: Path, name: str) -> None:
    window.check_axe()
    width = window.page.evaluate("document.documentElement.scrollWidth")
    assert width <= (window.page.viewport_size or DESK)["width"], name
    window.picture(pictures, f"returns-{name}")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_asking_and_the_wall(
    asked: dict[str, InformationRequest], gathering: Case, people: People, open_window: Any, pictures: Path,  # noqa: F811
    size: dict[str, int],
) -> None:  # fmt: skip
    window: Visitor = open_window(size)
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


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_an_agency_answers_by_its_link(
    asked: dict[str, InformationRequest], open_window: Any, pictures: Path, size: dict[str, int]
) -> None:
    window: Visitor = open_window(size)
    page = window.page

    window.go(path_of(asked["police"]))
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
    window.go(f"{path_of(asked['police'])}chronology/")
    look(window, pictures, "files")
    page.set_input_files(
        "#id_file", {"name": "visits.csv", "mimeType": "text/csv", "buffer": MESSY}
    )
    page.get_by_role("button", name="Read it in").click()
    look(window, pictures, "columns")
    page.get_by_role("button", name="Continue to the rows").click()
    look(window, pictures, "rows")
    window.go(f"{path_of(asked['police'])}sign/")
    look(window, pictures, "unsigned")


def test_an_answer_that_was_signed_is_shown(
    asked: dict[str, InformationRequest], open_window: Any, pictures: Path
) -> None:
    window: Visitor = open_window(PHONE)

    window.go(path_of(asked["hospital"]))
    look(window, pictures, "signed")
    window.go(path_of(asked["icb"]))
    look(window, pictures, "nil")


def test_a_nil_return_without_scripts(
    asked: dict[str, InformationRequest], open_window: Any
) -> None:
    window: Visitor = open_window(DESK, scripts=False)
    window.go(path_of(asked["education"]))

    window.page.get_by_label("Your name").fill("Delphine Marsh")
    window.page.get_by_label("Your role").fill("Safeguarding lead")
    window.page.get_by_role("button", name="Sign a nil return").click()

    assert window.page.get_by_role("heading", name="Nil return received").is_visible()
