"""Rules, questions and dates in a real browser, at a desk and on a phone."""

from pathlib import Path
from typing import Any

import pytest

from irwell.access.actions import grant_role
from irwell.accounts.actors import SYSTEM
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.time import now, today
from irwell.criteria import actions as criteria
from irwell.rulebook import actions as rulebook
from irwell.rulebook.models import RuleChange
from irwell.rulebook.queries import calendar
from irwell.rulebook.rules import read_rules, supplied_row, written
from irwell.statute import load_rulesets
from tests.browser.conftest import Visitor
from tests.moments import at
from tests.people import People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FACTS = {"F_AGE": "4", "F_DIED": "false", "F_HARM": "unknown", "F_AN_SUSP": "true", "F_IN_AREA": "true", "F_RESIDENT": "true", "F_JOINT_CONCERN": "false"}  # fmt: skip


@pytest.fixture
def triaged(case: Case, people: People) -> Case:
    """Facts recorded, one of them not known; the notification sent two working days ago."""
    maya, moment = people.maya, now()
    grant_role(user=people.colm, role="rule_approver", by=SYSTEM)
    for fact, value in FACTS.items():
        criteria.record_fact(case=case, fact=fact, value=value, source="Strategy discussion of Monday", by=maya, now=moment)  # fmt: skip
    criteria.evaluate(case=case, by=maya, now=moment)
    criteria.record_fact(case=case, fact="F_HARM", value="true", source="Consultant paediatrician, letter of Tuesday", by=maya, now=moment)  # fmt: skip
    days = calendar()
    for fact, back in (("incident_at", 6), ("la_aware_event_at", 4), ("sin_submitted_at", 2)):
        day = days.back_working_days(today(), back)
        cases.record_date(case=case, fact=fact, value=at(f"{day} 12:00"), by=maya, now=moment)
    aware = days.back_working_days(today(), 3)
    cases.record_date(case=case, fact="la_aware_event_at", value=at(f"{aware} 12:00"), by=maya, now=moment, reason="The duty log shows the next day")  # fmt: skip
    return case


def see(window: Visitor, path: str, pictures: Path, name: str) -> None:
    window.look(path, pictures, f"rules-{name}")


def proposals(people: People) -> tuple[RuleChange, RuleChange]:
    moment, page = now(), load_rulesets()["RS-LOCAL-PAGE"]
    day = calendar().add_working_days(today(), 5)
    holiday = rulebook.propose_holiday(
        day=day, name="Bank Holiday for the state funeral", reason="Proclaimed today", by=people.maya, now=moment
    )  # fmt: skip
    wider = written(page).replace(" and F_JOINT_CONCERN", "")
    row = {**supplied_row("RS-LOCAL-PAGE"), "rule": read_rules(wider)}
    ruleset = rulebook.propose_ruleset(
        row=row, reason="The subgroup agreed to follow the law’s two limbs", in_force_from=today(), by=people.maya, now=moment
    )  # fmt: skip
    return holiday, ruleset


def test_the_rules_and_a_change_of_them(
    triaged: Case, people: People, open_window: Any, pictures: Path
) -> None:
    holiday, ruleset = proposals(people)
    window: Visitor = open_window()
    window.sign_in(people.maya)

    see(window, "/rules/", pictures, "everything")
    see(window, "/rules/holiday/", pictures, "holiday")
    see(window, "/rules/sets/RS-LOCAL-PAGE/edit/", pictures, "edit")
    see(window, "/rules/readings/C6/", pictures, "reading")
    see(window, "/rules/sets/RS-LOCAL-PAGE/", pictures, "versions")
    window.sign_in(people.colm)
    see(window, f"/rules/changes/{holiday.pk}/", pictures, "change-holiday")
    see(window, f"/rules/changes/{ruleset.pk}/", pictures, "change-set")


def test_the_criteria_and_the_dates(
    triaged: Case, people: People, open_window: Any, pictures: Path
) -> None:
    window: Visitor = open_window()
    window.sign_in(people.maya)
    base = f"/cases/{triaged.pk}/"
    change = rulebook.propose_case_reading(
        case=triaged, clock="C6", policy="RR15_FROM_LA_AWARE", reason="The Panel asked for it", by=people.maya, now=now()
    )  # fmt: skip

    see(window, f"{base}criteria/", pictures, "criteria")
    see(window, f"{base}criteria/ask/", pictures, "ask")
    see(window, f"{base}criteria/facts/F_HARM/", pictures, "fact")
    see(window, f"{base}dates/", pictures, "dates")
    see(window, f"{base}dates/incident_at/", pictures, "date")
    see(window, f"{base}readings/C6/", pictures, "case-reading")
    window.sign_in(people.lena)
    see(window, f"{base}readings/{change.pk}/", pictures, "case-reading-approve")


def test_a_second_person_approves_by_a_button_and_the_dates_move(
    triaged: Case, people: People, open_window: Any
) -> None:
    holiday, _ = proposals(people)
    window: Visitor = open_window()
    window.sign_in(people.colm)
    window.go(f"/rules/changes/{holiday.pk}/")

    window.page.get_by_role("button", name="Approve").click()

    window.page.get_by_text("Approved. It is in the event log.").wait_for()
    assert triaged.clocks.filter(clock="C6").count() == 2
