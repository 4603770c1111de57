"""Every change at meetings, in the grid, to positions and to decisions, by topic."""

from irwell.decisions.actions.attending import declare_conflict, record_attendance, step_aside
from irwell.decisions.actions.deciding import (
    StalePosition,
    conclude,
    escalate_split,
    open_positions,
    open_round,
    record_education_view,
    record_scrutineer_view,
    settle,
    take_position,
)
from irwell.decisions.actions.grid import Stale, answer_grid, record_panel_view
from irwell.decisions.actions.meetings import call_meeting, choose_quorum, circulate, hold
from irwell.decisions.actions.minutes import (
    StaleMinutes,
    add_action,
    bring_in_notes,
    keep_minutes,
    save_minutes,
)
from irwell.decisions.actions.packs import hand_out_pack, hand_out_record
from irwell.decisions.actions.seats import delegate, end_delegation, hand_over

__all__ = [
    "Stale",
    "StaleMinutes",
    "StalePosition",
    "add_action",
    "answer_grid",
    "bring_in_notes",
    "call_meeting",
    "choose_quorum",
    "circulate",
    "conclude",
    "declare_conflict",
    "delegate",
    "end_delegation",
    "escalate_split",
    "hand_out_pack",
    "hand_out_record",
    "hand_over",
    "hold",
    "keep_minutes",
    "open_positions",
    "open_round",
    "record_attendance",
    "record_education_view",
    "record_panel_view",
    "record_scrutineer_view",
    "save_minutes",
    "settle",
    "step_aside",
    "take_position",
]
