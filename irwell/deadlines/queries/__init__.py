"""Reads over running dates: the board, the calendar, the morning lists, what is to be escalated."""

from irwell.deadlines.queries.board import (
    ENOUGH,
    ON_A_PAGE,
    Board,
    Place,
    Wanted,
    escalations_of,
    escalations_on,
    running,
)
from irwell.deadlines.queries.calendar import calendar_link, calendar_rows
from irwell.deadlines.queries.digest import Pile, people_to_write_to, piles
from irwell.deadlines.queries.escalation import (
    is_still_open,
    people_with,
    to_escalate,
)

__all__ = [
    "ENOUGH",
    "ON_A_PAGE",
    "Board",
    "Pile",
    "Place",
    "Wanted",
    "calendar_link",
    "calendar_rows",
    "escalations_of",
    "escalations_on",
    "is_still_open",
    "people_to_write_to",
    "people_with",
    "piles",
    "running",
    "to_escalate",
]
