"""Entries of different agencies that tell of one event, proposed with reasons, for a person to settle."""

from irwell.chronology.sameevent.accounts import Difference, compare_accounts
from irwell.chronology.sameevent.clusters import (
    BY_HAND,
    NOTHING_SETTLED,
    SameEvent,
    Settled,
    one_event,
    same_events,
)

__all__ = [
    "BY_HAND",
    "NOTHING_SETTLED",
    "Difference",
    "SameEvent",
    "Settled",
    "compare_accounts",
    "one_event",
    "same_events",
]
