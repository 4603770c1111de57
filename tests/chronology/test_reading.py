"""From mapped columns to entries: what is noted, what is suggested, what a person corrects."""

from __future__ import annotations

from datetime import date, time

import pytest

from irwell.chronology import (
    Answer,
    Entry,
    Field,
    Import,
    Kind,
    Mapping,
    NoteCode,
    Precision,
    accept_suggestions,
    apply,
    guess_mapping,
    read_pasted,
)
from irwell.chronology.answers import read_answer, read_answers
from irwell.chronology.matching import match_heading
from irwell.chronology.reading import Corrections

HEAD = "Date\tSource\tEvent"


def read(text: str, *, on: date | None = None, corrections: Corrections | None = None) -> Import:
    tables = read_pasted(text)
    return apply(tables, guess_mapping(tables), agency="GP", on=on, corrections=corrections)


def only(text: str) -> Entry:
    found = read(text)
    assert len(found.entries) == 1, found
    return found.entries[0]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Date", Field.DATE),
        ("DATE/TIME", Field.DATE),
        ("Date of contact (dd/mm/yy)", Field.DATE),
        ("Date of Contact with the family", Field.DATE),
        ("Source of Infomation", Field.SOURCE),
        ("SOURCE OF EVIDENCE:", Field.SOURCE),
        ("Professional & Role", Field.PROFESSIONAL),
        ("Job title", Field.PROFESSIONAL_ROLE),
        ("Details of Significant Event", Field.EVENT),
        ("Summary of event/contact", Field.EVENT),
        ("Was the child seen? (Y/N)", Field.CHILD_SEEN),
        ("Child seen / spoken to / alone?", Field.CHILD_SEEN),
        ("Child seen alone", Field.CHILD_ALONE),
        ("Voice of the Child", Field.VOICE),
        ("Child’s wishes and feelings", Field.VOICE),
        ("Action Taken/Outcome", Field.ACTION),
        ("Author's comment", Field.ANALYSIS),
        ("Was expected practice met?", Field.EXPECTED_PRACTICE),
        ("KLOE", Field.TAGS),
        ("Time (24hr)", Field.TIME),
        ("Ref No.", Field.RECORD_REF),
        ("Agency", Field.IGNORED),
        ("Date of birth", Field.IGNORED),
        ("Zygomorphic", None),
        ("", None),
    ],
)
def test_a_heading_is_matched_by_what_it_means(heading: str, field: Field | None) -> None:
    match = match_heading(heading)

    assert match.field is field
    assert match.reason


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Yes", Answer.YES),
        ("Y", Answer.YES),
        ("☒", Answer.YES),
        ("Seen alone in her room", Answer.YES),
        ("Yes - asleep", Answer.YES),
        ("No", Answer.NO),
        ("N - at school", Answer.NO),
        ("Not seen", Answer.NO),
        ("☐", Answer.NO),
        ("N/A", Answer.NOT_APPLICABLE),
        ("Not applicable", Answer.NOT_APPLICABLE),
        ("Not recorded", Answer.NOT_RECORDED),
        ("Unknown", Answer.NOT_RECORDED),
        ("Asleep in cot", Answer.NOT_RECORDED),
        ("Nursery", Answer.NOT_RECORDED),
        ("", Answer.NOT_RECORDED),
    ],
)
def test_an_answer_is_taken_only_when_it_is_plain(text: str, answer: Answer) -> None:
    assert read_answer(text) is answer


def test_one_column_for_three_answers_is_taken_apart() -> None:
    answers = read_answers("Child seen / spoken to / alone?", "Y/Y/N", "", "")

    assert (answers.seen, answers.spoken_to, answers.alone) == (Answer.YES, Answer.YES, Answer.NO)


def test_seen_but_not_alone_is_read_from_one_cell() -> None:
    answers = read_answers("Child seen", "Yes, spoken to but not alone", "", "")

    assert (answers.spoken_to, answers.alone) == (Answer.YES, Answer.NO)


