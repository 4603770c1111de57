"""All twenty acceptance scenarios as far as pure rules decide them, under their own numbers.

The partnership's area is an English local authority; days are counted with day 0. What a person sees of
each scenario is tested in the folder of the step it belongs to; scenario 18 is in tests/anonymise.
"""

from datetime import UTC, date, datetime

from irwell.anonymise.jigsaw import jigsaw
from irwell.decisions.rules import Seat, Stand, decision_words, outcomes_open, quorum, unanimous
from irwell.decisions.rules.quorum import proposed_rule
from irwell.learning.rules.standing import Facts as Record
from irwell.learning.rules.standing import Standing, standing, year_end
from irwell.notifications.rules import national_fields
from irwell.statute import (
    Clock,
    NotStarted,
    State,
    Truth,
    Verdict,
    derive,
    diverge,
    earliest_publication,
    evaluate,
    find_policy,
    ladder,
    ladder_text,
    load_calendar,
    load_rulesets,
    readings,
    verdict,
)
from irwell.statute.criteria import Facts

CALENDAR = load_calendar()
RULES = load_rulesets()
CURRENT = RULES["RS-WT2023"]
HARMED_HERE: Facts = {
    "F_CHILD": True,
    "F_DIED": False,
    "F_HARM": True,
    "F_AN_KNOWN": False,
    "F_AN_SUSP": True,
    "F_IN_AREA": True,
    "F_IN_ENGLAND": True,
    "F_RESIDENT": True,
    "F_CLA": False,
    "F_CARE_LEAVER": False,
    "F_AGE": 3,
    "F_JOINT_CONCERN": False,
}


def clock(policy: str, **facts: date) -> Clock:
    found = derive(find_policy(policy), facts, CALENDAR)
    assert isinstance(found, Clock)
    return found


def stands(found: Clock, *, at: datetime, done: date | datetime | None = None) -> Verdict:
    return verdict(found, done, at)


def test_scenario_1_a_referral_on_friday_is_met_on_day_5() -> None:
    c1 = clock("C1", incident_at=date(2026, 3, 20))
    sent = datetime(2026, 3, 27, 16, 59, tzinfo=UTC)

    found = stands(c1, at=sent, done=sent)

    assert found.state is State.MET
    assert "day 5 of 5" in found.sentence


def test_scenario_1_a_referral_on_monday_is_one_working_day_late() -> None:
    c1 = clock("C1", incident_at=date(2026, 3, 20))

    found = stands(c1, at=datetime(2026, 3, 30, 9, tzinfo=UTC), done=date(2026, 3, 30))

    assert (found.state, found.working_days_late) == (State.LATE, 1)


def test_scenario_2_easter_moves_the_notification_to_13_april() -> None:
    c2 = clock("C2", la_aware_event_at=date(2026, 4, 2))

    assert c2.due_at.isoformat() == "2026-04-13T23:59:59+01:00"
    assert stands(c2, at=datetime(2026, 4, 13, 8, tzinfo=UTC)).state is State.DUE_TODAY
    later = stands(c2, at=datetime(2026, 4, 14, 8, tzinfo=UTC))
    assert (later.state, later.working_days_late) == (State.OVERDUE, 1)


def test_scenario_3_the_explanation_names_three_christmas_holidays() -> None:
    c2 = clock("C2", la_aware_event_at=date(2026, 12, 25))

    assert c2.due_on == date(2027, 1, 5)
    assert [d.date for d in c2.excluded] == [
        date(2026, 12, 25),
        date(2026, 12, 28),
        date(2027, 1, 1),
    ]
    told = " ".join(c2.explanation)
    for day in ("25 December 2026", "28 December 2026", "1 January 2027"):
        assert day in told


def test_scenario_4_each_reading_gives_its_own_date_and_names_itself() -> None:
    facts = {"la_aware_event_at": date(2026, 4, 2), "sin_submitted_at": date(2026, 4, 13)}

    found = {c.policy_id: c for c in readings("C6", facts, CALENDAR) if isinstance(c, Clock)}

    assert found["RR15_FROM_SIN_SENT"].due_on == date(2026, 5, 5)
    assert found["RR15_FROM_LA_AWARE"].due_on == date(2026, 4, 27)


def test_scenario_5_the_page_and_the_statute_differ() -> None:
    page = evaluate(RULES["RS-LOCAL-PAGE"], HARMED_HERE)
    statute = evaluate(CURRENT, HARMED_HERE)

    assert page.met is Truth.FALSE
    assert "LA_MUST_NOTIFY_PANEL" in statute.outcomes
    sentence = diverge(page, statute)
    assert sentence is not None
    assert "statutory criteria are met" in sentence


