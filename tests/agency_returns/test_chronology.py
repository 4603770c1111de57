"""A chronology read in through the web: good files, bad files, columns, rows, corrections."""

import io
import re
import time
from datetime import date

import pytest

from irwell.agency_returns import queries
from irwell.agency_returns.models import ReturnChronology
from irwell.documents.models import Document
from tests.agency_returns.conftest import CSV
from tests.chronology import files

SIGNED = {"name": "Ada Clough", "role": "Named nurse"}
HEAD = "Date,Source,Event\n"


def read_in(visitor, name: str, data: bytes | str) -> str:
    """Upload and go to the rows; their address."""
    data = data.encode() if isinstance(data, str) else data
    return visitor.upload(name, data).replace("columns/", "")


def kept() -> ReturnChronology:
    return ReturnChronology.objects.get()


def workbook() -> bytes:
    def build(book) -> None:
        sheet = book.active
        sheet.append(["Date", "Source of information", "Event"])
        sheet.append([date(2026, 3, 12), "RiO", "Visit"])

    return files.xlsx(build)


def ods() -> bytes:
    rows = "".join(files.ods_row(r) for r in (files.HEADINGS, *files.ROWS))
    return files.ods(f'<table:table table:name="Sheet1">{rows}</table:table>')


@pytest.mark.parametrize(
    ("name", "data", "lines"),
    [("a.docx", files.simple_docx(), 3), ("a.xlsx", workbook(), 1), ("a.csv", CSV, 2), ("a.ods", ods(), 3)],
)  # fmt: skip
def test_word_excel_csv_and_open_document_are_read(
    hospital, name: str, data: bytes, lines: int
) -> None:
    rows = read_in(hospital, name, data)

    assert kept().rows == lines
    assert f"{lines} read plainly" in hospital.get(rows)


def test_pasted_lines_are_read(hospital) -> None:
    text = "12/3/26 - Home visit, mother tired\n13/3/26 - Telephone call"

    answer = hospital.post("chronology/", {"pasted": text})
    rows = answer.url.replace(hospital.base, "").replace("columns/", "")
    hospital.post(rows, {"all-sources": "SystmOne"})

    assert kept().rows == 2
    assert "2 read plainly" in hospital.get(rows)


def test_the_guessed_columns_are_shown_and_can_be_changed(hospital) -> None:
    data = "When,Source,Event,Odd\n12/03/2026,RiO,Visit,Something\n"
    columns = hospital.upload("odd.csv", data.encode())
    page = hospital.get(columns)
    fields = dict(re.findall(r'id="(column-0-\d)".*?<option value="([^"]*)" selected', page, re.S))

    hospital.post(columns, {**fields, "column-0-3": "analysis"})

    assert "Something" in page
    assert kept().entries[0]["analysis"] == "Something"


def test_columns_without_a_source_are_refused_with_a_sentence(hospital) -> None:
    columns = hospital.upload("visits.csv", CSV)

    page = hospital.post(
        columns, {"column-0-0": "date", "column-0-1": "", "column-0-2": "event"}, 422
    )

    assert "No column was taken for the source of information" in page.content.decode()


def test_a_column_that_the_file_does_not_have_is_passed_over(hospital) -> None:
    columns = hospital.upload("visits.csv", CSV)

    hospital.post(columns, {"column-9-9": "date", "column-0-99": "event"})

    assert kept().rows == 2


def test_two_columns_for_the_date_are_refused_with_a_sentence(hospital) -> None:
    columns = hospital.upload("visits.csv", CSV)

    page = hospital.post(columns, {"column-0-1": "date"}, 422).content.decode()

    assert "are both taken for “Date”" in page


@pytest.mark.parametrize(
    ("cell", "read"),
    [("early Mar 24", "early March 2024"), ("?12.3.23", "12 March 2023 (uncertain)"), ("12/3/24", "12 March 2024")],
)  # fmt: skip
def test_tolerant_dates_are_shown_beside_the_cell(hospital, cell: str, read: str) -> None:
    rows = read_in(hospital, "visits.csv", f"{HEAD}{cell},RiO,Visit\n")

    page = hospital.get(rows)

    assert cell in page
    assert read in page


