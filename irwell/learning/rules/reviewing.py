"""Looking at an action again three, six and twelve months after it was set.

No law lays these days down: the three turns are the practice of partnerships, and the twelve months are the
model of another field for the impact of recommendations (C19). An action that is complete with its impact shown,
or that another plan carries on, is not looked at again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from irwell.statute import add_months

AFTER = (3, 6, 12)  # months


class Turn(StrEnum):
    """Where one of the three turns stands."""

    HELD = "Looked at"
    DUE = "Due now"
    TO_COME = "To come"
    NOT_NEEDED = "Not needed any more"


@dataclass(frozen=True)
class Again:
    """One turn: after how many months, on which day, and what became of it."""

    after: int
    due_on: date
    turn: Turn


def turns(
    begun: date, held: Mapping[int, date], *, settled: date | None, on: date
) -> tuple[Again, ...]:
    """The three turns as they stand at the end of a day.

    `held` gives the day on which each turn was held; `settled` is the day since when nothing is left to look at.
    """
    found = []
    for after in AFTER:
        due_on = add_months(begun, after)
        if after in held and held[after] <= on:
            turn = Turn.HELD
        elif settled is not None and settled <= on and settled < due_on:
            turn = Turn.NOT_NEEDED
        else:
            turn = Turn.DUE if due_on <= on else Turn.TO_COME
        found.append(Again(after, due_on, turn))
    return tuple(found)
