"""Quorum, unanimity, the words that a decision may carry, and its dates. Pure."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from irwell.statute import (
    Clock,
    DecisionDef,
    derive,
    find_policy,
    ladder,
    load_calendar,
    load_decisions,
)

PARTNERS = {
    "local_authority": "Local authority",
    "icb": "Integrated care board",
    "police": "Police",
}
# No national quorum rule was found, so this is a proposal that each partnership may change.
QUORUM_SOURCE = (
    "No national rule on quorum was found. This is a local rule proposed by Irwell: not yet checked "
    "against the partnership’s own terms of reference."
)
NEVER_FORCED = (
    "Meeting the criteria never forces a review. The partners weigh these factors and decide whether a "
    "practice review is appropriate; nothing here is added up to a score."
)

AGENDA = (
    (
        "Welcome, apologies and conflicts of interest",
        "The chair confirms quorum. Learning, never blame.",
    ),
    (
        "Are this child and other children safe now?",
        "What was done at once, and what is still needed.",
    ),
    ("What happened", "Each agency’s return and the combined chronology."),
    ("Key practice episodes", "Why things were done or not done, not only what."),
    ("The child’s voice and daily life", "What the child said, showed and lived with."),
    ("Identity and equality", "Racism, ableism and other inequalities that may have shaped it."),
    ("What went well, and learning to act on now", "Each action with an owner and a date."),
    (
        "Similar cases and other processes",
        "Local and national reviews; police, coroner, family courts.",
    ),
    ("The regulation 11 grid", "Each factor answered with reasons."),
    ("Each partner’s position", "Recorded apart; shown when all three are in."),
    ("Next steps", "Report, sign-off, date for the Panel, who tells the family."),
)  # agenda of a Rapid Review meeting, from the purposes in the Panel’s guidance (domain: 5.4)

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
class Seat:
    """One person at a meeting. `partner` is set for those who can speak for a statutory partner."""

    partner: str
    chair: bool
    education: bool
    presence: str
    conflict: bool

    @property
    def counts(self) -> bool:
        return self.presence in ("present", "deputy") and not self.conflict


@dataclass(frozen=True)
class QuorumLine:
    """One condition of quorum and whether it is met. Education is invited: its absence blocks nothing."""

    title: str
    met: bool
    words: str
    needed: bool = True


@dataclass(frozen=True)
class Quorum:
    """Whether a meeting can decide, and why not."""

    lines: tuple[QuorumLine, ...]

    @property
    def quorate(self) -> bool:
        return all(line.met for line in self.lines if line.needed)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(line.title for line in self.lines if line.needed and not line.met)

    @property
    def sentence(self) -> str:
        if self.quorate:
            return "The meeting is quorate."
        return f"The meeting is not quorate. Missing: {', '.join(self.missing)}."


def quorum(seats: Sequence[Seat]) -> Quorum:
    """Each statutory partner by someone present (or a deputy) without a conflict, and the chair (domain: 4.4)."""
    lines = [_partner_line(partner, title, seats) for partner, title in PARTNERS.items()]
    chair = any(seat.chair and seat.counts for seat in seats)
    lines.append(QuorumLine("Chair", chair, "Present" if chair else "Not recorded as present"))
    there = any(seat.education and seat.counts for seat in seats)
    words = "Present" if there else "Invited by custom; the meeting can decide without"
    lines.append(QuorumLine("Education", there, words, needed=False))
    return Quorum(tuple(lines))


def _partner_line(partner: str, title: str, seats: Sequence[Seat]) -> QuorumLine:
    own = [seat for seat in seats if seat.partner == partner]
    met = [seat for seat in own if seat.counts]
    if met:
        deputy = all(seat.presence == "deputy" for seat in met)
        return QuorumLine(title, True, "Present by a deputy" if deputy else "Present")
    if any(seat.conflict for seat in own):
        return QuorumLine(title, False, "A conflict of interest was declared: a deputy is needed")
    return QuorumLine(title, False, "Nobody present who can decide")


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


def decision_words(status: str, outcome: str) -> str:
    """What may be said of a decision. “Agreed decision” is not available while the partners differ."""
    title = load_decisions()[outcome].title if outcome in load_decisions() else ""
    if status == "agreed":
        return f"Agreed decision: {title}"
    if status == "settled":
        return f"Decision settled by the delegated safeguarding partners: {title}"
    if status == "split":
        return "No decision yet: the three partners differ, and the delegated partners are to settle it"
    return "No decision yet: the three partners’ positions are being taken"


def _due(policy: str, fact: str, on: dt.date) -> dt.date:
    clock = derive(find_policy(policy), {fact: on}, load_calendar())
    if not isinstance(clock, Clock):  # the start is given, so this cannot be
        raise TypeError("A clock with a start did not start.")
    return clock.due_on


def reconvene_by(on: dt.date) -> dt.date:
    """Two working days after a meeting without quorum (proposed: RECONVENE_2WD)."""
    return _due("RECONVENE_2WD", "not_quorate_at", on)


def settle_by(on: dt.date) -> dt.date:
    """Two working days after the positions split (proposed: SPLIT_2WD)."""
    return _due("SPLIT_2WD", "split_at", on)


def meeting_day(started: dt.datetime | dt.date) -> tuple[dt.date, int]:
    """The day the ladder gives the meeting, and its number."""
    step = next(s for s in ladder(started, load_calendar()) if s.id == "meeting")
    return step.on, step.day


ACTION = re.compile(r"^\s*(?:[-*•]\s*)?action(?:\s+\d+)?\s*[:–-]\s*(?P<what>.+)$", re.I | re.M)


def actions_in(minutes: str) -> tuple[str, ...]:
    """What the minutes call an action: each line that begins “Action:”."""
    return tuple(found["what"].strip() for found in ACTION.finditer(minutes))


TITLES = {"mr", "mrs", "miss", "ms", "dr", "sir", "the", "baby", "and", "van", "von", "del"}


def names_left(
    text: str, people: Mapping[str, Sequence[str]], others: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """Labels of registered identities that stand in a text by name.

    People by whole names in any case and by capitalised parts of them; places, bodies and numbers whole only.
    A quick warning while writing: the publication gate is far stricter.
    """
    found = [label for label, names in people.items() if any(_person(n, text) for n in names)]
    found += [label for label, names in others.items() if any(_whole(n, text) for n in names)]
    return tuple(dict.fromkeys(found))


def _whole(name: str, text: str) -> bool:
    wanted = name.strip()
    return bool(wanted) and bool(re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text, re.I))


def _person(name: str, text: str) -> bool:
    parts = [p for p in re.split(r"[\s\-]+", name) if len(p) > 2 and p.casefold() not in TITLES]
    return _whole(name, text) or any(
        re.search(rf"(?<!\w){re.escape(p.capitalize())}(?!\w)", text) for p in parts
    )
