"""Plain questions one after another; limbs met, unmet or unknown; evaluations beside each other."""

from datetime import date

import pytest
import time_machine

from irwell.audit.models import LoggedEvent
from irwell.cases import actions as cases
from irwell.cases.models import Case, Task
from irwell.criteria.models import Evaluation, FactRecord
from irwell.crypto.actions import create_key
from tests.moments import at
from tests.people import People

SOURCE = "Strategy discussion"


@pytest.fixture
def answer(case: Case, people: People, as_person):
    """answer(F_DIED="true", …) records facts as Maya."""
    maya = as_person(people.maya)

    def recorded(**facts: str) -> None:
        for fact, value in facts.items():
            given = {"age": value} if fact == "F_AGE" else {"value": value}
            page = maya.post(f"/cases/{case.pk}/criteria/facts/{fact}/", {**given, "source": SOURCE})  # fmt: skip
            assert page.status_code == 302, fact

    return recorded


@pytest.fixture
def aware(case: Case, people: People, as_person):
    """aware("2026-07-13") records when the local authority became aware, through the page of dates."""

    def recorded(day: str, fact: str = "la_aware_event_at"):
        year, month, day_ = day.split("-")
        given = {"at_day": day_, "at_month": month, "at_year": year, "reason": "The log shows it"}
        return as_person(people.maya).post(f"/cases/{case.pk}/dates/{fact}/", given)

    return recorded


def criteria(case: Case, client) -> str:
    return client.get(f"/cases/{case.pk}/criteria/").content.decode()


HERE = {"F_IN_AREA": "true", "F_RESIDENT": "true", "F_JOINT_CONCERN": "false"}


def test_the_questions_end_as_soon_as_the_answer_is_certain(
    case: Case, people: People, as_person
) -> None:
    maya, base = as_person(people.maya), f"/cases/{case.pk}/criteria/"
    world = {"F_AGE": "40", "F_CARE_LEAVER": "false", "F_CLA": "false", "F_RESIDENT": "false"}
    asked = []

    while "/facts/" in (address := maya.get(f"{base}ask/")["Location"]):
        fact = address.partition("/facts/")[2].partition("/")[0]
        asked.append(fact)
        given = {"age": world[fact]} if fact == "F_AGE" else {"value": world.get(fact, "false")}
        saved = maya.post(address, {**given, "source": SOURCE})
        assert saved["Location"] == f"{base}ask/"

    assert asked[0] == "F_AGE"
    assert len(asked) <= 5
    page = maya.get(address).content.decode()
    assert "Nothing else that could be asked would change the answer" in page
    maya.post(f"{base}evaluate/")
    assert Evaluation.objects.get(case=case).statute_met == "false"


def test_a_question_says_why_it_is_asked_and_keeps_every_answer(
    case: Case, people: People, as_person, answer
) -> None:
    answer(F_HARM="unknown")
    answer(F_HARM="true")

    page = as_person(people.maya).get(f"/cases/{case.pk}/criteria/facts/F_HARM/").content.decode()

    assert page.count(SOURCE) == 2
    assert "replaced" in page
    assert "Maya Thornlea" in page
    assert "Why is this asked?" in as_person(people.maya).get(f"/cases/{case.pk}/criteria/facts/F_DIED/").content.decode()  # fmt: skip


def test_scenario_9_unknown_harm_is_undetermined_and_says_what_to_find_out(
    case: Case, people: People, as_person, answer
) -> None:
    answer(F_CHILD="true", F_DIED="false", F_AN_SUSP="true", F_HARM="unknown", **HERE)

    page = criteria(case, as_person(people.lena))

    assert "Undetermined" in page
    assert "To find out: A medical opinion on severity" in page
    assert "The child died or was seriously harmed" in page
    case.refresh_from_db()
    assert case.state == "triage"


