"""The child's voice, runs of missed appointments, moves, parallel episodes."""

from __future__ import annotations

from datetime import date, timedelta

from irwell.chronology import (
    Answer,
    Entry,
    child_voice,
    episodes,
    missed_runs,
    movements,
    parallel_episodes,
    voice_observations,
)
from tests.chronology.thinking import entry, study

START = date(2022, 1, 10)
HV, CSC = "Health visiting", "Children's social care"


def on(day: int) -> str:
    return f"{START + timedelta(day):%d/%m/%Y}"


def visit(day: int, heard: bool = False, agency: str = HV) -> Entry:
    spoken = Answer.YES if heard else Answer.NO
    return entry(agency, on(day), "Home visit.", child_seen=Answer.YES, child_spoken_to=spoken)


def test_the_ratio_counts_contacts_in_which_the_child_is_heard() -> None:
    voice = child_voice(
        study(visit(0, True), visit(30), visit(60), entry(HV, on(61), "Email sent."))
    )

    assert (voice.whole.contacts, voice.whole.seen, voice.whole.heard) == (3, 3, 1)
    assert dict(voice.by_agency)[HV].ratio == 1 / 3


def test_a_child_seldom_heard_and_a_fading_voice_are_noticed() -> None:
    early = [visit(day, heard=True) for day in range(0, 300, 30)]
    late = [visit(day, heard=False, agency=CSC) for day in range(300, 600, 30)]

    found = {one.title for one in voice_observations(study(*early, *late))}

    assert found == {f"{CSC}: the child is seldom heard", "The child's voice fades"}


def test_missed_appointments_in_a_row_are_a_run_and_a_contact_ends_it() -> None:
    made = study(
        entry("Hospital", on(0), "Paediatric clinic: was not brought."),
        entry("Hospital", on(40), "DNA paediatric clinic."),
        entry("Hospital", on(60), "Attended A&E with cough. Child was seen."),
        entry("Hospital", on(90), "Did not attend."),
    )

    (found,) = missed_runs(made)

    assert len(found.entries) == 2


def test_misses_with_three_agencies_at_one_time_are_noticed() -> None:
    made = study(*(entry(agency, on(at * 9), "Did not attend.") for at, agency in enumerate("ABC")))

    assert [one.title for one in missed_runs(made)] == ["Missed with 3 agencies at one time"]


def test_a_move_told_by_two_agencies_is_one_change_of_address() -> None:
    made = study(
        entry("Housing", on(0), "Family moved to 14 Alder Close."),
        entry("School", on(12), "Mother gave new address: 14 Alder Close."),
        entry("Housing", on(200), "Moved to 3 Mill Lane."),
    )

    found = [one for one in movements(made) if one.kind == "change of address"]

    assert [len(one.entries) for one in found] == [2, 1]
    assert found[0].title == "Change of address (Alder Close)"


def test_a_change_of_worker_is_read_from_who_wrote() -> None:
    def by(day: int, who: str) -> Entry:
        return entry(CSC, on(day), "Visit.", professional=who, professional_role="Social worker")

    made = study(by(0, "Ann Bell"), by(20, "Ann Bell"), by(40, "Tom Reid"), by(60, "Tom Reid"))

    (found,) = movements(made)

    assert "Ann Bell until 30 January 2022 and Tom Reid from 19 February 2022" in found.sentence


def test_two_agencies_at_work_without_speaking_of_each_other() -> None:
    health = [
        entry("CAMHS", on(day), "Therapy session: talked of county lines.")
        for day in range(0, 120, 14)
    ]
    police = [
        entry("Police", on(day), "Intelligence on county lines.") for day in range(10, 120, 14)
    ]

    (found,) = parallel_episodes(study(*health, *police))
    spoken = entry("CAMHS", on(50), "Police rang about him.")

    assert found.agencies == ("CAMHS", "Police")
    assert parallel_episodes(study(*health, *police, spoken)) == ()
    assert len(episodes(study(*health, *police))) == 2
