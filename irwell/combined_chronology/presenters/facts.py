"""View models of facts known to some agencies and never recorded by others: one block for each fact."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from irwell.chronology import told_apart
from irwell.combined_chronology.presenters.lines import Line
from irwell.combined_chronology.presenters.noticing import Card
from irwell.combined_chronology.rules.noticing import by_fact


@dataclass(frozen=True)
class Unaware:
    """An agency that never recorded the fact: how much it wrote in that time, and whether it did later."""

    card: Card
    agency: str
    wrote: str
    later: str


@dataclass(frozen=True)
class FactCard:
    """A fact, the lines that tell of it, and every agency that never recorded it within the window."""

    key: str
    title: str
    knew: str
    known: tuple[Line, ...]
    unaware: tuple[Unaware, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.known

    @property
    def open(self) -> tuple[Unaware, ...]:
        """Those that nobody has weighed."""
        return tuple(one for one in self.unaware if one.card.weighing is None)


def facts(cards: Iterable[Card]) -> list[FactCard]:
    """The cards of one fact as one, in the order of the surest."""
    by_key = {card.observation.key: card for card in cards}
    groups = by_fact(card.observation for card in by_key.values())
    return [_fact([by_key[one.key] for one in group]) for group in groups.values()]


def _fact(cards: Sequence[Card]) -> FactCard:
    told = told_apart(cards[0].observation)
    known: dict[str, Line] = {}
    for card in cards:
        known |= {
            line.entry.id: line
            for line in card.lines
            if line.entry.agency != told_apart(card.observation).never
        }
    return FactCard(
        cards[0].observation.key, told.fact, told.knew, tuple(known.values()), tuple(map(_unaware, cards))
    )  # fmt: skip


def _unaware(card: Card) -> Unaware:
    told = told_apart(card.observation)
    working = next((r.text for r in card.observation.reasons if r.about == "working"), "")
    return Unaware(
        card, told.never, working.removeprefix(f"{told.never} has ").rstrip("."), told.later
    )
