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
    register_missed,
    take_back,
)
from irwell.anonymisation.actions.known import (
    add_places,
    link_cases,
    remove_place,
    unlink_cases,
)
from irwell.anonymisation.actions.looking import (
    ask_to_look,
    ask_to_look_again,
    look_due,
    stop_looking,
)
from irwell.anonymisation.actions.naming import agree_name, end_name, propose_name
from irwell.anonymisation.actions.parts import decide_part, leave_out_files
from irwell.anonymisation.actions.running import look_again, open_again, start, write
from irwell.anonymisation.actions.second import (
    agree_settlement,
    approve_reading_rule,
    begin_reading,
    decide_second,
    propose_reading_rule,
    settle_difference,
    stop_reading,
)

__all__ = [
    "DecidedMeanwhile",
    "accept_all",
    "add_missed",
    "add_places",
    "agree_name",
    "agree_release",
    "agree_settlement",
    "approve_reading_rule",
    "ask_release",
    "ask_rewriting",
    "ask_to_look",
    "ask_to_look_again",
    "begin_reading",
    "decide",
    "decide_part",
    "decide_second",
    "end_name",
    "leave_out_files",
    "link_cases",
    "log_search",
    "look_again",
    "look_due",
    "note_known",
    "open_again",
    "propose_name",
    "propose_reading_rule",
    "register_missed",
    "remove_place",
    "settle_difference",
    "sign",
    "start",
    "stop_looking",
    "stop_reading",
    "take_back",
    "unlink_cases",
    "write",
]  # fmt: skip
