"""Kappa, the classifier, the groups of recommendations."""

import numpy as np
import pytest

from irwell.search import same
from irwell.themes.rules.agreement import Kappa
from irwell.themes.rules.codes import by_code, code_list
from irwell.themes.rules.suggesting import suggest, weights


@pytest.mark.parametrize(
    ("table", "value", "meaning"),
    [
        ((20, 5, 10, 15), 0.4, "fair"),  # the textbook’s example
        ((10, 0, 0, 10), 1.0, "almost perfect"),
        ((5, 5, 5, 5), 0.0, "slight"),
        ((0, 10, 10, 0), -1.0, "worse than chance"),
        ((20, 0, 0, 0), None, "cannot be said"),
        ((2, 1, 0, 1), 0.5, "too early"),
        ((0, 0, 0, 0), None, "cannot be said"),
    ],
)
def test_kappa(table, value, meaning):
    found = Kappa(*table)

    assert found.value == (value if value is None else pytest.approx(value))
    assert found.meaning.startswith(meaning)


def test_every_theme_has_a_definition_and_says_what_to_leave_out():
    for theme in code_list().themes:
        assert theme.definition.endswith(".") and theme.include and theme.exclude
        assert by_code()[theme.code] is theme


def test_a_suggestion_quotes_the_passage_whose_words_told_most():
    found = suggest(
        [
            "He liked music.",
            "He ligatured in his cell; the prison had opened no ACCT.",
            "It rained.",
        ]
    )
    custody = next(one for one in found if one.code == "CUSTODY")

    assert custody.passage == 1
    assert "prison" in custody.words
    assert custody.score >= weights().least


def test_nothing_is_suggested_for_no_words():
    assert suggest([]) == [] and suggest([""]) == []


SAY_THE_SAME = [
    "The health trust should check where a baby sleeps at every home visit.",
    "Health visitors should check at each visit where the baby will sleep.",
    "Schools should join up absence records with the social worker.",
]


def test_recommendations_that_say_the_same_stand_together():
    grouped = same.group(same.nearness(SAY_THE_SAME, None), same.least(None))

    assert grouped.group == (0, 0, 1)


def test_grouping_gives_the_same_for_the_same():
    near = np.eye(4, dtype=np.float32)

    assert same.group(near, 0.5) == same.group(near, 0.5)
    assert same.group(np.zeros((0, 0), np.float32), 0.5).group == ()
