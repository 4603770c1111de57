"""A result found by its meaning shows which of its words stands for one that was asked for, on the page and in the API."""

import importlib

import pytest

from irwell.repository.actions import refresh_index
from tests.search.conftest import SmallModel


@pytest.fixture
def by_meaning(deposit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Child Alder’s review in the repository, and a small model that reads it."""
    deposit()
    model = SmallModel()
    monkeypatch.setattr(
        importlib.import_module("irwell.search.index"), "installed_encoder", lambda: model
    )
    importlib.import_module("irwell.repository.queries")._opened.clear()
    refresh_index()


def test_the_page_marks_the_word_in_a_way_of_its_own_and_says_so(client, by_meaning) -> None:
    page = client.get("/search?q=lessons").content.decode()

    assert '<mark class="irw-near">classroom</mark>' in page
    assert "It has “classroom” for “lessons”." in page


def test_the_api_tells_it_apart_from_a_word_that_was_asked_for(client, by_meaning) -> None:
    (hit,) = client.get("/api/search?q=lessons").json()["results"]

    assert hit["why"]["near_words"] == [{"asked": "lessons", "found": "classroom"}]
    assert [
        (s["text"], s["matched"]) for s in hit["passage"]["snippet"] if s["near"]
    ] == [("classroom", False)]  # fmt: skip


def test_by_words_alone_none_is_named(client, by_meaning) -> None:
    page = client.get("/search?q=absence&mode=words").content.decode()

    assert "irw-near" not in page and "It has “" not in page
