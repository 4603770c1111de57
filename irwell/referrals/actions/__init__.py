"""Every change to a referral, from its first page to the case it becomes."""

from irwell.referrals.actions.drafts import (
    Stale,
    drop_typed,
    keep_typed,
    remove_entry,
    save_page,
    send_return_link,
    start,
)
from irwell.referrals.actions.endorsing import endorse, invite_endorsement
from irwell.referrals.actions.files import add_file, remove_file
from irwell.referrals.actions.sending import submit
from irwell.referrals.actions.triage import accept, decline
from irwell.referrals.actions.word_form import start_from_word

__all__ = [
    "Stale",
    "accept",
    "add_file",
    "decline",
    "drop_typed",
    "endorse",
    "invite_endorsement",
    "keep_typed",
    "remove_entry",
    "remove_file",
    "save_page",
    "send_return_link",
    "start",
    "start_from_word",
    "submit",
]
