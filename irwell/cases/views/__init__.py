"""The case's own pages."""

from irwell.cases.views.case import (
    add_note,
    extend,
    finish_task,
    hold,
    log,
    members,
    one,
    referral,
    register,
)
from irwell.cases.views.dates import date, dates, end_clock

__all__ = [
    "add_note",
    "date",
    "dates",
    "end_clock",
    "extend",
    "finish_task",
    "hold",
    "log",
    "members",
    "one",
    "referral",
    "register",
]
