"""Which reading of a clock is taken: for new cases by the partnership, for one open case with approval."""

from datetime import date

from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.crypto.actions import create_key
from irwell.rulebook.models import RuleChange
from tests.people import People
from tests.rule_changes.conftest import at
from tests.rule_changes.test_bank_holidays import seen

CHOICE = {
    "policy": "RR15_FROM_LA_AWARE", "reason": "Agreed by the subgroup on 20 November",
    "in_force_from_day": "26", "in_force_from_month": "11", "in_force_from_year": "2026",
}  # fmt: skip


def approve(client, address: str) -> None:
    client.post(f"{address}approve/", {"seen": seen(client.get(address).content.decode())})


def test_scenario_4_a_changed_default_leaves_the_open_case_alone_and_says_so(
    running: Case, people: People, as_person
) -> None:
    maya, colm = as_person(people.maya), as_person(people.colm)
    answer = maya.post("/rules/readings/C6/", CHOICE)
    page = colm.get(answer["Location"]).content.decode()

    approve(colm, answer["Location"])

    running.refresh_from_db()
    new = cases.open_case(key=create_key(), label="Alder", by=people.maya, now=at("2026-11-26 11:00"))  # fmt: skip
    assert "each keeps the reading it was opened with" in page
    assert running.policies["C6"] == "RR15_FROM_SIN_SENT"
    assert running.clocks.get(clock="C6").due_on == date(2026, 12, 9)
    assert new.policies["C6"] == "RR15_FROM_LA_AWARE"
    assert "Fifteen working days from the local authority becoming aware" in maya.get("/rules/").content.decode()  # fmt: skip


def test_a_choice_for_later_is_not_taken_before_its_day(
    running: Case, people: People, as_person
) -> None:
    later = {**CHOICE, "in_force_from_month": "12", "in_force_from_day": "1"}
    answer = as_person(people.maya).post("/rules/readings/C6/", later)
    approve(as_person(people.colm), answer["Location"])

    before = cases.open_case(key=create_key(), label="Alder", by=people.maya, now=at("2026-11-30 11:00"))  # fmt: skip
    after = cases.open_case(key=create_key(), label="Birch", by=people.maya, now=at("2026-12-01 11:00"))  # fmt: skip

    assert before.policies["C6"] == "RR15_FROM_SIN_SENT"
    assert after.policies["C6"] == "RR15_FROM_LA_AWARE"


def test_scenario_4_an_open_case_takes_another_reading_only_with_approval(
    running: Case, people: People, as_person
) -> None:
    maya, lena = as_person(people.maya), as_person(people.lena)
    base = f"/cases/{running.pk}/readings/"

    offered = maya.get(f"{base}C6/").content.decode()
    proposed = maya.post(f"{base}C6/", {"policy": "RR15_FROM_LA_AWARE", "reason": "The Panel asked for it"})  # fmt: skip
    change = RuleChange.objects.get()
    refused = maya.post(f"{base}{change.pk}/approve/", {"seen": ""})
    page = lena.get(f"{base}{change.pk}/").content.decode()
    lena.post(f"{base}{change.pk}/approve/", {"seen": seen(page)})

    assert "3 December 2026" in offered  # what each reading would give on this case
    assert proposed.status_code == 302
    assert refused.status_code == 403
    assert "Wed 9 December 2026" in page
    assert "Thu 3 December 2026" in page
    new = running.clocks.get(clock="C6", replaced_at=None)
    assert (new.policy_id, new.due_on) == ("RR15_FROM_LA_AWARE", date(2026, 12, 3))
    assert running.clocks.get(clock="C6", replaced_at__isnull=False).due_on == date(2026, 12, 9)
    dates = lena.get(f"/cases/{running.pk}/dates/").content.decode()
    assert "Another reading was approved for this case" in dates


def test_a_reading_that_new_cases_take_already_is_no_change(
    running: Case, people: People, as_person
) -> None:
    page = as_person(people.maya).post("/rules/readings/C6/", {**CHOICE, "policy": "RR15_FROM_SIN_SENT"})  # fmt: skip

    assert page.status_code == 422
    assert "take this reading already" in page.content.decode()


def test_an_unknown_clock_is_no_page(running: Case, people: People, as_person) -> None:
    assert as_person(people.maya).get("/rules/readings/C99/").status_code == 404
    assert as_person(people.maya).get(f"/cases/{running.pk}/readings/C99/").status_code == 404


def test_notice_before_publication_always_counts_back(
    running: Case, people: People, as_person
) -> None:
    maya = as_person(people.maya)

    page = maya.get("/rules/readings/C10/").content.decode()
    after = maya.post("/rules/readings/C10/", {**CHOICE, "policy": "PUB_AFTER_7D"})
    clear = maya.post("/rules/readings/C10/", {**CHOICE, "policy": "PUB7_CLEAR"})

    assert "Seven clear working days" in page
    assert after.status_code == 422
    assert clear.status_code == 302
