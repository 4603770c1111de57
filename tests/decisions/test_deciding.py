"""The grid, the three positions, the decision, a split and its settling, through the web."""

import datetime as dt

import pytest
import time_machine

from irwell.access import actions as access
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.audit.models import LoggedEvent
from irwell.core.errors import NotPossibleNow
from irwell.decisions import queries
from irwell.decisions.models import Decision
from irwell.decisions.policies import check_quorate
from irwell.decisions.rules import Stand, decision_words, unanimous
from tests.decisions.meeting import Room, at
from tests.kept import kept

EVERYONE = {"lena": "present", "idris": "present", "priti": "present", "colm": "present"}


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(at("2026-12-02 14:00"), tick=False):
        yield


@pytest.fixture
@kept
def met(room: Room) -> Room:
    """A quorate meeting was held; nothing is answered yet."""
    room.meet()
    return room


@pytest.fixture
@kept
def weighed(met: Room) -> Room:
    """Every factor is answered; no position is taken yet."""
    met.answer_grid()
    return met


def test_an_answer_needs_its_reasons_and_nothing_typed_is_lost(met: Room) -> None:
    page = met.post("colm", "grid/", {"value_R11A": "true", "reasons_R11A": "", "value_R11B": "false", "reasons_R11B": "No earlier case."})  # fmt: skip

    assert page.status_code == 422
    assert "Give the reasons for “Improvement is needed”" in page.content.decode()
    assert "No earlier case." in page.content.decode()
    assert not met.case.factor_answers.exists()


def test_unknown_is_an_answer_and_old_answers_are_kept(met: Room) -> None:
    met.answer_grid(value="unknown")
    met.answer_grid(value="false")

    page = met.get("lena", "grid/").content.decode()
    assert met.case.factor_answers.filter(factor="R11A").count() == 2
    assert "Earlier answers" in page
    assert "Unverified" in page
    assert "never forces a review" in page


def test_nothing_is_recorded_over_an_answer_that_the_page_did_not_show(met: Room) -> None:
    met.post(
        "colm", "grid/", {"value_R11A": "true", "reasons_R11A": "Colm’s reasons", "seen_R11A": ""}
    )

    page = met.post("lena", "grid/", {"value_R11A": "false", "reasons_R11A": "Lena’s reasons", "seen_R11A": ""})  # fmt: skip

    assert page.status_code == 409
    assert "Colm’s reasons" in page.content.decode()
    assert "Lena’s reasons" in page.content.decode()
    assert met.case.factor_answers.get(replaced_at=None).reasons == "Colm’s reasons"


@pytest.mark.parametrize(
    ("who", "status"),
    [("maya", 302), ("colm", 302), ("lena", 302), ("rosalind", 403), ("ines", 403), ("tomos", 403), ("oona", 404), ("conrad", 404)],
)  # fmt: skip
def test_who_may_answer_the_grid(met: Room, who: str, status: int) -> None:
    assert met.answer_grid(who).status_code == status


@pytest.mark.parametrize(
    ("who", "status"),
    [("lena", 302), ("idris", 302), ("priti", 302), ("maya", 403), ("colm", 403), ("rosalind", 403), ("oona", 404), ("conrad", 404)],
)  # fmt: skip
def test_who_may_take_a_position(weighed: Room, who: str, status: int) -> None:
    assert weighed.position(who, "LCSPR").status_code == status


def test_no_position_before_every_factor_is_weighed(met: Room) -> None:
    page = met.position("lena", "LCSPR")

    assert page.status_code == 409
    assert "weigh every factor first" in page.content.decode()


def test_a_conflicted_member_gives_facts_and_their_deputy_the_position(
    room: Room, deputy: User
) -> None:
    room.call()
    room.post("maya", "meetings/go/")
    room.delegate("lena", deputy)
    room.attend(("lena",), **EVERYONE, deputy="deputy")
    room.held()
    room.answer_grid()

    barred, given = room.position("lena", "LCSPR"), room.position("deputy", "LCSPR")

    assert barred.status_code == 403
    assert "You declared a conflict of interest" in barred.content.decode()
    assert given.status_code == 302


def test_positions_are_blind_until_all_three_are_in(weighed: Room) -> None:
    weighed.post("lena", "positions/", {"choice": "LCSPR", "reasons": "Lena’s own reasons"})
    weighed.position("idris", "LCSPR")

    seen = {
        w: weighed.get(w, "positions/").content.decode() for w in ("lena", "priti", "colm", "maya")
    }
    assert "Lena’s own reasons" in seen["lena"]
    assert all("Lena’s own reasons" not in seen[w] for w in ("priti", "colm", "maya"))
    assert "Shown when all three are in" in seen["priti"]
    assert "LCSPR" not in str([e.data for e in LoggedEvent.objects.filter(name="decisions:position:recorded")])  # fmt: skip

    weighed.position("priti", "LCSPR")

    assert "Lena’s own reasons" in weighed.get("priti", "positions/").content.decode()


def test_a_position_can_change_until_all_three_are_in(weighed: Room) -> None:
    weighed.position("lena", "NO_LCSPR")
    weighed.all_say("LCSPR")

    late = weighed.position("lena", "NO_LCSPR")

    assert late.status_code == 409
    standing = queries.standing(queries.latest_decision(weighed.case))
    assert {p.choice for p in standing.values()} == {"LCSPR"}
    assert (
        "Earlier position of Lena Ashworth-Vale"
        in weighed.get("idris", "positions/").content.decode()
    )


