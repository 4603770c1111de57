"""A case whose agencies are gathering, and the meeting room."""

from typing import Any

import pytest

from irwell.cases.models import Case
from tests.decisions.meeting import Room, gathered
from tests.kept import kept
from tests.people import People


@pytest.fixture
@kept
def room(case: Case, people: People, as_person: Any) -> Room:
    """Notification sent Wed 18 November 2026; no meeting called yet."""
    return Room(gathered(case, people), people, as_person)
