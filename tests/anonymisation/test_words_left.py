"""Words that are to be published are looked through for every registered identity."""

import pytest

from irwell.anonymisation import queries, rules
from irwell.anonymise.register import Register, RegisterError
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from tests.people import People

CHILD = {
    "id": "1", "label": "Child A", "kind": "person", "role": "child", "names": ["Wren Hollowgate"],
    "details": {"dates_of_birth": ["2026-01-04"], "addresses": ["3 Weaver Row, Calderbrook"]},
}  # fmt: skip


@pytest.fixture
def register() -> Register:
    return rules.as_register([CHILD])


def test_a_name_left_in_a_text_is_told_with_its_place_and_masked(register: Register) -> None:
    told = rules.words_left(
        register, {"The title": "Learning", "The summary": "Wren Hollowgate was seen."}
    )

    assert len(told) == 1
    assert told[0].startswith("The summary still identifies Child A")
    assert "Wren" not in told[0]


@pytest.mark.parametrize(
    "text", ["born on 4 January 2026", "of 3 Weaver Row", "W R E N Hollowgate"]
)
def test_dates_addresses_and_odd_spellings_are_found(register: Register, text: str) -> None:
    assert rules.words_left(register, {"Summary": text})


def test_clean_and_empty_texts_leave_nothing_to_say(register: Register) -> None:
    assert rules.words_left(register, {"Title": "Learning from Child A", "Keywords": ""}) == []


def test_an_empty_register_blocks_since_nothing_can_be_looked_for() -> None:
    assert rules.words_left(rules.as_register([]), {"Title": "Learning"})


def test_a_date_that_cannot_be_read_is_told_with_its_entry() -> None:
    with pytest.raises(RegisterError, match=r"Child A: the date “4th Jan”"):
        rules.as_register([{**CHILD, "details": {"dates_of_birth": ["4th Jan"]}}])


def test_the_version_follows_the_content() -> None:
    renamed = {**CHILD, "names": ["Wren Hollowgate", "Wrennie"]}

    assert rules.as_register([CHILD]).version == rules.as_register([dict(CHILD)]).version
    assert rules.as_register([CHILD]).version != rules.as_register([renamed]).version


def _add(case: Case, people: People, label: str, details: dict[str, list[str]]) -> None:
    cases.add_identity(
        case=case, key=case.key, kind="person", role="child", label=label, names=["Wren Hollowgate"],
        details=details, by=people.maya,
    )  # fmt: skip


def test_the_register_of_a_case_is_its_identities(case: Case, people: People) -> None:
    _add(case, people, "Child A", {"dates_of_birth": ["2026-01-04"]})

    register = queries.engine_register(case)

    assert [entry.label for entry in register.entries] == ["Child A"]
    assert register.entries[0].dates_of_birth[0].isoformat() == "2026-01-04"


def test_a_register_that_cannot_be_used_says_where(case: Case, people: People) -> None:
    _add(case, people, "Child A", {"dates_of_birth": ["spring"]})

    with pytest.raises(NotPossibleNow, match="Child A"):
        queries.engine_register(case)


def test_without_a_run_there_is_no_signed_certificate(case: Case) -> None:
    assert queries.signed_certificate(case) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Calderbrook Safeguarding Children Partnership", False),
        ("seen in Weaver Row", True),
        ("seen at 3 Weaver Row, Calderbrook", True),
    ],
)
def test_the_partnerships_own_area_is_not_looked_for_but_the_street_is(
    text: str, told: bool
) -> None:
    register = rules.as_register([CHILD], area="Calderbrook")

    assert bool(rules.words_left(register, {"Summary": text})) is told
