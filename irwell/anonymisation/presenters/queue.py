"""View models of the queue: each mention in its sentence, the report before and after."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from irwell.anonymisation import rules
from irwell.anonymisation.rules import Line
from irwell.anonymise.model import Block, Document, Replacement
from irwell.anonymise.register import Register

KINDS = {
    "person": "Person", "family": "Family name", "place": "Place", "organisation": "Organisation", "date": "Date",
    "date-of-birth": "Date of birth", "birthday": "Birthday", "month": "Month", "year": "Year",
    "weekday": "Day of the week", "time": "Time", "age": "Age", "nhs_number": "NHS number",
    "ni_number": "National Insurance number", "upn": "Pupil number", "uprn": "Property number", "url": "Web address",
    "email": "E-mail address", "collar": "Officer’s number", "handle": "Account name", "vehicle": "Vehicle",
}  # fmt: skip
DONE = {
    "replace": "Replaced with “{}”", "generalise": "Said more generally: “{}”", "remove": "Removed, leaving “{}”",
    "keep": "Kept as it is",
}  # fmt: skip
FOUND_BY = {
    "tagger": "the name model takes it for a name", "capital": "it is written like a name",
    "propagated": "it is found as a name elsewhere in the report", "place": "it is written like a place or body",
    "pattern": "it has the form of one",
    "gazetteer": "it is on the partnership’s list of places and bodies",
}  # fmt: skip
AROUND = 170


@dataclass(frozen=True)
class Piece:
    """Words of a sentence; `marked` where they are found, or put in."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Choice:
    """A person among whom to choose."""

    label: str
    words: str


@dataclass(frozen=True)
class Card:
    """One mention, its sentence now and as it would be published, and why."""

    line: Line
    kind: str
    place: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    why: str
    alike: int
    choices: tuple[Choice, ...]
    settled: str
    settled_by: str
    next: str = ""

    @property
    def words(self) -> str:
        return self.line.mention.text

    @property
    def is_left(self) -> bool:
        return self.line.is_left

    @property
    def proposal(self) -> str:
        """What accepting does, for the button."""
        then = self.line.proposal
        return "Keep as it is" if then.action == "keep" else f"Put “{then.replacement}”"


def kind_words(kind: str) -> str:
    """A kind of find as people say it."""
    return KINDS.get(kind) or kind.replace("_", " ").replace("-", " ").capitalize()


@dataclass(frozen=True)
class Pile:
    """The mentions of one kind, or of one person or place: how many wait for a person, how many stand as proposed."""

    value: str
    words: str
    left: int
    proposed: int
    total: int


def kinds_of(lines: Iterable[Line]) -> list[Pile]:
    """By kind, what waits for a person first."""
    piles = _piles((line.mention.kind, line) for line in lines)
    return [replace(pile, words=kind_words(pile.value)) for pile in piles]


def everybody(lines: Iterable[Line], register: Register) -> list[Pile]:
    """By person, place and body found, what waits for a person first."""
    labels: dict[str, str] = {}
    told = []
    for line in lines:
        who = line.mention.entry_id
        if who is None or line.mention.kind not in ("person", "place", "organisation"):
            continue
        if who not in labels:
            entry = register.get(who)
            labels[who] = entry.label if entry else line.proposal.replacement.removesuffix("’s")
        told.append((who, line))
    return [replace(pile, words=labels[pile.value]) for pile in _piles(told)]


def _piles(told: Iterable[tuple[str, Line]]) -> list[Pile]:
    left: Counter[str] = Counter()
    proposed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for value, line in told:
        total[value] += 1
        left[value] += line.is_left
        proposed[value] += not line.decision.settled_by and not line.is_left
    piles = [Pile(value, value, left[value], proposed[value], n) for value, n in total.items()]
    return sorted(piles, key=lambda pile: (-pile.left, -pile.proposed, -pile.total, pile.value))


@dataclass(frozen=True)
class Progress:
    """How many of the mentions that needed a person are still open."""

    left: int
    total: int

    @property
    def done(self) -> int:
        return self.total - self.left


def progress(lines: Iterable[Line]) -> Progress:
    """ "12 of 40 left"."""
    lines = list(lines)
    left = rules.left(lines)
    return Progress(left, max(left, sum(line.proposal.needs_person for line in lines)))


