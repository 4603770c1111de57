"""Every change to themes, codings and the radar."""

from .coding import begin, finish, join, save_choices, settle
from .outcomes import note_outcome
from .refreshing import refresh

__all__ = [
    "begin",
    "finish",
    "join",
    "note_outcome",
    "refresh",
    "save_choices",
    "settle",
]
