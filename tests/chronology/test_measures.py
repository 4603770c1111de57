"""The figures that Irwell holds itself to, on a few of the held-out cases; bench/chronology.py shows them all."""

from __future__ import annotations

import pytest

from bench import chronology_quality as quality
from bench.invented_chronologies import HELD_OUT, HELD_OUT_SEEDS, TUNING, Case, bank
from bench.labelled_dates import Label, invented_day, labelled, verdict


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return quality.cases(HELD_OUT_SEEDS[:4], HELD_OUT)


def test_same_events_are_found_and_far_better_than_by_day_and_person(cases: list[Case]) -> None:
    found = quality.total(
        cases, lambda case: quality.pair_tally(case, quality.proposed_pairs(case))
    )
    simple = quality.total(
        cases, lambda case: quality.pair_tally(case, quality.baseline_pairs(case))
    )

    assert found.f1 >= 0.88
    assert found.f1 >= simple.f1 + 0.15


def test_silences_are_found_with_few_false_alarms(cases: list[Case]) -> None:
    found = quality.total(cases, quality.silence_tally)

    assert found.recall >= 0.95
    assert found.wrong < sum(len(case.timeline.entries) for case in cases) / 100


def test_facts_kept_from_an_agency_are_found(cases: list[Case]) -> None:
    found = quality.total(cases, quality.untold_tally)

    assert found.precision >= 0.85
    assert found.recall >= 0.8


def test_the_two_banks_share_no_name_and_no_sentence() -> None:
    def texts(plain: object) -> set[str]:
        if isinstance(plain, str):
            return {plain}
        items = plain.values() if isinstance(plain, dict) else plain
        return set().union(*(texts(item) for item in items))  # type: ignore[attr-defined]

    shared = texts(bank(TUNING)) & texts(bank(HELD_OUT))

    assert {text for text in shared if len(text.split()) > 2} == set()
    assert not any(
        set(bank(TUNING)[k]) & set(bank(HELD_OUT)[k])
        for k in ("girls", "boys", "surnames", "streets")
    )


LABELS = labelled()


def test_two_thousand_labelled_dates_are_read_right_and_no_day_is_invented() -> None:
    wrong: list[Label] = [label for label in LABELS if verdict(label)]

    assert len(LABELS) == 2_000
    assert len(wrong) <= 10, wrong
    assert not any(map(invented_day, LABELS))
