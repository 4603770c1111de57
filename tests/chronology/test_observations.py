"""What was noticed keeps its key, so that a person's decision survives a run and a correction."""

from __future__ import annotations

from irwell.chronology import Observation, Sureness, carry_over, diff, observations
from tests.chronology.test_sameevent import GP, POLICE, SCHOOL
from tests.chronology.thinking import entry, study


def test_every_observation_quotes_entries_of_the_timeline() -> None:
    made = study(POLICE, SCHOOL, GP)
    known = {one.id for one in made.timeline.entries}

    found = observations(made)

    assert found
    assert all(set(one.entries) <= known for one in found)


def test_keys_are_the_same_at_every_run_and_differ_from_each_other() -> None:
    first = [one.key for one in observations(study(POLICE, SCHOOL, GP))]
    second = [one.key for one in observations(study(GP, SCHOOL, POLICE))]

    assert first == second
    assert len(set(first)) == len(first)


def test_an_observation_survives_the_wording_of_an_entry_being_corrected() -> None:
    before = observations(study(POLICE, SCHOOL, GP))
    corrected = entry("School", "13/3/2023", SCHOOL.event + " Recorded by Ms Bell.")
    after = observations(study(POLICE, corrected, GP))

    moved = carry_over(before, after, diff([SCHOOL], [corrected]).carried)

    old = next(one for one in before if one.kind == "same event")
    new = next(one for one in after if one.kind == "same event")
    assert old.key != new.key
    assert moved[old.key] == new.key


def test_what_is_no_longer_observed_is_not_carried() -> None:
    before = observations(study(POLICE, SCHOOL, GP))
    old = next(one for one in before if one.kind == "same event")

    assert old.key not in carry_over(before, observations(study(POLICE, GP)))


def test_json_gives_back_an_equal_observation() -> None:
    for one in observations(study(POLICE, SCHOOL, GP)):
        assert Observation.from_dict(one.to_dict()) == one


def test_names_can_be_taken_out_of_every_text() -> None:
    (one,) = [o for o in observations(study(POLICE, SCHOOL)) if o.kind == "same event"]

    shown = one.in_words(lambda text: text.replace("Teller", "Adult C"))

    assert "Teller" not in str(shown.reasons)
    assert shown.key == one.key


def test_how_sure_is_said_in_words() -> None:
    assert [Sureness.of(x) for x in (0.95, 0.7, 0.3)] == ["nearly certain", "likely", "possible"]
