"""Step 7 in a real browser: meeting, grid, positions, report, sign-off and Panel, at desk and phone width."""

from pathlib import Path
from typing import Any

import pytest
import time_machine

from irwell.cases.models import Case
from irwell.decisions import actions as decisions
from irwell.demo.seeding import rapid_review
from tests.browser.conftest import Visitor
from tests.decisions.meeting import at, colleague, gathered
from tests.people import People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SEEDED = at("2027-01-20 10:00")  # after all that the seeding does


def see(window: Visitor, case: Case, pages: dict[str, str], pictures: Path) -> None:
    """Each page of the case’s Rapid Review, by the name of its picture."""
    for name, path in pages.items():
        window.look(f"/cases/{case.pk}/rapid-review/{path}", pictures, name)


def seed(case: Case, people: People, until: str, **more: str) -> None:
    gathered(case, people)
    cast = {k: getattr(people, k) for k in ("maya", "lena", "idris", "priti", "colm")}
    with time_machine.travel(SEEDED, tick=False):
        rapid_review.take(case, cast, now=at("2026-12-01 11:00"), until=until, **more)
    case.refresh_from_db()


def test_before_the_meeting(open_window: Any, case: Case, people: People, pictures: Path) -> None:
    gathered(case, people)
    window: Visitor = open_window()
    with time_machine.travel(at("2026-11-25 17:30")):
        window.sign_in(people.maya)
        before = {
            "before-overview": "", "before-meetings": "meetings/", "before-call": "meetings/call/",
            "before-go-uncalled": "meetings/go/", "before-grid": "grid/", "before-positions": "positions/",
            "before-report": "report/", "before-signoff": "sign-off/", "before-panel": "panel/",
        }  # fmt: skip
        see(window, case, before, pictures)

        decisions.call_meeting(
            case=case, planned_for=at("2026-12-02 10:00"), by=people.maya, now=at("2026-11-25 17:30")
        )  # fmt: skip
        called = f"meetings/{case.meetings.get().pk}/"
        pages = {
            "called-meeting": called,
            "called-move": "meetings/call/",
            "called-go": "meetings/go/",
        }
        see(window, case, pages, pictures)


def test_at_the_meeting(open_window: Any, case: Case, people: People, pictures: Path) -> None:
    seed(case, people, "meeting")
    one = f"meetings/{case.meetings.get().pk}/"
    window: Visitor = open_window()
    with time_machine.travel(at("2026-12-02 12:00")):
        window.sign_in(people.maya)
        pages = {
            "meeting-overview": "", "meeting": one, "meeting-attendance": f"{one}attendance/",
            "meeting-minutes": f"{one}minutes/", "meeting-pack": f"{one}pack/", "meeting-grid": "grid/",
            "meeting-conflicts": f"{one}conflicts/", "meeting-seats": "seats/",
        }  # fmt: skip
        see(window, case, pages, pictures)


def test_an_advisers_own_pack(open_window: Any, case: Case, people: People, pictures: Path) -> None:
    seed(case, people, "meeting")
    window: Visitor = open_window()
    with time_machine.travel(at("2026-12-02 12:00")):
        window.sign_in(people.ines)
        one = f"meetings/{case.meetings.get().pk}/"
        see(
            window,
            case,
            {"adviser-pack": f"{one}pack/", "adviser-conflicts": f"{one}conflicts/"},
            pictures,
        )


def test_deputies_a_successor_and_the_decision_looked_at_again(
    open_window: Any, case: Case, people: People, pictures: Path
) -> None:
    seed(case, people, "positions")
    now = at("2026-12-02 12:00")
    delia = colleague("local_authority", "Delia Underhay")
    petra = colleague("police", "Petra Langstrothdale")
    with time_machine.travel(now):
        decisions.delegate(
            case=case, delegator=people.lena, deputy=delia, from_on=now.date(), until_on=at("2026-12-20 09:00").date(),
            evidence="Letter of the director, 30 November 2026.", letter=None, by=people.lena, now=now,
        )  # fmt: skip
        decisions.hand_over(
            case=case, leaver=people.priti, successor=petra, reason="Moved to another force on 1 December 2026.",
            by=people.maya, now=now,
        )  # fmt: skip
        decisions.conclude(
            case=case, outcome="LCSPR", reasons=rapid_review.WHY[True], by=people.colm, now=now
        )
        window: Visitor = open_window()
        window.sign_in(people.maya)
        frozen = f"decisions/{case.decisions.get().pk}/"
        see(
            window,
            case,
            {"seats": "seats/", "frozen": frozen, "sealed-positions": "positions/"},
            pictures,
        )