def test_scenario_6_harm_in_manchester_is_notified_there_and_a_task_opens(
    case: Case, people: People, as_person, answer, aware
) -> None:
    aware("2026-01-02", "incident_at")
    answer(F_CHILD="true", F_DIED="false", F_HARM="true", F_AN_SUSP="true", F_IN_AREA="false", F_IN_ENGLAND="true", F_RESIDENT="true")  # fmt: skip
    base, maya = f"/cases/{case.pk}/criteria/", as_person(people.maya)
    maya.post(f"{base}evaluate/")
    maya.post(f"{base}open/", {"aware_on_day": "2", "aware_on_month": "1", "aware_on_year": "2026"})
    for key in ("lena", "idris", "priti"):
        as_person(getattr(people, key)).post(f"{base}view/", {"view": "do_not", "reasons": "It happened there."})  # fmt: skip
    lena = as_person(people.lena)

    nameless = lena.post(f"{base}decide/", {"outcome": "other_area", "reasons": "It happened there."})  # fmt: skip
    lena.post(f"{base}decide/", {"outcome": "other_area", "other_area": "Manchester", "reasons": "It happened there."})  # fmt: skip

    assert nameless.status_code == 422
    page = criteria(case, lena)
    assert "Another area notifies: Manchester" in page
    assert "Another local authority in England" in page
    assert Task.objects.get(case=case).title.endswith("Manchester")
    assert case.clocks.get(clock="C2").outcome == "not_required"


def test_scenario_6_harm_in_spain_is_notified_by_this_authority(
    case: Case, people: People, as_person, answer
) -> None:
    answer(F_CHILD="true", F_HARM="true", F_AN_SUSP="true", F_IN_ENGLAND="false", F_RESIDENT="true")

    as_person(people.maya).post(f"/cases/{case.pk}/criteria/evaluate/")

    outcomes = Evaluation.objects.get(case=case).statute_outcomes
    assert "LA_MUST_NOTIFY_PANEL" in outcomes
    assert "OTHER_LA_NOTIFIES" not in outcomes


@time_machine.travel(at("2026-07-13 10:00"), tick=False)
def test_scenario_7_the_death_of_a_looked_after_child_is_told_by_20_july(
    case: Case, people: People, as_person, answer, aware
) -> None:
    answer(F_CHILD="true", F_DIED="true", F_HARM="false", F_AN_KNOWN="false", F_AN_SUSP="false", F_CLA="true", **HERE)  # fmt: skip
    aware("2026-07-13")
    maya = as_person(people.maya)
    maya.post(f"/cases/{case.pk}/criteria/evaluate/")

    page = criteria(case, maya)

    assert case.clocks.get(clock="C4").due_on == date(2026, 7, 20)
    assert "By Monday 20 July 2026" in page
    assert "No rapid review is required" in page
    assert "may hold a local learning review" in page
    told = {"told_on_day": "13", "told_on_month": "7", "told_on_year": "2026"}
    maya.post(f"/cases/{case.pk}/criteria/told/", told)
    assert case.clocks.get(clock="C4").outcome == "notified"
    assert "Notified on Mon 13 July 2026" in criteria(case, maya)


@time_machine.travel(at("2026-03-02 10:00"), tick=False)
def test_scenario_8_a_care_leaver_of_22_is_told_by_9_march_without_a_rapid_review(
    case: Case, people: People, as_person, answer, aware
) -> None:
    answer(F_AGE="22", F_DIED="true", F_CARE_LEAVER="true", F_AN_SUSP="false", F_AN_KNOWN="false", **HERE)  # fmt: skip
    aware("2026-03-02")
    as_person(people.maya).post(f"/cases/{case.pk}/criteria/evaluate/")

    outcomes = Evaluation.objects.get(case=case).statute_outcomes

    assert {"NOTIFY_SOS_AND_OFSTED", "RR_NOT_REQUIRED", "LCSPR_NOT_REQUIRED"} <= set(outcomes)
    assert case.clocks.get(clock="C5").due_on == date(2026, 3, 9)


