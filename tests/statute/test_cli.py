"""The clock and criteria commands, called as a person calls them."""

import argparse

import pytest

from irwell.statute.cli import add_commands


def irwell(*words: str) -> int:
    parser = argparse.ArgumentParser(prog="irwell")
    add_commands(parser.add_subparsers(required=True))
    args = parser.parse_args(words)
    return int(args.run(args))


def test_a_clock_prints_its_date_and_every_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert irwell("clock", "C2", "--start", "2026-04-02") == 0

    said = capsys.readouterr().out
    assert said.startswith("Notification to the Panel: Monday 13 April 2026")
    assert "Day 5: Monday 13 April 2026" in said
    assert "not counted: Friday 3 April 2026 (Good Friday)" in said
    assert "Source: GOV.UK" in said


def test_a_policy_can_be_named_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert irwell("clock", "explain", "RR15_FROM_LA_AWARE", "--start", "2026-04-02") == 0

    said = capsys.readouterr().out
    assert "27 April 2026" in said
    assert "Not yet checked against the primary text" in said


def test_the_first_day_can_be_counted_and_closures_added(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert irwell("clock", "C2", "--start", "2026-04-02", "--count", "DAY1") == 0
    assert "Friday 10 April 2026" in capsys.readouterr().out

    closed = [word for day in (29, 30, 31) for word in ("--closed", f"2026-12-{day}")]
    assert irwell("clock", "C2", "--start", "2026-12-23", *closed) == 0
    assert "Thursday 7 January 2027" in capsys.readouterr().out


def test_a_clock_of_hours_takes_a_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert irwell("clock", "C15", "--start", "2026-04-02T09:30+01:00") == 0

    assert "Due by 09:30 on Saturday 4 April 2026" in capsys.readouterr().out


def test_the_list_names_every_reading_and_what_is_unchecked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert irwell("clock", "list") == 0

    said = capsys.readouterr().out
    assert "RR15_FROM_SIN_SENT" in said
    assert "[not verified]" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["clock", "C2"], "needs --start"),
        (["clock", "C2", "--start", "soon"], "is not a date"),
        (["clock", "C2", "--start", "31/02/2024"], "is not a date"),
        (["clock", "C15", "--start", "2026-04-02T09:30"], "no time zone"),
        (["clock", "C15", "--start", "2026-04-02Tnoon"], "is not a time"),
        (["clock", "C99", "--start", "2026-04-02"], "no clock or policy called C99"),
        (["clock", "C1", "C2"], "Name one clock"),
        (["criteria", "F_CHILD"], "is not FACT=value"),
        (["criteria", "F_WRONG=true"], "is not FACT=value"),
        (["criteria", "F_CHILD=maybe"], "write true, false or unknown"),
        (["criteria", "F_AGE=400"], "0 to 130"),
        (["criteria", "--rules", "RS-NONE"], "no rule set RS-NONE"),
    ],
)
def test_bad_input_gets_one_sentence_and_status_2(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert irwell(*words) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert sentence in said.err


def test_criteria_print_what_follows_and_what_to_find_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    facts = ["F_CHILD=true", "F_DIED=true", "F_AN_SUSP=unknown", "F_IN_AREA=true", "F_AGE=4"]

    assert irwell("criteria", *facts) == 0

    said = capsys.readouterr().out
    assert "Not yet decided whether the local authority must notify the Panel." in said
    assert "To find out: The view of the strategy discussion" in said
    assert "Abuse or neglect is known or suspected: not known." in said


def test_two_rule_sets_that_differ_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    facts = [
        "F_CHILD=true", "F_HARM=true", "F_DIED=false", "F_AN_SUSP=true", "F_IN_AREA=true",
        "F_RESIDENT=true", "F_JOINT_CONCERN=false",
    ]  # fmt: skip

    assert irwell("criteria", *facts, "--rules", "RS-LOCAL-PAGE", "--rules", "RS-2025G") == 0

    assert "The rule sets differ." in capsys.readouterr().out


def test_the_facts_and_rule_sets_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert irwell("criteria", "--list") == 0

    said = capsys.readouterr().out
    assert "F_CARE_LEAVER" in said
    assert "RS-LOCAL-PAGE" in said
