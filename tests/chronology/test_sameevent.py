"""Entries of different agencies about one event are proposed with reasons; people's word stands."""

from __future__ import annotations

import random

from irwell.chronology import Answer, Settled, Study, compare_accounts, merge, same_events
from irwell.chronology.reading import Import
from tests.chronology.thinking import entry, study

POLICE = entry(
    "Police",
    "12/3/2023",
    "Officers attended 14 Alder Close at 20:15. Argument between mother and Gary Teller. Kayleigh had a 3cm bruise to her arm.",
    professional="PC Dale Harrop",
)
SCHOOL = entry(
    "School",
    "13/3/2023",
    "Kaylegh told her teacher that police came last night because Gary Teller was shouting. Bruise on arm.",
)
GP = entry("GP", "12/3/2023", "Repeat prescription issued for eczema cream.")


def ids(found: tuple[object, ...]) -> list[set[str]]:
    return [set(one.observation.entries) for one in found]  # type: ignore[attr-defined]


def test_accounts_of_one_event_are_proposed_together_and_others_are_not() -> None:
    found = same_events(study(POLICE, SCHOOL, GP))

    assert ids(found) == [{POLICE.id, SCHOOL.id}]


def test_the_reasons_say_what_the_accounts_have_in_common() -> None:
    (found,) = same_events(study(POLICE, SCHOOL, GP))

    about = {reason.about: reason.text for reason in found.observation.reasons}
    assert "names the day of another" in about["date"]
    assert "Teller" in about["people"]
    assert "injury" in about["event"]


def test_the_same_whatever_the_order_of_the_returns() -> None:
    entries = [POLICE, SCHOOL, GP]
    returns = [Import(one.agency, 1, (one,)) for one in entries]
    answers = set()
    for seed in range(6):
        random.Random(seed).shuffle(returns)
        found = same_events(Study(merge(returns)))
        answers.add(tuple((one.observation.key, one.observation.certainty) for one in found))

    assert len(answers) == 1


def test_a_refused_proposal_is_not_made_again() -> None:
    refused = Settled.of(refused=[(POLICE.id, SCHOOL.id)])

    assert same_events(study(POLICE, SCHOOL, GP), refused) == ()


def test_a_confirmed_event_stands_even_where_the_engine_would_not_propose_it() -> None:
    confirmed = Settled.of(together=[(POLICE.id, GP.id)])

    found = same_events(study(POLICE, GP), confirmed)

    assert ids(found) == [{POLICE.id, GP.id}]
    assert found[0].confirmed


def test_two_entries_of_one_agency_are_never_one_proposal() -> None:
    again = entry("Police", "12/3/2023", POLICE.event + " Update.", professional="PC Dale Harrop")

    found = same_events(study(POLICE, again, SCHOOL))

    assert all(len({e.agency for e in one.entries}) == len(one.entries) for one in found)


def test_differences_of_date_people_speech_and_the_child_are_marked() -> None:
    seen = entry(
        "Police", "12/3/2023", "Attended. Mother said “he never touched her”. Gary Teller present.",
        child_seen=Answer.YES,
    )  # fmt: skip
    unseen = entry(
        "Social care", "14/3/2023", "Police notification of incident.", child_seen=Answer.NO
    )

    about = {one.about: one for one in compare_accounts([seen, unseen])}

    assert about["date"].sentence == "The dates are 2 days apart."
    assert "Teller" in dict(about["people"].tellings)[seen.id]
    assert dict(about["said"].tellings)[seen.id] == "he never touched her"
    first, last = about["said"].marks[seen.id][0]
    assert seen.event[first:last] == "he never touched her"
    assert about["child"].sentence == "The accounts differ on whether the child was seen."


def test_an_entry_without_a_date_finds_its_event_by_what_is_rare_in_it() -> None:
    undated = entry(
        "Housing", "not known", "Police log CAD 4411: Gary Teller shouting at mother at 14 Alder Close, officers attended."
    )  # fmt: skip
    police = entry(
        "Police", "12/3/2023", POLICE.event + " Log CAD 4411.", professional="PC Dale Harrop"
    )
    others = [entry("GP", f"{day}/4/2023", "Repeat prescription issued.") for day in range(1, 25)]

    (found,) = same_events(study(undated, police, *others))

    assert ids((found,)) == [{undated.id, police.id}]
    assert found.observation.reasons[0].text == "one of them has no date."


def test_day_and_month_exchanged_do_not_hide_an_event() -> None:
    police = entry(
        "Police", "3/12/2023", POLICE.event + " Log CAD 4411.", professional="PC Dale Harrop"
    )
    school = entry("School", "12/3/2023", SCHOOL.event + " CAD 4411.")
    others = [entry("GP", f"{day}/4/2023", "Repeat prescription issued.") for day in range(1, 25)]

    (found,) = same_events(study(police, school, *others))

    assert "day and month exchanged" in found.observation.reasons[0].text


def test_what_an_entry_denies_is_no_ground() -> None:
    one = entry("Health visiting", "12/3/2023", "Home visit. No bruising or marks seen.")
    other = entry("Hospital", "12/3/2023", "Seen in clinic. Bruise to the arm.")

    assert same_events(study(one, other, GP)) == ()
