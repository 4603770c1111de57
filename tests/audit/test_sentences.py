"""Every kind of event can be told in words."""

import pytest

from irwell.audit.events import Event
from irwell.audit.presenters import sentence


@pytest.mark.parametrize("event", list(Event), ids=[event.value for event in Event])
def test_every_event_has_a_sentence(event: Event) -> None:
    said = sentence(event.value, {})

    assert said[0].isupper()
    assert not set("_{}") & set(said)
    assert event.value not in said


def test_a_retired_name_is_still_told() -> None:
    assert sentence("cases:paper:was_lost", {}) == "Paper was lost"


def test_data_is_put_into_the_sentence() -> None:
    said = sentence(Event.CLOCK_STARTED, {"clock": "C6", "due_on": "2026-12-09"})

    assert said == "A clock started: C6, due 2026-12-09"
