"""The practice review's pages in a real browser."""
# ruff: noqa: F811 - fixtures are imported by name

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from irwell.cases.models import Case
from irwell.core import time
from irwell.messaging.models import Notice
from irwell.reviews import actions, rules
from tests.people import People
from tests.reviews.conftest import LATER, Stage, decided, report_file, review_at  # noqa: F401
from tests.reviews.test_word_and_back import add_picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def base(case: Case) -> str:
    return f"/cases/{case.pk}/practice-review/"


def test_commissioning(open_window: Any, pictures: Path, people: People, review_at: Stage) -> None:
    case, window = review_at("panel_response"), open_window()
    window.sign_in(people.lena)

    window.look(base(case), pictures, "before")
    window.look(base(case) + "commission/", pictures, "commission")
    actions.commission(case=case, by=people.lena, now=LATER)
    window.look(base(case) + "reviewer/", pictures, "reviewer")


def test_the_parts(open_window: Any, pictures: Path, people: People, review_at: Stage) -> None:
    case, window = review_at("fact_check"), open_window()
    sent = {
        "who": "School’s designated lead",
        "email": "lead@school.example",
        "link_url": "/check-facts/{token}/",
    }
    invitation = actions.invite_checker(case=case, by=people.maya, now=time.now(), **sent)
    actions.comment(
        report=invitation.report,
        who=invitation.who,
        place="paragraph 12",
        text="It was a Tuesday.",
        by=people.maya,
    )
    actions.ask_reviewer(
        case=case, text="When is the second learning event?", by=people.lena, now=LATER
    )
    window.sign_in(people.maya)

    for part in (
        "",
        "terms/",
        "progress/",
        "report/",
        "report/1/",
        "findings/",
        "recommendations/",
        "fact-check/",
        "fact-check/invite/",
        "fact-check/family/",
        "approval/",
    ):
        name = part.strip("/").replace("/", "-") or "overview"
        window.look(base(case) + part, pictures, f"part-{name}")
    link = Notice.objects.get(to="lead@school.example").body.split()[-1]
    window.look(link, pictures, "checker")


def test_writing(open_window: Any, pictures: Path, people: People, review_at: Stage) -> None:
    case, window = review_at("fact_check"), open_window()
    case = actions.return_to_drafting(case=case, by=people.maya, now=LATER)
    actions.upload_report(
        case=case, upload=report_file(case, 2), note="Corrected after fact check", by=people.maya
    )
    actions.record_recommendation(
        case=case, text="Agencies should ensure that staff are reminded.", addressees="All agencies", theme="VOICE",
        intended_outcome="Children are heard.", finding=None, by=people.maya,
    )  # fmt: skip
    window.sign_in(people.rosalind)

    for part in (
        "report/",
        "report/1/beside/2/",
        "findings/add/",
        "recommendations/",
        "recommendations/add/",
    ):
        name = part.strip("/").replace("/", "-")
        window.look(base(case) + part, pictures, f"write-{name}")


def with_a_picture(report: SimpleUploadedFile) -> SimpleUploadedFile:
    """The report with a picture under its third main heading."""
    document, out = Document(report), io.BytesIO()
    add_picture(document, "teal", "A plan of the home: two rooms on one floor.")
    last = document.paragraphs[-1]._p
    third = next(p for p in document.paragraphs if p.text.startswith("3"))
    third._p.addnext(last)
    document.save(out)
    return SimpleUploadedFile("Report.docx", out.getvalue())


def test_drafting(open_window: Any, pictures: Path, people: People, review_at: Stage) -> None:
    case, window = review_at("drafting"), open_window()
    window.sign_in(people.rosalind)
    window.look(base(case) + "report/write/", pictures, "draft-begin")
    report = actions.upload_report(
        case=case, upload=with_a_picture(report_file(case)), note="First", by=people.rosalind
    )
    actions.begin_draft(case=case, template="lcspr", by=people.rosalind, now=time.now())
    sections = rules.sections_of(rules.parts_from(report.content))
    number = next(s.id for s in sections if s.title.startswith("3"))
    held = {"case": case, "section": number, "now": time.now()}
    actions.open_section(by=people.maya, **held)
    rows = rules.rows_of(next(s for s in sections if s.id == number))
    typed = rules.as_typed([*rows, rules.Row(0, "p", "Maya’s unsaved words.")])
    actions.keep_typed(typed=typed, by=people.maya, **held)

    window.look(base(case) + "report/write/", pictures, "draft-outline")
    window.look(base(case) + f"report/write/{number}/", pictures, "draft-section")
    actions.take_over(by=people.rosalind, **held)
    window.look(base(case) + f"report/write/{number}/boxes/", pictures, "draft-boxes")
    window.look(base(case) + "report/1/", pictures, "draft-version")
    window.look(base(case) + "report/1/for-publication/", pictures, "draft-edition")