def test_the_chair_may_open_a_round(
    open_window: Any, case: Case, people: People, pictures: Path
) -> None:
    seed(case, people, "meeting")
    now = at("2026-12-02 12:00")
    with time_machine.travel(now):
        decisions.answer_grid(
            case=case, answers=rapid_review.GRID, seen={}, by=people.colm, now=now
        )
        decisions.take_position(
            case=case, choice="LCSPR", reasons=rapid_review.FOR, by=people.lena, now=now
        )
        window: Visitor = open_window()
        window.sign_in(people.colm)
        see(window, case, {"round-to-open": "positions/"}, pictures)

        window.page.get_by_text("Let the positions be read before all three are in").click()
        window.page.locator("form[action$='/open/'] textarea").fill(
            "The police are delayed until Friday."
        )
        window.page.get_by_role("button", name="Open the round").click()
        window.page.wait_for_url("**/positions/")
        see(window, case, {"round-opened": "positions/"}, pictures)


def test_an_administrator_sets_the_quorum(open_window: Any, people: People, pictures: Path) -> None:
    window: Visitor = open_window()
    window.sign_in(people.sam)
    window.look("/quorum/", pictures, "quorum")


def test_a_partner_answers_blind_until_all_three_are_in(
    open_window: Any, case: Case, people: People, pictures: Path
) -> None:
    seed(case, people, "meeting")
    decisions.answer_grid(
        case=case, answers=rapid_review.GRID, seen={}, by=people.colm, now=at("2026-12-02 12:00")
    )
    for who in (people.idris, people.priti):
        decisions.take_position(
            case=case, choice="LCSPR", reasons=rapid_review.FOR, by=who, now=at("2026-12-02 12:00")
        )
    window: Visitor = open_window()
    with time_machine.travel(at("2026-12-02 12:30")):
        window.sign_in(people.lena)
        see(window, case, {"positions-blind": "positions/"}, pictures)

        assert window.page.get_by_text("Shown when all three are in").count() == 2
        assert not window.page.get_by_text(rapid_review.FOR).count()


def test_a_split_as_a_partner_sees_it(
    open_window: Any, case: Case, people: People, pictures: Path
) -> None:
    seed(case, people, "split")
    window: Visitor = open_window()
    with time_machine.travel(at("2026-12-03 09:00")):
        window.sign_in(people.lena)
        see(window, case, {"positions-split": "positions/", "split-overview": ""}, pictures)


def test_a_report_to_write_sign_and_send(
    open_window: Any, case: Case, people: People, pictures: Path
) -> None:
    seed(case, people, "positions")
    chair: Visitor = open_window()
    with time_machine.travel(at("2026-12-03 09:00")):
        chair.sign_in(people.colm)
        see(chair, case, {"positions-agreed": "positions/", "grid-answered": "grid/"}, pictures)
        cast = {k: getattr(people, k) for k in ("maya", "lena", "idris", "priti", "colm")}
        rapid_review._report(case, cast, at("2026-12-03 09:00"), "LCSPR")
        pages = {"report": "report/", "report-section": "report/episodes/"}
        see(chair, case, pages, pictures)
        partner: Visitor = open_window()
        partner.sign_in(people.lena)
        see(partner, case, {"sign-off": "sign-off/", "panel-waits": "panel/"}, pictures)


def test_sent_and_waiting_for_the_panel(
    open_window: Any, case: Case, people: People, pictures: Path
) -> None:
    seed(case, people, "submitted")
    window: Visitor = open_window()
    with time_machine.travel(at("2026-12-09 09:00")):
        window.sign_in(people.maya)
        pages = {"sent-overview": "", "sent-signed": "sign-off/", "sent-panel": "panel/"}
        see(window, case, pages, pictures)


def test_after_a_letter_that_differs(
    open_window: Any, case: Case, people: People, pictures: Path
) -> None:
    seed(case, people, "replied", outcome="RR_ONLY_LEARNING_COMPLETE", reply="lcspr")
    window: Visitor = open_window()
    with time_machine.travel(at("2026-12-18 09:00")):
        window.sign_in(people.lena)
        see(window, case, {"differs-overview": "", "differs-panel": "panel/"}, pictures)

        window.page.get_by_role("button", name="Reconsider the decision").click()
        window.page.wait_for_url("**/positions/")
        see(window, case, {"differs-positions": "positions/"}, pictures)
