"""Public documents on their way in: the front page says how far, and a deposit does not wait for them."""

from datetime import timedelta

import pytest

from irwell.core import time
from irwell.repository.actions import indexing, refresh_index
from irwell.repository.models import IngestRun
from irwell.search import Index

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


@pytest.mark.parametrize(
    ("cold", "meaning"), [(indexing.MOST_AT_ONCE, True), (indexing.MOST_AT_ONCE + 1, False)]
)
def test_who_waits_gets_words_alone_while_many_passages_are_unread(
    monkeypatch: pytest.MonkeyPatch, settings, tmp_path, cold: int, meaning: bool
) -> None:
    settings.IRWELL_REPOSITORY_INDEX = tmp_path / "index"
    asked: list[bool] = []
    monkeypatch.setattr(Index, "cold", lambda *_: cold)
    monkeypatch.setattr(Index, "build", lambda *_, meaning, **__: asked.append(meaning))

    refresh_index(at_once=True)

    assert asked == [meaning]
