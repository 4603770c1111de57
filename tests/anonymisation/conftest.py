"""A case whose report all partners have approved, its register, and the report with names in every corner."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import time_machine
from docx import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor

from irwell.access.permissions import Permission
from irwell.anonymisation import actions, queries, rules
from irwell.anonymisation.models import Run
from irwell.anonymisation.tasks import look_through
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core import time
from irwell.core.time import LONDON
from irwell.documents.actions import keep_made
from irwell.documents.models import Document
from irwell.documents.rules import Purpose
from irwell.reviews.models import PartnerApproval, PracticeReview, ReportVersion
from tests.kept import kept
from tests.people import People, proven
from tests.stages import bring_to

NOW = datetime(2026, 11, 3, 10, 0, tzinfo=LONDON)
REGISTER = (
    ("person", "child", "Child A", ["Wren Hollowgate", "Wrennie"], {"dates_of_birth": ["2026-01-04"]}),
    ("person", "mother", "Mother", ["Juno Hollowgate"], {}),
    ("organisation", "school", "School 1", ["Millrace Primary School"], {}),
)  # fmt: skip
TEXTS = (
    "Wren Hollowgate was seen on 12 March 2026 at home with Juno Hollowgate.",
    "The health visitor, Marjorie Penfold, wrote to Millrace Primary School. Marjorie Penfold heard nothing back.",
    "Wrennie was 11 weeks old. A neighbour, whom everybody calls Pockets, had telephoned 07700 900123.",
    "A note of that night says only: Hollowgate was cold.",
    "Professionals told the review that services must ask about the whole family.",
)
TITLE = "Child safeguarding practice review: Child A"
IDENTITIES = (
    "Wren",
    "Hollowgate",
    "Juno",
    "Millrace",
    "Penfold",
    "900123",
    "12 March",
    "4 January",
)
SIGNED = {"checked": list(rules.CONFIRMATIONS), "legal": "none"}
SEARCHED = {
    "searches": "Two search engines and the local paper, with “Child A” and the month", "outcome": "nothing", "found": "",
    "searched_on_day": "3", "searched_on_month": "11", "searched_on_year": "2026",
}  # fmt: skip


def report(texts: tuple[str, ...] = TEXTS) -> bytes:
    """Visible text, and out of sight: the editor's name, a tracked deletion, white letters (scenario 18)."""
    word = Word()
    word.add_heading("What happened", 1)
    for text in texts:
        word.add_paragraph(text)
    word.add_paragraph()._p.append(_deletion("Millrace Primary School did not reply."))
    white = word.add_paragraph().add_run("Born on 4 January 2026")
    white.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    word.core_properties.last_modified_by = "Juno Hollowgate"
    held = io.BytesIO()
    word.save(held)
    return held.getvalue()


def _deletion(words: str) -> Any:
    deleted, run, text = (OxmlElement(tag) for tag in ("w:del", "w:r", "w:delText"))
    deleted.set(qn("w:id"), "7")
    deleted.set(qn("w:author"), "Juno Hollowgate")
    text.text = words
    run.append(text)
    deleted.append(run)
    return deleted


def approve(case: Case, people: People, data: bytes) -> Document:
    """A version of the report, approved by all three partners."""
    review, _ = PracticeReview.objects.get_or_create(
        case=case,
        defaults={"key": case.key, "commissioned_at": NOW, "commissioned_by": people.lena, "terms": {}},
    )  # fmt: skip
    kept = keep_made(
        data=data, file_name="Report.docx", purpose=Purpose.REVIEW_REPORT, key=case.key, by=people.rosalind,
        case_id=case.pk,
    )  # fmt: skip
    number = review.reports.count() + 1
    version = ReportVersion.objects.create(
        review=review, key=case.key, version=number, document=kept, by=people.rosalind
    )
    for partner, person in (
        ("local_authority", people.lena),
        ("icb", people.idris),
        ("police", people.priti),
    ):
        PartnerApproval.objects.create(report=version, key=case.key, partner=partner, by=person)
    return kept


