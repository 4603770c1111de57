"""A review asks for columns of its own: in the form, in the chronology, in its filter and its files."""

import io

import pytest
from docx import Document
from openpyxl import load_workbook

from irwell.agency_returns.actions.columns import add_column
from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from irwell.chronology import guess_mapping, load
from tests.people import People


def address(case: Case) -> str:
    return f"/cases/{case.pk}/returns/columns/"


def test_a_column_is_asked_for_and_asked_for_no_longer(
    gathering: Case, people: People, as_person
) -> None:
    maya = as_person(people.maya)

    for _ in range(2):
        maya.post(address(gathering), {"name": "Where the father was", "hint": "His address then"})
    page = maya.get(address(gathering)).content.decode()
    column = gathering.extra_columns.get()
    maya.post(f"{address(gathering)}{column.pk}/remove/")

    assert page.count("Where the father was") >= 1
    assert "His address then" in page
    assert gathering.extra_columns.count() == 0
    names = [e.name for e in LoggedEvent.objects.filter(name__contains="extra_column")]
    assert names == ["agency_returns:extra_column:added", "agency_returns:extra_column:removed"]


@pytest.mark.parametrize(
    ("name", "said"),
    [("", "Give the column a name"), ("Date of event", "every chronology has"), ("x" * 61, "60")],
)
def test_a_column_that_cannot_be_asked_for_is_refused_and_kept_on_the_page(
    gathering: Case, people: People, as_person, name: str, said: str
) -> None:
    answer = as_person(people.maya).post(address(gathering), {"name": name, "hint": "Kept"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page or "Enter" in page
    assert "Kept" in page
    assert gathering.extra_columns.count() == 0


@pytest.mark.parametrize(("who", "status"), [("colm", 403), ("ines", 403), ("oona", 404)])
def test_others_choose_no_columns(
    gathering: Case, people: People, as_person, who: str, status: int
) -> None:
    client = as_person(getattr(people, who))

    assert client.get(address(gathering)).status_code == status
    assert client.post(address(gathering), {"name": "A"}).status_code == status
    assert gathering.extra_columns.count() == 0


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_the_agency_gets_an_empty_form_with_them_that_reads_back(
    gathering: Case, people: People, hospital, kind: str
) -> None:
    add_column(case=gathering, name="Where the father was", hint="His address then", by=people.maya)

    page = hospital.get("chronology/")
    data = hospital.client.get(f"{hospital.base}chronology/form/{kind}/").content

    assert "Where the father was" in page
    assert "His address then" in page
    assert "chronology/form/docx/" in page
    headings = _headings(kind, data)
    assert headings[0] == "Date"
    assert headings[-1] == "Where the father was"
    mapping = guess_mapping(load(f"form.{kind}", _filled(kind, data)))
    assert {str(c.field) for c in mapping.layouts[0].columns} >= {
        "date",
        "source",
        "event",
        "action",
    }


def _headings(kind: str, data: bytes) -> list[str]:
    if kind == "docx":
        return [cell.text for cell in Document(io.BytesIO(data)).tables[0].rows[0].cells]
    return [cell.value for cell in load_workbook(io.BytesIO(data)).worksheets[0][1]]


def _filled(kind: str, data: bytes) -> bytes:
    out = io.BytesIO()
    row = {"Date": "12/03/2026", "Source of information": "RiO", "Event": "Home visit"}
    if kind == "docx":
        form = Document(io.BytesIO(data))
        for head, cell in zip(
            form.tables[0].rows[0].cells, form.tables[0].rows[1].cells, strict=True
        ):
            cell.text = row.get(head.text, "")
    else:
        form = load_workbook(io.BytesIO(data))
        sheet = form.worksheets[0]
        sheet.append([row.get(cell.value, "") for cell in sheet[1]])
    form.save(out)
    return out.getvalue()


OWN_WORDS = b"Date,Source,Event,Dads whereabouts\n12/03/2026,RiO,Visit,With Kit Stannery\n"
NOT_TAKEN = "no column of this file was taken for it"


def test_an_agency_is_told_of_a_column_asked_for_that_its_file_lacks_and_says_where_it_stands(
    gathering: Case, people: People, hospital
) -> None:
    asked = add_column(case=gathering, name="Where the father was", hint="", by=people.maya)
    columns = hospital.upload("own.csv", OWN_WORDS)
    page = hospital.get(columns)
    taken = {"column-0-0": "date", "column-0-1": "source", "column-0-2": "event"}

    hospital.post(columns, {**taken, "column-0-3": f"asked-{asked.pk}"})

    assert NOT_TAKEN in page
    assert "Asked for by this review" in page
    kept = gathering.requests.get().returns.get().chronologies.get()
    assert kept.mapping["asked"] == {"0-3": "Where the father was"}
    assert kept.entries[0]["original"]["Dads whereabouts"] == "With Kit Stannery"
    assert NOT_TAKEN not in hospital.get(columns)
    assert f'value="asked-{asked.pk}" selected' in hospital.get(columns)


def test_where_it_stands_is_remembered_for_the_next_file_and_found_by_its_heading(
    gathering: Case, people: People, hospital
) -> None:
    asked = add_column(case=gathering, name="Where the father was", hint="", by=people.maya)
    taken = {"column-0-0": "date", "column-0-1": "source", "column-0-2": "event"}
    columns = hospital.upload("own.csv", OWN_WORDS)
    hospital.post(columns, {**taken, "column-0-3": f"asked-{asked.pk}"})

    again = hospital.get(hospital.upload("more.csv", OWN_WORDS.replace(b"12/03", b"14/03")))
    usual = hospital.get(
        hospital.upload(
            "usual.csv", b"Date,Source,Event,WHERE THE FATHER WAS\n15/03/2026,RiO,Call,Away\n"
        )
    )

    for page in (again, usual):
        assert f'value="asked-{asked.pk}" selected' in page
        assert NOT_TAKEN not in page
