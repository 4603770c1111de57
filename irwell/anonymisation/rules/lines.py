"""A line of the queue: what was found, what is proposed, what a person decided. Nothing decided is ever lost."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from irwell.anonymise.decisions import Decision, carry_over, replacements, settle
from irwell.anonymise.fold import fold
from irwell.anonymise.model import Document, Mention, Replacement
from irwell.anonymise.policy import Action
from irwell.anonymise.resolve import Resolved

# Stands for "as proposed" while decisions are carried over, so that a new label reaches accepted lines.
AS_PROPOSED = "\x00as proposed"


@dataclass(frozen=True)
class Agreed:
    """How a difference between two readers is settled, by one person; it holds once another has agreed."""

    action: Action
    words: str
    reason: str
    by: str
    agreed_by: str = ""


@dataclass(frozen=True)
class Line:
    """`decision` holds now; `proposal` is what the engine proposed; `candidates` are entry ids to choose from.

    `second` is what another person decided who did not see the first decision; `agreed` how a difference was settled.
    """

    decision: Decision
    proposal: Decision
    candidates: tuple[str, ...] = ()
    second: Decision | None = None
    agreed: Agreed | None = None

    @property
    def mention(self) -> Mention:
        return self.decision.mention

    @cached_property
    def id(self) -> str:
        """Names the place, never the words: it stands in addresses."""
        m = self.mention
        return hashlib.sha256(f"{m.block_id}|{m.start}|{m.end}|{m.kind}".encode()).hexdigest()[:16]

    @property
    def state(self) -> str:
        """A digest of what is decided, to tell when somebody else decided meanwhile."""
        d = self.decision
        told = f"{d.action}|{d.replacement}|{d.settled_by}|{d.reason}"
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    @cached_property
    def key(self) -> str:
        """The same for the same words of the same kind."""
        return self.proposal.key

    @property
    def is_left(self) -> bool:
        """Whether a person must still decide."""
        return self.decision.needs_person and not self.decision.settled_by

    @property
    def asks_who(self) -> bool:
        """Whether it fits several of the register; a family's name is replaced whoever of them is meant."""
        return bool(self.candidates) and self.mention.kind != "family"

    @property
    def is_agreed(self) -> bool:
        """Whether two people settled a difference here."""
        return self.agreed is not None and bool(self.agreed.agreed_by)

    @property
    def as_proposed(self) -> bool:
        now, then = self.decision, self.proposal
        return (now.action, now.replacement) == (then.action, then.replacement)


def proposed(decisions: Sequence[Decision], resolved: Resolved) -> tuple[Line, ...]:
    """Lines as the engine proposes them."""
    return tuple(Line(d, d, resolved.candidates_of(d.mention)) for d in decisions)


def with_words(lines: Iterable[Line], words: str) -> list[Line]:
    """Lines whose words, or the words put in their place, hold these; capitals and accents do not matter."""
    wanted = fold(words).text.strip()
    if not wanted:
        return []
    return [
        line for line in lines
        if wanted in fold(line.mention.text).text or wanted in fold(line.decision.replacement).text
    ]  # fmt: skip


def left(lines: Iterable[Line]) -> int:
    """How many wait for a person."""
    return sum(line.is_left for line in lines)


