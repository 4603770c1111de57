"""The questions come in an order that ends as soon as the answer is certain."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irwell.statute import Truth, evaluate, load_rulesets, next_question
from irwell.statute.logic import Value

RULES = load_rulesets()
STATUTE, PAGE = RULES["RS-2025G"], RULES["RS-LOCAL-PAGE"]
FACTS = (
    "F_CHILD", "F_DIED", "F_HARM", "F_AN_KNOWN", "F_AN_SUSP", "F_IN_AREA", "F_IN_ENGLAND",
    "F_RESIDENT", "F_CLA", "F_CARE_LEAVER", "F_JOINT_CONCERN",
)  # fmt: skip
World = dict[str, bool | int]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """What really happened; its answers do not contradict each other."""
    world: World = {name: draw(st.booleans()) for name in FACTS}
    world["F_AGE"] = draw(st.integers(0, 30))
    world["F_CHILD"] = world["F_AGE"] < 18
    world["F_IN_ENGLAND"] = bool(world["F_IN_ENGLAND"] or world["F_IN_AREA"])
    world["F_CARE_LEAVER"] = bool(world["F_CARE_LEAVER"] and not world["F_CLA"])
    return world


def ask(world: World, answer: Callable[[str], Value]) -> dict[str, Value]:
    told: dict[str, Value] = {}
    while (question := next_question([STATUTE, PAGE], told)) is not None:
        assert question.fact.id not in told
        assert question.decides
        told[question.fact.id] = answer(question.fact.id)
    return told


@given(worlds())
def test_the_questions_end_with_what_every_answer_would_have_given(world: World) -> None:
    told = ask(world, lambda fact: world[fact])

    for ruleset in (STATUTE, PAGE):
        found, everything = evaluate(ruleset, told), evaluate(ruleset, world)
        assert found.decided
        for outcome in ruleset.decides:
            assert found.truth(outcome) is everything.truth(outcome)


@given(worlds(), st.sets(st.sampled_from([*FACTS, "F_AGE"])))
def test_what_nobody_knows_is_asked_once_and_then_listed_to_be_found_out(
    world: World, not_known: set[str]
) -> None:
    told = ask(world, lambda fact: Truth.UNKNOWN if fact in not_known else world[fact])

    for ruleset in (STATUTE, PAGE):
        found = evaluate(ruleset, told)
        waiting = {f for o in ruleset.decides for f in found.missing_for(o)}
        assert waiting <= not_known & told.keys()
        assert found.decided or waiting


def test_the_age_comes_first_because_it_settles_the_most() -> None:
    question = next_question([STATUTE, PAGE], {})

    assert question is not None
    assert question.fact.id == "F_AGE"
    assert question.ruleset is STATUTE


def test_an_adult_who_was_no_care_leaver_needs_few_questions() -> None:
    told = ask({}, lambda fact: {"F_CHILD": False, "F_AGE": 40}.get(fact, False))

    assert len(told) <= 5


def test_the_questions_are_well_under_half_of_asking_everything_at_random() -> None:
    dice = Random(5)
    lengths = []
    for _ in range(150):
        world: World = {name: dice.random() < 0.5 for name in FACTS}
        world["F_AGE"] = 9 if world["F_CHILD"] else 30
        lengths.append(len(ask(world, lambda fact, w=world: w[fact])))  # type: ignore[misc]

    assert sum(lengths) / len(lengths) < 0.62 * (len(FACTS) + 1)


@pytest.mark.parametrize("name", RULES)
def test_every_set_says_what_its_questions_must_settle(name: str) -> None:
    assert set(RULES[name].decides) <= set(RULES[name].produced)
