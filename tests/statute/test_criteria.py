"""Conditions, rule sets and their explanations; slips in the data are caught when it is read."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irwell.statute import (
    FactKind,
    LawError,
    Truth,
    contradictions,
    diverge,
    evaluate,
    fact_catalogue,
    load_outcomes,
    load_rulesets,
    statutory_on,
)
from irwell.statute.law import UNVERIFIED
from irwell.statute.logic import (
    All,
    AnyOf,
    Compare,
    Expression,
    ExpressionError,
    Name,
    Not,
    parse,
    truth,
    write,
)
from irwell.statute.rulesets import build_rulesets

RULES = load_rulesets()
TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def expressions() -> st.SearchStrategy[Expression]:
    names = st.sampled_from("ABC").map(Name)
    compared = st.builds(
        Compare, st.just("N"), st.sampled_from(["<", "<=", ">", ">=", "=="]), st.integers(0, 9)
    )
    return st.recursive(
        names | compared,
        lambda inner: (
            inner.map(Not)
            | st.lists(inner, min_size=2, max_size=3).map(lambda parts: All(tuple(parts)))
            | st.lists(inner, min_size=2, max_size=3).map(lambda parts: AnyOf(tuple(parts)))
        ),
        max_leaves=6,
    )


@given(expressions())
def test_an_expression_written_out_reads_back_the_same(expression: Expression) -> None:
    assert parse(write(expression)) == expression


@given(expressions(), st.fixed_dictionaries({n: st.booleans() for n in "ABC"}), st.integers(0, 9))
def test_with_everything_known_the_logic_is_pythons(
    expression: Expression, names: dict[str, bool], number: int
) -> None:
    world: dict[str, Any] = {**names, "N": number}

    found = truth(expression, lambda name: world[name])

    assert found is Truth.of(eval(write(expression), {"__builtins__": {}}, world))


@given(expressions(), st.fixed_dictionaries({n: st.booleans() for n in "ABC"}), st.integers(0, 9))
def test_an_answer_found_with_a_gap_stands_when_the_gap_is_filled(
    expression: Expression, names: dict[str, bool], number: int
) -> None:
    world: dict[str, Any] = {**names, "N": number}
    gap: dict[str, Any] = {**world, "A": None, "N": None}

    found = truth(expression, lambda name: gap[name])

    assert found in {UNKNOWN, truth(expression, lambda name: world[name])}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("A and", "ends too early"),
        ("(A or B", "not closed"),
        ("A B", "did not expect “B”"),
        ("A <= ", "whole number"),
        ("A and or B", "did not expect “or”"),
        ("A ; import os", "cannot read"),
        ("", "ends too early"),
        ("3 <= A", "did not expect “3”"),
    ],
)
def test_a_condition_that_cannot_be_read_says_where(text: str, complaint: str) -> None:
    with pytest.raises(ExpressionError, match=complaint):
        parse(text)


def test_a_truth_refuses_to_be_a_python_condition() -> None:
    with pytest.raises(TypeError, match="neither yes nor no"):
        bool(UNKNOWN)


def ruleset(**rule: Any) -> list[dict[str, Any]]:
    whole = {"n": "1", "then": ["MAY_NOTIFY"], "source": ["wt2018"], "verified": False, **rule}
    return [{"id": "RS-X", "title": "X", "use": "local", "source": ["wt2018"], "rule": [whole]}]


@pytest.mark.parametrize(
    ("rule", "complaint"),
    [
        ({"if": "F_TYPO and F_DIED"}, "F_TYPO"),
        ({"if": "F_DIED", "then": ["NO_SUCH"]}, "NO_SUCH"),
        ({"if": "F_DIED", "source": ["hearsay"]}, "hearsay"),
        ({"if": "F_DIED", "source": []}, "at least one"),
        ({"if": "F_DIED", "verified": True}, "verified_on"),
        ({"if": "F_DIED", "verified": "yes"}, "verified = true"),
        ({"if": "MAY_NOTIFY"}, "before every rule"),
    ],
)
def test_a_slip_in_a_rule_is_an_error_when_it_is_read(rule: dict[str, Any], complaint: str) -> None:
    with pytest.raises(LawError, match=complaint):
        build_rulesets(ruleset(**rule))


def test_a_set_can_extend_only_what_stands_before_it() -> None:
    rows = [{**ruleset(**{"if": "F_DIED"})[0], "extends": "RS-LATER"}]

    with pytest.raises(LawError, match="RS-LATER"):
        build_rulesets(rows)


def test_a_partnership_can_add_a_set_of_its_own() -> None:
    added = build_rulesets(ruleset(**{"if": "F_NEAR_MISS"}))["RS-X"]

    assert evaluate(added, {"F_NEAR_MISS": True}).outcomes == ("MAY_NOTIFY",)


def test_a_later_set_keeps_the_rules_it_extends() -> None:
    numbers = [rule.n for rule in RULES["RS-2025G"].rules]

    assert numbers[: len(RULES["RS-WT2018"].rules)] == [r.n for r in RULES["RS-WT2018"].rules]
    assert numbers[-1] == "15"
    assert RULES["RS-2025G"].policies["C6"] == "RR15_FROM_SIN_SENT"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2018, 6, 29), "RS-WT2018"),
        (date(2023, 12, 14), "RS-WT2018"),
        (date(2024, 1, 1), "RS-WT2023"),
        (date(2026, 11, 23), "RS-2025G"),
    ],
)
def test_the_statutory_set_follows_the_date(day: date, expected: str) -> None:
    assert statutory_on(day).id == expected


def test_before_the_present_law_no_statutory_set_is_offered() -> None:
    with pytest.raises(LookupError, match="2018-06-28"):
        statutory_on(date(2018, 6, 28))


AFTER_A_STEP = {
    "RR_REQUIRED", "RR_NOT_REQUIRED", "LCSPR_MUST_CONSIDER", "RR_ANALYSE_EPISODES",
    "RR_CONSIDER_INEQUALITY",
}  # fmt: skip


@pytest.mark.parametrize("name", RULES)
def test_with_nothing_known_only_what_waits_for_a_recorded_step_is_ruled_out(name: str) -> None:
    found = evaluate(RULES[name], {})

    out = {o for result in found.because if result.truth is FALSE for o in result.rule.then}
    assert out <= AFTER_A_STEP
    asked = {fact.id for fact in fact_catalogue() if fact.kind is not FactKind.PROCESS}
    assert set(found.missing) <= asked


@pytest.mark.parametrize("name", RULES)
def test_every_rule_explains_itself_in_plain_words_with_its_source(name: str) -> None:
    for result in evaluate(RULES[name], {}).because:
        assert result.limbs
        assert all(
            limb.sentence[0].isupper() and "F_" not in limb.sentence for limb in result.limbs
        )
        assert (UNVERIFIED in result.citation) is not result.verified


def test_the_future_set_has_no_effect_and_never_diverges() -> None:
    future = evaluate(RULES["RS-FUTURE"], {"F_CHILD": True})
    present = evaluate(RULES["RS-2025G"], {"F_CHILD": True})

    assert future.outcomes == ()
    assert diverge(future, present) is None


def test_sets_that_agree_do_not_diverge() -> None:
    facts = {
        "F_CHILD": True,
        "F_DIED": True,
        "F_AN_KNOWN": True,
        "F_IN_AREA": True,
        "F_RESIDENT": True,
    }

    assert (
        diverge(evaluate(RULES["RS-LOCAL-PAGE"], facts), evaluate(RULES["RS-WT2023"], facts))
        is None
    )


def test_a_death_in_custody_was_always_reviewed_under_the_old_law() -> None:
    found = evaluate(
        RULES["RS-SCR"],
        {"F_DIED": True, "F_CUSTODY": True, "F_AN_KNOWN": False, "F_AN_SUSP": False},
    )

    assert found.outcomes == ("SCR_ALWAYS",)


def test_the_old_notifiable_incidents_include_a_death_in_a_regulated_setting() -> None:
    found = evaluate(RULES["RS-NOTIF-2015"], {"F_DIED": True, "F_REG_SETTING": True})

    assert found.met is TRUE


def test_a_child_who_harmed_someone_may_be_notified() -> None:
    facts = {
        "F_CHILD": True, "F_DIED": False, "F_HARM": False, "F_AN_KNOWN": True,
        "F_PERPETRATOR": True, "F_EVENT_AGREED": True,
    }  # fmt: skip

    assert "MAY_NOTIFY" in evaluate(RULES["RS-WT2023"], facts).outcomes


def test_an_unknown_that_another_answer_settles_is_filled_in_and_told() -> None:
    found = evaluate(RULES["RS-WT2023"], {"F_AGE": 4, "F_IN_AREA": True})

    assert "F_CHILD" not in found.missing
    assert "F_IN_ENGLAND" not in found.missing
    assert "The age given is under 18." in found.sentences


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"F_CHILD": True, "F_AGE": 19}, "date of birth"),
        ({"F_CHILD": False, "F_AGE": 5}, "date of birth"),
        ({"F_IN_AREA": True, "F_IN_ENGLAND": False}, "Check the place"),
        ({"F_CLA": True, "F_CARE_LEAVER": True}, "care history"),
    ],
)
def test_answers_that_cannot_both_be_right_are_questioned(facts: Any, word: str) -> None:
    assert word in contradictions(facts)[0]


def test_consistent_answers_are_not_questioned() -> None:
    assert contradictions({"F_CHILD": True, "F_AGE": 5, "F_IN_AREA": True}) == ()


@pytest.mark.parametrize(
    "facts",
    [{"F_CHLD": True}, {"F_AGE": "four"}, {"F_AGE": -1}, {"F_AGE": True}, {"F_DIED": "yes"}],
)
def test_a_fact_that_cannot_be_read_is_refused_by_name(facts: Any) -> None:
    with pytest.raises(ValueError, match=next(iter(facts))):
        evaluate(RULES["RS-WT2023"], facts)


def test_asking_about_an_outcome_that_does_not_exist_is_refused() -> None:
    with pytest.raises(LookupError, match="NO_SUCH"):
        evaluate(RULES["RS-WT2023"], {}).truth("NO_SUCH")


def test_the_catalogue_asks_plain_questions_in_order() -> None:
    facts = fact_catalogue()

    assert [fact.order for fact in facts] == list(range(1, len(facts) + 1))
    assert all(fact.question.endswith("?") and fact.help and fact.obtain for fact in facts)


def test_no_outcome_says_that_a_practice_review_must_be_held() -> None:
    assert not [o for o in load_outcomes() if o in {"LCSPR_MUST", "LCSPR_REQUIRED"}]
