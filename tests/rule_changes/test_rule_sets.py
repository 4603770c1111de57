"""A local rule set: the next version proposed as text, its effect on open cases seen, approved by another."""

import pytest

from irwell.cases.models import Case
from irwell.criteria.models import Evaluation
from irwell.rulebook import queries as rulebook
from irwell.rulebook.models import RuleChange
from irwell.rulebook.rules import written
from irwell.statute import load_rulesets
from tests.kept import kept
from tests.people import People
from tests.rule_changes.test_bank_holidays import seen

PAGE = load_rulesets()["RS-LOCAL-PAGE"]
WIDER = written(PAGE).replace("If F_RESIDENT and AN and F_HARM and F_JOINT_CONCERN", "If F_RESIDENT and AN and F_HARM")  # fmt: skip
GIVEN = {
    "set_id": "RS-LOCAL-PAGE", "title": PAGE.title, "note": PAGE.note, "meets": "RR_CRITERIA_MET", "rules": WIDER,
    "in_force_from_day": "26", "in_force_from_month": "11", "in_force_from_year": "2026",
    "reason": "The subgroup agreed on 20 November to follow the law’s two limbs",
}  # fmt: skip
EDIT = "/rules/sets/RS-LOCAL-PAGE/edit/"


@pytest.fixture
@kept
def evaluated(running: Case, people: People, as_person) -> Case:
    """Harmed, neglect suspected, no concern about joint working: the page's wording is not met."""
    maya = as_person(people.maya)
    for fact, value in {"F_CHILD": "true", "F_DIED": "false", "F_HARM": "true", "F_AN_SUSP": "true", "F_IN_AREA": "true", "F_RESIDENT": "true", "F_JOINT_CONCERN": "false"}.items():  # fmt: skip
        maya.post(f"/cases/{running.pk}/criteria/facts/{fact}/", {"value": value, "source": "Strategy discussion"})  # fmt: skip
    maya.post(f"/cases/{running.pk}/criteria/evaluate/")
    return running


def test_the_change_is_told_in_words_with_the_cases_that_would_come_out_differently_and_why(
    evaluated: Case, people: People, as_person
) -> None:
    address = as_person(people.maya).post(EDIT, GIVEN)["Location"]

    page = as_person(people.colm).get(address).content.decode()

    assert "Rule 2 changed" in page
    assert "concern about how agencies worked together" in page
    assert "1 open case would come out differently" in page
    assert evaluated.reference in page
    assert "Criteria not met" in page
    assert "Rule 2 holds." in page


def test_scenario_5_a_case_keeps_the_version_it_was_evaluated_with(
    evaluated: Case, people: People, as_person
) -> None:
    maya, colm = as_person(people.maya), as_person(people.colm)
    address = maya.post(EDIT, GIVEN)["Location"]
    colm.post(f"{address}approve/", {"seen": seen(colm.get(address).content.decode())})

    page = maya.get(f"/cases/{evaluated.pk}/criteria/").content.decode()
    maya.post(f"/cases/{evaluated.pk}/criteria/evaluate/")
    same = Evaluation.objects.filter(case=evaluated).first()
    maya.post(f"/cases/{evaluated.pk}/criteria/evaluate/", {"rules": "newest"})
    newest = Evaluation.objects.filter(case=evaluated).first()

    assert same is not None and newest is not None
    assert "keeps the version it was evaluated with" in page
    assert (same.local[0]["version"], same.page_met) == (1, "false")
    assert (newest.local[0]["version"], newest.page_met) == (2, "true")
    assert same.divergence and not newest.divergence
    told = maya.get(f"/cases/{evaluated.pk}/criteria/").content.decode()
    assert "version 2 instead of 1" in told


def test_every_version_stays_with_what_it_changed(
    evaluated: Case, people: People, as_person
) -> None:
    maya, colm = as_person(people.maya), as_person(people.colm)
    address = maya.post(EDIT, GIVEN)["Location"]
    colm.post(f"{address}approve/", {"seen": seen(colm.get(address).content.decode())})

    page = maya.get("/rules/sets/RS-LOCAL-PAGE/").content.decode()

    assert page.index("Version 2, in force since") < page.index(
        "Version 1, as supplied with Irwell"
    )
    assert "Rule 2 changed" in page


def test_a_further_set_stands_beside_the_page_on_the_criteria_screen(
    evaluated: Case, people: People, as_person
) -> None:
    maya, colm = as_person(people.maya), as_person(people.colm)
    rules = "If F_HARM and F_REG_SETTING\nThen LEARNING_REVIEW_MAY\nSource irwell-design"
    new = {**GIVEN, "set_id": "rs-local-settings", "title": "Harm in a setting", "meets": "LEARNING_REVIEW_MAY", "rules": rules}  # fmt: skip
    address = maya.post("/rules/sets/new/", new)["Location"]
    colm.post(f"{address}approve/", {"seen": seen(colm.get(address).content.decode())})

    page = maya.get(f"/cases/{evaluated.pk}/criteria/").content.decode()

    assert "Harm in a setting" in page
    assert [one.version for one in rulebook.versions_of("RS-LOCAL-SETTINGS")] == [1]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rules": "If F_DID\nThen RR_CRITERIA_MET\nSource partnership-page"}, "F_DID, which nothing defines"),
        ({"rules": "When it happens"}, "begin each line with"),
        ({"meets": "SCR_MUST"}, "no rule leads to SCR_MUST"),
        ({"in_force_from_year": "2020"}, "cannot come into force in the past"),
        ({"reason": ""}, "Say why"),
    ],
)  # fmt: skip
def test_a_slip_is_told_where_it_is_and_everything_typed_stays(
    evaluated: Case, people: People, as_person, changes: dict[str, str], said: str
) -> None:
    page = as_person(people.maya).post(EDIT, {**GIVEN, **changes})

    text = page.content.decode()
    assert page.status_code == 422
    assert said in text
    assert changes.get("rules", "If F_RESIDENT and AN and F_HARM").splitlines()[0] in text
    assert not RuleChange.objects.exists()


def test_the_law_itself_cannot_be_edited(evaluated: Case, people: People, as_person) -> None:
    maya = as_person(people.maya)

    page = maya.post("/rules/sets/new/", {**GIVEN, "set_id": "RS-WT2023"})

    assert maya.get("/rules/sets/RS-WT2023/edit/").status_code == 404
    assert page.status_code == 422
    assert "RS-LOCAL-" in page.content.decode()