def test_something_else_must_say_what(weighed: Room) -> None:
    page = weighed.position("lena", "OTHER")

    assert page.status_code == 422
    assert "Say what should happen instead" in page.content.decode()


def test_agreement_becomes_a_sealed_decision_with_what_was_on_the_screen(weighed: Room) -> None:
    weighed.all_say("LCSPR")

    answer = weighed.conclude("LCSPR_THEMATIC")

    decision = queries.current_decision(weighed.case)
    assert answer.status_code == 302
    assert (decision.status, decision.outcome) == ("agreed", "LCSPR_THEMATIC")
    assert len(decision.on_screen["grid"]) == 8
    assert decision.on_screen["rules"]["rapid_review_policy"] == "RR15_FROM_SIN_SENT"
    assert len(decision.on_screen["positions"]) == 3
    assert decision.on_screen["meeting"]["number"] == 1
    page = weighed.get("maya", "positions/").content.decode()
    assert "Agreed decision: Thematic practice review" in page


@pytest.mark.parametrize(("who", "status"), [("maya", 403), ("lena", 403), ("oona", 404)])
def test_only_the_chair_records_the_agreed_decision(weighed: Room, who: str, status: int) -> None:
    weighed.all_say("NO_LCSPR")

    assert weighed.conclude("RR_ONLY_LEARNING_COMPLETE", who).status_code == status


def test_the_chair_cannot_record_what_the_partners_did_not_say(weighed: Room) -> None:
    weighed.all_say("NO_LCSPR")

    assert weighed.conclude("LCSPR").status_code == 422
    assert queries.current_decision(weighed.case) is None


def test_a_named_scrutineer_is_heard_before_the_decision_is_sealed(weighed: Room) -> None:
    access.add_member(
        case_id=weighed.case.pk, user=weighed.people.rosalind, role="scrutineer", reason="Scrutiny",
        by=SYSTEM, now=at("2026-12-01 09:00"),
    )  # fmt: skip
    weighed.all_say("LCSPR")

    before = weighed.conclude("LCSPR")
    weighed.post("rosalind", "positions/scrutineer/", {"view": "I would ask about the school."})
    after = weighed.conclude("LCSPR")

    assert before.status_code == 409
    assert after.status_code == 302
    assert "I would ask about the school." in weighed.get("lena", "positions/").content.decode()


@pytest.fixture
@kept
def split(weighed: Room) -> Room:
    """Local authority and police say no, the board says yes."""
    for who, choice in (("lena", "NO_LCSPR"), ("priti", "NO_LCSPR"), ("idris", "LCSPR")):
        weighed.position(who, choice)
    return weighed


def test_scenario_14_a_split_goes_to_the_delegated_partners_in_two_working_days(
    split: Room,
) -> None:
    decision = queries.latest_decision(split.case)
    page = split.get("maya", "positions/").content.decode()

    assert decision.status == "split"
    assert split.case.tasks.get(once=f"settle {decision.pk}").due_on == dt.date(2026, 12, 4)
    assert "Agreed decision" not in page
    assert "The partners differ" in page
    assert split.conclude("LCSPR").status_code == 409


def test_scenario_14_dissent_stays_visible_after_the_split_is_settled(split: Room) -> None:
    split.settle("RR_ONLY_LEARNING_COMPLETE")

    decision = queries.current_decision(split.case)
    page = split.get("maya", "positions/").content.decode()
    assert (decision.status, decision.settled_by) == ("settled", split.people.lena)
    assert split.case.tasks.get(once=f"settle {decision.pk}").done_at
    assert "Dissent" in page
    assert "Agreed decision" not in page
    assert "Decision settled by the delegated safeguarding partners" in page


@pytest.mark.parametrize(("who", "status"), [("lena", 302), ("maya", 403), ("colm", 403), ("oona", 404), ("conrad", 404)])  # fmt: skip
def test_who_may_settle_a_split(split: Room, who: str, status: int) -> None:
    assert split.settle("LCSPR", who).status_code == status


def test_settling_needs_reasons_and_all_three(split: Room) -> None:
    page = split.post("lena", "positions/settle/", {"outcome": "LCSPR", "reasons": "We talked."})

    assert page.status_code == 422
    assert "all three agencies" in page.content.decode()
    assert "We talked." in page.content.decode()


def test_the_grid_closes_when_the_positions_are_in(weighed: Room) -> None:
    weighed.all_say("LCSPR")

    assert weighed.answer_grid(value="false").status_code == 409


def test_a_meeting_not_held_is_not_quorate(room: Room) -> None:
    room.call()

    with pytest.raises(NotPossibleNow, match="No meeting has been held yet"):
        check_quorate(room.meeting)


def test_other_is_unanimous_only_with_the_same_meaning() -> None:
    same = [
        Stand(p, "OTHER", "NATIONAL_REVIEW_REQUESTED") for p in ("local_authority", "icb", "police")
    ]
    other = [*same[:2], Stand("police", "OTHER", "TRANSFERRED_TO_OTHER_AREA")]

    assert unanimous(same)
    assert not unanimous(other)


@pytest.mark.parametrize("status", Decision.Status.values)
def test_agreed_decision_is_said_only_of_an_agreed_one(status: str) -> None:
    assert ("Agreed decision" in decision_words(status, "LCSPR")) is (status == "agreed")
