"""What is typed on the page of a section, box by box, and the parts that it makes. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from irwell.reviews.rules.parts import KINDS, OPENING, Part, Section, checksum, marks_moved

EMPTY_LINE = re.compile(r"\n[ \t]*\n+")
WHOLE = ("table", "figure")  # kinds in which an empty line ends nothing
Typed = dict[str, list[str]]
COLUMNS = ("id", "kind", "text", "public", "out")


@dataclass(frozen=True)
class Row:
    """One pair of boxes: the full words and those for publication."""

    id: int
    kind: str
    text: str
    public: str = ""
    out: bool = False


def rows_of(section: Section) -> tuple[Row, ...]:
    return tuple(Row(p.id, p.kind, p.text, p.public, p.out) for p in section.parts)


def as_typed(rows: Sequence[Row]) -> Typed:
    """As the page sends it: a list for each column; `out` names the rows that are left out."""
    return {
        "id": [str(r.id) for r in rows], "kind": [r.kind for r in rows], "text": [r.text for r in rows],
        "public": [r.public for r in rows], "out": [str(n) for n, r in enumerate(rows) if r.out],
    }  # fmt: skip


def rows_from(typed: Mapping[str, Sequence[str]]) -> tuple[Row, ...]:
    """What the page sent. Columns of unequal length, ids that are none, unknown kinds do no harm."""
    out = set(typed.get("out", ()))
    texts = typed.get("text", ())
    ids, kinds, publics = (typed.get(c, ()) for c in ("id", "kind", "public"))

    def of(column: Sequence[str], n: int) -> str:
        return column[n] if n < len(column) else ""

    rows = (
        Row(
            int(of(ids, n)) if of(ids, n).isdecimal() else 0,
            of(kinds, n) if of(kinds, n) in KINDS else "p",
            text, of(publics, n), str(n) in out,
        )
        for n, text in enumerate(texts)
    )  # fmt: skip
    return tuple(row for row in rows if row.id or row.text.strip() or row.public.strip())


def moved(rows: Sequence[Row], order: str) -> tuple[Row, ...]:
    """'up:3' puts the row of that place one higher, 'down:3' one lower; anything else changes nothing."""
    way, _, place = order.partition(":")
    found, at = list(rows), int(place) if place.isdecimal() else -1
    to = at - 1 if way == "up" else at + 1
    if way in ("up", "down") and 0 <= at < len(found) and 0 <= to < len(found):
        found[at], found[to] = found[to], found[at]
    return tuple(found)


def written(section: Section, rows: Sequence[Row]) -> tuple[Part, ...]:
    """The section's new parts. A box cleared is a part gone; an empty line in a box makes a new part after it."""
    before = {part.id: part for part in section.parts}
    made: list[Part] = []
    for row in rows:
        was = before.pop(row.id, None)
        pieces = [row.text] if row.kind in WHOLE else EMPTY_LINE.split(row.text)
        pieces = [piece.strip() for piece in pieces if piece.strip()]
        publics = [piece.strip() for piece in EMPTY_LINE.split(row.public) if piece.strip()]
        if len(publics) != len(pieces):
            publics = [row.public.strip()]
        for n, piece in enumerate(pieces):
            public = publics[n] if n < len(publics) else ""
            made.append(_part(was if n == 0 else None, row, piece, public))
    return tuple(made)


def _part(was: Part | None, row: Row, text: str, public: str) -> Part:
    public = "" if public == text else public
    if was is None:
        return Part(
            0, row.kind, text, public=public, public_of=checksum(text) if public else 0, out=row.out
        )
    # Words for publication that were not touched stay as old as they are, so that a later change beside them shows.
    of = 0 if not public else was.public_of if public == was.public else checksum(text)
    marks = marks_moved(was.text, was.marks, text)
    return replace(
        was, kind=row.kind, text=text, public=public, public_of=of, out=row.out, marks=marks
    )


def marks_lost(old: Sequence[Part], new: Sequence[Part]) -> int:
    """How many parts lost bold or italic words because those words changed."""
    now = {part.id: len(part.marks) for part in new}
    return sum(part.id in now and now[part.id] < len(part.marks) for part in old)


def replaced(parts: Sequence[Part], section: Section, new: Sequence[Part]) -> tuple[Part, ...]:
    """The report with the section's parts in place of the old ones."""
    ids = {part.id for part in section.parts}
    at = next(
        (n for n, part in enumerate(parts) if part.id in ids),
        0 if section.id == OPENING else len(parts),
    )
    rest = [part for part in parts if part.id not in ids]
    return (*rest[:at], *new, *rest[at:])
