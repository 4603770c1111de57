"""Unanimity, the words that a decision may carry, and its dates. Pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from irwell.decisions.rules.quorum import PARTNERS
from irwell.statute import (
    Calendar,
    Clock,
    DecisionDef,
    derive,
    find_policy,
    ladder,
    load_decisions,
)

EDUCATION_NOTE = (
    "Education’s view is heard and recorded beside the three positions; it is not one of them. The Children’s "
    "Wellbeing and Schools Act 2026, section 2, will bring designated childcare and education agencies into the "
    "local arrangements on a day still to be appointed. Unverified: check whether it is in force."
)
NEVER_FORCED = (
    "Meeting the criteria never forces a review. The partners weigh these factors and decide whether a "
    "practice review is appropriate; nothing here is added up to a score."
)

REVIEWS = ("LCSPR", "LCSPR_THEMATIC", "LCSPR_JOINT_OTHER_AREA", "COMBINED_WITH_DHR_SAR")
WITHOUT_REVIEW = (
    "RR_ONLY_LEARNING_COMPLETE", "SINGLE_AGENCY_LEARNING", "MULTI_AGENCY_LEARNING_REVIEW", "NEAR_MISS_REVIEW",
    "GOOD_PRACTICE_REVIEW", "NOT_SERIOUS_NFA",
)  # fmt: skip
SOMETHING_ELSE = (
    "NATIONAL_REVIEW_REQUESTED", "TRANSFERRED_TO_OTHER_AREA", "SIN_WITHDRAWN_CRITERIA_NOT_MET",
    "MULTI_AGENCY_LEARNING_REVIEW",
)  # fmt: skip
OUTCOMES_OF = {"LCSPR": REVIEWS, "NO_LCSPR": WITHOUT_REVIEW, "OTHER": SOMETHING_ELSE}


@dataclass(frozen=True)
class Stand:
    """A partner's position, as far as it bears on unanimity."""

    partner: str
    choice: str
    instead: str = ""


def all_in(stands: Iterable[Stand]) -> bool:
    return {stand.partner for stand in stands} == set(PARTNERS)


def unanimous(stands: Sequence[Stand]) -> bool:
    """All three partners say the same; with “something else” they must also mean the same."""
    return all_in(stands) and len({(stand.choice, stand.instead) for stand in stands}) == 1


def outcomes_open(stands: Sequence[Stand]) -> tuple[DecisionDef, ...]:
    """What the chair may record once all agree: the forms that the shared position can take."""
    known = load_decisions()
    if not unanimous(stands):
        return ()
    first = stands[0]
    ids = (first.instead,) if first.choice == "OTHER" else OUTCOMES_OF[first.choice]
    return tuple(known[i] for i in ids)


def is_review(outcome: str) -> bool:
    """Whether an outcome leads to commissioning a practice review."""
    return outcome in REVIEWS


def decision_words(status: str, outcome: str, *, escalated: bool = False) -> str:
    """What may be said of a decision. “Agreed decision” is not available while the partners differ."""
    title = load_decisions()[outcome].title if outcome in load_decisions() else ""
    if status == "agreed":
        return f"Agreed decision: {title}"
    if status == "settled":
        return f"Decision settled by the {_settlers(escalated)}: {title}"
    if status == "split":
        return f"No decision yet: the three partners differ, and the {_settlers(escalated)} are to settle it"
    return "No decision yet: the three partners’ positions are being taken"


def _settlers(escalated: bool) -> str:
    return f"{'lead' if escalated else 'delegated'} safeguarding partners"


def dissents(status: str, outcome: str, choice: str, instead: str) -> bool:
    """Whether a position is not what a split was settled to."""
    return status == "settled" and outcome not in ((instead,) if instead else OUTCOMES_OF[choice])


def _due(policy: str, fact: str, on: dt.date, calendar: Calendar) -> dt.date:
    clock = derive(find_policy(policy), {fact: on}, calendar)
    if not isinstance(clock, Clock):  # the start is given, so this cannot be
        raise TypeError("A clock with a start did not start.")
    return clock.due_on


def reconvene_by(on: dt.date, calendar: Calendar) -> dt.date:
    """Two working days after a meeting without quorum (proposed: RECONVENE_2WD)."""
    return _due("RECONVENE_2WD", "not_quorate_at", on, calendar)


def settle_by(on: dt.date, calendar: Calendar) -> dt.date:
    """Two working days after the positions split (proposed: SPLIT_2WD)."""
    return _due("SPLIT_2WD", "split_at", on, calendar)


def lead_settle_by(on: dt.date, calendar: Calendar) -> dt.date:
    """Five working days after a split was passed on to the lead partners (proposed: SPLIT_LEAD_5WD)."""
    return _due("SPLIT_LEAD_5WD", "split_escalated_at", on, calendar)


def meeting_day(started: dt.datetime | dt.date, calendar: Calendar) -> tuple[dt.date, int]:
    """The day the ladder gives the meeting, and its number."""
    step = next(s for s in ladder(started, calendar) if s.id == "meeting")
    return step.on, step.day