def test_scenario_6_harm_elsewhere_in_england_is_notified_by_the_other_authority() -> None:
    found = evaluate(CURRENT, {**HARMED_HERE, "F_IN_AREA": False})

    assert "OTHER_LA_NOTIFIES" in found.outcomes
    assert "AREA_COLLABORATES" in found.outcomes
    assert found.truth("LA_MUST_NOTIFY_PANEL") is Truth.FALSE
    assert "C2" not in found.clocks


def test_scenario_6_harm_in_spain_is_notified_here() -> None:
    found = evaluate(CURRENT, {**HARMED_HERE, "F_IN_AREA": False, "F_IN_ENGLAND": False})

    assert "LA_MUST_NOTIFY_PANEL" in found.outcomes
    assert "OTHER_LA_NOTIFIES" not in found.outcomes
    assert "C2" in found.clocks


def test_scenario_7_a_looked_after_child_who_dies_without_abuse() -> None:
    facts: Facts = {
        **HARMED_HERE,
        "F_DIED": True,
        "F_HARM": False,
        "F_AN_SUSP": False,
        "F_CLA": True,
    }

    found = evaluate(CURRENT, facts)

    assert {"NOTIFY_SOS_AND_OFSTED", "RR_NOT_REQUIRED", "LEARNING_REVIEW_MAY"} <= {*found.outcomes}
    assert found.truth("LA_MUST_NOTIFY_PANEL") is Truth.FALSE
    assert found.truth("RR_REQUIRED") is Truth.FALSE
    assert clock("C4", la_aware_event_at=date(2026, 7, 13)).due_on == date(2026, 7, 20)


def care_leaver(**more: bool | int) -> Facts:
    died = {"F_DIED": True, "F_HARM": False, "F_CARE_LEAVER": True}
    return {**HARMED_HERE, **died, **more}


def test_scenario_8_a_care_leaver_of_22_is_notified_without_a_rapid_review() -> None:
    found = evaluate(CURRENT, care_leaver(F_AGE=22, F_CHILD=False, F_AN_SUSP=False))

    assert {"NOTIFY_SOS_AND_OFSTED", "RR_NOT_REQUIRED", "LCSPR_NOT_REQUIRED"} <= {*found.outcomes}
    assert found.truth("LA_MUST_NOTIFY_PANEL") is Truth.FALSE
    assert clock("C5", la_aware_event_at=date(2026, 3, 2)).due_on == date(2026, 3, 9)


def test_scenario_8_a_care_leaver_of_17_with_neglect_suspected_is_also_a_serious_case() -> None:
    found = evaluate(CURRENT, {**care_leaver(F_AGE=17), "SIN_SENT": True})

    assert {"LA_MUST_NOTIFY_PANEL", "RR_REQUIRED", "NOTIFY_SOS_AND_OFSTED"} <= {*found.outcomes}
    assert found.truth("RR_NOT_REQUIRED") is Truth.FALSE


def test_scenario_8_a_care_leaver_of_25_is_outside_the_rule() -> None:
    found = evaluate(CURRENT, care_leaver(F_AGE=25, F_CHILD=False))

    assert found.truth("NOTIFY_SOS_AND_OFSTED") is Truth.FALSE


def test_scenario_9_unknown_harm_is_undetermined_and_asks_for_a_medical_opinion() -> None:
    found = evaluate(CURRENT, {**HARMED_HERE, "F_HARM": Truth.UNKNOWN})

    assert found.met is Truth.UNKNOWN
    assert "LA_MUST_NOTIFY_PANEL" in found.undetermined
    assert found.missing_for("LA_MUST_NOTIFY_PANEL") == ("F_HARM",)
    assert "To find out: A medical opinion on severity." in found.sentences


def test_scenario_10_five_children_are_one_notification_with_four_slots_and_free_text() -> None:
    children = [{"name": f"Child number {n}", "date_of_birth": "2020-01-01"} for n in range(1, 6)]

    fields = national_fields({"children": children}, {"F_HARM": "true"})

    slots = {label.partition(":")[0] for label, _ in fields if label.startswith("Child ")}
    assert slots == {"Child 1", "Child 2", "Child 3", "Child 4"}
    assert "Child number 5" in dict(fields)["Further children"]


def test_scenario_11_a_withdrawn_notification_needs_no_rapid_review() -> None:
    found = evaluate(CURRENT, {**HARMED_HERE, "SIN_SENT": True, "CRITERIA_LATER_NOT_MET": True})

    assert found.truth("RR_REQUIRED") is Truth.FALSE
    assert "RR_NOT_REQUIRED" in found.outcomes


