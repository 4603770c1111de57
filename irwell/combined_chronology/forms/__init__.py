"""Forms of the combined chronology, by topic."""

from irwell.combined_chronology.forms.choosing import ChosenFilter, KeepView, Words
from irwell.combined_chronology.forms.events import OneEvent
from irwell.combined_chronology.forms.marking import (
    AddEnquiry,
    AskAgency,
    Dismiss,
    Mark,
    Quote,
    Typed,
    WeighFact,
    mark_form,
)

__all__ = [
    "AddEnquiry",
    "AskAgency",
    "ChosenFilter",
    "Dismiss",
    "KeepView",
    "Mark",
    "OneEvent",
    "Quote",
    "Typed",
    "WeighFact",
    "Words",
    "mark_form",
]
