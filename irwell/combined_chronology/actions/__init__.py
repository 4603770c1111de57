"""Every change of what the panel adds to the chronology, by topic."""

from irwell.combined_chronology.actions.events import (
    add_to_event,
    take_from_event,
    tell_one_event,
)
from irwell.combined_chronology.actions.marking import Stale, add_enquiry, annotate
from irwell.combined_chronology.actions.passages import link_passage, remove_passage
from irwell.combined_chronology.actions.reading import (
    record_export,
    record_reading,
    remember_words,
)
from irwell.combined_chronology.actions.returns import take_up_returns
from irwell.combined_chronology.actions.saved_views import apply_view, keep_view, remove_view
from irwell.combined_chronology.actions.weighing import (
    WeighedMeanwhile,
    note_finding,
    unweigh,
    weigh,
    weigh_fact,
)

__all__ = [
    "Stale",
    "WeighedMeanwhile",
    "add_enquiry",
    "add_to_event",
    "annotate",
    "apply_view",
    "keep_view",
    "link_passage",
    "note_finding",
    "record_export",
    "record_reading",
    "remember_words",
    "remove_passage",
    "remove_view",
    "take_from_event",
    "take_up_returns",
    "tell_one_event",
    "unweigh",
    "weigh",
    "weigh_fact",
]
