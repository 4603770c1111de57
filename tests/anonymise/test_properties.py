"""Properties of every report; `bench/properties.py` tries them on a thousand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bench import properties
from irwell.anonymise.policy import Policy
from irwell.anonymise.variants import date_forms

REPORTS = (1, 2, 3)
DAYS = some.dates(min_value=date(1990, 1, 1), max_value=date(2030, 12, 31))


@pytest.mark.parametrize("number", REPORTS)
def test_the_same_report_gives_the_same_bytes(number: int) -> None:
    assert properties.same_bytes(number, seed=90)


@pytest.mark.parametrize("number", REPORTS)
def test_one_person_has_one_label_in_every_version_of_a_report(number: int) -> None:
    assert properties.broken_labels(number, seed=90) == []


@pytest.mark.parametrize("number", REPORTS)
def test_no_registered_identity_is_told_in_outputs_logs_or_errors(number: int) -> None:
    assert properties.identities_told(number, seed=90) == []


@given(one=DAYS, two=DAYS)
@settings(max_examples=60, deadline=None)
def test_no_date_policy_changes_the_order_of_two_days(one: date, two: date) -> None:
    first, last = sorted((one, two))
    for policy in (Policy(dates="month"), Policy(dates="season"), Policy(dates="year")):
        words = [policy.date_words(f"{day:%d/%m/%Y}") for day in (first, last)]
        assert properties.rank(words[0]) <= properties.rank(words[1])


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2018, 11, 30), "autumn 2018"),
        (date(2018, 12, 1), "winter 2018–19"),
        (date(2019, 2, 28), "winter 2018–19"),
        (date(2019, 3, 1), "spring 2019"),
    ],
)
def test_a_winter_bears_both_its_years(day: date, words: str) -> None:
    assert Policy(dates="season").date_words(f"{day:%d/%m/%Y}") == words


@given(day=DAYS)
@settings(max_examples=25, deadline=None)
def test_no_policy_leaves_the_day_of_a_date_standing(day: date) -> None:
    exact = set(date_forms(day))
    for policy in (Policy(dates="month"), Policy(dates="season"), Policy(dates="year")):
        assert policy.date_words(f"{day:%d/%m/%Y}") not in exact
