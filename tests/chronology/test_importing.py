"""Files as people send them: every row lands, and what cannot be read says why."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from irwell.chronology import (
    Answer,
    Import,
    Kind,
    UnreadableFile,
    apply,
    guess_mapping,
    load,
    read_pasted,
)
from tests.chronology import files


def read(name: str, data: bytes) -> Import:
    tables = load(name, data)
    return apply(tables, guess_mapping(tables), agency="Agency")


def events(read_: Import) -> list[str]:
    return [entry.event for entry in read_.entries]


@pytest.mark.parametrize("name", sorted(files.GOOD))
def test_every_file_of_the_corpus_gives_its_three_dated_events(name: str) -> None:
    found = read(name, files.GOOD[name])

    assert len(found.entries) == 3, found
    assert [entry.when.start is not None for entry in found.entries] == [True] * 3
    assert all(entry.event for entry in found.entries)
    assert found.faults == ()


@pytest.mark.parametrize("name", sorted(files.GOOD))
def test_every_row_is_an_entry_a_fault_or_set_aside(name: str) -> None:
    tables = load(name, files.GOOD[name])

    found = apply(tables, guess_mapping(tables), agency="Agency")

    aside = sum(len(table.set_aside) for table in tables.tables)
    assert found.rows_accounted_for == tables.row_count + aside


def test_headings_repeated_on_each_page_are_set_aside() -> None:
    found = read("landscape.docx", files.landscape_docx())

    assert [aside.kind for aside in found.set_aside] == [Kind.REPEATED_HEADER]


def test_a_date_merged_over_two_rows_dates_both_and_says_so() -> None:
    found = read("merged.docx", files.merged_docx())

    assert [str(entry.when) for entry in found.entries][:2] == ["12 March 2023"] * 2
    assert any("merged cell" in note.text for note in found.entries[1].notes)
    assert [aside.original for aside in found.set_aside] == ["Birth and early weeks"]


def test_a_table_without_headings_is_guessed_by_its_content() -> None:
    tables = load("headless.docx", files.headless_docx())
    fields = [column.field for column in guess_mapping(tables).layouts[0].columns]

    assert fields[:2] == ["date", "source"]
    assert "event" in fields
    assert "No row of headings" in tables.tables[0].problems[0]


def test_a_table_cut_in_two_borrows_its_headings() -> None:
    tables = load("split.docx", files.split_docx())

    assert tables.tables[1].headers == files.HEADINGS
    assert "those of “Table 1” were used" in tables.tables[1].problems[0]


def test_a_chronology_inside_a_layout_table_is_found() -> None:
    tables = load("nested.docx", files.nested_docx())

    assert [table.name for table in tables.tables] == ["Table 1", "Table 1, inner table 1"]


def test_a_little_table_inside_a_cell_is_folded_into_its_text() -> None:
    found = read("small nested.docx", files.small_nested_docx())

    assert "Weight | 4.2 kg" in found.entries[0].event


def test_tracked_changes_are_read_as_accepted_and_told() -> None:
    found = read("tracked.docx", files.tracked_docx())

    assert found.entries[0].event == "Home visit, mother tired"
    assert any("tracked changes" in problem for problem in found.problems)
    assert any("withdrawn" in aside.original for aside in found.set_aside)


def test_headings_over_two_rows_are_joined() -> None:
    found = read("two.docx", files.two_row_headings_docx())

    assert found.entries[0].child_seen is Answer.YES
    assert found.entries[0].child_alone is Answer.NO


def test_a_tick_box_in_a_content_control_is_an_answer() -> None:
    assert read("x.docx", files.content_control_docx()).entries[0].child_seen is Answer.YES


def test_comments_and_hidden_text_are_told() -> None:
    problems = " ".join(read("x.docx", files.comments_docx()).problems)

    assert "comments" in problems and "hidden" in problems


def test_a_row_that_starts_a_column_late_keeps_its_columns() -> None:
    found = read("x.docx", files.indented_rows_docx())

    last = found.entries[-1]
    assert (last.source, last.event, last.when.dated) == ("EMIS", "No date here", False)


def test_forty_columns_of_one_heading_keep_every_cell() -> None:
    found = read("x.docx", files.same_headings_docx())

    assert len(found.entries[0].original) == 40
    assert "Notes (39)" not in found.entries[0].original


def test_spreadsheet_dates_times_and_hidden_rows_are_read() -> None:
    found = read("dates.xlsx", files.dated_xlsx())

    shown = [str(entry.when) for entry in found.entries]
    assert shown == ["12 March 2023, 14:30", "13 March 2023, 09:05", "14 March 2023, 12:00"]
    assert any("hidden" in problem for problem in found.problems)


def test_two_tables_on_one_sheet_and_a_hidden_sheet_are_all_read() -> None:
    tables = load("sheets.xlsx", files.sheets_xlsx())

    assert [table.name for table in tables.tables] == ["Sheet", "Sheet, part 2", "Old"]
    assert any("hidden" in problem for problem in tables.tables[2].problems)


def test_formulas_without_results_are_kept_and_told() -> None:
    found = read("formulas.xlsx", files.formulas_xlsx())

    assert [fault.original for fault in found.faults] == ["=TODAY()"]
    assert found.entries[0].event == "=CONCATENATE(A1,B1)"
    assert found.entries[1].event == "#REF!"
    assert any("no saved result" in problem for problem in found.problems)


def test_an_open_document_sheet_keeps_dates_merges_and_leaves_notes_out() -> None:
    found = read("plain.ods", files.plain_ods())

    assert events(found) == ["Home visit", "Missed", "Call to the address"]
    assert [str(entry.when) for entry in found.entries][:2] == ["12 March 2023"] * 2


def test_mixed_encodings_are_read_line_by_line_and_told() -> None:
    data = "Date,Source,Event\n1/2/21,EMIS,Zoë £5\n".encode() + "2/2/21,EMIS,Zoë £6\n".encode(
        "cp1252"
    )

    found = read("mixed.csv", data)

    assert events(found) == ["Zoë £5", "Zoë £6"]
    assert any("two encodings" in problem for problem in found.problems)


def test_curled_quotes_of_windows_survive() -> None:
    data = "Date,Source,Event\n1/2/21,EMIS,“He’s gone” – mother\n".encode("cp1252")

    assert events(read("quotes.csv", data)) == ["“He’s gone” – mother"]


def test_emoji_and_right_to_left_text_survive() -> None:
    data = "Date,Source,Event\n1/2/21,EMIS,😀 שלום مرحبا\n".encode()

    assert events(read("emoji.csv", data)) == ["😀 שלום مرحبا"]


def test_line_breaks_inside_a_quoted_cell_stay_in_it() -> None:
    data = b'Date,Source,Event\r\n1/2/21,EMIS,"one\r\ntwo ""three"""\r\n'

    assert events(read("lines.csv", data)) == ['one\ntwo "three"']


