"""View models of a case, by topic."""

from irwell.cases.presenters.case import (
    Due,
    Place,
    Primary,
    ToDo,
    around,
    blockers,
    due_next,
    files,
    members,
    page_of,
    primary,
    register_rows,
    tasks,
    withdrawal,
)
from irwell.cases.presenters.dates import Deadline, deadline
from irwell.cases.presenters.days import Day, PlanLine, Sheet, sheet_of
from irwell.cases.presenters.journey import Step, address, steps
from irwell.cases.presenters.log import clocks_of, happenings, person_about

__all__ = [
    "Day",
    "Deadline",
    "Due",
    "Place",
    "PlanLine",
    "Primary",
    "Sheet",
    "Step",
    "ToDo",
    "address",
    "around",
    "blockers",
    "clocks_of",
    "deadline",
    "due_next",
    "files",
    "happenings",
    "members",
    "page_of",
    "person_about",
    "primary",
    "register_rows",
    "sheet_of",
    "steps",
    "tasks",
    "withdrawal",
]