def test_a_missing_source_is_an_entry_that_needs_attention() -> None:
    entry = only(f"{HEAD}\n1/2/21\t\tVisit")

    assert entry.needs_attention
    assert [note.code for note in entry.notes] == [NoteCode.NO_SOURCE]


def test_a_row_without_a_date_is_an_undated_entry() -> None:
    entry = only(f"{HEAD}\n\tEMIS\tVisit")

    assert not entry.when.dated
    assert [note.code for note in entry.notes] == [NoteCode.NO_DATE]


def test_an_impossible_date_is_a_fault_that_keeps_the_whole_row() -> None:
    fault = read(f"{HEAD}\n31/02/2024\tEMIS\tVisit").faults[0]

    assert fault.place == "Table 1, row 2"
    assert "has 29 days" in fault.reason
    assert fault.cells == {"Date": "31/02/2024", "Source": "EMIS", "Event": "Visit"}


def test_a_row_that_is_only_a_date_is_a_fault() -> None:
    fault = read(f"{HEAD}\n1/2/21\t\t\n2/2/21\tEMIS\tVisit").faults[0]

    assert fault.kind is Kind.ROW
    assert "nothing but its date" in fault.reason


def test_a_missing_year_is_suggested_from_the_neighbours() -> None:
    found = read(f"{HEAD}\n30/12/20\tEMIS\ta\n4 Jan\tEMIS\tb\n9/1/21\tEMIS\tc")

    assert [fault.suggestion for fault in found.faults] == ["4 January 2021"]


def test_a_missing_year_is_suggested_from_the_heading_above() -> None:
    found = read(f"{HEAD}\n1/2/15\tEMIS\ta\n2019\t\t\n4 Jan\tEMIS\tb")

    assert [fault.suggestion for fault in found.faults] == ["4 January 2019"]
    assert [aside.original for aside in found.set_aside] == ["2019"]


def test_accepted_suggestions_become_entries_that_tell_of_the_correction() -> None:
    text = f"{HEAD}\n30/12/20\tEMIS\ta\n4 Jan\tEMIS\tb"
    before = read(text)

    after = read(text, corrections=accept_suggestions(before))

    assert after.faults == ()
    assert after.entries[1].when.start == date(2021, 1, 4)
    assert after.entries[1].original["Date"] == "4 Jan"
    assert after.entries[1].notes[-1].code is NoteCode.CORRECTED
    assert "from “4 Jan” to “4 January 2021”" in after.entries[1].notes[-1].text


def test_a_correction_may_mend_any_field() -> None:
    corrections = {(0, 2): {"source": "EMIS", "date": "28/02/2024"}}

    found = read(f"{HEAD}\n31/02/2024\t\tVisit", corrections=corrections)

    assert (found.entries[0].source, found.entries[0].needs_attention) == ("EMIS", False)


def test_a_ditto_takes_the_date_above_and_says_so() -> None:
    found = read(f"{HEAD}\n1/2/21 09:00\tEMIS\ta\nditto\tEMIS\tb")

    assert found.entries[1].when.start == date(2021, 2, 1)
    assert found.entries[1].when.time_start is None
    assert "line above" in found.entries[1].notes[0].text


def test_a_ditto_under_a_bad_date_is_a_fault() -> None:
    found = read(f"{HEAD}\n31/2/21\tEMIS\ta\nas above\tEMIS\tb")

    assert len(found.faults) == 2


def test_american_order_in_a_column_throws_doubt_on_its_other_dates() -> None:
    found = read(f"{HEAD}\n3/25/23\tEMIS\ta\n4/5/23\tEMIS\tb\n6/6/23\tEMIS\tc")

    codes = [[note.code for note in entry.notes] for entry in found.entries]
    assert codes == [[NoteCode.AMERICAN_ORDER], [NoteCode.AMERICAN_ORDER], []]
    assert found.entries[1].when.uncertain


