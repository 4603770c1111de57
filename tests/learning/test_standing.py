"""Where an action stands: the whole table, the twentieth scenario, and the report year."""

from datetime import date

import pytest

from irwell.learning.rules import Facts, Standing, sharper, standing, suppressed, tally, year_end

DUE, BEFORE, AFTER = date(2026, 9, 30), date(2026, 9, 1), date(2026, 10, 1)
ON_RECORD = date(2026, 8, 1)

TABLE = [
    # started, completion, impact, absorbed, on, standing
    (None, None, None, None, BEFORE, Standing.NOT_STARTED),
    (None, None, None, None, DUE, Standing.NOT_STARTED),
    (None, None, None, None, AFTER, Standing.OVERDUE),
    (ON_RECORD, None, None, None, BEFORE, Standing.IN_PROGRESS),
    (ON_RECORD, None, None, None, AFTER, Standing.OVERDUE),
    (ON_RECORD, None, ON_RECORD, None, BEFORE, Standing.IN_PROGRESS),
    (ON_RECORD, None, ON_RECORD, None, AFTER, Standing.OVERDUE),
    (ON_RECORD, ON_RECORD, None, None, BEFORE, Standing.COMPLETE_UNPROVEN),
    (ON_RECORD, ON_RECORD, None, None, AFTER, Standing.COMPLETE_UNPROVEN),
    (ON_RECORD, ON_RECORD, ON_RECORD, None, AFTER, Standing.COMPLETE_PROVEN),
    (None, None, None, ON_RECORD, AFTER, Standing.ABSORBED),
    (ON_RECORD, ON_RECORD, None, ON_RECORD, AFTER, Standing.COMPLETE_UNPROVEN),
    (AFTER, AFTER, AFTER, None, BEFORE, Standing.NOT_STARTED),  # what came later is not known then
]


@pytest.mark.parametrize(("started", "done", "impact", "absorbed", "on", "expected"), TABLE)
def test_where_an_action_stands(
    started: date | None, done: date | None, impact: date | None, absorbed: date | None, on: date, expected: Standing
) -> None:  # fmt: skip
    facts = Facts(DUE, started, done, impact, absorbed)

    assert standing(facts, on=on) is expected


def test_scenario_20_complete_without_impact_counts_so_in_the_report_year() -> None:
    facts = Facts(date(2026, 9, 30), date(2026, 5, 1), completion_accepted=date(2026, 9, 20))
    ends = year_end(date(2027, 3, 1))

    counts = tally([standing(facts, on=ends)])

    assert ends == date(2027, 3, 31)
    assert counts[Standing.COMPLETE_UNPROVEN] == 1
    assert counts[Standing.COMPLETE_PROVEN] == 0


def test_impact_accepted_the_day_after_the_year_does_not_change_the_year() -> None:
    facts = Facts(DUE, ON_RECORD, ON_RECORD, impact_accepted=date(2027, 4, 1))

    assert standing(facts, on=date(2027, 3, 31)) is Standing.COMPLETE_UNPROVEN
    assert standing(facts, on=date(2027, 4, 1)) is Standing.COMPLETE_PROVEN


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2026, 4, 1), date(2027, 3, 31)),
        (date(2027, 3, 31), date(2027, 3, 31)),
        (date(2027, 4, 1), date(2028, 3, 31)),
    ],
)
def test_a_report_year_ends_on_31_march(day: date, ends: date) -> None:
    assert year_end(day) == ends


def test_a_weak_verb_gets_advice_and_a_sharp_action_none() -> None:
    sharp = "Write a two-day follow-up step into the clinic’s protocol and train all 40 clerks."

    assert (
        sharper(sharp, "A baby who is not brought is seen within two days.", "18 of 20 records")
        == ()
    )
    assert "“Ensure” names a hope" in sharper("Ensure staff remember.", "Better.", "")[0]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 0, "b": 7}, {"a": "0", "b": "7"}),
        ({"a": 2, "b": 3, "c": 9}, {"a": "fewer than 5", "b": "fewer than 5", "c": "9"}),
        ({"a": 2, "b": 8, "c": 9}, {"a": "fewer than 5", "b": "not shown", "c": "9"}),
        ({"a": 4}, {"a": "fewer than 5"}),
    ],
)
def test_a_small_count_is_hidden_and_cannot_be_worked_out(
    counts: dict[str, int], shown: dict[str, str]
) -> None:
    assert suppressed(counts) == shown
