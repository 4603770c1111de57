"""Recommended before and similar reviews, on a case, in a real browser."""

from pathlib import Path
from typing import Any

import pytest

from irwell.cases.models import Case
from irwell.publication.models import PublicRecommendation
from tests.learning.conftest import published  # noqa: F401 - a fixture
from tests.people import People
from tests.radar.conftest import Listening, repository  # noqa: F401 - a fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_was_recommended_before(
    open_window: Any,
    pictures: Path,
    people: People,
    published: Case,  # noqa: F811
    repository: Listening,  # noqa: F811
) -> None:
    for row in published.recommendations.all():
        PublicRecommendation.objects.create(
            publication=published.publication, number=row.number, text=row.text
        )
    window = open_window()
    window.sign_in(people.maya)
    base = f"/cases/{published.pk}/"
    window.look(f"{base}recommended-before/?number=1", pictures, "radar-own")
    window.page.get_by_label("What is to be recommended").fill("follow up missed appointments")
    window.page.get_by_role("button", name="Look in every published review").click()
    window.seen(pictures, "radar-everywhere")
    assert "Recommended in 2 reviews" in window.page.locator("main").inner_text()

    window.look(f"{base}similar-reviews/", pictures, "radar-similar")
    window.page.get_by_label("What should the reviews be about").fill("neglect behind a tidy home")
    window.page.get_by_role("button", name="Look in the repository").click()
    window.seen(pictures, "radar-similar-found")
    assert [body for _, _, body in repository.heard] == [
        {"words": "follow up missed appointments"}, {"words": "neglect behind a tidy home"},
    ]  # fmt: skip
