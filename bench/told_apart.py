"""Who is meant where several people share a surname: python bench/told_apart.py [--count 200] [--seed 1]

The invented reviews of bench/invented_reviews.py draw every mention by lot, so that nothing in them
tells two sisters called Miss Moss apart. This program writes reviews as people do: a writer has a
way of keeping namesakes apart, or has none. Four ways, in equal parts: titles that differ, a full
name at the head of each section, short forms explained at the start, and carelessness, where the
writer knows who is meant and the page does not say. Names are those of the second held-out set.
"""

import argparse
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import heldout_again
from irwell.anonymise.model import Block, BlockKind, Document
from irwell.anonymise.recognise import Recogniser
from irwell.anonymise.register import Entry, Register
from irwell.anonymise.resolve import resolve

WAYS = ("titles", "sections", "explained", "careless")
ROLES = (("Mother", "Mrs", "she"), ("Father", "Mr", "he"), ("Grandmother", "Mrs", "she"), ("Child A", "Miss", "she"),
         ("Sibling 1", "Miss", "she"), ("Social Worker 1", "Ms", "she"), ("Teacher 1", "Mr", "he"))  # fmt: skip
# {X} the person of the paragraph, {S} the same again and shorter, {O} somebody of another surname.
OPENING = (
    "{X} had been known to services since the spring.", "The first contact with {X} was brief.",
    "Little was known about {X} at that point.", "{X} missed two appointments.", "{O} wrote about {X} in March.",
    "On that day {X} came to the office.",
)  # fmt: skip
GOING_ON = (
    "{S} said that {H} was tired.", "{O} did not ask {S} why.", "Later {S} rang and asked for a letter.",
    "{S}’s account was not written down.", "Nobody had told {S} what would follow.",
    "A week later {O} visited, and {S} was out.", "The call to {S} lasted five minutes.",
    "{S} disagreed with the plan.", "No record says whether {S} was seen alone.", "It was left to {S} to follow this up.",
)  # fmt: skip
CALM = (
    "Records were thin at this time.", "The plan was not tested.", "Two agencies held different addresses.",
    "There was no supervision that month.",
)  # fmt: skip
Piece = tuple[int, int, str]


@dataclass
class Person:
    """Somebody of the family or round it."""

    id: str
    role: str
    title: str
    pronoun: str
    forename: str
    surname: str

    @property
    def full(self) -> str:
        """Forename and surname."""
        return f"{self.forename} {self.surname}"

    @property
    def is_child(self) -> bool:
        """Whether the writer would use the forename."""
        return self.role in ("Child A", "Sibling 1")


@dataclass
class Page:
    """A review: its blocks, and where who stands in them."""

    way: str
    blocks: list[Block] = field(default_factory=list)
    spans: dict[str, list[Piece]] = field(default_factory=dict)


def family(r: random.Random) -> list[Person]:
    """Seven people; of the family all but one bear its surname, and sometimes a professional does too."""
    words = heldout_again.WORDS
    surname = r.choice(words.surnames)
    forenames = r.sample(words.forenames, len(ROLES))
    odd = r.choice(("Mother", "Father", "Grandmother"))
    return [
        Person(f"p{n}", role, title, pronoun, forenames[n],
               r.choice(words.surnames) if role == odd or (n > 4 and r.random() < 0.8) else surname)
        for n, (role, title, pronoun) in enumerate(ROLES)
    ]  # fmt: skip