def test_scenario_12_the_ladder_from_18_november() -> None:
    steps = {s.id: s.on for s in ladder(date(2026, 11, 18), CALENDAR)}

    assert steps["returns"] == date(2026, 11, 30)
    assert steps["meeting"] == date(2026, 12, 2)
    assert steps["signoff"] == date(2026, 12, 8)
    assert steps["submit"] == date(2026, 12, 9)
    assert steps["submit"] == clock("C6", sin_submitted_at=date(2026, 11, 18)).due_on


def test_scenario_12_returns_not_in_on_1_december_are_late() -> None:
    steps = ladder(date(2026, 11, 18), CALENDAR)

    marked = {m.step.id: m.mark for m in ladder_text(steps, date(2026, 12, 1), {})}

    assert marked["returns"] == "late"


def test_scenario_13_an_inquorate_meeting_is_held_again_within_two_working_days() -> None:
    assert clock("RECONVENE_2WD", not_quorate_at=date(2026, 12, 2)).due_on == date(2026, 12, 4)


def test_scenario_13_without_the_icb_the_meeting_is_not_quorate() -> None:
    seats = [
        Seat("", ("chair",), "partnership", presence="present", conflict=False),
        Seat("local_authority", (), "local_authority", presence="present", conflict=False),
        Seat("police", (), "police", presence="deputy", conflict=False),
    ]

    found = quorum(seats, proposed_rule())

    assert not found.quorate
    assert "Integrated care board" in found.sentence


def test_scenario_14_two_against_one_is_split_and_nothing_is_called_agreed() -> None:
    stands = [
        Stand("local_authority", "NO_LCSPR"), Stand("police", "NO_LCSPR"), Stand("icb", "LCSPR"),
    ]  # fmt: skip

    assert not unanimous(stands)
    assert outcomes_open(stands) == ()
    assert "Agreed" not in decision_words("split", "LCSPR")
    assert clock("SPLIT_2WD", split_at=date(2026, 12, 2)).due_on == date(2026, 12, 4)


def test_scenario_15_reconsideration_is_due_ten_working_days_after_the_letter() -> None:
    assert clock("RECONSIDER_10WD", panel_letter_at=date(2026, 2, 11)).due_on == date(2026, 2, 25)


def test_scenario_16_six_months_overdue_on_the_first_working_day_after() -> None:
    c9 = clock("C9", lcspr_decided_at=date(2026, 8, 28))

    assert (c9.due_on, c9.practical_target) == (date(2027, 2, 28), date(2027, 2, 26))
    found = stands(c9, at=datetime(2027, 3, 1, 9, tzinfo=UTC))
    assert (found.state, found.working_days_late) == (State.OVERDUE, 1)


def test_scenario_17_copies_sent_too_late_offer_the_earliest_date() -> None:
    c10 = clock("C10", publication_at=date(2026, 4, 14))

    found = stands(c10, at=datetime(2026, 4, 2, 12, tzinfo=UTC), done=date(2026, 4, 2))

    assert c10.due_on == date(2026, 4, 1)
    assert found.state is State.LATE
    offered = earliest_publication(find_policy("C10"), date(2026, 4, 2), CALENDAR)
    assert offered == date(2026, 4, 15)


def test_scenario_19_exact_age_rare_condition_twins_and_month_of_trial_are_high() -> None:
    text = "The twins were eleven weeks old. One had cystic fibrosis. The trial was in March 2021."

    assert jigsaw(text).level == "high"


def test_scenario_20_an_action_without_evidence_of_impact_stays_so_in_the_years_count() -> None:
    done = Record(due_on=date(2027, 1, 29), started=date(2026, 9, 1), completion_accepted=date(2027, 2, 1))  # fmt: skip

    found = standing(done, on=year_end(date(2027, 3, 1)))

    assert year_end(date(2027, 3, 1)) == date(2027, 3, 31)
    assert found is Standing.COMPLETE_UNPROVEN
    assert found.value == "Complete – impact not evidenced"


def test_scenario_20_a_report_may_come_down_only_after_a_year() -> None:
    c11 = clock("C11", published_at=date(2026, 4, 14))

    early = stands(c11, at=datetime(2027, 3, 1, 9, tzinfo=UTC))
    last_day = stands(c11, at=datetime(2027, 4, 14, 21, tzinfo=UTC))
    after = stands(c11, at=datetime(2027, 4, 15, 9, tzinfo=UTC))

    assert (early.state, last_day.state) == (State.KEEPING, State.KEEPING)
    assert after.state is State.MAY_END
    ended = stands(c11, at=datetime(2027, 3, 1, 9, tzinfo=UTC), done=date(2027, 3, 1))
    assert ended.state is State.ENDED_EARLY


def test_scenario_6_no_clock_starts_without_this_authority_becoming_aware() -> None:
    found = derive(find_policy("C2"), {"incident_at": date(2026, 6, 9)}, CALENDAR)

    assert isinstance(found, NotStarted)
    assert found.missing_fact == "la_criteria_known_at"
