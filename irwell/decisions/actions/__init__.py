"""Every change at meetings, in the grid, to positions and to decisions, by topic."""

from irwell.decisions.actions.deciding import (
    conclude,
    open_round,
    record_scrutineer_view,
    settle,
    take_position,
)
from irwell.decisions.actions.grid import Stale, answer_factor, answer_grid, record_panel_view
from irwell.decisions.actions.meetings import (
    StaleMinutes,
    add_action,
    call_meeting,
    circulate,
    hold,
    keep_minutes,
    record_attendance,
    save_minutes,
    step_aside,
)

__all__ = [
    "Stale",
    "StaleMinutes",
    "add_action",
    "answer_factor",
    "answer_grid",
    "call_meeting",
    "circulate",
    "conclude",
    "hold",
    "keep_minutes",
    "open_round",
    "record_attendance",
    "record_panel_view",
    "record_scrutineer_view",
    "save_minutes",
    "settle",
    "step_aside",
    "take_position",
]
