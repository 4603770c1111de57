"""The jigsaw meter: what harmless details add up to."""

import pytest

from irwell.anonymise.jigsaw import inventory, jigsaw

SCENARIO_19 = (
    "The twins were eleven weeks old. One of them had cystic fibrosis. "
    "Their father was convicted after a trial in March 2021."
)


def test_exact_age_rare_condition_twins_and_month_of_trial_are_high() -> None:
    meter = jigsaw(SCENARIO_19)

    assert meter.level == "high"
    assert {f.kind for f in meter.features} >= {
        "exact age", "rare condition", "multiple birth", "trial",
    }  # fmt: skip


def test_the_pairs_that_do_the_damage_are_named_with_what_to_blur() -> None:
    pairs = {frozenset((p.first.kind, p.second.kind)): p for p in jigsaw(SCENARIO_19).pairs}

    pair = pairs[frozenset(("exact age", "rare condition"))]
    assert "eleven weeks old" in pair.sentence
    assert "cystic fibrosis" in pair.sentence
    assert "Blur one" in pair.sentence


def test_blurring_the_pairs_brings_the_level_down() -> None:
    blurred = "The siblings were under one year old. One had a serious illness."

    assert jigsaw(blurred).level == "low"


def test_a_text_about_practice_alone_is_low() -> None:
    meter = jigsaw("Agencies did not share what they knew. Supervision was irregular.")

    assert (meter.level, meter.score, meter.pairs) == ("low", 0.0, ())


def test_ethnicity_is_never_said_to_be_removed_but_asked_about() -> None:
    meter = jigsaw("The family was Polish and felt judged.")

    assert meter.level == "low"
    assert "relevant to the learning?" in " ".join(meter.sentences)


def test_a_detail_the_press_has_told_weighs_more() -> None:
    text = "The eldest child survived the house fire in June 2019."
    press = ["Family of six in house fire, June 2019"]

    assert jigsaw(text, known_outside=press).score > jigsaw(text).score


def test_six_words_that_stand_in_a_cutting_are_high_at_once() -> None:
    text = "Neighbours said she was always smiling and never without her red coat."
    press = ["“She was always smiling and never alone,” said neighbours."]

    meter = jigsaw(text, known_outside=press)

    assert meter.level == "high"
    assert "already known outside" in " ".join(meter.sentences)


@pytest.mark.parametrize("text", ["", "   ", "\u200b"])
def test_an_empty_text_is_low(text: str) -> None:
    assert jigsaw(text).level == "low"


def test_a_date_and_an_age_in_weeks_together_give_the_date_of_birth() -> None:
    sentences = " ".join(jigsaw("On 3 May 2020 she was six weeks old.").sentences)

    assert "date of birth" in sentences


def test_a_band_of_age_is_not_an_exact_age() -> None:
    kinds = {feature.kind for feature in jigsaw("He was under three months old.").features}

    assert "exact age" not in kinds
    assert "exact age" in {f.kind for f in jigsaw("He was three months old.").features}


def told(text: str) -> dict[str, set[str]]:
    labels = ("Child A", "Sibling 1", "Mother")
    found = inventory(text, labels, jigsaw(text).features)
    return {label: {feature.kind for feature in features} for label, features in found.items()}


def test_each_detail_stands_under_the_person_of_whom_it_is_told() -> None:
    text = (
        "Child A was eleven weeks old. Mother had epilepsy. At six weeks old Sibling 1 was well.\n"
        "The family was Polish."
    )

    assert told(text) == {
        "Child A": {"exact age"}, "Sibling 1": {"exact age"}, "Mother": {"condition"},
        "": {"ethnicity or faith"},
    }  # fmt: skip


def test_a_sentence_without_a_label_tells_of_the_one_spoken_of_last() -> None:
    assert told("Mother rang. She had epilepsy.") == {"Mother": {"condition"}}


def test_a_longer_label_is_not_taken_for_the_shorter_one() -> None:
    text = "Mother’s Partner had epilepsy."
    found = inventory(text, ("Mother", "Mother’s Partner"), jigsaw(text).features)

    assert list(found) == ["Mother’s Partner"]


@pytest.mark.parametrize(
    "text",
    ["Table 1 to children and families.", "Section 17 of children’s law.", "Risk 1 children."],
)
def test_a_number_beside_children_is_not_always_a_family(text: str) -> None:
    assert not [f for f in jigsaw(text).features if f.kind == "family shape"]


def test_three_older_brothers_are_a_family_shape() -> None:
    assert [f.text for f in jigsaw("She had three older brothers.").features] == [
        "three older brothers"
    ]
