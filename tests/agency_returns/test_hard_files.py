"""Files that try the reader, sent through the agency's door: each is read, or refused in a sentence; nothing is lost."""

from collections.abc import Callable
from typing import Any

import pytest

from irwell.agency_returns.models import ReturnChronology
from tests.agency_returns.conftest import Visitor
from tests.chronology import files

HEAD = "Date,Source,Event\n"
TWO_ENCODINGS = f"{HEAD}1/2/21,EMIS,Zoë £5\n".encode() + "2/2/21,EMIS,Zoë £6\n".encode("cp1252")
FAR = f"{HEAD}12/3/1823,EMIS,Seen\n12/3/2203,EMIS,Seen again\n12/3/2023,EMIS,Weighed\n"
EMOJI = f"{HEAD}1/2/21,EMIS,😀 שלום مرحبا\n"
FORMULA = f'{HEAD}1/2/21,EMIS,"=HYPERLINK(""http://evil.example"")"\n'


def rows_of(visitor: Visitor, name: str, data: bytes) -> str:
    """The rows of a file just sent, as the agency sees them."""
    return visitor.get(visitor.upload(name, data).replace("columns/", ""))


def columns_of(visitor: Visitor, name: str, data: bytes) -> str:
    return visitor.get(visitor.upload(name, data))


@pytest.mark.parametrize(
    ("page", "name", "data", "sentence"),
    [
        (columns_of, "same.docx", files.same_headings_docx(), "Notes"),
        (rows_of, "nested.docx", files.nested_docx(), files.ROWS[0][2]),
        (rows_of, "small.docx", files.small_nested_docx(), "Weight | 4.2 kg"),
        (columns_of, "formulas.xlsx", files.formulas_xlsx(), "no saved result"),
        (columns_of, "mixed.csv", TWO_ENCODINGS, "two encodings"),
        (rows_of, "far.csv", FAR.encode(), "outside 1900 to 2100"),
    ],
    ids=["40 columns of one heading", "a table inside a table", "a little table in a cell",
         "formulas", "two encodings", "1823 and 2203"],
)  # fmt: skip
def test_it_is_read_and_what_is_odd_is_said(
    hospital: Visitor, page: Callable[..., str], name: str, data: bytes, sentence: str
) -> None:
    assert sentence in page(hospital, name, data)
    assert ReturnChronology.objects.get().rows


def test_forty_columns_of_one_heading_keep_every_cell(hospital: Visitor) -> None:
    hospital.upload("same.docx", files.same_headings_docx())

    assert len(ReturnChronology.objects.get().entries[0]["original"]) == 40


def test_days_two_centuries_off_are_kept_as_faults_to_mend(hospital: Visitor) -> None:
    hospital.upload("far.csv", FAR.encode())

    kept = ReturnChronology.objects.get()
    assert [one["event"] for one in kept.entries if one["when"]["start"]] == ["Weighed"]
    assert "1823" in str(kept.faults) and "2203" in str(kept.faults)


@pytest.mark.parametrize("text", [EMOJI, FORMULA], ids=["emoji", "a formula in a cell"])
def test_the_words_of_a_cell_arrive_as_they_are(hospital: Visitor, text: str) -> None:
    hospital.upload("words.csv", text.encode())

    event: Any = ReturnChronology.objects.get().entries[0]["event"]
    assert event in ("😀 שלום مرحبا", '=HYPERLINK("http://evil.example")')


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize("name", ["locked.docx", "locked.xlsx"])
def test_a_file_behind_a_password_is_refused_and_says_what_to_do(
    hospital: Visitor, name: str
) -> None:
    page = hospital.upload(name, LOCKED + bytes(600), 422, department="Maternity")

    assert "password" in page
    assert 'value="Maternity"' in page
    assert not ReturnChronology.objects.exists()


def test_a_sheet_far_too_long_is_refused_and_says_what_to_do(hospital: Visitor) -> None:
    line = b"12/03/2021,EMIS,Seen\n"

    page = hospital.upload("long.csv", HEAD.encode() + line * 20_001, 422, department="Maternity")

    assert "has 20,001 rows; a chronology here has at most 20,000" in page
    assert "Choose the period and the people that were asked about, or send it in parts." in page
    assert 'value="Maternity"' in page
    assert not ReturnChronology.objects.exists()
