"""Public documents on their way in: the front page says how far, and a deposit does not wait for them."""

import importlib
from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pytest

from irwell.core import time
from irwell.repository.actions import indexing, refresh_index, warm_index
from irwell.repository.models import IngestRun
from irwell.search import Index
from irwell.search.encoder import Read

pytestmark = pytest.mark.django_db


def run_of(**changes: object) -> IngestRun:
    return IngestRun.objects.create(
        **{"source": "pfd", "started_at": time.now(), "found": 1922, "added": 350, **changes}
    )


def test_the_front_page_says_how_far_the_reading_is(client) -> None:
    run_of()

    shown = client.get("/").content.decode()

    assert "350 of 1,922" in shown
    assert 'value="18"' in shown


@pytest.mark.parametrize(
    "changes", [{"finished_at": time.now()}, {"started_at": time.now() - timedelta(hours=2)}]
)
def test_a_run_that_ended_or_was_killed_is_not_shown(client, changes: dict[str, object]) -> None:
    run_of(**changes)

    assert "being read in" not in client.get("/").content.decode()


class Lengths:
    """An encoder that knows only how long a text is."""

    name, width = "lengths", 2

    def read(self, texts: Sequence[str]) -> Read:
        vectors = np.array([[1.0, len(text) / 1000] for text in texts], np.float32)
        return Read(vectors, [vectors[:0]] * len(texts))

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return self.read(texts).vectors

    def spelled(self, text: str, places: Sequence[int] | None = None) -> list[str]:
        return []


def test_who_deposits_gets_words_at_once_and_meaning_when_it_was_read(
    deposit, monkeypatch: pytest.MonkeyPatch, settings
) -> None:
    index = importlib.import_module("irwell.search.index")
    monkeypatch.setattr(index, "installed_encoder", Lengths)
    monkeypatch.setattr(indexing, "MOST_AT_ONCE", 0)

    searchable = deposit().json()["searchable"]
    by_words = Index.open(settings.IRWELL_REPOSITORY_INDEX).by_meaning
    warm_index()
    refresh_index(at_once=True)

    assert searchable
    assert not by_words
    assert Index.open(settings.IRWELL_REPOSITORY_INDEX).by_meaning
