"""What was recommended before, and what became of it."""

import json
import re

from irwell.repository.actions import withdraw
from irwell.repository.models import Record
from irwell.themes.actions import refresh
from irwell.themes.models import Outcome
from tests.moments import at

GROUP = "/radar/oxmoor-2023-03-recommendation-1/"


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def ask(client, words, path="/api/radar"):
    return client.post(path, json.dumps({"words": words}), content_type="application/json")


def test_what_was_recommended_in_several_reviews_stands_first(client, reviews):
    page = text(client.get("/radar/"))

    assert "join up absence data" in page
    assert "Recommended 3 times in 3 reviews" in page


def test_words_find_what_says_the_same(client, reviews):
    assert "Closest first" in text(client.get("/radar/", {"q": "join absence data of schools"}))
    assert "Nothing like this" in text(client.get("/radar/", {"q": "volcano"}))


def test_a_group_lists_where_and_when_and_links_to_each_review(client, reviews):
    answer = client.get(GROUP)

    assert "/records/oxmoor-2024-02/#recommendation-1" in answer.content.decode()
    assert "What became of it is not known here" in text(answer)


def test_an_editor_notes_what_became_of_it_with_its_source(client, reviews, edith):
    answer = edith.post(
        f"{GROUP}outcome/1/",
        {
            "body": "Oxmoor Council", "answer": "accepted", "words": "We will.", "source": "Cabinet minutes",
            "on_day": "3", "on_month": "5", "on_year": "2024",
        },
    )  # fmt: skip

    assert answer.url == GROUP
    page = text(client.get(GROUP))
    assert "3 May 2024, Oxmoor Council: accepted . “We will.” Source: Cabinet minutes" in page
    assert Outcome.objects.get().noted_by.name == "Edith"


def test_an_outcome_without_a_source_is_not_taken_and_nothing_typed_is_lost(reviews, edith):
    answer = edith.post(f"{GROUP}outcome/1/", {"body": "Oxmoor Council"})

    assert answer.status_code == 422 and "Say where this can be read" in text(answer)
    assert "Oxmoor Council" in answer.content.decode()


def test_the_public_cannot_note_an_outcome(client, reviews):
    assert client.post(f"{GROUP}outcome/1/").url.startswith("/editors/sign-in/")


def test_programs_get_groups_with_their_outcomes(client, reviews):
    data = ask(client, "Join up data about absence").json()

    first = data["groups"][0]
    assert first["reviews"] == 3 and first["near"] > 0
    assert first["recommendations"][0]["text"] == "The partnership should join up absence data."
    assert client.get("/api/radar?q=absence+data").json()["groups"]
    assert client.get("/api/radar?repeated=true").json()["groups"][0]["reviews"] == 3


def test_programs_get_similar_reviews_with_a_passage(client, reviews):
    found = ask(client, "neglect behind a tidy home", "/api/similar").json()["reviews"]

    assert {one["title"] for one in found} >= {"Child Birch: rapid review"}
    assert "tidy home" in found[0]["passage"]["text"]


def test_programs_that_send_no_words_are_told(client, reviews):
    assert ask(client, " ").status_code == 422
    assert ask(client, " ", "/api/similar").status_code == 422


def test_a_withdrawn_review_recommends_nothing(client, reviews):
    for record in Record.objects.exclude(identifier="oxmoor-2023-03"):
        withdraw(record=record, reason="A court asked for it.", now=at("2026-05-01 09:00"))
    refresh()

    assert "Recommended once" in text(client.get(GROUP))
