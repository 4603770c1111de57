"""Columns that a review asked for are shown under labels and names, filtered by, and part of every file."""

import io

import pytest
from docx import Document
from openpyxl import load_workbook

from irwell.accounts.models import Agency
from irwell.agency_returns.actions.columns import add_column
from irwell.cases.models import Case
from irwell.combined_chronology import queries
from tests.combined_chronology.returns import sign
from tests.combined_chronology.test_timeline import path, text_of
from tests.people import People

RETURN = (
    "Date,Source,Event,WHERE THE FATHER WAS\n"
    "12/03/2024,Record,Visit at home,With Juno Hollowgate\n"
    "13/03/2024,Record,Call to the surgery,\n"
)


@pytest.fixture
def asked(returned: Case, people: People) -> Case:
    add_column(case=returned, name="Where the father was", hint="", by=people.maya)
    sign(returned, Agency.objects.get(kind="education"), RETURN, people.maya)
    return returned


def test_the_table_and_the_line_show_it_under_labels(
    asked: Case, people: People, as_person
) -> None:
    colm = as_person(people.colm)
    line = queries.timeline_of(asked).filter(text="visit at home").entries[0].id

    table = text_of(colm, path(asked))
    alone = text_of(colm, path(asked, f"lines/{line}/"))
    without = text_of(colm, path(asked, "?column=who"))

    for page in (table, alone, text_of(colm, path(asked, "print/"))):
        assert "Where the father was:</strong> With Mother" in page
        assert "Juno" not in page[page.index("<main") :]
    assert "With Mother" not in without
    assert "With Juno Hollowgate" in text_of(colm, path(asked, "?names=on"))


def test_lines_are_filtered_by_it(asked: Case, people: People, as_person) -> None:
    code = queries.code_of(asked, "Where the father was")

    page = text_of(as_person(people.colm), path(asked, f"?filled={code}"))
    lines = page[page.index('id="lines"') :]

    assert "Lines 1 to 1 of 1" in page
    assert "Visit at home" in lines
    assert "With: Where the father was" in page


@pytest.mark.parametrize(
    ("names", "cell"), [("", "With Mother"), ("?names=on", "With Juno Hollowgate")]
)
def test_it_is_part_of_the_files(
    asked: Case, people: People, as_person, names: str, cell: str
) -> None:
    maya = as_person(people.maya)
    files = {
        kind: maya.get(path(asked, f"export/{kind}/{names}")).content
        for kind in ("docx", "xlsx", "csv")
    }

    rows = list(load_workbook(io.BytesIO(files["xlsx"])).worksheets[0].values)
    table = Document(io.BytesIO(files["docx"])).tables[0]
    assert rows[0][-1] == "Where the father was"
    assert cell in [row[-1] for row in rows]
    assert cell in {c.text for row in table.rows for c in row.cells}
    assert cell in files["csv"].decode()


def test_a_column_under_another_heading_is_shown_filtered_and_sought_under_labels(
    asked: Case, people: People, as_person
) -> None:
    text = "Date,Source,Event,Dads whereabouts\n14/03/2024,Record,Third visit,Stayed with Juno Hollowgate in Leeds\n"
    signed = sign(asked, Agency.objects.get(kind="hospital"), text, people.maya, version=2)
    kept = signed.chronologies.get()
    columns = [{"header": h} for h in ("Date", "Source", "Event", "Dads whereabouts")]
    kept.mapping = {"layouts": [{"columns": columns}], "asked": {"0-3": "Where the father was"}}
    kept.save()
    colm, code = as_person(people.colm), queries.code_of(asked, "Where the father was")

    table = text_of(colm, path(asked))
    filtered = text_of(colm, path(asked, f"?filled={code}"))
    colm.post(path(asked, "words/"), {"words": "stayed mother leeds"})
    found = text_of(colm, path(asked))

    assert "Where the father was:</strong> Stayed with Mother in Leeds" in table
    assert "Lines 1 to 2 of 2" in filtered
    assert "Lines 1 to 1 of 1" in found and "Third visit" in found
