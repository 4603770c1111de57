"""Local rule sets as text and back, and what changed between two of them, in words."""

import pytest

from irwell.rulebook.rules import (
    as_row,
    build_local,
    differences,
    read_rules,
    supplied_row,
    written,
)
from irwell.statute import LawError, Truth, evaluate, load_rulesets

PAGE = load_rulesets()["RS-LOCAL-PAGE"]
NEW = """Rule 1
If F_RESIDENT and AN and F_DIED
Then RR_CRITERIA_MET
Source partnership-page
Checked 2026-11-23

If F_RESIDENT and AN and F_HARM
Then RR_CRITERIA_MET
Source partnership-page"""


def local(text: str, **changes: object):
    return build_local({**supplied_row("RS-LOCAL-PAGE"), "rule": read_rules(text), **changes})


def test_the_page_set_reads_back_as_it_was_written() -> None:
    again = local(written(PAGE))

    assert again.rules == PAGE.rules
    assert as_row(again) == as_row(PAGE)


def test_a_rule_without_a_number_takes_its_place() -> None:
    assert [rule.n for rule in local(NEW).rules] == ["1", "2"]


def test_a_new_version_is_evaluated_like_any_other_set() -> None:
    facts = {"F_RESIDENT": True, "F_AN_SUSP": True, "F_HARM": True, "F_JOINT_CONCERN": False}

    assert evaluate(PAGE, facts).met is not Truth.TRUE
    assert evaluate(local(NEW), facts).met is Truth.TRUE


def test_the_difference_is_told_rule_by_rule() -> None:
    found = {one.title: one for one in differences(PAGE, local(NEW))}

    assert set(found) == {"Rule 2 changed", "Rule 3 was taken out"}
    assert "concern about how agencies worked together" in found["Rule 2 changed"].before
    assert "concern about how" not in found["Rule 2 changed"].after
    assert "(not checked)" in found["Rule 2 changed"].after


def test_nothing_changed_is_no_difference() -> None:
    assert differences(PAGE, local(written(PAGE))) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("When F_DIED", "Line 1, “When F_DIED”: begin each line with"),
        ("If F_DIED\nThen RR_CRITERIA_MET", "no line “Source …”"),
        ("If F_DIED\nIf F_HARM\nThen RR_CRITERIA_MET\nSource partnership-page", "stands twice"),
        ("If F_DID\nThen RR_CRITERIA_MET\nSource partnership-page", "F_DID, which nothing defines"),
        ("If (F_DIED\nThen RR_CRITERIA_MET\nSource partnership-page", "not closed"),
        ("If F_DIED\nThen NO_SUCH\nSource partnership-page", "NO_SUCH is not an outcome"),
        ("If F_DIED\nThen RR_CRITERIA_MET\nSource hearsay", "hearsay"),
        ("If F_DIED\nThen RR_CRITERIA_MET\nSource partnership-page\nChecked soon", "as 2026-11-23"),
        ("If F_DIED\nThen MAY_NOTIFY\nSource partnership-page", "no rule leads to RR_CRITERIA_MET"),
        ("If F_DIED\nThen RR_CRITERIA_MET\nSource partnership-page\nClock C99", "no clock C99"),
        ("", "at least one rule"),
    ],
)
def test_a_slip_is_told_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(LawError, match=said.replace("(", r"\(")):
        local(text)


def test_a_local_set_cannot_take_the_name_of_the_law() -> None:
    with pytest.raises(LawError, match="RS-LOCAL-"):
        local(NEW, id="RS-WT2023")
