"""Every change to the spine of a case, by topic."""

from irwell.cases.actions.dates import (
    count_again,
    end_clock,
    extend_clock,
    record_date,
    start_clock,
    stop_clock,
    take_reading,
)
from irwell.cases.actions.register import add_identity, change_identity
from irwell.cases.actions.spine import add_note, close, end_hold, hold, lock, move, open_case
from irwell.cases.actions.tasks import add_task, finish_task

__all__ = [
    "add_identity",
    "add_note",
    "add_task",
    "change_identity",
    "close",
    "count_again",
    "end_clock",
    "end_hold",
    "extend_clock",
    "finish_task",
    "hold",
    "lock",
    "move",
    "open_case",
    "record_date",
    "start_clock",
    "stop_clock",
    "take_reading",
]
