"""View models of a round: each partner's voice, who must act now, what was frozen."""

import datetime as dt
import textwrap
from dataclasses import dataclass
from typing import Any

from irwell.decisions import rules
from irwell.decisions.models import Decision, Position
from irwell.decisions.queries import Place, given_by, position_words
from irwell.statute import load_decisions


@dataclass(frozen=True)
class Earlier:
    """A position that was replaced: it stays, under the name that gave it."""

    choice: str
    reasons: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class Voice:
    """A partner’s place in the round: recorded or not, what was said where it may be seen, who acts next."""

    title: str
    recorded: bool
    choice: str
    reasons: str
    by: str
    at: dt.datetime | None
    dissents: bool
    late: bool
    before: tuple[Earlier, ...]
    acts: str

    @property
    def hidden(self) -> bool:
        return self.recorded and not self.choice


def voice(place: Place, decision: Decision) -> Voice:
    p = place.position
    before = tuple(_earlier(old) for old in place.before)
    acts = ", ".join(user.name for user in place.acts)
    if p is None:
        return Voice(place.title, place.recorded, "", "", "", None, False, False, before, acts)
    return Voice(
        place.title, True, position_words(p), p.reasons, given_by(p), p.at,
        rules.dissents(decision.status, decision.outcome, p.choice, p.instead),
        bool(decision.opened_at and p.at >= decision.opened_at), before, acts,
    )  # fmt: skip


def _earlier(old: Position) -> Earlier:
    return Earlier(position_words(old), old.reasons, given_by(old), old.at)


@dataclass(frozen=True)
class Round:
    """A round as the page shows it."""

    decision: Decision
    words: str
    voices: list[Voice]
    plain: str

    @property
    def is_open(self) -> bool:
        return self.decision.status == Decision.Status.OPEN

    @property
    def all_in(self) -> bool:
        return all(v.recorded for v in self.voices)

    @property
    def nobody(self) -> list[str]:
        """Partners whose position is open and for whom nobody can act now."""
        waiting = [v for v in self.voices if not v.recorded and not v.acts]
        return [v.title for v in waiting] if self.is_open else []


def shown_round(decision: Decision, places: list[Place]) -> Round:
    known = load_decisions().get(decision.outcome)
    words = rules.decision_words(
        decision.status, decision.outcome, escalated=decision.escalated_at is not None
    )
    all_in = all(place.recorded for place in places)
    if decision.status == Decision.Status.OPEN and all_in:
        words = "All three partners agree; the chair records the decision"
    return Round(
        decision, words, [voice(p, decision) for p in places], known.plain if known else ""
    )


SAYS = {"true": "Yes", "false": "No", "unknown": "Not known", "": "Not answered"}


def frozen(decision: Decision) -> dict[str, Any]:
    """What was on the screen then, from the frozen record alone: nothing is looked up again."""
    seen = decision.on_screen
    known = load_decisions().get(decision.outcome)
    return {
        "seen": seen, "hash_words": " ".join(textwrap.wrap(decision.frozen_sha256, 16)),
        "outcome": known.title if known else "",
        "grid": [{**row, "said": SAYS.get(row["value"], row["value"])} for row in seen.get("grid", [])],
        "facts": [
            {**row, "said": SAYS.get(row["value"], row["value"])} for row in seen.get("facts", [])
        ],
        "dates": [
            {"what": d["what"], "when": _day(d["when"])} for d in seen.get("dates", [])
        ],
        "held_on": _day(seen.get("meeting", {}).get("held_on", "")),
        "met": SAYS.get(seen.get("rules", {}).get("criteria_met", ""), "Not evaluated"),
    }  # fmt: skip


def _day(iso: str) -> str:
    if not iso:
        return "Not recorded"
    on = dt.datetime.fromisoformat(iso)
    return f"{on.day} {on:%B %Y}"
