"""The second reading: another person decides without seeing what the first decided; differences are settled by two.

Domain 6.4: two sign-offs, the author is not the checker. Which mentions are read twice is the partnership's rule.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from irwell.anonymisation.rules.lines import Agreed, Line
from irwell.anonymise.decisions import Decision, DecisionError, settle
from irwell.anonymise.policy import Action

# Until a partnership sets its own rule: one in so many of what no person doubted.
ONE_IN = 10


def is_read_twice(line: Line, one_in: int) -> bool:
    """Whether the rule asks for a second person: what was doubtful or decided otherwise, and one in so many of the rest.

    One in one is everything. The draw goes by the mention's place, so it is the same for everybody and on every day.
    """
    if one_in <= 1 or line.proposal.needs_person or not line.as_proposed or line.second:
        return True
    return int(hashlib.sha256(f"second|{line.id}".encode()).hexdigest()[:8], 16) % one_in == 0


def waits_for_second(line: Line, one_in: int) -> bool:
    """Whether a second person must still read it; nobody reads their own decision twice."""
    if line.is_agreed or not is_read_twice(line, one_in):
        return False
    return line.second is None or line.second.settled_by == line.decision.settled_by


def waits_for(lines: Iterable[Line], who: str, one_in: int) -> list[Line]:
    """What waits and can be read by this person."""
    return [
        line for line in lines if waits_for_second(line, one_in) and line.decision.settled_by != who
    ]


def unseen(line: Line) -> Line:
    """The mention as the second person sees it: as proposed, with nothing that anybody decided."""
    return Line(line.proposal, line.proposal, line.candidates)


def read_second(
    lines: Sequence[Line],
    chosen: Line,
    *,
    action: Action | None,
    words: str | None,
    reason: str,
    by: str,
    alike: bool,
    one_in: int,
) -> tuple[Line, ...]:
    """The second person's decision on one mention, or also on every one that waits for them with the same words.

    `action` None accepts the proposal. Raises DecisionError with a sentence when it may not be made.
    """
    waits = {line.id for line in waits_for(lines, by, one_in)}
    made = []
    for line in lines:
        same = line.id == chosen.id or (alike and line.id in waits and line.key == chosen.key)
        made.append(
            replace(line, second=_decided(line, action, words, reason, by)) if same else line
        )
    return tuple(made)


def _decided(
    line: Line, action: Action | None, words: str | None, reason: str, by: str
) -> Decision:
    then = line.proposal
    if action is None:
        action, words, reason = then.action, then.replacement, reason or then.reason
    return settle([then], then, action=action, replacement=words, reason=reason, by=by)[0]


def result(decision: Decision) -> str:
    """The words that a decision leaves in the text."""
    return decision.mention.text if decision.action == "keep" else decision.replacement


def differs(line: Line, one_in: int) -> bool:
    """Whether the two readers leave different words and have not settled it."""
    if line.second is None or line.is_agreed or waits_for_second(line, one_in):
        return False
    return result(line.second) != result(line.decision)


def differences(lines: Iterable[Line], one_in: int) -> list[Line]:
    """Every difference that is not settled."""
    return [line for line in lines if differs(line, one_in)]


def settle_difference(
    lines: Sequence[Line], chosen: Line, *, action: Action, words: str | None, reason: str, by: str
) -> tuple[Line, ...]:
    """One person says how a difference is to be settled, and why; it holds once another agrees."""
    if not reason.strip():
        raise DecisionError("Say why it is settled so: the reason is kept with the mention.")
    then = settle(
        [chosen.proposal], chosen.proposal, action=action, replacement=words, reason=reason, by=by
    )[0]
    agreed = Agreed(then.action, result(then), reason, by)
    return tuple(replace(x, agreed=agreed) if x.id == chosen.id else x for x in lines)


def agree(lines: Sequence[Line], chosen: Line, *, by: str) -> tuple[Line, ...]:
    """The other person agrees: the settlement is the decision, kept with its reason."""
    asked = chosen.agreed
    if asked is None:
        raise DecisionError("Nobody has said yet how this is to be settled.")
    if asked.by == by:
        raise DecisionError("You said this yourself. The other reader has to agree.")
    decision = replace(
        chosen.decision, action=asked.action, replacement=asked.words, reason=asked.reason, needs_person=False,
        settled_by=asked.by, scope="this",
    )  # fmt: skip
    done = replace(chosen, decision=decision, agreed=replace(asked, agreed_by=by))
    return tuple(done if line.id == chosen.id else line for line in lines)


@dataclass(frozen=True)
class Twice:
    """How far the second reading has come."""

    asked: int
    waiting: int
    differences: int
    settled: int

    @property
    def done(self) -> bool:
        return not self.waiting and not self.differences


def read_twice(lines: Sequence[Line], one_in: int) -> Twice:
    """Counts over all mentions."""
    return Twice(
        asked=sum(is_read_twice(line, one_in) for line in lines),
        waiting=sum(waits_for_second(line, one_in) for line in lines),
        differences=len(differences(lines, one_in)),
        settled=sum(line.is_agreed for line in lines),
    )
