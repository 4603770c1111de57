"""The chronology as files that other people open."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from irwell.chronology import (
    Import,
    Timeline,
    UnreadableFile,
    apply,
    from_json,
    guard,
    guess_mapping,
    load,
    merge,
    read_pasted,
    to_csv,
    to_docx,
    to_json,
    to_xlsx,
)

TEXT = (
    "Date\tSource\tProfessional\tRole\tEvent\tChild seen\tAction\n"
    '1/2/21 09:00\tEMIS\tA Lee\tHV\t=HYPERLINK("http://x")\tYes\t-1+1\n'
    "March 2021\tEMIS\t\tGP\tA & B < C\t\t@SUM(A1)\n"
    "\tEMIS\t\t\tNo date\tN/A\t+44\n"
    "31/2/21\tEMIS\t\t\tBad\t\t"
)


def a_return(agency: str, text: str = TEXT) -> Import:
    tables = read_pasted(text)
    return apply(tables, guess_mapping(tables), agency=agency)


TIMELINE = merge(
    [a_return("Health"), a_return("Police", "Date\tSource\tEvent\n2/2/21\tNiche\tCall")]
)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {info.date_time for info in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        return {name: package.read(name) for name in package.namelist()}


def test_word_has_a_landscape_table_whose_headings_repeat() -> None:
    document = Document(io.BytesIO(to_docx(TIMELINE)))

    section, table = document.sections[0], document.tables[0]
    assert section.page_width > section.page_height
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert len(table.rows) == 1 + len(TIMELINE.entries)
    assert [cell.text for cell in table.rows[0].cells][:3] == [
        "Date",
        "Agency",
        "Source of information",
    ]


def test_word_keeps_ampersands_and_angle_brackets() -> None:
    document = Document(io.BytesIO(to_docx(TIMELINE)))

    texts = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert "A & B < C" in texts


def test_word_shows_letter_and_colour_before_each_agency() -> None:
    document = Document(io.BytesIO(to_docx(TIMELINE)))

    cells = [row.cells[1] for row in document.tables[0].rows[1:]]
    assert {cell.text.strip()[0] for cell in cells} == {"A", "B"}
    assert all(cell._tc.tcPr.find(qn("w:shd")) is not None for cell in cells)


def test_word_lists_the_rows_that_were_not_read() -> None:
    document = Document(io.BytesIO(to_docx(TIMELINE)))

    last = document.tables[-1]
    assert "there is no 31 February 2021" in last.rows[1].cells[2].text
    assert "Event: Bad" in last.rows[1].cells[3].text


def test_word_leaves_out_columns_that_nobody_used() -> None:
    timeline = merge([a_return("Police", "Date\tSource\tEvent\n2/2/21\tNiche\tCall")])
    document = Document(io.BytesIO(to_docx(timeline)))

    assert len(document.tables[0].columns) == 4


@pytest.mark.parametrize("write", [to_docx, to_xlsx])
def test_the_same_timeline_gives_the_same_bytes_with_no_author(write: object) -> None:
    assert callable(write)
    first, second = write(TIMELINE), write(TIMELINE)

    core = members(first)["docProps/core.xml"].decode()
    assert first == second
    assert "<dc:creator></dc:creator>" in core
    assert "2000-01-01" in core
    assert "python-docx" not in core and "openpyxl" not in core


def test_no_cell_of_the_workbook_is_a_formula() -> None:
    data = to_xlsx(TIMELINE)

    book = load_workbook(io.BytesIO(data))
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row if cell.value}
    assert kinds == {"s"}
    assert all(b"<f>" not in part for part in members(data).values())
    assert book.sheetnames == ["Chronology", "Not read", "Returns"]


def test_a_text_longer_than_a_cell_goes_on_below() -> None:
    long = "word " * 14_000
    timeline = merge([a_return("GP", f"Date\tSource\tEvent\n2/2/21\tEMIS\t{long}")])

    book = load_workbook(io.BytesIO(to_xlsx(timeline)))

    column = [str(cell.value or "") for cell in book["Chronology"]["M"]][1:]
    assert "".join(column) == long.strip()


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@x", "\t=1", " =1", "＝1", "|cmd"])
def test_a_cell_that_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert guard(text) == f"'{text}"


def test_a_plain_cell_is_not_touched() -> None:
    assert guard("Visit - all well") == "Visit - all well"


def test_csv_guards_its_cells_and_reads_back() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(TIMELINE).removeprefix("\ufeff"))))

    assert len(rows) == len(TIMELINE.entries)
    assert next(row["Event"] for row in rows).startswith("'=HYPERLINK")
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]


def test_json_loses_nothing() -> None:
    assert from_json(to_json(TIMELINE)) == TIMELINE
    assert to_json(from_json(to_json(TIMELINE))) == to_json(TIMELINE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        '{"schema": "other/1"}',
        '{"schema": "irwell-chronology/1"}',
        json.dumps(
            {"schema": "irwell-chronology/1", "entries": [{}], "faults": [], "versions": []}
        ),
        "[" * 100_000,
    ],
)
def test_json_that_is_not_a_chronology_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(UnreadableFile, match=r"JSON|damaged"):
        from_json(text)


def test_an_exported_word_file_can_be_imported_again() -> None:
    tables = load("out.docx", to_docx(merge([a_return("Health")])))

    again = apply(tables, guess_mapping(tables), agency="Health")

    assert [entry.event for entry in again.entries][:3] == [
        entry.event for entry in merge([a_return("Health")]).entries
    ]


def test_an_empty_timeline_can_be_written_in_every_form() -> None:
    empty = Timeline()

    assert Document(io.BytesIO(to_docx(empty))).tables
    assert load_workbook(io.BytesIO(to_xlsx(empty))).sheetnames == ["Chronology", "Returns"]
    assert from_json(to_json(empty)) == empty
    assert to_csv(empty).count("\r\n") == 1