def cards(
    shown: Sequence[Line],
    lines: Sequence[Line],
    document: Document,
    register: Register,
    names: Mapping[str, str],
) -> list[Card]:
    """Cards of the lines shown; `names` are the people who decided, by id."""
    open_keys = Counter(line.key for line in lines if not line.decision.settled_by)
    blocks = {block.id: block for block in document.blocks}
    made = [
        _card(line, blocks[line.mention.block_id], open_keys, register, document, names)
        for line in shown
    ]
    after = [*(f"m-{line.id}" for line in shown[1:]), "queue"][: len(made)]
    return [replace(card, next=anchor) for card, anchor in zip(made, after, strict=True)]


def _card(
    line: Line,
    block: Block,
    open_keys: Mapping[str, int],
    register: Register,
    document: Document,
    names: Mapping[str, str],
) -> Card:
    mention, decision = line.mention, line.decision
    put_in = rules.changes([line], replace(document, blocks=(block,)))
    who = line.candidates if line.asks_who else ()
    labels = [entry.label for c in who if (entry := register.get(c)) is not None]
    return Card(
        line=line, kind=kind_words(mention.kind), place=block.place,
        before=_around(block.text, [Replacement(block.id, mention.start, mention.end, mention.text)]),
        after=_around(block.text, put_in) if put_in else (), why=why(line),
        alike=open_keys[line.key] - (0 if decision.settled_by else 1),
        choices=tuple(Choice(label, _owned(label, mention.text)) for label in labels),
        settled=DONE[decision.action].format(decision.replacement) if decision.settled_by else "",
        settled_by=names.get(decision.settled_by, ""),
    )  # fmt: skip


def _owned(label: str, shown: str) -> str:
    return f"{label}’s" if shown.endswith(("’s", "'s")) else label


def why(line: Line) -> str:
    """Why it was found and why this is proposed, in a sentence."""
    mention, proposal = line.mention, line.proposal
    if line.decision.needs_person and line.decision.reason != proposal.reason:
        return line.decision.reason
    if mention.source.startswith("register") or "found by" not in proposal.reason:
        return proposal.reason
    sources = [source.partition(":") for source in mention.source.split("+")]
    told = [
        f"it follows “{name}”" if source == "role" else FOUND_BY.get(source, "")
        for source, _, name in sources
    ]
    *first, last = dict.fromkeys(filter(None, told)) or [proposal.reason]
    listed = f"{', '.join(first)} and {last}" if first else last
    return f"Not in the register: {listed}."


def _around(text: str, changes: Sequence[Replacement]) -> tuple[Piece, ...]:
    """The words around a change, cut between words."""
    first, last = changes[0].start, changes[-1].end
    start, end = max(0, first - AROUND), min(len(text), last + AROUND)
    if start:
        start = text.rfind(" ", 0, start + 1) + 1
    if end < len(text):
        end = cut if (cut := text.find(" ", end)) >= 0 else len(text)
    inner = [Replacement(c.block_id, c.start - start, c.end - start, c.text) for c in changes]
    pieces = list(after_pieces(text[start:end], inner))
    lead = [Piece("… ")] if start else []
    return (*lead, *pieces, *([Piece(" …")] if end < len(text) else []))


def before_pieces(text: str, changes: Sequence[Replacement]) -> tuple[Piece, ...]:
    """The text with the words marked that go."""
    same = [Replacement(c.block_id, c.start, c.end, text[c.start : c.end]) for c in changes]
    return after_pieces(text, same)


def after_pieces(text: str, changes: Sequence[Replacement]) -> tuple[Piece, ...]:
    """The text with the words marked that are put in."""
    pieces, cursor = [], 0
    for change in sorted(changes, key=lambda c: c.start):
        pieces += [Piece(text[cursor : change.start]), Piece(change.text, True)]
        cursor = change.end
    pieces.append(Piece(text[cursor:]))
    return tuple(piece for piece in pieces if piece.text)


@dataclass(frozen=True)
class Passage:
    """A paragraph before and after."""

    place: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    changed: bool


def passages(document: Document, lines: Sequence[Line]) -> list[Passage]:
    """Every paragraph of the report before and after."""
    by_block: dict[str, list[Replacement]] = {}
    for change in rules.changes(lines, document):
        by_block.setdefault(change.block_id, []).append(change)
    return [
        Passage(
            block.place,
            before_pieces(block.text, by_block.get(block.id, [])),
            after_pieces(block.text, by_block.get(block.id, [])),
            block.id in by_block,
        )
        for block in document.blocks
        if block.text.strip()
    ]
