"""A case whose agencies are gathering, and the meeting room."""

from typing import Any

import pytest

from irwell.accounts.models import User
from irwell.cases.models import Case
from tests.decisions.meeting import Room, colleague, gathered
from tests.kept import kept
from tests.people import People


@pytest.fixture
@kept
def room(case: Case, people: People, as_person: Any) -> Room:
    """Notification sent Wed 18 November 2026; no meeting called yet."""
    return Room(gathered(case, people), people, as_person)


@pytest.fixture
@kept
def deputy(room: Room) -> User:
    """Delia of the local authority, on no case; `room` knows her as “deputy”."""
    room.people.deputy = colleague("local_authority", "Delia Underhay")
    return room.people.deputy


@pytest.fixture
@kept
def successor(room: Room) -> User:
    """Petra of the police, on no case; `room` knows her as “successor”."""
    room.people.successor = colleague("police", "Petra Langstrothdale")
    return room.people.successor
