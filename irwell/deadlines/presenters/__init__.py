"""View models of dates: the board, the calendar, the morning list, escalations, mail that did not arrive."""

from irwell.deadlines.presenters.board import (
    CASES_ON_BOARD,
    board,
    counts,
    onward,
    rules_as_rows,
    standing,
)
from irwell.deadlines.presenters.calendar import as_calendar
from irwell.deadlines.presenters.mail import MAIL_SHOWN, closed_addresses, doubtful

__all__ = [
    "CASES_ON_BOARD",
    "MAIL_SHOWN",
    "as_calendar",
    "board",
    "closed_addresses",
    "counts",
    "doubtful",
    "onward",
    "rules_as_rows",
    "standing",
]
