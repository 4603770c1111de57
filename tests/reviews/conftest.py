"""A case on which the partners decided for a practice review, its chronology, and its review at any stage."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from irwell.accounts.models import Agency
from irwell.agency_returns.models import AgencyReturn, InformationRequest, ReturnChronology
from irwell.cases.models import Case
from irwell.chronology import apply, guess_mapping, load
from irwell.combined_chronology.queries import timeline_of
from irwell.core.time import LONDON
from irwell.decisions.models import Decision, Meeting
from irwell.demo.seeding.report_docx import build_report
from irwell.documents.actions import keep_made
from irwell.documents.rules import Purpose
from irwell.reviews import actions, presenters, queries, rules
from tests.kept import kept
from tests.people import People
from tests.stages import bring_to

DECIDED = dt.datetime(2026, 8, 28, 11, tzinfo=LONDON)
LATER = DECIDED + dt.timedelta(days=3)
ROWS = (
    "Date,Source,Event\n"
    "3 March 2026,Health record,Appointment missed; letter sent\n"
    "14 April 2026,Health record,Weight below the second centile\n"
    "2 May 2026,Health record,A man was in the home and was not named\n"
)


@pytest.fixture(autouse=True)
def _in_september() -> Iterator[None]:
    """The pages look at the clock: it stands a day after the review was commissioned."""
    with time_machine.travel(LATER + dt.timedelta(days=1), tick=True):
        yield


def decide(case: Case, people: People, outcome: str = "LCSPR", *, number: int = 1) -> Decision:
    meeting = Meeting.objects.create(
        case=case, key=case.key, number=number, planned_for=DECIDED, held_at=DECIDED, called_by=people.maya
    )  # fmt: skip
    return Decision.objects.create(
        case=case, key=case.key, round=number, meeting=meeting, status="agreed", outcome=outcome,
        decided_at=DECIDED, reasons="Learning for the area.",
    )  # fmt: skip


def ask(case: Case, agency: Agency, people: People, rows: str = ROWS, *, version: int = 1) -> None:
    """One agency, asked, with a signed return and its confirmed chronology."""
    request, _ = InformationRequest.objects.get_or_create(
        case=case, agency=agency,
        defaults={
            "key": case.key, "contact_email": "records@hospital.example", "basis_text": "Section 16H",
            "due_on": DECIDED.date(), "sent_by": people.maya, "sent_at": DECIDED,
        },
    )  # fmt: skip
    signed = AgencyReturn.objects.create(
        request=request, key=case.key, version=version, signed_by="A lead", signed_at=DECIDED
    )
    tables = load("return.csv", rows.encode())
    read = apply(tables, guess_mapping(tables), agency=agency.name, return_version=version)
    document = keep_made(
        data=rows.encode(), file_name="return.csv", purpose=Purpose.AGENCY_CHRONOLOGY, key=case.key,
        by=people.maya, case_id=case.pk,
    )  # fmt: skip
    ReturnChronology.objects.create(
        agency_return=signed, key=case.key, document=document, rows=len(read.entries), confirmed_at=DECIDED,
        entries=[entry.to_dict() for entry in read.entries],
    )  # fmt: skip


@pytest.fixture
@kept
def decided(case: Case, people: People) -> Case:
    """The rapid review has gone to the Panel and the partners decided for a practice review."""
    ask(case, people.tomos.agency, people)
    decide(case, people)
    return bring_to(case, "panel_response", people, now=DECIDED)


def report_file(case: Case, version: int = 1) -> SimpleUploadedFile:
    return SimpleUploadedFile("Report.docx", build_report(case, version=version))


Stage = Callable[[str], Case]


@pytest.fixture
def review_at(decided: Case, people: People) -> Stage:
    """review_at("drafting") brings the review there by the people who do it."""
    return lambda stage: brought(decided=decided, people=people, stage=stage)


@kept
def brought(decided: Case, people: People, stage: str) -> Case:
    case = decided
    for name, step in WAY:
        if case.state == stage:
            break
        assert name == case.state
        step(case, people)
        case = Case.objects.get(pk=case.pk)
    assert case.state == stage
    return case


def _commission(case: Case, people: People) -> None:
    actions.commission(case=case, by=people.lena, now=LATER)


def _appoint(case: Case, people: People) -> None:
    case.memberships.filter(user=people.rosalind).delete()
    actions.appoint(
        case=case, reviewer=people.rosalind, reviewer_name="", competence="Led nine reviews.", method="Systems method",
        connected=[], independent_of_case=True, until=dt.date(2027, 12, 31), by=people.lena, now=LATER,
    )  # fmt: skip


def _scope(case: Case, people: People) -> None:
    review = queries.review_of(case)
    assert review is not None
    texts = presenters.default_texts(case, review)
    for section in rules.sections():
        if not review.terms.get(section.id):
            actions.save_section(
                case=case,
                section_id=section.id,
                text=texts[section.id],
                was="",
                by=people.maya,
                now=LATER,
            )
    actions.add_key_line(
        case=case,
        question="What was daily life like?",
        why="Nobody asked.",
        agencies="",
        by=people.maya,
    )
    actions.put_terms(case=case, by=people.maya, now=LATER)
    for partner in (people.lena, people.idris, people.priti):
        actions.agree_terms(case=case, by=partner, now=LATER)


def _begin(case: Case, people: People) -> None:
    actions.begin_report(case=case, participation="All were invited.", by=people.maya, now=LATER)


def _write(case: Case, people: People) -> None:
    actions.upload_report(case=case, upload=report_file(case), note="First draft", by=people.maya)
    entry: str = timeline_of(case).entries[0].id
    finding = actions.record_finding(
        case=case, title="Appointments were counted one by one", text="Each missed visit ended in a letter.",
        sides={"why": "Because no rule looks back."}, entry_ids=[entry], by=people.maya,
    )  # fmt: skip
    actions.record_recommendation(
        case=case, text="Look back over a year at the third missed appointment.", addressees="All health providers",
        theme="MISSED", intended_outcome="Decline is seen in time.", finding=finding, by=people.maya,
    )  # fmt: skip
    actions.send_for_check(case=case, by=people.maya, now=LATER)


def _check(case: Case, people: People) -> None:
    actions.put_to_partners(case=case, page_url="http://x/", by=people.maya, now=LATER)


def _approve(case: Case, people: People) -> None:
    report = queries.latest_report(queries.review_of(case))
    assert report is not None
    for partner in (people.lena, people.idris, people.priti):
        actions.approve(case=case, report=report, comment="", by=partner, now=LATER)


WAY = (
    ("panel_response", _commission),
    ("commissioning", _appoint),
    ("scoping", _scope),
    ("evidence", _begin),
    ("drafting", _write),
    ("fact_check", _check),
    ("partner_approval", _approve),
)
