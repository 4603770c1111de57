"""Who must be there before a meeting can decide: the rule as data, and whether it is met. Pure."""

import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

PARTNERS = {
    "local_authority": "Local authority",
    "icb": "Integrated care board",
    "police": "Police",
}


@dataclass(frozen=True)
class Condition:
    """One thing a quorum may ask for. `always`: no partnership can do without it."""

    id: str
    title: str
    kind: str
    always: bool = False
    absent: str = ""


@dataclass(frozen=True)
class QuorumRule:
    """Which conditions are needed and where that is laid down. No national rule was found."""

    title: str
    source: str
    verified: bool
    needed: tuple[str, ...]

    @property
    def words(self) -> str:
        checked = (
            ""
            if self.verified
            else " Not checked against the partnership’s own terms of reference."
        )
        return f"{self.title}. Source: {self.source}.{checked}"

    def kept(self) -> dict[str, Any]:
        """As a meeting keeps it."""
        return {
            "title": self.title, "source": self.source, "verified": self.verified,
            "needed": list(self.needed),
        }  # fmt: skip


def _data() -> dict[str, Any]:
    text = (resources.files("irwell.decisions") / "data" / "quorum.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def conditions() -> dict[str, Condition]:
    return {row["id"]: Condition(**row) for row in _data()["condition"]}


@cache
def proposed_rule() -> QuorumRule:
    """The rule where a partnership has chosen none."""
    return QuorumRule(**_data()["rule"], needed=_always())


def _always() -> tuple[str, ...]:
    return tuple(c.id for c in conditions().values() if c.always)


def own_rule(more: Collection[str], laid_down: str) -> QuorumRule:
    """The partnership’s own: what is always needed, and what it asks for beyond."""
    added = [c for c in conditions().values() if c.id in more and not c.always]
    title = proposed_rule().title + "".join(f", and {c.title.lower()}" for c in added)
    return QuorumRule(title, laid_down, True, (*_always(), *(c.id for c in added)))


def rule_of(kept: dict[str, Any]) -> QuorumRule:
    """The rule that a meeting keeps; one called before rules were kept has the proposed one."""
    if not kept:
        return proposed_rule()
    return QuorumRule(kept["title"], kept["source"], kept["verified"], tuple(kept["needed"]))


@dataclass(frozen=True)
class Seat:
    """One person at a meeting, as recorded. `authorised`: a deputy’s delegation covers that day."""

    partner: str
    roles: tuple[str, ...]
    agency: str
    presence: str
    conflict: bool
    authorised: bool = True

    @property
    def counts(self) -> bool:
        there = self.presence == "present" or (self.presence == "deputy" and self.authorised)
        return there and not self.conflict

    def meets(self, condition: Condition) -> bool:
        if condition.kind == "partner":
            return self.partner == condition.id
        return (
            condition.id in self.roles if condition.kind == "role" else self.agency == condition.id
        )


@dataclass(frozen=True)
class QuorumLine:
    """One condition of quorum and whether it is met."""

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


def quorum(seats: Sequence[Seat], rule: QuorumRule) -> Quorum:
    """Each condition met by someone present, or a deputy with authority, without a conflict (domain: 4.4)."""
    return Quorum(tuple(_line(c, seats, c.id in rule.needed) for c in conditions().values()))


def _line(condition: Condition, seats: Sequence[Seat], needed: bool) -> QuorumLine:
    own = [seat for seat in seats if seat.meets(condition)]
    met = [seat for seat in own if seat.counts]
    if met:
        deputy = all(seat.presence == "deputy" for seat in met)
        words = "Present by a deputy" if deputy else "Present"
        return QuorumLine(condition.title, True, words, needed)
    return QuorumLine(condition.title, False, _absent(condition, own, needed), needed)


def _absent(condition: Condition, own: Sequence[Seat], needed: bool) -> str:
    if any(s.conflict for s in own):
        return "A conflict of interest was declared: a deputy is needed"
    if any(s.presence == "deputy" and not s.authorised for s in own):
        return "A deputy is there, but no delegation covers this day: record it first"
    if needed and condition.kind == "partner":
        return "Nobody present who can decide"
    return "Not recorded as present" if needed else condition.absent