@pytest.fixture
@kept
def approved(case: Case, people: People) -> Case:
    """At the anonymisation, with a register and an approved report; nothing looked through yet."""
    for kind, role, label, names, details in REGISTER:
        cases.add_identity(
            case=case, key=case.key, kind=kind, role=role, label=label, names=names, details=details, by=people.maya
        )  # fmt: skip
    approve(case, people, report())
    return bring_to(case, "anonymisation", people, now=NOW)


class Desk:
    """What people do on the pages of the anonymisation."""

    def __init__(self, case: Case, sign_in: Callable[[], Any]) -> None:
        self.case, self.sign_in = case, sign_in
        self.base = f"/cases/{case.pk}/anonymisation/"

    @property
    def client(self) -> Any:
        """Signed in afresh, since tests travel further than a session lasts."""
        return self.sign_in()

    def get(self, path: str = "") -> str:
        return self.client.get(self.base + path).content.decode()

    def post(self, path: str, data: dict[str, Any] | None = None) -> Any:
        answer = self.client.post(self.base + path, data or {})
        look_through(time.now())
        return answer

    @property
    def run(self) -> Run:
        return Run.objects.get(case=self.case, replaced_at=None)

    def start(self, **more: str) -> Any:
        source = ReportVersion.objects.filter(review__case=self.case).latest("version").document
        return self.post(
            "start/", {"source": str(source.pk), "title": TITLE, "dates": "month", **more}
        )

    def line(self, words: str, turn: int = 0) -> Any:
        return [line for line in queries.lines_of(self.run) if line.mention.text == words][turn]

    def decide(self, words: str, choice: str, /, turn: int = 0, **more: str) -> Any:
        line = self.line(words, turn)
        return self.post(
            f"queue/{line.id}/", {"choice": choice, "seen": line.state, "general": "x", **more}
        )

    def accept_everything(self) -> None:
        for kind in {line.mention.kind for line in queries.lines_of(self.run)}:
            self.post("queue/accept/", {"kind": kind})
        for line in queries.lines_of(self.run):
            if line.is_left:
                pressed = {"press": "replace:Child A", "seen": line.state}
                self.post(f"queue/{line.id}/quick/", pressed)

    def write(self) -> Any:
        self.accept_everything()
        self.read_twice()
        return self.post("write/")

    def read_twice(self, *, settle: bool = True) -> None:
        """Whoever did not decide first reads a second time, as proposed; differences are settled as first decided."""
        for reader in queries.people_with(self.case, Permission.ANONYMISE):
            if rules.waits_for(queries.lines_of(self.run), str(reader.pk), self.run.second_one_in):
                actions.begin_reading(run=self.run, by=reader, now=NOW)
                while waits := rules.waits_for(
                    queries.lines_of(self.run), str(reader.pk), self.run.second_one_in
                ):
                    actions.decide_second(
                        run=self.run, line_id=waits[0].id, action=None, words=None, reason="", alike=True,
                        by=reader, now=NOW,
                    )  # fmt: skip
        if settle:
            self.settle()

    def settle(self) -> None:
        """Every difference as in the first reading, by the two."""
        run = self.run
        asks, agrees = queries.people_with(self.case, Permission.ANONYMISE)[:2]
        for line in rules.differences(queries.lines_of(run), run.second_one_in):
            then = line.decision
            actions.settle_difference(
                run=run, line_id=line.id, action=then.action, words=then.replacement, reason="Talked over", by=asks
            )  # fmt: skip
            actions.agree_settlement(run=run, line_id=line.id, seen=rules.result(then), by=agrees)


@pytest.fixture
@kept
def maya(approved: Case, people: People, as_person) -> Desk:
    return Desk(approved, lambda: as_person(people.maya))


@pytest.fixture
@kept
def ines(approved: Case, people: People, as_person) -> Desk:
    return Desk(approved, lambda: proven(as_person(people.ines)))


@pytest.fixture
@kept
def written(maya: Desk) -> Desk:
    with time_machine.travel(NOW, tick=False):
        maya.start()
        maya.write()
    return maya
