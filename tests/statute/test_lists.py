"""Factors, duties, decisions and code lists."""

import pytest

from irwell.statute import (
    load_codes,
    load_decisions,
    load_duties,
    load_factors,
    load_positions,
    load_sources,
)
from irwell.statute.law import UNVERIFIED


def test_the_grid_has_four_rows_of_regulation_11_and_four_of_the_guidance() -> None:
    factors = load_factors()

    assert list(factors)[:4] == ["R11A", "R11B", "R11C", "R11D"]
    assert [f.group for f in factors.values()] == ["regulation_11"] * 4 + ["working_together"] * 4


def test_the_rows_of_the_guidance_are_shown_as_unchecked() -> None:
    for factor in load_factors().values():
        assert (UNVERIFIED in factor.citation) is (factor.group == "working_together")


def test_commissioning_a_review_is_a_choice_and_considering_one_a_duty() -> None:
    force = {duty.act: duty.force for duty in load_duties()}

    assert force["Commission a practice review"] == "may"
    assert [f for act, f in force.items() if act.startswith("Consider")] == ["must"]


def test_the_outcomes_of_a_case_are_thirteen_and_the_positions_three() -> None:
    assert len(load_decisions()) == 13
    assert list(load_positions()) == ["LCSPR", "NO_LCSPR", "OTHER"]


def test_a_code_has_a_label_and_an_unknown_code_is_refused() -> None:
    ethnicity = load_codes()["ethnicity"]

    assert ethnicity.label("APKN") == "Pakistani"
    assert len(ethnicity.choices) == 20
    with pytest.raises(LookupError, match="XXXX"):
        ethnicity.label("XXXX")


def test_a_code_nobody_has_checked_is_marked_inside_a_checked_list() -> None:
    bands = {code.code: code.verified for code in load_codes()["age_band"].codes}

    assert bands["UNDER_1"]
    assert not bands["6_10"]
    assert not any(code.verified for code in load_codes()["disability"].codes)


def test_a_reputation_is_never_a_reason_to_withhold() -> None:
    labels = " ".join(c.label.lower() for c in load_codes()["withhold_reason"].codes)

    assert "reputation" not in labels


def test_every_source_has_a_kind_and_an_address_or_none() -> None:
    for source in load_sources().values():
        assert source.kind in {"statute", "guidance", "practice", "design"}
        assert source.url == "" or source.url.startswith("https://")
