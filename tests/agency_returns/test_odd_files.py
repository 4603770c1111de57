"""Files that can be read but are odd: sent twice, about another child, with tracked changes; headings remembered."""

import io

import pytest
from docx import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from irwell.accounts.models import Agency
from irwell.agency_returns.actions import chronologies
from irwell.agency_returns.models import AgencyHeading, ReturnChronology
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core import time
from irwell.crypto.actions import create_key
from tests.agency_returns.conftest import Visitor
from tests.combined_chronology.returns import ask
from tests.people import People

OWN = (
    b"Date,Source,Event,Family member\n"
    b"12/03/2026,SystmOne,Home visit to Kit,Kit Stannery\n"
    b"13/03/2026,SystmOne,Telephone call,Lowri Stannery\n"
    b"14/03/2026,SystmOne,Weighed,Kit Stannery\n"
)
OTHER = OWN.replace(b"Kit Stannery", b"Jory Penmarric").replace(b"Lowri Stannery", b"Wenna Penmarric").replace(b"Kit", b"Jory")  # fmt: skip
TWICE = "is the same file as"
WRONG_CHILD = "None of the people asked about is named in this file"


def told(hospital: Visitor, name: str, data: bytes) -> str:
    """The page of a file just sent."""
    return hospital.get(hospital.upload(name, data))


def test_the_same_file_sent_twice_is_said_and_its_lines_count_once(hospital: Visitor) -> None:
    first = told(hospital, "visits.csv", OWN)
    second = told(hospital, "visits again.csv", OWN)

    assert TWICE not in first
    assert "“visits again.csv” is the same file as “visits.csv”" in second


def test_a_file_with_mostly_the_same_lines_is_said(hospital: Visitor) -> None:
    told(hospital, "visits.csv", OWN)

    page = told(hospital, "visits 2.csv", OWN + b"15/03/2026,SystmOne,Letter,Kit Stannery\n")
    more = told(hospital, "visits 3.csv", OWN.replace(b"Weighed", b"Not weighed"))

    assert "3 of 4 lines" not in page
    assert "stand in “visits 2.csv” too" not in more
    assert "3 of 3 lines stand in “visits" in told(hospital, "visits 4.csv", OWN + b"\n")


@pytest.mark.parametrize(
    ("data", "warned"),
    [
        (OWN, False),
        (OTHER, True),
        (OTHER.replace(b"Home visit", b"Home visit, sibling of Kit"), False),
        (b"Date,Source,Event\n12/03/2026,EMIS,Visit\n", True),
    ],
    ids=["right child", "another child", "named in passing", "nobody named"],
)
def test_a_file_about_another_child_is_warned_of_and_not_refused(
    hospital: Visitor, data: bytes, warned: bool
) -> None:
    page = told(hospital, "return.csv", data)

    assert (WRONG_CHILD in page) is warned


def test_the_warning_names_whom_the_file_is_about(hospital: Visitor) -> None:
    assert "It names “Jory Penmarric”, “Wenna Penmarric”." in told(hospital, "return.csv", OTHER)


def test_rows_mostly_about_somebody_else_are_said(hospital: Visitor) -> None:
    rows = b"".join(b"%02d/03/2026,EMIS,Seen,Jory Penmarric\n" % day for day in range(1, 12))

    page = told(hospital, "return.csv", OWN[: OWN.index(b"13/03")] + rows)

    assert "11 lines of 12 are about “Jory Penmarric”, who was not asked about" in page


def tracked() -> bytes:
    document = Word()
    table = document.add_table(rows=2, cols=3)
    for at, text in enumerate(("Date", "Source", "Event")):
        table.cell(0, at).text = text
    for at, text in enumerate(("12/03/2026", "EMIS", "Kit seen")):
        table.cell(1, at).text = text
    paragraph = table.cell(1, 2).paragraphs[0]._p
    paragraph.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="x"><w:r><w:t> at home</w:t></w:r></w:ins>'))  # fmt: skip
    paragraph.append(parse_xml(f'<w:del {nsdecls("w")} w:id="2" w:author="x"><w:r><w:delText> at school</w:delText></w:r></w:del>'))  # fmt: skip
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_tracked_changes_are_read_as_accepted_and_said_so(hospital: Visitor) -> None:
    page = told(hospital, "return.docx", tracked())

    kept = ReturnChronology.objects.get()
    assert "2 tracked changes: it was read as if all were" in page
    assert kept.entries[0]["event"] == "Kit seen at home"


def test_the_cells_of_the_file_stand_beside_what_was_read(hospital: Visitor) -> None:
    rows = hospital.upload("visits.csv", OWN).replace("columns/", "")

    page = hospital.get(rows)

    assert page.count("As it stands in the file") == 3
    assert "<strong>Family member:</strong> Lowri Stannery" in page


UNUSUAL = b"Wann,Akte,Geschehen\n12/03/2026,EMIS,Kit seen\n"


def test_what_a_heading_means_is_remembered_for_the_agencys_next_case(
    hospital: Visitor, people: People
) -> None:
    page = hospital.upload("return.csv", UNUSUAL)
    chosen = {"column-0-0": "date", "column-0-1": "record_ref", "column-0-2": "event"}
    hospital.post(page, chosen | {"column-0-1": "source"})
    next_case = cases.open_case(key=create_key(), label="Alder", by=people.maya, now=time.now())

    read = second_case(next_case, "hospital", people)
    other = second_case(next_case, "police", people)

    assert {"date", "source", "event"} <= fields_of(read)
    assert "Remembered from this agency" in str(read.mapping)
    assert "Remembered from this agency" not in str(other.mapping)


def second_case(case: Case, kind: str, people: People) -> ReturnChronology:
    request = ask(case, Agency.objects.get(kind=kind), people.maya)
    return chronologies.add_pasted(
        request=request, text="Wann\tAkte\tGeschehen\n12/03/2026\tEMIS\tSeen", department="", by=people.maya,
        now=time.now(),
    )  # fmt: skip


def fields_of(read: ReturnChronology) -> set[str]:
    return {c["field"] for layout in read.mapping["layouts"] for c in layout["columns"]}


def test_no_heading_is_kept_in_words(hospital: Visitor) -> None:
    page = hospital.upload("return.csv", UNUSUAL)
    hospital.post(page, {"column-0-0": "date", "column-0-1": "source", "column-0-2": "event"})

    kept = AgencyHeading.objects.all()
    assert len(kept) == 3
    assert "wann" not in str([(one.code, one.field) for one in kept])
