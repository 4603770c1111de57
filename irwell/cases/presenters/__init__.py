"""View models of a case, by topic."""

from irwell.cases.presenters.board import BoardRow, as_calendar, board, chosen, clocks_of, standing
from irwell.cases.presenters.case import (
    ToDo,
    blockers,
    files,
    members,
    page_of,
    register_rows,
    tasks,
    withdrawal,
)
from irwell.cases.presenters.dates import Deadline, deadline
from irwell.cases.presenters.journey import Step, address, steps
from irwell.cases.presenters.log import happenings, person_about

__all__ = [
    "BoardRow",
    "Deadline",
    "Step",
    "ToDo",
    "address",
    "as_calendar",
    "blockers",
    "board",
    "chosen",
    "clocks_of",
    "deadline",
    "files",
    "happenings",
    "members",
    "page_of",
    "person_about",
    "register_rows",
    "standing",
    "steps",
    "tasks",
    "withdrawal",
]