def test_a_date_that_never_was_is_listed_with_its_reason_mended_on_the_page_and_read_again(
    hospital,
) -> None:
    rows = read_in(hospital, "visits.csv", f"{HEAD}31/02/2024,RiO,Visit\n13/03/2024,RiO,Call\n")
    page = hospital.get(rows)
    refused = hospital.post(f"{rows}confirm/", {}, 422).content.decode()

    hospital.post(rows, {"date-0:2": "28/02/2024", "was-date-0:2": "31/02/2024"})
    mended = hospital.get(rows)
    hospital.post(f"{rows}confirm/")

    assert "31/02/2024" in page and "could not be read" in page
    assert "1 row could not be read" in refused
    assert "28 February 2024" in mended
    assert kept().confirmed_at is not None
    assert kept().entries[0]["original"]["Date"] == "31/02/2024"


def test_a_mended_date_that_still_cannot_be_read_stays_in_its_box(hospital) -> None:
    rows = read_in(hospital, "visits.csv", f"{HEAD}31/02/2024,RiO,Visit\n13/03/2024,RiO,Call\n")

    hospital.post(rows, {"date-0:2": "30/02/2024", "was-date-0:2": "31/02/2024"})

    assert 'value="30/02/2024"' in hospital.get(rows)


def test_a_row_with_no_known_date_is_kept_undated(hospital) -> None:
    rows = read_in(hospital, "visits.csv", f"{HEAD}31/02/2024,RiO,Visit\n")

    hospital.post(rows, {"date-0:2": "not known", "was-date-0:2": "31/02/2024"})
    hospital.post(f"{rows}confirm/")

    assert kept().rows == 1


def test_a_row_that_is_no_line_is_left_out_on_purpose_and_still_counted(hospital) -> None:
    rows = read_in(hospital, "visits.csv", f"{HEAD}31/02/2024,RiO,Visit\n13/03/2024,RiO,Call\n")

    hospital.post(rows, {"out": "0:2", "out-shown": "0:2"})
    page = hospital.get(rows)
    hospital.post(f"{rows}confirm/")

    assert "2 rows</strong> in the file, none lost" in page
    assert "1 left out by you" in page
    assert kept().rows == 1


def test_a_row_without_a_source_blocks_until_it_has_one(hospital) -> None:
    rows = read_in(hospital, "visits.csv", f"{HEAD}12/03/2024,,Visit\n13/03/2024,RiO,Call\n")
    refused = hospital.post(f"{rows}confirm/", {}, 422).content.decode()

    hospital.post(rows, {"source-0:2": "Paper file", "was-source-0:2": ""})
    hospital.post(f"{rows}confirm/")

    assert "without a source of information, which is always needed" in refused
    assert [e["source"] for e in kept().entries] == ["Paper file", "RiO"]


def test_one_source_serves_every_row_that_names_none(hospital) -> None:
    rows = read_in(
        hospital, "visits.csv", f"{HEAD}12/03/2024,,Visit\n13/03/2024,,Call\n14/03/2024,RiO,Call\n"
    )

    hospital.post(rows, {"all-sources": "EMIS"})

    assert [e["source"] for e in kept().entries] == ["EMIS", "EMIS", "RiO"]


def test_a_missing_year_is_suggested_and_taken_only_when_accepted(hospital) -> None:
    rows = read_in(hospital, "v.csv", f"{HEAD}12/03/2024,RiO,A\n14 March,RiO,B\n16/03/2024,RiO,C\n")
    before = hospital.get(rows)

    hospital.post(f"{rows}suggestions/")

    assert "Accept the suggested date" in before
    assert kept().rows == 3
    assert "14 March 2024" in hospital.get(rows)


def test_one_in_the_morning_when_the_clocks_change_is_pointed_out(hospital) -> None:
    data = "Date,Time,Source,Event\n25/10/2026,01:30,Niche,Call from a neighbour\n"

    page = hospital.get(read_in(hospital, "night.csv", data))

    assert "25 October 2026, 01:30" in page
    assert "clock" in page.casefold()


