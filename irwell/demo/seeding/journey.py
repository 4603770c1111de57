"""How far each case of the demonstration has come, and the steps that take it there."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.core import time
from irwell.core.time import LONDON
from irwell.demo.seeding import (
    anonymisation,
    chronology,
    learning,
    local_learning,
    practice_review,
    publication,
    rapid_review,
    returns,
)
from irwell.statute import load_calendar

Take = Callable[..., dt.datetime]


@dataclass(frozen=True)
class Leg:
    """One step of the journey: its stopping places in order, and how many days pass before the next begins."""

    take: Take
    stops: tuple[str, ...]
    pause: int = 1


def _marked(case: Case, people: dict[str, User], *, now: dt.datetime, until: str) -> dt.datetime:
    return chronology.take(case, people, now=now)


LEGS = (
    Leg(returns.take, ("requested", "returned")),
    Leg(_marked, ("marked",)),
    Leg(rapid_review.take, ("meeting", "positions", "split", "submitted", "replied"), pause=7),
    Leg(practice_review.take, ("scoping", "evidence", "drafting", "approved"), pause=5),
    Leg(anonymisation.take, ("deciding", "written", "signed"), pause=3),
    Leg(publication.take, ("planned", "gates", "approved", "published"), pause=2),
    Leg(learning.take, ("briefing", "actions", "evidence", "impact")),
)
# A path of its own, from “not notified”.
LOCAL = Leg(local_learning.take, ("learning_event",))
STOPS = (*(stop for leg in LEGS for stop in leg.stops), *LOCAL.stops)


def take_to(case: Case, people: dict[str, User], *, stop: str, now: dt.datetime) -> dt.datetime:
    """From where the opening steps left the case to the stopping place, step by step; returns the moment it ended."""
    if stop not in STOPS:
        raise ValueError(f"“{stop}” is no stopping place of the demonstration. They are {', '.join(STOPS)}.")  # fmt: skip
    for leg in (LOCAL,) if stop in LOCAL.stops else LEGS:
        last = stop in leg.stops
        now = leg.take(case, people, now=now, until=stop if last else leg.stops[-1])
        case.refresh_from_db()
        practice_review.keep_checking(case, people, now=time.now() if last else now)
        if last:
            break
        now = working_morning(now + dt.timedelta(days=leg.pause))
    return now


def working_morning(moment: dt.datetime) -> dt.datetime:
    """Half past ten on that day, or on the next working day."""
    day = load_calendar().next_working_day_on_or_after(moment.astimezone(LONDON).date())
    return dt.datetime.combine(day, dt.time(10, 30), LONDON)


def stages() -> tuple[str, ...]:
    """Every stage that partnership.toml may name."""
    return ("referred", "triage", "criteria_discussion", "not_notified", "other_area", "notify_agreed", "rr_gathering", *STOPS)  # fmt: skip


def settle(row: dict[str, Any]) -> str:
    """The stage at which the opening steps stop for this row."""
    if row["stage"] in LOCAL.stops:
        return "not_notified"
    return "rr_gathering" if row["stage"] in STOPS else str(row["stage"])
