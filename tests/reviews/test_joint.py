"""A review held with another area, and whether the other is named in what is published."""

from typing import Any

import pytest

from irwell.reviews import queries
from irwell.reviews.models import JointReview
from tests.people import People
from tests.reviews.conftest import Stage
from tests.reviews.test_commissioning import page

pytestmark = pytest.mark.django_db
OTHER = "Mossfield Safeguarding Children Partnership"


def typed(**changes: str) -> dict[str, str]:
    return {
        "partnership": OTHER, "contact": "Wren Abbot, 01632 960555", "we_lead": "us", "agreed_on_day": "31",
        "agreed_on_month": "8", "agreed_on_year": "2026", "shared_terms": "One family contact: ours.", "seen": "0", **changes,
    }  # fmt: skip


def test_the_other_area_is_on_the_review_and_in_the_proposed_terms(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case, maya = review_at("scoping"), as_person(people.maya)

    maya.post(page(case, "joint/change/"), typed())

    shown = maya.get(page(case)).content.decode()
    terms = maya.get(page(case, "terms/headings/reason/")).content.decode()
    assert f"with {OTHER}; this partnership leads" in shown
    assert f"held jointly with {OTHER}; this partnership leads." in terms
    assert "Wren Abbot" in maya.get(page(case, "joint/")).content.decode()


def test_it_is_named_in_what_is_published_only_when_both_agreed(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case, maya = review_at("scoping"), as_person(people.maya)
    maya.post(page(case, "joint/change/"), typed())

    named = [queries.named_beside_us(case)]
    as_person(people.lena).post(page(case, "joint/name/"))
    named.append(queries.named_beside_us(case))
    maya.post(page(case, "joint/name/theirs/"), {"on_day": "1", "on_month": "9", "on_year": "2026"})
    named.append(queries.named_beside_us(case))
    maya.post(page(case, "joint/change/"), typed(partnership="Weirside Partnership", seen="1"))
    named.append(queries.named_beside_us(case))

    assert named == ["", "", OTHER, ""]


def test_two_people_who_change_it_at_once_see_both_texts(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case, maya = review_at("scoping"), as_person(people.maya)
    maya.post(page(case, "joint/change/"), typed())

    answer = as_person(people.rosalind).post(page(case, "joint/change/"), typed(shared_terms="Two contacts."))  # fmt: skip

    assert answer.status_code == 409
    assert "One family contact: ours." in answer.content.decode()
    assert "Two contacts." in answer.content.decode()
    assert JointReview.objects.get().shared_terms == "One family contact: ours."


@pytest.mark.parametrize(
    ("who", "status"), [("lena", 302), ("maya", 403), ("colm", 403), ("oona", 404)]
)
def test_a_statutory_partner_agrees_for_this_area(
    review_at: Stage, people: People, as_person: Any, who: str, status: int
) -> None:
    case = review_at("scoping")
    as_person(people.maya).post(page(case, "joint/change/"), typed())

    assert as_person(getattr(people, who)).post(page(case, "joint/name/")).status_code == status
