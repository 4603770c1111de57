"""A line of the queue: what was found, what is proposed, what a person decided. Nothing decided is ever lost."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from irwell.anonymise.decisions import Decision, carry_over, replacements, settle
from irwell.anonymise.fold import fold
from irwell.anonymise.model import Document, Mention, Replacement
from irwell.anonymise.policy import Action
from irwell.anonymise.resolve import Resolved

# Stands for "as proposed" while decisions are carried over, so that a new label reaches accepted lines.
AS_PROPOSED = "\x00as proposed"


@dataclass(frozen=True)
class Line:
    """`decision` holds now; `proposal` is what the engine proposed; `candidates` are entry ids to choose from."""

    decision: Decision
    proposal: Decision
    candidates: tuple[str, ...] = ()

    @property
    def mention(self) -> Mention:
        return self.decision.mention

    @property
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

    @property
    def is_left(self) -> bool:
        """Whether a person must still decide."""
        return self.decision.needs_person and not self.decision.settled_by

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
    """Plain values for keeping."""
    return [
        {
            "mention": asdict(line.mention),
            "now": _plain(line.decision),
            "proposed": _plain(line.proposal),
            "candidates": list(line.candidates),
        }
        for line in lines
    ]


def from_json(plain: Iterable[Mapping[str, Any]]) -> tuple[Line, ...]:
    """What `as_json` kept."""
    lines = []
    for row in plain:
        mention = Mention(**row["mention"])
        now, then = Decision(mention, **row["now"]), Decision(mention, **row["proposed"])
        lines.append(Line(now, then, tuple(row["candidates"])))
    return tuple(lines)


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
        line
        if line.id != chosen.id and line.decision.settled_by
        else replace(line, decision=decision)
        for line, decision in zip(lines, decisions, strict=True)
    )


def accept(lines: Sequence[Line], ids: Iterable[str], *, by: str) -> tuple[Line, ...]:
    """These lines as proposed; a line that somebody has settled already stays as it is."""
    wanted = set(ids)
    return tuple(
        replace(line, decision=replace(line.proposal, needs_person=False, settled_by=by))
        if line.id in wanted and not line.decision.settled_by
        else line
        for line in lines
    )


def unsettle(lines: Sequence[Line], chosen: Line) -> tuple[Line, ...]:
    """One line back to its proposal."""
    return tuple(
        replace(line, decision=line.proposal) if line.id == chosen.id else line for line in lines
    )


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
    carried = carry_over(
        [_sentinel(line) for line in earlier], [line.decision for line in new],
        old_document=old_document, new_document=new_document,
    )  # fmt: skip
    unregistered = {line.decision.key for line in earlier if not line.decision.from_register}
    registered = {line.decision.key for line in earlier if line.decision.from_register}
    newly = unregistered - registered
    lines = tuple(_again(line, c, newly) for line, c in zip(new, carried, strict=True))
    present = {line.decision.key for line in lines if line.decision.settled_by}
    kept = {line.decision.key: line for line in earlier if line.decision.settled_by}
    return lines, tuple(line for key, line in kept.items() if key not in present)


def _sentinel(line: Line) -> Decision:
    """An accepted proposal travels as “as proposed”, whatever its words were."""
    if line.decision.settled_by and line.as_proposed:
        return replace(line.decision, action="replace", replacement=AS_PROPOSED)
    return line.decision


def _again(line: Line, carried: Decision, newly_registered: set[str]) -> Line:
    if not carried.settled_by:
        return line
    if line.proposal.from_register and carried.key in newly_registered:
        reason = "Decided before it was in the register: look at it again."
        return replace(line, decision=replace(line.proposal, needs_person=True, reason=reason))
    if carried.replacement == AS_PROPOSED:
        then = line.proposal
        carried = replace(
            carried, action=then.action, replacement=then.replacement, reason=then.reason
        )
    return replace(line, decision=carried)


def changes(lines: Iterable[Line], document: Document) -> tuple[Replacement, ...]:
    """The words to put in, fitted to their sentences."""
    return replacements([line.decision for line in lines], document)