def test_a_clock_of_a_death_ends_when_the_facts_change(
    case: Case, people: People, as_person, answer, aware
) -> None:
    answer(F_CHILD="true", F_DIED="true", F_CLA="true", F_AN_KNOWN="false", F_AN_SUSP="false", **HERE)  # fmt: skip
    aware("2026-01-02")
    maya, address = as_person(people.maya), f"/cases/{case.pk}/criteria/evaluate/"
    maya.post(address)

    answer(F_CLA="false")
    maya.post(address)

    assert case.clocks.get(clock="C4").outcome == "not_required"


def test_a_later_change_makes_a_new_evaluation_beside_the_old(
    case: Case, people: People, as_person, answer
) -> None:
    maya, address = as_person(people.maya), f"/cases/{case.pk}/criteria/evaluate/"
    answer(F_CHILD="true", F_DIED="false", F_HARM="true", F_AN_SUSP="true", **HERE)
    maya.post(address)
    first = Evaluation.objects.get(case=case)
    answer(F_DIED="true")
    warned = criteria(case, maya)

    maya.post(address)

    page = criteria(case, maya)
    assert "have changed since the last evaluation" in warned
    assert "Has the child died? No → Yes" in page
    first.refresh_from_db()
    assert first.facts["F_DIED"] == "false"
    assert Evaluation.objects.filter(case=case).count() == 2


@pytest.mark.parametrize(
    ("fact", "given", "status", "said"),
    [
        ("F_TYPO", {"value": "true", "source": SOURCE}, 404, ""),
        ("SIN_SENT", {"value": "true", "source": SOURCE}, 404, ""),
        ("F_DIED", {"value": "maybe", "source": SOURCE}, 422, "Answer yes, no or not known"),
        ("F_DIED", {"value": "true", "source": ""}, 422, "Say where this comes from"),
        ("F_AGE", {"age": "-1", "source": SOURCE}, 422, "Age in whole years"),
        ("F_AGE", {"age": "four", "source": SOURCE}, 422, "Age in whole years"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_in_a_sentence(
    case: Case, people: People, as_person, fact: str, given: dict[str, str], status: int, said: str
) -> None:
    page = as_person(people.maya).post(f"/cases/{case.pk}/criteria/facts/{fact}/", given)

    assert page.status_code == status
    assert said in page.content.decode()
    assert not FactRecord.objects.exists()


def test_answers_that_cannot_both_be_right_are_shown_as_such(
    case: Case, people: People, as_person, answer
) -> None:
    answer(F_IN_AREA="true", F_IN_ENGLAND="false")

    assert "Check the place" in criteria(case, as_person(people.lena))


@pytest.mark.parametrize(("who", "status"), [("maya", 302), ("lena", 403), ("oona", 404), ("conrad", 404)])  # fmt: skip
def test_who_is_asked(case: Case, people: People, as_person, who: str, status: int) -> None:
    client = as_person(getattr(people, who))

    assert client.get(f"/cases/{case.pk}/criteria/ask/").status_code == status


def test_the_log_keeps_which_versions_were_used(
    case: Case, people: People, as_person, answer
) -> None:
    as_person(people.maya).post(f"/cases/{case.pk}/criteria/evaluate/")

    event = LoggedEvent.objects.get(name="criteria:evaluation:made")

    assert event.data["versions"] == {"RS-LOCAL-PAGE": 1}


def test_another_case_with_a_like_child_is_named_with_the_reasons_to_who_may_see_both(
    case: Case, people: People, as_person
) -> None:
    other = cases.open_case(
        key=create_key(), label="Alder", by=people.maya, now=at("2026-01-06 10:00")
    )
    for one in (case, other):
        cases.add_identity(
            case=one, key=one.key, kind="person", role="child", label="Child A", names=["Kit Stannery"],
            details={"dates_of_birth": ["2024-12-19"]}, by=people.maya,
        )  # fmt: skip

    assert (
        other.reference
        in as_person(people.maya).get(f"/cases/{case.pk}/criteria/").content.decode()
    )
    assert (
        other.reference
        not in as_person(people.lena).get(f"/cases/{case.pk}/criteria/").content.decode()
    )
