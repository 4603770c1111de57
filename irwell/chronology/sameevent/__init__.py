"""Entries of different agencies that tell of one event, proposed with reasons, for a person to settle."""

from irwell.chronology.sameevent.accounts import Difference, compare_accounts
from irwell.chronology.sameevent.clusters import NOTHING_SETTLED, SameEvent, Settled, same_events

__all__ = [
    "NOTHING_SETTLED",
    "Difference",
    "SameEvent",
    "Settled",
    "compare_accounts",
    "same_events",
]
