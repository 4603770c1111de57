"""Reviews are narrowed by what the national figures are broken down by, on the page and in the API."""

import pytest
from django.test import Client

from irwell.repository.actions import refresh_index
from irwell.repository.models import Record
from irwell.repository.rules import FACTS, guesses
from irwell.search import FACTS as FILTERED

SAID = (
    {"age": "Under 1", "nature": "Child death", "sex": "Female"},
    {"age": "1 to 5", "nature": "Child death", "ethnicity": "Mixed"},
    {"age": "11 to 15", "nature": "Serious harm", "disability": "Autism"},
)


@pytest.fixture
def said(filled: int) -> list[str]:
    """Three of the records say things about themselves, as editors confirmed."""
    names = []
    for record, facts in zip(Record.objects.order_by("identifier"), SAID, strict=False):
        record.facts = facts
        record.save()
        names.append(record.identifier)
    refresh_index()
    return names


def found(client: Client, query: str) -> set[str]:
    return {each["id"] for each in client.get(f"/api/search?{query}").json()["results"]}


def test_every_filter_is_a_fact_that_an_editor_can_confirm() -> None:
    assert set(FILTERED) <= {fact.name for fact in FACTS}


def test_values_of_one_fact_add_up_and_facts_narrow(client: Client, said: list[str]) -> None:
    assert found(client, "age=Under+1") == {said[0]}
    assert found(client, "age=Under+1&age=1+to+5") == set(said[:2])
    assert found(client, "nature=Child+death&age=1+to+5") == {said[1]}
    assert found(client, "nature=Serious+harm&age=Under+1") == set()
    assert found(client, "ethnicity=Mixed") == {said[1]}


def test_the_api_counts_them_each_without_its_own_filter(client: Client, said: list[str]) -> None:
    facets = client.get("/api/search?age=Under+1").json()["facets"]
    assert {each["value"] for each in facets["age"]} == {"Under 1", "1 to 5", "11 to 15"}
    assert facets["nature"] == [{"value": "Child death", "count": 1}]


def test_the_page_offers_them_and_takes_one_off_again(client: Client, said: list[str]) -> None:
    page = client.get("/search?nature=Child+death&age=Under+1").content.decode()
    assert "Age of the youngest child" in page and "Nature of the notification" in page
    assert 'name="age" value="Under 1" checked' in page
    assert 'href="/search?nature=Child+death"' in page or "?nature=Child+death" in page
    assert "Ethnic group" not in client.get("/search?q=ambulance&mode=words").content.decode()


def test_a_saved_search_and_its_feed_keep_them(client: Client, said: list[str]) -> None:
    assert "Under 1" in client.get("/alerts/new?age=Under+1").content.decode()
    assert client.get("/alerts/feed.atom?age=Under+1").content.count(b"<entry>") == 1


@pytest.mark.parametrize(
    "query", ["age=%00", "age=' OR 1=1 --", "plan=<script>", "age=" + "x" * 9000]
)
def test_a_value_that_nobody_has_finds_nothing(client: Client, said: list[str], query: str) -> None:
    page = client.get(f"/search?{query}")
    assert page.status_code == 200 and "<script>" not in page.content.decode().split("<main", 1)[1]


def test_nothing_is_guessed_about_sex_ethnicity_and_disability() -> None:
    told = guesses("A White boy", ["The Black girl had autism. She was disabled. He was male."])
    assert not {"sex", "ethnicity", "disability"} & set(told)
