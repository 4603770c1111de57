"""Every change after a review: answers, actions, evidence, briefings, and the last moves of a case."""

from irwell.learning.actions.acting import (
    absorb,
    add_action,
    change_action,
    note_progress,
    remind_owners,
)
from irwell.learning.actions.evidencing import accept, give_evidence, send_back
from irwell.learning.actions.moving import ask_for_more, close, look_for_impact, share_learning
from irwell.learning.actions.responding import respond

__all__ = [
    "absorb",
    "accept",
    "add_action",
    "ask_for_more",
    "change_action",
    "close",
    "give_evidence",
    "look_for_impact",
    "note_progress",
    "remind_owners",
    "respond",
    "send_back",
    "share_learning",
]
