"""A case that gathers information, its family in the register, requests sent, and a visitor by signed link."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from irwell.accounts.models import Agency
from irwell.agency_returns.models import AddressCode, InformationRequest
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.messaging.models import Notice
from tests.kept import kept
from tests.moments import at
from tests.people import People
from tests.stages import bring_to


@pytest.fixture
@kept
def gathering(case: Case, people: People) -> Case:
    """The notification was sent on Wed 18 November 2026; a child, a mother and a doctor are in the register."""
    for kind, role, label, names in (
        ("person", "child", "Child A", ["Kit Stannery"]),
        ("person", "mother", "Mother", ["Lowri Stannery"]),
        ("person", "professional", "Professional 1", ["Hester Underhill"]),
    ):
        cases.add_identity(
            case=case, key=case.key, kind=kind, role=role, label=label, names=names,
            details={"dates_of_birth": ["2024-12-19"]} if role == "child" else {}, by=people.maya,
        )  # fmt: skip
    for fact, moment in (
        ("incident_at", "2026-11-09 12:00"),
        ("sin_submitted_at", "2026-11-18 15:00"),
    ):
        cases.record_date(case=case, fact=fact, value=at(moment), by=people.maya, now=at(moment))
    return bring_to(case, "rr_gathering", people, now=at("2026-11-18 15:00"))


@pytest.fixture
def on_the_19th() -> object:
    with time_machine.travel(at("2026-11-19 09:30"), tick=False) as traveller:
        yield traveller


def asking(page: str, *agencies: Agency, **changes: str) -> dict[str, object]:
    """The asking form as the page offers it, with the agencies ticked."""
    people = re.findall(r'name="people" type="checkbox" value="([^"]+)"', page)
    data: dict[str, object] = {
        "agencies": [str(a.pk) for a in agencies], "people": people, "questions": "What did you know?",
        "basis": "public_task", "text_public_task": "Children Act 2004, sections 16E to 16H.",
        "period_from_day": "9", "period_from_month": "11", "period_from_year": "2024",
        "period_to_day": "9", "period_to_month": "11", "period_to_year": "2026",
        "due_on_day": "30", "due_on_month": "11", "due_on_year": "2026",
    }  # fmt: skip
    for agency in agencies:
        data[f"email_{agency.pk}"] = agency.contact_email
    return {**data, **changes}


@dataclass
class Visitor:
    """Someone at an agency who came by the link in the e-mail."""

    client: Client
    base: str
    request: InformationRequest

    def get(self, path: str = "", status: int = 200) -> str:
        answer = self.client.get(self.base + path)
        assert answer.status_code == status, answer.content.decode()[-2000:]
        return answer.content.decode()

    def post(self, path: str, data: dict | None = None, status: int = 302):
        answer = self.client.post(self.base + path, data or {})
        assert answer.status_code == status, answer.content.decode()[-3000:]
        return answer

    def fresh(self) -> InformationRequest:
        return InformationRequest.objects.get(pk=self.request.pk)

    def upload(self, name: str, data: bytes, status: int = 302, **more: str) -> str:
        """Upload a chronology; the address of its page, or the page with the refusal."""
        answer = self.post("chronology/", {"file": SimpleUploadedFile(name, data), **more}, status)
        return answer.url.replace(self.base, "") if status == 302 else answer.content.decode()

    def fill_summary(self) -> None:
        self.post("return/author/", {"basis": self.basis("author"), "author": "A. Writer, named nurse", "independent": "yes", "searched": "Everything"})  # fmt: skip
        self.post("return/story/", {"basis": self.basis("story"), "narrative": "We visited often."})
        self.post("return/child/", {"basis": self.basis("child"), "voice": "A smiling baby."})
        self.post("return/learning/", {"basis": self.basis("learning"), "learning": "Ask about fathers."})  # fmt: skip

    def basis(self, section: str) -> str:
        return re.search(r'name="basis" value="(\w+)"', self.get(f"return/{section}/")).group(1)


def newest_link(email: str) -> str:
    """The newest link that was mailed to an address."""
    notices = Notice.objects.filter(to=email).exclude(once__startswith="code ")
    return next(
        m.group(0)
        for n in notices.order_by("-created_at")
        if (m := re.search(r"/answer/[^/\s]+/", n.body))
    )


def code_mailed_to(email: str) -> str:
    """The newest code that was mailed to an address."""
    waiting = AddressCode.objects.filter(link__email=email, confirmed_at=None, attempts__lt=5)
    newest = waiting.order_by("sent_at").last()
    assert newest is not None
    return Notice.objects.get(once=f"code {newest.pk}").body[:6]


def unconfirmed(request: InformationRequest, email: str = "") -> Visitor:
    """Someone who holds the link and has not shown yet whose mailbox it is."""
    return Visitor(Client(), newest_link(email or request.contact_email), request)


def visitor_of(request: InformationRequest, email: str = "") -> Visitor:
    """The person at the contact's address (or another that got a link), with the code of the first opening typed."""
    visitor = unconfirmed(request, email)
    if visitor.client.get(f"{visitor.base}confirm/").status_code == 200:
        visitor.post("confirm/", {"code": code_mailed_to(email or request.contact_email)})
    return visitor


@pytest.fixture
def send(gathering: Case, people: People, as_person, on_the_19th):
    """send("hospital", "police"): Maya asks these agencies; the requests in that order."""

    def sent(*kinds: str) -> list[InformationRequest]:
        agencies = [Agency.objects.get(kind=kind) for kind in kinds]
        maya, url = as_person(people.maya), f"/cases/{gathering.pk}/returns/ask/"
        answer = maya.post(url, asking(maya.get(url).content.decode(), *agencies))
        assert answer.status_code == 302, answer.content.decode()
        return [InformationRequest.objects.get(case=gathering, agency=a) for a in agencies]

    return sent


@pytest.fixture
@kept
def hospital(send) -> Visitor:
    """The hospital's author, at the landing page's address."""
    return visitor_of(send("hospital")[0])


TODAY = date(2026, 11, 19)
CSV = (
    b"Date,Source,Event,Professional\n"
    b"12/03/2026,SystmOne,Home visit,Health visitor\n"
    b"13/03/2026,SystmOne,Telephone call,Health visitor\n"
)