def test_a_column_with_british_order_in_it_is_not_doubted() -> None:
    found = read(f"{HEAD}\n3/25/23\tEMIS\ta\n4/5/23\tEMIS\tb\n25/3/23\tEMIS\tc")

    assert not found.entries[1].when.uncertain


def test_a_date_after_the_return_came_needs_attention() -> None:
    found = read(f"{HEAD}\n1/2/31\tEMIS\ta\n1/2/21\tEMIS\tb", on=date(2026, 11, 24))

    assert [entry.needs_attention for entry in found.entries] == [True, False]
    assert found.entries[0].notes[0].code is NoteCode.FUTURE


def test_a_time_column_joins_the_date() -> None:
    entry = only("Date\tTime\tEnd time\tSource\tEvent\n1/2/21\t9.15am\t10:00\tEMIS\tVisit")

    assert (entry.when.time_start, entry.when.time_end) == (time(9, 15), time(10))


def test_a_time_that_cannot_be_read_leaves_the_entry_with_a_note() -> None:
    entry = only("Date\tTime\tSource\tEvent\n1/2/21\t8 o'clock\tEMIS\tVisit")

    assert entry.when.time_start is None
    assert entry.notes[0].code is NoteCode.TIME and entry.needs_attention


def test_an_end_date_makes_a_range() -> None:
    entry = only("Start date\tEnd date\tSource\tEvent\n1/2/21\t5/2/21\tEMIS\tAdmitted")

    assert (entry.when.end, entry.when.precision) == (date(2021, 2, 5), Precision.RANGE)


def test_an_end_before_the_start_is_a_fault() -> None:
    found = read("Start date\tEnd date\tSource\tEvent\n5/2/21\t1/2/21\tEMIS\tAdmitted")

    assert "before the start" in found.faults[0].reason


def test_an_end_date_that_cannot_be_read_is_noted() -> None:
    entry = only("Start date\tEnd date\tSource\tEvent\n5/2/21\t31/2/21\tEMIS\tAdmitted")

    assert entry.when.precision is Precision.DAY and entry.needs_attention


def test_subjects_and_tags_are_taken_apart() -> None:
    entry = only(
        "Date\tSource\tEvent\tFamily member\tTheme\n1/2/21\tEMIS\tx\tMother and Child A\tneglect; home"
    )

    assert entry.subjects == ("Mother", "Child A")
    assert entry.tags == ("neglect", "home")


def test_two_columns_for_one_field_are_both_kept_with_their_headings() -> None:
    entry = only("Date\tSource\tEvent\tDetails\n1/2/21\tEMIS\tVisit\tMother tired")

    assert entry.event == "Event: Visit\nDetails: Mother tired"


def test_a_column_that_is_not_used_stays_in_the_original_cells() -> None:
    entry = only("Date\tSource\tEvent\tShoe size\n1/2/21\tEMIS\tVisit\t9")

    assert entry.original["Shoe size"] == "9"


def test_a_person_may_settle_a_column_and_it_is_remembered() -> None:
    tables = read_pasted("Date\tSource\tEvent\tZygo\n1/2/21\tEMIS\tVisit\tHe cried")
    mapping = guess_mapping(tables).with_field(0, 3, Field.VOICE)

    again = guess_mapping(tables, remembered=mapping.remembered())

    assert apply(tables, again, agency="GP").entries[0].voice == "He cried"
    assert again.layouts[0].columns[3].confidence == 1.0


def test_a_mapping_survives_the_round_trip_through_json() -> None:
    tables = read_pasted(f"{HEAD}\n1/2/21\tEMIS\tVisit")
    mapping = guess_mapping(tables)

    again = Mapping.from_dict(mapping.to_dict())

    assert apply(tables, again, agency="GP") == apply(tables, mapping, agency="GP")


def test_a_mapping_tells_what_is_missing() -> None:
    tables = read_pasted("Zygo\tSort\tThird\na\tb\tc\nd\te\tf")

    problems = " ".join(guess_mapping(tables).problems)

    assert "date" in problems and "source" in problems