def test_a_sheet_with_merged_cells_and_no_headings_is_read(hospital) -> None:
    def build(book) -> None:
        sheet = book.active
        for row in (
            ["12/03/2026", "SystmOne record", "Home visit: mother tired and low"],
            [None, "SystmOne record", "Telephone call the same day, no answer"],
            ["14/03/2026", "SystmOne record", "Letter about the missed appointment"],
        ):
            sheet.append(row)
        sheet.merge_cells("A1:A2")

    rows = read_in(hospital, "merged.xlsx", files.xlsx(build))

    assert kept().rows == 3
    assert "merged cell" in hospital.get(rows) or "12 March 2026" in hospital.get(rows)


def prose() -> bytes:
    return files.docx(
        lambda document: document.add_paragraph("A long letter with no table at all.")
    )


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("letter.docx", prose(), "No table was found in “letter.docx”"),
        ("scan.pdf", b"%PDF-1.7 ...", "cannot be taken here. Send a .docx, .xlsx, .csv or .ods file"),
        ("empty.csv", b"", "“empty.csv” is empty"),
        ("really.xlsx", b"not a workbook", "is not an Excel workbook, although its name says so"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_gets_a_sentence(
    hospital, name: str, data: bytes, sentence: str
) -> None:
    page = hospital.upload(name, data, 422, department="Maternity")

    assert sentence in page
    assert 'value="Maternity"' in page
    assert not ReturnChronology.objects.exists()


def test_nothing_chosen_and_nothing_pasted_is_asked_again(hospital) -> None:
    page = hospital.post("chronology/", {}, 422).content.decode()

    assert "Choose a file, or paste the lines of the chronology" in page


def long_file(count: int = 2000) -> bytes:
    out = io.StringIO()
    out.write(HEAD)
    for n in range(count):
        out.write(f"{n % 28 + 1:02}/{n % 12 + 1:02}/2025,RiO,Contact number {n}\n")
    return out.getvalue().encode()


def test_two_thousand_rows_are_read_fast_and_shown_in_pages(hospital) -> None:
    started = time.perf_counter()
    rows = read_in(hospital, "long.csv", long_file())
    page = hospital.get(rows)
    taken = time.perf_counter() - started

    assert "2000 read plainly" in page
    assert page.count("<tr") < 60
    assert len(page) < 100_000
    assert taken < 15


def test_many_rows_to_mend_come_twenty_at_a_time(hospital) -> None:
    data = HEAD + "".join("31/02/2025,RiO,Contact\n" for _ in range(300))

    page = hospital.get(read_in(hospital, "bad.csv", data))

    assert "Rows 1 to 20 of 300" in page
    assert page.count('id="out-') == 20


def test_mending_a_confirmed_chronology_asks_for_confirmation_again(hospital) -> None:
    rows = read_in(hospital, "visits.csv", CSV)
    hospital.post(f"{rows}confirm/")

    hospital.post(rows, {"date-0:2": "15/03/2026", "was-date-0:2": "12/03/2026"})

    assert kept().confirmed_at is None


def test_confirming_twice_and_reading_the_same_file_twice_do_no_harm(hospital) -> None:
    rows = read_in(hospital, "visits.csv", CSV)
    hospital.post(f"{rows}confirm/")
    hospital.post(f"{rows}confirm/")
    read_in_again = read_in(hospital, "visits.csv", CSV)
    hospital.post(f"{read_in_again}remove/")

    assert ReturnChronology.objects.count() == 1
    assert Document.objects.filter(purpose="agency_chronology").count() == 2


def test_only_confirmed_rows_of_a_signed_return_go_on(hospital) -> None:
    case = hospital.request.case
    hospital.fill_summary()
    rows = read_in(hospital, "visits.csv", CSV)
    unconfirmed = hospital.post("sign/", SIGNED, 422).content.decode()
    hospital.post(f"{rows}confirm/")
    before = queries.imports_of(case)
    hospital.post("sign/", SIGNED)

    [read] = queries.imports_of(case)
    assert "1 file not confirmed yet" in unconfirmed
    assert before == []
    assert (read.agency, read.return_version, len(read.entries)) == (
        "Calderbrook Hospitals NHS Trust",
        1,
        2,
    )
