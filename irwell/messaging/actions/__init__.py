"""Queueing notices, what becomes of them, and signed links."""

from irwell.messaging.actions.links import close_link, issue_link, mark_used
from irwell.messaging.actions.queueing import Letter, notify, notify_all, supersede
from irwell.messaging.actions.trouble import (
    address_works,
    count_as_arrived,
    keep_from,
    mark_bounced,
    mark_sent,
    mark_uncertain,
    refuse,
    send_again,
    withhold,
)

__all__ = [
    "Letter",
    "address_works",
    "close_link",
    "count_as_arrived",
    "issue_link",
    "keep_from",
    "mark_bounced",
    "mark_sent",
    "mark_uncertain",
    "mark_used",
    "notify",
    "notify_all",
    "refuse",
    "send_again",
    "supersede",
    "withhold",
]