def as_json(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """What was found and proposed, as plain values for keeping; what was decided is kept apart, so that it is small."""
    return [
        {
            "mention": asdict(line.mention),
            "proposed": _plain(line.proposal),
            "candidates": list(line.candidates),
        }
        for line in lines
    ]


def from_json(plain: Iterable[Mapping[str, Any]]) -> tuple[Line, ...]:
    """What `as_json` kept, nothing decided."""
    lines = []
    for row in plain:
        then = Decision(Mention(**row["mention"]), **row["proposed"])
        lines.append(Line(then, then, tuple(row["candidates"])))
    return tuple(lines)


def decided_as_json(lines: Iterable[Line]) -> dict[str, dict[str, Any]]:
    """By mention what people decided; a proposal accepted as it stands is only a name."""
    found: dict[str, dict[str, Any]] = {}
    for line in lines:
        told: dict[str, Any] = {}
        if line.decision is not line.proposal and line.decision != line.proposal:
            by = line.decision.settled_by
            as_is = line.decision == _accepted(line, by)
            told |= {"by": by} if as_is else {"now": _plain(line.decision)}
        if line.second is not None:
            told["second"] = _plain(line.second)
        if line.agreed is not None:
            told["agreed"] = asdict(line.agreed)
        if told:
            found[line.id] = told
    return found


def with_decided(
    lines: Sequence[Line], decided: Mapping[str, Mapping[str, Any]]
) -> tuple[Line, ...]:
    """The mentions with what people decided."""
    return tuple(_told(line, decided[line.id]) if line.id in decided else line for line in lines)


def _told(line: Line, told: Mapping[str, Any]) -> Line:
    decision, mention = line.proposal, line.mention
    if "by" in told:
        decision = _accepted(line, told["by"])
    elif "now" in told:
        decision = Decision(mention, **told["now"])
    second, agreed = told.get("second"), told.get("agreed")
    return Line(
        decision, line.proposal, line.candidates, Decision(mention, **second) if second else None,
        Agreed(**agreed) if agreed else None,
    )  # fmt: skip


def whole_as_json(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Found and decided together, for lines that are kept apart from a report."""
    lines = list(lines)
    told = decided_as_json(lines)
    return [
        {**row, "told": told.get(line.id, {})}
        for row, line in zip(as_json(lines), lines, strict=True)
    ]


def whole_from_json(plain: Iterable[Mapping[str, Any]]) -> tuple[Line, ...]:
    """What `whole_as_json` kept."""
    plain = list(plain)
    return tuple(
        _told(line, row["told"]) for line, row in zip(from_json(plain), plain, strict=True)
    )


def _accepted(line: Line, by: str) -> Decision:
    return replace(line.proposal, needs_person=False, settled_by=by)


def _plain(decision: Decision) -> dict[str, Any]:
    return {
        "action": decision.action, "replacement": decision.replacement, "needs_person": decision.needs_person,
        "reason": decision.reason, "settled_by": decision.settled_by, "scope": decision.scope,
    }  # fmt: skip


def settled(
    lines: Sequence[Line],
    chosen: Line,
    *,
    action: Action,
    words: str | None,
    reason: str,
    by: str,
    alike: bool,
) -> tuple[Line, ...]:
    """A person's decision on one line, or also on every open one with the same words of the same kind.

    What another person has settled stays. Raises DecisionError with a sentence when it may not be made.
    """
    decisions = settle(
        [line.decision for line in lines], chosen.decision, action=action, replacement=words,
        reason=reason, by=by, scope="all" if alike else "this",
    )  # fmt: skip
    return tuple(
        line if line.id != chosen.id and line.decision.settled_by else _decided(line, decision)
        for line, decision in zip(lines, decisions, strict=True)
    )


def accept(lines: Sequence[Line], ids: Iterable[str], *, by: str) -> tuple[Line, ...]:
    """These lines as proposed; a line that somebody has settled already stays as it is."""
    wanted = set(ids)
    return tuple(
        _decided(line, _accepted(line, by))
        if line.id in wanted and not line.decision.settled_by
        else line
        for line in lines
    )


def unsettle(lines: Sequence[Line], chosen: Line) -> tuple[Line, ...]:
    """One line back to its proposal."""
    return tuple(_decided(line, line.proposal) if line.id == chosen.id else line for line in lines)


def _decided(line: Line, decision: Decision) -> Line:
    """A new decision; what two people had settled before no longer holds."""
    return line if decision is line.decision else replace(line, decision=decision, agreed=None)


def carry(
    old: Sequence[Line],
    shelf: Sequence[Line],
    new: Sequence[Line],
    *,
    old_document: Document,
    new_document: Document,
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The new lines with every earlier decision put back, and the shelf: decided lines that found no place.

    What was decided before somebody entered the register is asked again: the register may say otherwise.
    """
    earlier = [*old, *shelf]
    proposals = [line.decision for line in new]

    def brought(kept: list[Decision]) -> tuple[Decision, ...]:
        return carry_over(kept, proposals, old_document=old_document, new_document=new_document)

    carried = brought([_sentinel(line.decision, line.proposal) for line in earlier])
    seconds = brought([_sentinel(line.second or _open(line), line.proposal) for line in earlier])
    agreed = brought([_as_decision(line) for line in earlier])
    unregistered = {line.decision.key for line in earlier if not line.decision.from_register}
    registered = {line.decision.key for line in earlier if line.decision.from_register}
    newly = unregistered - registered
    lines = tuple(
        _again(line, first, second, settlement, newly)
        for line, first, second, settlement in zip(new, carried, seconds, agreed, strict=True)
    )
    present = {line.decision.key for line in lines if line.decision.settled_by}
    kept = {line.decision.key: line for line in earlier if line.decision.settled_by}
    return lines, tuple(line for key, line in kept.items() if key not in present)


def _open(line: Line) -> Decision:
    return replace(line.decision, settled_by="")


def _sentinel(decision: Decision, proposal: Decision) -> Decision:
    """An accepted proposal travels as “as proposed”, whatever its words were."""
    as_proposed = (decision.action, decision.replacement) == (proposal.action, proposal.replacement)
    if decision.settled_by and as_proposed:
        return replace(decision, action="replace", replacement=AS_PROPOSED)
    return decision


def _as_decision(line: Line) -> Decision:
    """A settlement travels as the words of a decision, so that the same anchors find its place again."""
    if line.agreed is None:
        return _open(line)
    told = json.dumps(asdict(line.agreed))
    return replace(
        line.decision, action="replace", replacement=told, settled_by=line.agreed.by, scope="this"
    )


def _again(
    line: Line, carried: Decision, second: Decision, agreed: Decision, newly_registered: set[str]
) -> Line:
    """The new line with what was decided before; asked again where the register now holds the words."""
    if line.proposal.from_register and line.proposal.key in newly_registered:
        if not carried.settled_by:
            return line
        reason = "Decided before it was in the register: look at it again."
        return replace(line, decision=replace(line.proposal, needs_person=True, reason=reason))
    return replace(
        line, decision=_restored(line.proposal, carried) if carried.settled_by else line.decision,
        second=_restored(line.proposal, second) if second.settled_by else None,
        agreed=Agreed(**json.loads(agreed.replacement)) if agreed.settled_by else None,
    )  # fmt: skip


def _restored(then: Decision, carried: Decision) -> Decision:
    if carried.replacement != AS_PROPOSED:
        return carried
    return replace(carried, action=then.action, replacement=then.replacement, reason=then.reason)


def changes(lines: Iterable[Line], document: Document) -> tuple[Replacement, ...]:
    """The words to put in, fitted to their sentences."""
    return replacements([line.decision for line in lines], document)
