"""Themes as everybody reads them."""

import csv
import io
import re

from irwell.repository.actions import ingest, withdraw
from irwell.repository.models import Record
from irwell.themes.actions import refresh
from irwell.themes.models import Assignment, Profile
from tests.moments import at


def text(response):
    page = response.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_list_counts_what_people_gave_and_what_a_machine_suggests(client, reviews):
    page = text(client.get("/themes/"))

    assert "Neglect 2 1" in page
    assert "never people, so small numbers are shown" in page


def test_a_theme_quotes_the_passage_with_its_words_and_its_review(client, reviews):
    answer = client.get("/themes/neglect/")
    page = text(answer)

    assert "Neglect was hidden behind a tidy home" in page
    assert "Child Birch: rapid review" in page
    assert "Words of the list: “neglect was”" in page
    assert "Suggested by a machine" in page
    assert "/records/oxmoor-2024-02/#" in answer.content.decode()


def test_a_theme_says_how_often_the_machine_is_right_or_that_nobody_knows(client, reviews):
    assert "of 208 suggestions of this theme 166 were right" in text(
        client.get("/themes/self-harm/")
    )
    assert "not been measured" in text(client.get("/themes/neglect/"))


def test_the_trend_has_a_table_with_the_same_numbers(client, reviews):
    page = text(client.get("/themes/neglect/"))

    assert (
        "Reports by year, 2023 to 2026; most in 2023 (1)."
        in client.get("/themes/neglect/").content.decode()
    )
    assert "2023 0 1 100 % 2024 1 0 100 % 2025 0 0 – 2026 1 0 100 %" in page


def test_a_coroners_category_becomes_a_theme_of_the_list(client, documents):
    ingest(folder=documents, progress=lambda *_: None)
    refresh()

    assert (
        Assignment.objects.get(record__identifier="pfd1", code="CHILD_DEATH").basis == "publisher"
    )


def test_the_network_has_a_table(client, reviews):
    page = text(client.get("/themes/together/"))

    assert "The 2 commonest pairs, in 3 records" in page
    assert "School and education Neglect 1 1.0" in page


def test_the_code_list_can_be_taken_away(client, db):
    rows = list(csv.DictReader(io.StringIO(client.get("/themes/codes.csv").content.decode())))
    data = client.get("/themes/codes.json").json()

    assert {row["code"] for row in rows} == {
        theme["code"] for group in data["groups"] for theme in group["themes"]
    }
    assert data["version"] == rows[0]["version"] == "1.0"
    assert data["verified"] is False
    assert "Include:" in text(client.get("/themes/codes/"))


def test_the_page_of_accuracy_shows_the_measured_figures_with_their_limits(client, db):
    page = text(client.get("/themes/accuracy/"))

    assert "micro-F1 is 0.667 (95 % interval 0.643 to 0.692)" in page
    assert "Coroners’ reports are not safeguarding reviews" in page


def test_a_theme_that_is_none_is_not_found(client, db):
    assert client.get("/themes/astrology/").status_code == 404


def test_an_empty_repository_has_every_page(client, db):
    for address in ("", "codes/", "accuracy/", "together/", "agreement/", "neglect/"):
        assert client.get(f"/themes/{address}").status_code == 200


def test_a_withdrawn_review_is_quoted_nowhere(client, reviews):
    withdraw(record=reviews[1], reason="A court asked for it.", now=at("2026-05-01 09:00"))
    refresh()

    assert reviews[1].title not in text(client.get("/themes/neglect/"))


def test_what_did_not_change_is_not_coded_again(client, reviews):
    before = set(Profile.objects.values_list("pk", "created_at"))
    Record.objects.filter(pk=reviews[0].pk).update(content_hash="0" * 64)
    refresh()

    assert len(set(Profile.objects.values_list("pk", "created_at")) & before) == 2
    assert Profile.objects.get(record=reviews[0]).made_of.startswith("0" * 64)


def test_themes_are_brought_up_to_date_when_the_index_is_built(client, alder):
    assert "Neglect 1 0" in text(client.get("/themes/"))


def test_passages_carry_their_page(client, reviews):
    assert "Child Birch: rapid review , page 7" in text(client.get("/themes/neglect/"))


def test_recommendations_of_a_theme_are_those_that_speak_of_it(client, reviews):
    assert "No recommendation that speaks of this theme" in text(client.get("/themes/neglect/"))
