"""View models of pictures and built-in files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from irwell.anonymisation.models import PartDecision
from irwell.anonymisation.rules import Part

KINDS = {
    "picture": "Picture", "ole": "Object of another program", "altchunk": "Whole document built in",
    "macro": "Program (macro)", "embedded_file": "Built-in file", "unknown": "Part of an unknown kind",
}  # fmt: skip
WHY = {
    "ole": "Its words are not part of the report’s text. What matters of it must be brought into the report as text.",
    "altchunk": "Its words are not part of the report’s text. Ask the author to open the report in Word and save it, which brings them in.",
    "macro": "A program has no place in a published report.",
    "embedded_file": "A file inside the file can hold anything. What matters of it must be brought into the report as text.",
    "unknown": "Irwell does not know this kind, so it cannot be looked at here.",
}  # fmt: skip
DONE = {
    "take": "Taken over", "say": "Left out, said where it stood", "drop": "Left out",
}  # fmt: skip


@dataclass(frozen=True)
class PartCard:
    """A picture or built-in file, where it stands, and what was decided."""

    part: Part
    number: int
    kind: str
    where: str
    why: str
    decided: str
    by: str
    alt_text: str

    @property
    def title(self) -> str:
        """'Picture 2' of the list: what it is, without any word of the file."""
        return f"{self.kind} {self.number}"


def part_cards(parts: Sequence[Part], decided: Mapping[str, PartDecision]) -> list[PartCard]:
    """What waits first; numbers follow the file."""
    cards = [
        _card(part, number, decided.get(part.id)) for number, part in enumerate(parts, start=1)
    ]
    return sorted(cards, key=lambda card: bool(card.decided))


def _card(part: Part, number: int, row: PartDecision | None) -> PartCard:
    why = WHY.get(part.kind, "")
    if part.is_picture and not part.stands:
        why = "It stands in a header, a footer or nowhere that is read, so it has no place in the clean report."
    return PartCard(
        part=part, number=number, kind=KINDS.get(part.kind, part.kind.replace("_", " ").capitalize()),
        where="; ".join(part.places), why=why, decided=DONE[row.choice] if row else "",
        by=row.by.name if row else "", alt_text=row.alt_text if row else "",
    )  # fmt: skip
