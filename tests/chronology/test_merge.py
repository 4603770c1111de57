"""Many returns, one line: the same whatever order they come in."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from irwell.chronology import (
    Answer,
    Entry,
    Import,
    Timeline,
    When,
    apply,
    guess_mapping,
    in_order,
    merge,
    read_pasted,
    read_when,
)


def a_return(agency: str, text: str, version: int = 1, name: str = "return.txt") -> Import:
    tables = read_pasted(text, name)
    return apply(tables, guess_mapping(tables), agency=agency, return_version=version)


POLICE = a_return(
    "Police", "Date\tTime\tSource\tEvent\n1/2/21\t09:00\tNiche\tCalled\n2/2/21\t\tNiche\tArrest"
)
HEALTH = a_return(
    "Health",
    "Date\tSource\tEvent\n1/2/21\tRiO\tVisit\nMarch 2021\tRiO\tUnwell\n\tRiO\tUndated\n31/2/21\tRiO\tBad",
)
SCHOOL = a_return(
    "School",
    "Date\tSource\tEvent\tTags\n2021\tCPOMS\tAbsent\tneglect; school\n1/2/21\tCPOMS\tFáther came\t",
)


def events(timeline: Timeline) -> list[str]:
    return [entry.event for entry in timeline.entries]


def test_merging_sorts_by_what_is_known_and_leaves_the_undated_last() -> None:
    timeline = merge([POLICE, HEALTH, SCHOOL])

    assert events(timeline) == [
        "Absent",
        "Visit",
        "Fáther came",
        "Called",
        "Arrest",
        "Unwell",
        "Undated",
    ]
    assert [entry.event for entry in timeline.undated] == ["Undated"]


def test_every_entry_is_stamped_with_agency_version_and_place() -> None:
    entry = merge([POLICE]).entries[0]

    assert (entry.agency, entry.return_version) == ("Police", 1)
    assert entry.place == "return.txt, Table 1, row 2"
    assert entry.original == {
        "Date": "1/2/21",
        "Time": "09:00",
        "Source": "Niche",
        "Event": "Called",
    }


def test_faults_are_carried_with_their_agency() -> None:
    timeline = merge([POLICE, HEALTH])

    assert [(agency, fault.original) for agency, fault in timeline.faults] == [
        ("Health", "31/2/21")
    ]


def test_the_same_return_sent_twice_counts_once() -> None:
    once, twice = merge([HEALTH]), merge([HEALTH, HEALTH])

    assert twice.entries == once.entries
    assert twice.repeated == len(HEALTH.entries)


def test_a_line_that_stands_twice_in_one_return_stays_twice() -> None:
    read = a_return("GP", "Date\tSource\tEvent\n1/2/21\tEMIS\tDNA\n1/2/21\tEMIS\tDNA")

    timeline = merge([read])

    assert len(timeline.entries) == 2
    assert len({entry.id for entry in timeline.entries}) == 2
    assert any(note.code == "repeated" for entry in timeline.entries for note in entry.notes)


def test_only_the_newest_version_of_a_return_counts() -> None:
    newer = a_return("police", "Date\tSource\tEvent\n5/2/21\tNiche\tReleased", version=2)

    timeline = merge([newer, POLICE])

    assert events(timeline) == ["Released"]
    assert timeline.versions == (("police", 2),)


def test_an_unchanged_line_keeps_its_id_in_a_corrected_return() -> None:
    newer = a_return(
        "Police",
        "Source\tEvent\tDate\tTime\nNiche\tNew\t1/1/21\t\nNiche\tCalled\t01/02/2021\t9:00",
        version=2,
    )

    assert POLICE.entries[0].id in {entry.id for entry in newer.entries}


def test_a_sequence_number_places_an_untimed_line_after_a_timed_one() -> None:
    text = "Date\tTime\tSeq\tSource\tEvent\n1/2/21\t\t3\tx\tlast\n1/2/21\t10:00\t2\tx\tmiddle\n1/2/21\t\t1\tx\tfirst"

    timeline = merge([a_return("GP", text), POLICE])

    assert events(timeline) == ["first", "Called", "middle", "last", "Arrest"]


def entry(agency: str, text: str, event: str, row: int) -> Entry:
    when = read_when(text)
    assert isinstance(when, When)
    return Entry(agency, 1, when, source="record", event=event, row_number=row)


DATES = st.sampled_from(
    [
        "1/2/21",
        "1/2/21 09:00",
        "2/2/21",
        "Feb 2021",
        "2021",
        "before 1/2/21",
        "after 1/2/21",
        "unknown",
        "1/2/21 - 3/2/21",
        "?1/2/21",
        "c. 2021",
        "Spring 2021",
        "1/2/21 am",
    ]
)
LINES = st.tuples(st.sampled_from(["Police", "Health", "School"]), DATES, st.sampled_from("abc"))


@settings(deadline=None)
@given(st.lists(LINES, max_size=25), st.randoms(use_true_random=False))
def test_the_order_of_the_returns_and_rows_never_matters(
    lines: list[tuple[str, str, str]], chance: random.Random
) -> None:
    entries = [entry(*line, row) for row, line in enumerate(lines, start=1)]
    returns = [
        Import(agency, 1, tuple(e for e in entries if e.agency == agency))
        for agency in ("Police", "Health", "School")
    ]
    shuffled = [
        Import(r.agency, 1, tuple(chance.sample(r.entries, len(r.entries)))) for r in returns
    ]
    chance.shuffle(shuffled)

    assert merge(shuffled) == merge(returns)
    assert merge([*returns, *shuffled]).entries == merge(returns).entries


@given(st.lists(LINES, max_size=20))
def test_putting_in_order_twice_changes_nothing(lines: list[tuple[str, str, str]]) -> None:
    entries = [entry(*line, row) for row, line in enumerate(lines, start=1)]

    assert in_order(in_order(entries)) == in_order(entries)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"agencies": ["police"]}, ["Called", "Arrest"]),
        ({"tags": ["Neglect"]}, ["Absent"]),
        ({"text": "father CAME"}, ["Fáther came"]),
        ({"text": "father arrest"}, []),
        ({"start": date(2021, 2, 2)}, ["Absent", "Arrest", "Unwell"]),
        (
            {"end": date(2021, 2, 1), "start": date(2021, 2, 1)},
            ["Absent", "Visit", "Fáther came", "Called"],
        ),
        ({"attention": True}, ["Undated"]),
        ({"child_seen": Answer.YES}, []),
        ({"people": ["nobody"]}, []),
    ],
)
def test_filters_keep_what_meets_every_condition(
    condition: dict[str, object], expected: list[str]
) -> None:
    timeline = merge([POLICE, HEALTH, SCHOOL])

    assert events(timeline.filter(**condition)) == expected  # type: ignore[arg-type]


def test_a_timeline_survives_the_round_trip_through_plain_values() -> None:
    timeline = merge([POLICE, HEALTH, SCHOOL])

    assert Timeline.from_dict(timeline.to_dict()) == timeline
    assert Import.from_dict(HEALTH.to_dict()) == HEALTH


def test_nothing_merged_is_an_empty_timeline() -> None:
    assert merge([]) == Timeline()
    assert Timeline().span is None
