"""Registers and reports that lead astray, from the upload to the written files: nothing is left, or it is said."""

import io
from itertools import product
from typing import Any

import pypdfium2
import pytest
import time_machine
from docx import Document as Word

from irwell.anonymisation import queries
from irwell.cases import actions as cases
from irwell.cases.models import Case, Identity
from tests.anonymisation.conftest import NOW, Desk, approve, report
from tests.people import People
from tests.stages import bring_to

PEOPLE = (
    ("child", "Child A", ["Hope Lancaster"]),
    ("sibling", "Sibling 1", ["May Lancaster"]),
    ("mother", "Mother", ["Małgorzata Dąbrowska"]),
    ("friend", "Friend", ["Fāṭima al-Ḥaddād", "فاطمة الحداد"]),
    ("father", "Father", ["Paul Lancaster"]),
    ("uncle", "Uncle", ["Paul Lancaster"]),
)
CROWD = product(
    [
        "Bro",
        "Cla",
        "Dre",
        "Fli",
        "Wro",
        "Hae",
        "Kro",
        "Lio",
        "Mue",
        "Nri",
        "Pla",
        "Qua",
        "Rho",
        "Ste",
        "Tri",
    ],
    [
        "Vand",
        "Werl",
        "Xand",
        "Yorl",
        "Zend",
        "Bark",
        "Cold",
        "Durn",
        "Fenk",
        "Gart",
        "Holm",
        "Jarv",
        "Kest",
        "Lund",
        "Mord",
        "Nash",
        "Ormb",
        "Penk",
        "Rusk",
        "Sorb",
    ],
)
WORKERS = [f"{one}{two.lower()} {two}{one.lower()}" for one, two in CROWD]
TEXTS = (
    "HOPE LANCASTER: WHAT HAPPENED",
    "Staff had no hope of change. Then Hope was seen alone, and May was seen in May 2019.",
    "The family moved from Lancaster. Malgorzata Dabrowska and MAŁGORZATA DĄBROWSKA are one person.",
    "Fatima Al Haddad telephoned; فاطمة الحداد wrote. Paul Lancaster came.",
    f"{WORKERS[0]} and {WORKERS[299]} wrote it down.",
)
GONE = (
    "Lancaster", "LANCASTER", "Hope", "HOPE", "Dabrowska", "DĄBROWSKA", "Fatima", "Haddad", "فاطمة", "الحداد", "Paul",
    "Brovand", "Sorbtri",
)  # fmt: skip


def _register(case: Case, people: People) -> None:
    for role, label, names in PEOPLE:
        cases.add_identity(
            case=case, key=case.key, kind="person", role=role, label=label, names=names, details={}, by=people.maya
        )  # fmt: skip
    Identity.objects.bulk_create(
        Identity(
            case=case, key=case.key, kind="person", role="professional", label=f"Worker {n}", names=[name],
            added_by=people.maya,
        )
        for n, name in enumerate(WORKERS, start=1)
    )  # fmt: skip


@pytest.fixture
def desk(case: Case, people: People, as_person: Any) -> Desk:
    _register(case, people)
    approve(case, people, report(TEXTS))
    return Desk(bring_to(case, "anonymisation", people, now=NOW), lambda: as_person(people.maya))


def shown(files: dict[str, bytes]) -> dict[str, str]:
    """What a reader sees of each file."""
    word = Word(io.BytesIO(files["report.docx"]))
    with pypdfium2.PdfDocument(files["report.pdf"]) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    return {
        "Word": "\n".join(paragraph.text for paragraph in word.paragraphs),
        "page": files["report.html"].decode().partition("</style>")[2],
        "PDF": " ".join(" ".join(pages).split()),
    }


@time_machine.travel(NOW, tick=False)
def test_words_that_are_names_namesakes_capitals_and_foreign_letters_among_three_hundred_people(
    desk: Desk,
) -> None:
    desk.start()
    namesake = desk.line("Paul Lancaster")
    asked = desk.get("queue/"), desk.get(f"queue/{namesake.id}/")
    desk.decide("Paul Lancaster", "replace:Uncle")
    desk.write()

    assert namesake.is_left  # the machine does not choose between two of one name
    for page in asked:
        assert "It is Father" in page and "It is Uncle" in page
    files = shown(queries.clean_files(queries.certificate_of(desk.run)))
    assert {(file, name) for file, text in files.items() for name in GONE if name in text} == set()
    for text in files.values():
        assert "no hope of change" in text
        assert "Sibling 1 was seen in May 2019" in text
        assert "Uncle came." in text
        assert "Worker 1 and Worker 300 wrote it down." in text
