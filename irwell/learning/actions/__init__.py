"""Every change after a review: answers, actions, evidence, briefings, and the last moves of a case."""

from irwell.learning.actions.acting import (
    absorb,
    add_action,
    change_action,
    note_progress,
    remind_owners,
)
from irwell.learning.actions.briefing import (
    Leaks,
    Stale,
    differs,
    edit_briefing,
    edit_roles,
    issue_briefing,
    make_briefing,
    record_reading,
    record_share,
    remind_readers,
    role_file,
)
from irwell.learning.actions.evidencing import accept, give_evidence, send_back
from irwell.learning.actions.moving import ask_for_more, close, look_for_impact, share_learning
from irwell.learning.actions.responding import respond
from irwell.learning.actions.reviewing import ask_to_look_again, look_again
from irwell.learning.actions.yearly import record_copies_sent, record_published

__all__ = [
    "Leaks",
    "Stale",
    "absorb",
    "accept",
    "add_action",
    "ask_for_more",
    "ask_to_look_again",
    "change_action",
    "close",
    "differs",
    "edit_briefing",
    "edit_roles",
    "give_evidence",
    "issue_briefing",
    "look_again",
    "look_for_impact",
    "make_briefing",
    "note_progress",
    "record_copies_sent",
    "record_published",
    "record_reading",
    "record_share",
    "remind_owners",
    "remind_readers",
    "respond",
    "role_file",
    "send_back",
    "share_learning",
]
