"""What became of recommendations, for everybody: only once switched on, and only published words and counts."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from irwell.cases.models import Case
from irwell.learning import actions
from irwell.publication.models import Publication, PublicRecommendation
from tests.learning.conftest import LATER
from tests.people import People

PAGE, SWITCH = "/learning/recommendations/", "/learning/recommendations/switch/"


def test_it_is_not_there_until_the_partnership_switches_it_on(
    published: Case, people: People, as_person: Any, client: Client
) -> None:
    before = client.get(PAGE)
    as_person(people.maya).post(SWITCH, {"show": "on"})
    page = client.get(PAGE)
    as_person(people.maya).post(SWITCH, {})

    assert before.status_code == 404
    assert page.status_code == 200
    assert client.get(PAGE).status_code == 404


def test_it_shows_published_words_answers_and_counts_and_nothing_else(
    published: Case, people: People, as_person: Any, client: Client
) -> None:
    as_person(people.maya).post(SWITCH, {"show": "on"})
    recommendation, other = published.recommendations.order_by("number")
    publication = Publication.objects.get(case=published)
    for row in (recommendation, other):
        words = f"As published, {row.number}: ask who lives in the home."
        PublicRecommendation.objects.create(publication=publication, number=row.number, text=words)
    actions.respond(
        recommendation=recommendation, agency=people.tomos.agency, answer="in_part",
        reasons="There is no money for the second half.", by=people.maya, now=LATER,
    )  # fmt: skip
    actions.add_action(
        recommendation=recommendation, text="Write a step into the clinic protocol.", intended_impact="Seen in two days.",
        measure="18 of 20", owner=people.tomos, due_on=date(2026, 9, 30), by=people.maya, now=LATER,
    )  # fmt: skip

    with time_machine.travel(LATER, tick=False):
        page = client.get(PAGE).content.decode()
        own = client.get(f"/reviews/{publication.identifier}/").content.decode()

    for number in (1, 2):
        assert f"As published, {number}: ask who lives in the home." in page
    assert "No action recorded yet." in page
    assert f"{people.tomos.agency.name}: accepted in part" in page
    assert "1 action: not started" in page
    assert f"{people.tomos.agency.name}: accepted in part" in own
    for inside in (
        "no money",
        "clinic protocol",
        recommendation.text,
        people.tomos.name,
        published.reference,
    ):
        assert inside not in page + own
    assert PAGE in client.get("/learning/").content.decode()
    as_person(people.maya).post(SWITCH, {})
    off = client.get(f"/reviews/{publication.identifier}/").content.decode()
    assert "accepted in part" not in off


@pytest.mark.parametrize("who", ["lena", "tomos", "oona"])
def test_only_who_keeps_the_public_pages_switches_it(
    published: Case, people: People, as_person: Any, who: str
) -> None:
    assert as_person(getattr(people, who)).post(SWITCH, {"show": "on"}).status_code == 403
