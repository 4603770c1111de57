"""A report comes as Word, OpenDocument, PDF, a web page, Markdown or text; what cannot be read is refused in words."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from irwell.anonymisation.queries import text_model
from irwell.cases.models import Case
from irwell.reviews.models import ReportVersion
from tests.anonymise import pdf_files
from tests.anonymise.hiding_places.in_open_text import odt
from tests.documents import files
from tests.people import People
from tests.reviews.test_drafting import begun, page  # noqa: F401

WORDS = "The child was seen on two days in March."
MADE = {
    "odt": odt(f"<text:h text:outline-level='1'>What happened</text:h><text:p>{WORDS}</text:p>"),
    "pdf": pdf_files.pdf("What happened", WORDS),
    "html": f"<h1>What happened</h1><p>{WORDS}</p><script>alert(1)</script>".encode(),
    "md": f"# What happened\n\n{WORDS}\n".encode(),
    "txt": f"What happened\n\n{WORDS}\n".encode(),
}


def send(case: Case, client: Any, name: str, data: bytes) -> Any:
    sent = {"file": SimpleUploadedFile(name, data), "note": "As it came"}
    return client.post(page(case, "report/"), sent)


@pytest.mark.parametrize("kind", list(MADE))
def test_a_report_is_taken_in_and_read_whatever_it_was_written_with(
    begun: Case,  # noqa: F811
    people: People,
    as_person: Any,
    kind: str,
) -> None:
    rosalind = as_person(people.rosalind)

    answer = send(begun, rosalind, f"Report.{kind}", MADE[kind])

    assert answer.status_code == 302
    version = ReportVersion.objects.latest("version")
    shown = rosalind.get(page(begun, f"report/{version.version}/")).content.decode()
    assert WORDS in " ".join(shown.split())
    assert "alert(1)" not in shown
    assert WORDS in " ".join(text_model(version.document).text.split())


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("Scan.pdf", files.pdf(), "shows no text"),
        ("Long.pdf", files.pdf(5_000), "has 5,000 pages; the most is 2,000"),
        ("Locked.docx", files.protected(), "password"),
        ("Cut.docx", b"PK\x03\x04 cut off", "“Cut.docx”"),
        ("Acts.pdf", files.pdf_with_script(), "contains"),
        ("Old.doc", b"\xd0\xcf\x11\xe0", ".docx"),
        ("Odd.txt", b"\x00\x01\x02", "Odd.txt"),
    ],
)
def test_what_cannot_be_read_wholly_is_refused_in_words_and_nothing_is_kept(
    begun: Case,  # noqa: F811
    people: People,
    as_person: Any,
    name: str,
    data: bytes,
    said: str,
) -> None:
    before = ReportVersion.objects.count()

    answer = send(begun, as_person(people.rosalind), name, data)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "As it came" in answer.content.decode()
    assert ReportVersion.objects.count() == before
