"""The statutory duty to notify, for every combination of true, false and unknown.

The oracle is written from the words of the duty, knows nothing of the rule files, and treats an
unknown by trying every world that is still possible.
"""

from collections.abc import Iterator
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from irwell.statute import Truth, evaluate, load_rulesets

NAMES = (
    "F_CHILD",
    "F_AN_KNOWN",
    "F_AN_SUSP",
    "F_DIED",
    "F_HARM",
    "F_IN_AREA",
    "F_IN_ENGLAND",
    "F_RESIDENT",
)
Answers = tuple[Truth, ...]


def duty(world: dict[str, bool]) -> bool:
    """A child, harmed or dead, abused or neglected as far as is known or suspected; it happened
    here, or abroad to a child who lives here."""
    suspected = world["F_AN_KNOWN"] or world["F_AN_SUSP"]
    serious = world["F_DIED"] or world["F_HARM"]
    ours = world["F_IN_AREA"] or (world["F_RESIDENT"] and not world["F_IN_ENGLAND"])
    return world["F_CHILD"] and suspected and serious and ours


def possible(world: dict[str, bool]) -> bool:
    """An English authority's area lies in England."""
    return world["F_IN_ENGLAND"] or not world["F_IN_AREA"]


def worlds(answers: Answers) -> Iterator[dict[str, bool]]:
    choices = [
        (True, False) if answer is Truth.UNKNOWN else (answer is Truth.TRUE,) for answer in answers
    ]
    for world in product(*choices):
        yield dict(zip(NAMES, world, strict=True))


def expected(answers: Answers) -> Truth:
    everything = list(worlds(answers))
    seen = {duty(w) for w in [w for w in everything if possible(w)] or everything}
    return Truth.UNKNOWN if len(seen) == 2 else Truth.of(seen.pop())


def test_all_6561_combinations_agree_with_the_oracle() -> None:
    ruleset = load_rulesets()["RS-WT2023"]
    wrong = []

    for answers in product(Truth, repeat=len(NAMES)):
        found = evaluate(ruleset, dict(zip(NAMES, answers, strict=True)))
        if found.truth("LA_MUST_NOTIFY_PANEL") is not expected(answers):
            wrong.append(answers)

    assert wrong == []


@given(
    st.tuples(*[st.sampled_from(Truth)] * len(NAMES)),
    st.lists(st.booleans(), min_size=8, max_size=8),
)
def test_answering_the_missing_facts_always_settles_the_duty(
    answers: Answers, replies: list[bool]
) -> None:
    ruleset = load_rulesets()["RS-WT2018"]
    facts = dict(zip(NAMES, answers, strict=True))
    asked = evaluate(ruleset, facts).missing_for("LA_MUST_NOTIFY_PANEL")

    told = {fact: Truth.of(reply) for fact, reply in zip(asked, replies, strict=False)}

    assert evaluate(ruleset, {**facts, **told}).met is not Truth.UNKNOWN
