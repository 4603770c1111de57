"""Every change in the anonymisation of a case."""

from irwell.anonymisation.actions.certifying import (
    agree_release,
    ask_release,
    ask_rewriting,
    log_search,
    note_known,
    sign,
)
from irwell.anonymisation.actions.deciding import (
    DecidedMeanwhile,
    accept_all,
    add_missed,
    decide,
    take_back,
)
from irwell.anonymisation.actions.parts import decide_part, leave_out_files
from irwell.anonymisation.actions.running import look_again, open_again, start, write

__all__ = [
    "DecidedMeanwhile", "accept_all", "add_missed", "agree_release", "ask_release", "ask_rewriting", "decide",
    "decide_part", "leave_out_files", "log_search", "look_again", "note_known", "open_again", "sign", "start", "take_back", "write",
]  # fmt: skip
