"""The invented report: whole, readable, and full of names in every corner of the file."""

import io
import zipfile

import pytest
from docx import Document

from irwell.accounts.actors import SYSTEM
from irwell.anonymise.recognise.patterns import nhs_number_is_valid
from irwell.cases.models import Case
from irwell.cases.queries import register_of
from irwell.demo.seeding.report_docx import build_report, cast_of, complete_register

pytestmark = pytest.mark.django_db


def test_the_register_comes_to_hold_everybody_whom_the_report_names(case: Case) -> None:
    cast = complete_register(case, by=SYSTEM)
    complete_register(case, by=SYSTEM)

    names = [name for identity in register_of(case) for name in identity.names]
    assert names.count(cast.child) == 1
    assert {cast.father, cast.partner, cast.school, cast.gp, cast.street} <= set(names)
    assert nhs_number_is_valid(cast.nhs.replace(" ", ""))


@pytest.mark.parametrize(
    ("part", "held"),
    [
        ("word/document.xml", "mother"),
        ("word/header1.xml", "child"),
        ("word/footer1.xml", "postcode"),
        ("word/footnotes.xml", "street"),
        ("word/comments.xml", "officer"),
        ("docProps/custom.xml", "nhs"),
        ("docProps/core.xml", "social_worker"),
    ],
)
def test_names_stand_in_every_part_of_the_file(case: Case, part: str, held: str) -> None:
    data = build_report(case)

    text = zipfile.ZipFile(io.BytesIO(data)).read(part).decode()

    assert getattr(cast_of(case), held) in text


def test_it_reads_as_a_report_of_a_practice_review(case: Case) -> None:
    document = Document(io.BytesIO(build_report(case, version=2)))

    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading 1")]
    words = sum(len(p.text.split()) for p in document.paragraphs)
    assert len(headings) >= 8
    assert len(document.tables) >= 5
    assert words > 1200
    assert "{" not in "".join(p.text for p in document.paragraphs)


def test_the_second_version_mends_what_fact_check_found(case: Case) -> None:
    first, second = (
        {p.text for p in Document(io.BytesIO(build_report(case, version=v))).paragraphs}
        for v in (1, 2)
    )

    assert first - second
    assert second - first
