"""View models of the second reading: differences side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from irwell.anonymisation import rules
from irwell.anonymisation.presenters.queue import DONE, Card, cards
from irwell.anonymisation.rules import Line
from irwell.anonymise.decisions import Decision
from irwell.anonymise.model import Document
from irwell.anonymise.register import Register


@dataclass(frozen=True)
class Side:
    """What one of the two decided, in words."""

    who: str
    decided: str
    words: str
    reason: str


@dataclass(frozen=True)
class Difference:
    """A mention on which the two readers differ, and how it is settled."""

    card: Card
    first: Side
    second: Side
    asked_by: str
    asked_by_id: str
    asked_words: str
    asked_reason: str
    agreed_by: str

    @property
    def settled(self) -> bool:
        return bool(self.agreed_by)


def differences(
    shown: Sequence[Line],
    lines: Sequence[Line],
    document: Document,
    register: Register,
    names: Mapping[str, str],
) -> list[Difference]:
    """Each with both decisions; `names` by the id of the person."""
    made = cards([rules.unseen(line) for line in shown], lines, document, register, names)
    return [_difference(line, card, names) for line, card in zip(shown, made, strict=True)]


def _difference(line: Line, card: Card, names: Mapping[str, str]) -> Difference:
    asked = line.agreed
    return Difference(
        card=card, first=_side(line.decision, names), second=_side(line.second or line.decision, names),
        asked_by=names.get(asked.by, "") if asked else "", asked_by_id=asked.by if asked else "",
        asked_words=asked.words if asked else "", asked_reason=asked.reason if asked else "",
        agreed_by=names.get(asked.agreed_by, "") if asked else "",
    )  # fmt: skip


def _side(decision: Decision, names: Mapping[str, str]) -> Side:
    who = names.get(decision.settled_by, "The proposal, which nobody changed")
    return Side(
        who,
        DONE[decision.action].format(decision.replacement),
        rules.result(decision),
        decision.reason,
    )


def rule_words(one_in: int) -> str:
    """The partnership's rule in a sentence."""
    if one_in <= 1:
        return "A second person reads every mention."
    return (
        "A second person reads every mention that needed a decision, every one that was decided otherwise than "
        f"proposed, and one in {one_in} of the rest, whichever they are."
    )
