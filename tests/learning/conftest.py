"""A published case with recommendations; Ines leads its learning, Tomos leads safeguarding at the hospital."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from irwell.access import actions as access
from irwell.accounts.actors import SYSTEM
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.learning import actions
from irwell.learning.models import Action
from irwell.reviews.models import Recommendation
from tests.kept import kept
from tests.learning.published import publish
from tests.people import People
from tests.stages import bring_to

PUBLISHED = datetime(2026, 4, 14, 9, 0, tzinfo=UTC)  # the day of the domain's twentieth scenario
LATER = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)
DUE = date(2026, 9, 30)


@pytest.fixture
@kept
def published(case: Case, people: People) -> Case:
    """The case, published on 14 April 2026, with two recommendations."""
    case = bring_to(case, "published", people, now=PUBLISHED)
    access.add_member(
        case_id=case.pk, user=people.ines, role="learning_lead", reason="Leads the learning",
        by=SYSTEM, now=PUBLISHED,
    )  # fmt: skip
    cases.add_identity(
        case=case, key=case.key, kind="person", role="mother", label="Mother", names=["Juniper Ashgrove"],
        details={}, by=people.maya,
    )  # fmt: skip
    publish(case, people, now=PUBLISHED)
    for number, text, addressees in (
        (1, "Missed appointments are followed up within two working days.", "Calderbrook Hospitals NHS Trust; Calderbrook Council children's services"),
        (2, "Every professional asks about the men in the household.", "Calderbrook Police"),
    ):  # fmt: skip
        Recommendation.objects.create(
            case=case, key=case.key, number=number, text=text, addressees=addressees, by=people.rosalind,
            intended_outcome="Children are seen when appointments are missed.", created_at=PUBLISHED,
        )  # fmt: skip
    return case


@pytest.fixture
@kept
def recommendation(published: Case) -> Recommendation:
    return published.recommendations.get(number=1)


@pytest.fixture
def at_the_time():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
@kept
def action(recommendation: Recommendation, people: People) -> Action:
    return actions.add_action(
        recommendation=recommendation, text="Write a follow-up step into the clinic protocol.",
        intended_impact="A baby who is not brought is seen within two days.", measure="18 of 20 records",
        owner=people.tomos, due_on=DUE, by=people.maya, now=LATER,
    )  # fmt: skip
