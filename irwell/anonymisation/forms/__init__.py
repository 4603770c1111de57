"""Forms of the anonymisation."""

from irwell.anonymisation.forms.deciding import (
    Decide,
    DecidePart,
    Known,
    LetStand,
    Missed,
    OpenAgain,
    ReadingRule,
    Rewrite,
    Search,
    Settle,
    Sign,
    Start,
)
from irwell.anonymisation.forms.known import AddPlaces, FindPlace, LinkCase, Why
from irwell.anonymisation.forms.naming import ProposeName

__all__ = [
    "AddPlaces", "Decide", "DecidePart", "FindPlace", "Known", "LetStand", "LinkCase", "Missed", "OpenAgain",
    "ProposeName", "ReadingRule", "Rewrite", "Search", "Settle", "Sign", "Start", "Why",
]  # fmt: skip
