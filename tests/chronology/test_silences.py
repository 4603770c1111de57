"""What is not there: the grid, silences, expected contact, the last time the child was seen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from irwell.chronology import (
    Answer,
    Entry,
    Observation,
    Person,
    Plan,
    PlanPeriod,
    agency_grid,
    contact_rules,
    expected_contact,
    last_contacts,
    silences,
)
from tests.chronology.thinking import CHILD, entry, study

HV = "Health visiting"
CSC = "Children's social care"
START = date(2022, 1, 10)


def visits(agency: str, days: list[int], event: str = "Home visit. Child seen.") -> list[Entry]:
    return [entry(agency, f"{START + timedelta(day):%d/%m/%Y}", event) for day in days]


def days_of(one: Observation) -> int:
    assert one.start and one.end
    return (one.end - one.start).days


def test_the_grid_counts_each_agency_by_month_and_shows_months_without_an_entry() -> None:
    made = study(
        entry(HV, "3/1/2022", "Home visit. Child seen.", child_seen=Answer.YES),
        entry(HV, "20/1/2022", "Home visit. No access."),
        entry(HV, "March 2022", "Weighed at clinic."),
        entry("GP", "Spring 2022", "Cough."),
    )

    grid = agency_grid(made)

    january, february = grid.cell(HV, date(2022, 1, 1)), grid.cell(HV, date(2022, 2, 1))
    assert (len(january.entries), january.seen, january.missed) == (2, 1, 1)
    assert february.quiet
    assert grid.cell("GP", date(2022, 3, 1)).about
    assert not grid.cell("GP", date(2022, 3, 1)).entries


def test_a_break_in_an_agencys_rhythm_is_a_silence_and_names_its_edges() -> None:
    rhythm = [0, 14, 28, 42, 56, 70, 200, 214, 228, 242, 256]
    made = study(*visits(HV, rhythm), *visits("GP", [0, 100, 200, 300]))

    (found,) = silences(made)

    assert (found.agencies, days_of(found)) == ((HV,), 130)
    assert len(found.entries) == 2


def test_letters_and_missed_visits_do_not_break_a_silence_and_are_quoted() -> None:
    rhythm = visits(HV, [0, 14, 28, 42, 56, 70, 200, 214, 228, 242, 256])
    missed = visits(HV, [100, 130], "Home visit attempted, no access, card left.")

    (found,) = silences(study(*rhythm, *missed))

    assert len(found.entries) == 4
    assert "2 entries that record no contact" in found.sentence


def test_a_silence_may_last_until_the_incident() -> None:
    made = study(*visits(CSC, list(range(0, 141, 14))), incident=START + timedelta(300))

    (found,) = silences(made)

    assert "to the incident" in found.sentence
    assert days_of(found) == 160


def test_an_agency_that_closed_the_case_is_not_silent() -> None:
    closed = visits(CSC, [140], "Case closed.")
    made = study(
        *visits(CSC, list(range(0, 140, 14))), *closed, incident=START + timedelta(300)
    )  # fmt: skip

    assert silences(made) == ()


def test_an_irregular_agency_is_not_called_silent() -> None:
    made = study(*visits("GP", [0, 5, 90, 100, 190, 200, 310, 330, 420, 500]))

    assert silences(made) == ()


def test_a_child_protection_visit_not_recorded_in_time_is_noted_with_its_source() -> None:
    plan = PlanPeriod(Plan.CHILD_PROTECTION, START, START + timedelta(200))
    made = study(
        *visits(CSC, [0, 20, 40, 60, 120, 140, 160, 180, 199], "CP visit. Child seen."), plans=(plan,)
    )  # fmt: skip

    found = [one for one in expected_contact(made) if "Social worker's visit" in one.title]

    assert [days_of(one) for one in found] == [60]
    assert found[0].source
    assert not found[0].verified
    assert "Not verified" in found[0].reasons[1].text


def test_a_review_that_was_recorded_is_not_missed_and_one_that_was_not_is() -> None:
    child = Person(CHILD, born=START, child=True)
    made = study(
        *visits(HV, [12], "New birth visit. Baby seen."),
        *visits(HV, [20, 200, 500], "Telephone call from mother."),
        people=(child,),
    )

    titles = {one.title for one in expected_contact(made)}

    assert "Six to eight week review not found" in titles
    assert "New birth visit not found" not in titles


def test_a_plan_is_taken_from_the_entries_when_the_case_does_not_tell_it() -> None:
    begun = entry(CSC, "10/1/2022", "ICPC. Made subject to a child protection plan.")
    made = study(begun, *visits(CSC, [100, 120], "CP visit. Child seen."))

    found = expected_contact(made)

    assert any(begun.id in one.entries for one in found)


def test_no_rule_is_asked_of_an_agency_without_a_return() -> None:
    child = Person(CHILD, born=START, child=True)

    assert expected_contact(study(*visits("Police", [0, 400]), people=(child,))) == ()


@pytest.mark.parametrize("rule", contact_rules(), ids=lambda rule: rule.id)
def test_every_rule_names_its_source_and_is_not_passed_off_as_verified(rule: object) -> None:
    assert rule.source  # type: ignore[attr-defined]
    assert rule.verified is False  # type: ignore[attr-defined]


def test_the_last_time_the_child_was_seen_seen_alone_and_spoken_to() -> None:
    alone = entry(HV, "1/2/2022", "Home visit", child_seen=Answer.YES, child_alone=Answer.YES)
    spoken = entry("School", "1/3/2022", "In class.", child_spoken_to=Answer.YES)
    seen = entry(HV, "1/4/2022", "Home visit. Child was seen asleep.")
    after = entry(HV, "1/6/2022", "Home visit", child_seen=Answer.YES, child_alone=Answer.YES)

    found = last_contacts(study(alone, spoken, seen, after, incident=date(2022, 5, 1)))

    assert [one.entries[0] for one in found] == [seen.id, alone.id, spoken.id]
    assert "30 days before the incident" in found[0].sentence


@pytest.mark.parametrize(
    "words",
    [
        "School asks whether Kayleigh is seen at home.",
        "Kayleigh was not seen.",
        "Plan: to return when Kayleigh was present.",
        "Letter from hospital: child was seen by the doctor.",
    ],
)
def test_a_question_a_plan_or_a_letter_is_no_sight_of_the_child(words: str) -> None:
    found = last_contacts(study(entry(HV, "1/2/2022", words)))

    assert found[0].title == "The child: never recorded as seen"


def test_never_seen_is_said() -> None:
    found = last_contacts(study(entry("Housing", "1/2/2022", "Letter sent about rent arrears.")))

    assert all(one.title.startswith("The child: never recorded") for one in found)


def test_each_child_is_answered_for_by_name() -> None:
    first, second = Person("Kayleigh Moss", child=True), Person("Reece Moss", child=True)
    made = study(
        entry(HV, "1/2/2022", "Kayleigh was seen.", subjects=("Kayleigh Moss",)),
        entry(HV, "1/3/2022", "Reece was seen.", subjects=("Reece Moss",)),
        people=(first, second),
    )

    seen = {
        one.title: one.entries for one in last_contacts(made) if one.title.endswith("last seen")
    }

    assert len(seen) == 2
    assert seen["Kayleigh Moss: last seen"] != seen["Reece Moss: last seen"]
