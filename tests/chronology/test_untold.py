"""Facts that one agency recorded and another, working with the family, did not."""

from __future__ import annotations

from datetime import date, timedelta

from irwell.chronology import Entry, FactKind, untold
from tests.chronology.thinking import entry, study

START = date(2022, 1, 10)


def working(agency: str, *days: int) -> list[Entry]:
    return [
        entry(agency, f"{START + timedelta(day):%d/%m/%Y}", f"Routine contact number {day}.")
        for day in days
    ]


def on(day: int) -> str:
    return f"{START + timedelta(day):%d/%m/%Y}"


PARTNER = entry("Housing", on(60), "Mother's new partner, Gary Teller, is living at the property.")


def test_a_new_partner_known_to_housing_and_never_to_school() -> None:
    made = study(*working("School", 20, 40, 80, 100), *working("Housing", 20, 90), PARTNER)

    (found,) = untold(made)

    assert (found.fact.kind, found.fact.value) == (FactKind.NEW_PERSON, "Gary Teller")
    assert (found.knew, found.never) == (("Housing",), "School")
    assert PARTNER.id in found.observation.entries


def test_an_agency_that_names_him_knows() -> None:
    told = entry("School", on(90), "Collected by Garry Teller.")
    made = study(*working("School", 20, 40, 80, 100), *working("Housing", 20, 90), PARTNER, told)

    assert untold(made) == ()


def test_an_agency_that_was_not_working_with_the_family_is_not_named() -> None:
    made = study(*working("School", 300, 330), *working("Housing", 20, 90), PARTNER)

    assert untold(made) == ()


def test_word_after_the_window_is_too_late() -> None:
    late = entry("School", on(200), "Mother's partner Gary Teller came to the gate.")
    made = study(*working("School", 20, 40, 80, 100), *working("Housing", 20, 90), PARTNER, late)

    assert [one.never for one in untold(made)] == ["School"]


def test_a_denied_injury_is_no_injury() -> None:
    made = study(
        *working("School", 20, 40, 80, 100), *working("GP", 20, 90), entry("GP", on(60), "Examined, no injuries seen.")
    )  # fmt: skip

    assert untold(made) == ()


def test_the_key_does_not_rest_on_the_entries() -> None:
    made = study(*working("School", 20, 40, 80, 100), *working("Housing", 20, 90), PARTNER)
    more = entry("Housing", on(70), "New partner Gary Teller present again.")
    again = study(*working("School", 20, 40, 80, 100), *working("Housing", 20, 90), PARTNER, more)

    assert untold(made)[0].observation.key == untold(again)[0].observation.key