class Writer:
    """Writes one review in one way."""

    def __init__(self, r: random.Random, way: str) -> None:
        self.r, self.people, self.page = r, family(r), Page(way)

    def write(self) -> Page:
        """An introduction and six sections."""
        self._block(BlockKind.HEADING, "The family", [])
        for person in self.people:
            self._introduced(person)
        for number in range(6):
            self._block(BlockKind.HEADING, f"Section {number + 1}", [])
            for _ in range(self.r.randint(1, 3)):
                self._paragraph(self.r.choice(self.people))
        return self.page

    def register(self) -> Register:
        """What the case's register would hold."""
        return Register(
            "1",
            tuple(
                Entry(p.id, p.role, "person", p.role.rstrip(" 1A"), (p.full,)) for p in self.people
            ),
        )

    def _introduced(self, person: Person) -> None:
        role = re.sub(r" [1A]$", "", person.role).lower()
        way = self.page.way
        if way == "titles" and not person.is_child:
            text = f"{{{person.title} {person.full}}} is the {role}."
        elif way == "explained" and not person.is_child and self._explained(person) != person.full:
            text = f"{{{person.full}}} (“{{{self._explained(person)}}}”) is the {role}."
        else:
            text = f"{{{person.full}}} is the {role}."
        self._block(BlockKind.PARAGRAPH, text, [person] * text.count("{"))

    def _explained(self, person: Person) -> str:
        """A short form of one person's own: the surname for the first who bears it, else with the title."""
        first = next(p for p in self.people if p.surname == person.surname and not p.is_child)
        if first is not person and self._shares_title(person):
            return person.full
        return person.surname if first is person else f"{person.title} {person.surname}"

    def _paragraph(self, person: Person) -> None:
        others = [p for p in self.people if p.surname != person.surname] or self.people
        lines = [self.r.choice(OPENING), *self.r.sample((*GOING_ON, *CALM), self.r.randint(3, 5))]
        text, who = "", []
        for line in lines:
            for piece in re.split(r"(\{\w\})", line):
                if piece == "{H}":
                    text += person.pronoun
                elif piece in ("{X}", "{S}", "{O}"):
                    one = self.r.choice(others) if piece == "{O}" else person
                    text += f"{{{self._shown(one, piece)}}}"
                    who.append(one)
                else:
                    text += piece
            text += " "
        self._block(BlockKind.PARAGRAPH, text.strip(), who)

    def _shown(self, person: Person, slot: str) -> str:
        r, way = self.r, self.page.way
        if slot == "O" or slot == "{O}":
            return person.full
        short = person.forename if person.is_child else f"{person.title} {person.surname}"
        if way == "titles" and self._shares_title(person):
            return person.full
        if way == "sections":
            return (
                person.full
                if slot == "{X}"
                else r.choice((person.surname, f"{person.title} {person.surname}"))
            )
        if way == "explained":
            return person.forename if person.is_child else self._explained(person)
        if way == "careless":
            return r.choice(
                (person.full, short, person.surname, f"{person.title} {person.surname}")
            )
        return short

    def _shares_title(self, person: Person) -> bool:
        alike = [p for p in self.people if (p.title, p.surname) == (person.title, person.surname)]
        return not person.is_child and len(alike) > 1

    def _block(self, kind: BlockKind, text: str, who: list[Person]) -> None:
        number, plain, spans = f"b{len(self.page.blocks)}", "", []
        names = iter(who)
        for piece in re.split(r"(\{[^}]+\})", text):
            if piece.startswith("{"):
                spans.append((len(plain), len(plain) + len(piece) - 2, next(names).id))
                piece = piece[1:-1]
            plain += piece
        self.page.blocks.append(Block(number, kind, plain, number))
        self.page.spans[number] = spans


def measured(count: int, seed: int) -> dict[str, Counter[str]]:
    """Right, wrong and queued mentions, by the writer's way."""
    found = {way: Counter[str]() for way in WAYS}
    for number in range(count):
        writer = Writer(random.Random(seed * 100_003 + number), WAYS[number % len(WAYS)])
        page, register = writer.write(), writer.register()
        document = Document("txt", tuple(page.blocks))
        mentions = resolve(
            document, Recogniser(register, None).mentions(document), register
        ).mentions
        for block in page.blocks:
            for start, end, entry in page.spans[block.id]:
                ids = {
                    m.entry_id
                    for m in mentions
                    if m.block_id == block.id and m.start < end and m.end > start
                }
                found[page.way][
                    "right" if ids == {entry} else "queued" if None in ids or not ids else "wrong"
                ] += 1
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found = measured(options.count, options.seed)
    found["all"] = sum(found.values(), Counter())
    for way, counts in found.items():
        total = sum(counts.values())
        shares = "  ".join(
            f"{answer} {counts[answer] / total:.4f}" for answer in ("right", "wrong", "queued")
        )
        print(f"{way}, {total:,} mentions: {shares}")


if __name__ == "__main__":
    main()