def test_a_line_pasted_without_a_date_goes_on_from_the_one_above() -> None:
    tables = read_pasted("Preface\n12/3/23 - visit\nmother was in\n13 March 2023: call")

    found = apply(tables, guess_mapping(tables), agency="GP")

    assert events(found) == ["Preface", "visit\nmother was in", "call"]


def test_cells_pasted_from_a_spreadsheet_are_a_table() -> None:
    tables = read_pasted('Date\tSource\tEvent\n1/2/21\tEMIS\t"two\nlines"')

    assert tables.tables[0].rows[0].cells == ("1/2/21", "EMIS", "two\nlines")


def test_nothing_pasted_is_said() -> None:
    assert read_pasted("  \n").problems == ("Nothing was pasted.",)


def ole(stream: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(600)
    )


SIMPLE = files.simple_docx()
BAD: list[tuple[str, bytes, str]] = [
    ("empty.docx", b"", "is empty"),
    ("blank.csv", b" \r\n\t ", "is empty"),
    ("cut.docx", SIMPLE[: len(SIMPLE) // 2], "cut short"),
    ("cut.xlsx", files.dated_xlsx()[:-40], "cut short"),
    ("locked.docx", ole("EncryptedPackage"), "password"),
    ("old.doc", ole("WordDocument"), "Word Document (.docx)"),
    ("old.xls", ole("Workbook"), "Excel Workbook (.xlsx)"),
    ("odd.doc", ole("Nothing"), "old office file"),
    ("really.docx", b"%PDF-1.7 ...", "is a PDF"),
    ("photo.docx", b"\x89PNG\r\n\x1a\n....", "a picture"),
    ("setup.csv", b"MZ\x90\x00", "a program"),
    ("note.docx", b"{\\rtf1 hello}", "Rich Text"),
    ("sheet.docx", files.dated_xlsx(), "is not what its name says"),
    ("words.xlsx", SIMPLE, "is not what its name says"),
    ("text.docx", b"Date,Event\n1/2/21,x", "is not what its name says"),
    ("letters.xlsx", b"plain words", "is not what its name says"),
    ("macro.docm", SIMPLE, "macros"),
    ("hidden.docx", files.raw_docx("", **{"word/vbaProject.bin": "x"}), "macros"),
    (
        "hidden.xlsx",
        files.zipped({"xl/workbook.xml": "<workbook/>", "xl/vbaProject.bin": "x"}),
        "macros",
    ),
    ("binary.xlsx", files.zipped({"xl/workbook.bin": "x"}), "binary workbook"),
    ("bundle.docx", files.zipped({"a.txt": "x"}), "archive of other files"),
    ("noise.csv", bytes(range(256)) * 20, "not a kind of file"),
    (
        "entity.docx",
        files.zipped(
            {
                "word/document.xml": '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
                f'<w:document xmlns:w="{files.W}"><w:body>&a;</w:body></w:document>'
            }
        ),
        "document type",
    ),
    ("broken.docx", files.zipped({"word/document.xml": "<w:document"}), "damaged"),
    ("missing.docx", files.zipped({"word/other.xml": "<x/>"}), "damaged"),
    (
        "bomb.docx",
        files.zipped({"word/document.xml": b"0" * (30 * 1024 * 1024)}),
        "unpack to far more",
    ),
    (
        "locked.ods",
        files.ods("", **{"META-INF/manifest.xml": "<m><f><encryption-data/></f></m>"}),
        "password",
    ),
    (
        "macro.ods",
        files.ods("", **{"Basic/Standard/Module1.xml": "<x/>"}),
        "macros",
    ),
    ("empty.html", b"<html></html><!-- -->", "no table"),
]


@pytest.mark.parametrize(("name", "data", "said"), BAD, ids=[name for name, _, _ in BAD])
def test_a_file_that_cannot_be_read_says_what_is_wrong_and_how_to_mend_it(
    name: str, data: bytes, said: str
) -> None:
    try:
        problems = " ".join(load(name, data).problems)
    except UnreadableFile as error:
        problems = str(error)
        assert name in problems

    assert said in problems


def test_a_file_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("irwell.chronology.importing.loading.MAX_BYTES", 10)

    with pytest.raises(UnreadableFile, match="larger than"):
        load("x.csv", b"Date,Event\n1/2/21,x")


@pytest.mark.parametrize("name", ["x.docx", "x.xlsx", "x.ods", "x.csv", "x.html"])
def test_more_rows_than_the_limit_are_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = {
        "x.docx": SIMPLE,
        "x.xlsx": files.dated_xlsx(),
        "x.ods": files.plain_ods(),
        "x.csv": files.GOOD["comma.csv"],
        "x.html": files.html_table(),
    }[name]
    for module in ("word", "sheets", "opendocument", "texts"):
        monkeypatch.setattr(f"irwell.chronology.importing.{module}.MAX_ROWS", 1)

    with pytest.raises(UnreadableFile, match="rows"):
        load(name, data)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(files.GOOD)), st.randoms(use_true_random=False))
def test_a_damaged_file_is_read_or_refused_and_never_crashes(
    name: str, chance: random.Random
) -> None:
    data = bytearray(files.GOOD[name])
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    del data[chance.randrange(len(data) // 2, len(data)) :]

    try:
        read(name, bytes(data))
    except UnreadableFile as error:
        assert name in str(error)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_pasted_text_keeps_every_word(text: str) -> None:
    tables = read_pasted(text)
    found = apply(tables, guess_mapping(tables), agency="GP")

    aside = sum(len(table.set_aside) for table in tables.tables)
    assert found.rows_accounted_for == tables.row_count + aside


def test_a_very_long_paste_loses_nothing() -> None:
    long = "word " * 4_000
    rows = "\n".join(f"1/2/21\tEMIS\tEvent {number} {long}" for number in range(40))

    tables = read_pasted(f"Date\tSource\tEvent\n{rows}")
    found = apply(tables, guess_mapping(tables), agency="GP")

    assert len(found.entries) == 40
    assert found.entries[-1].event.count("word") == 4_000
