"""The report as ordered parts with ids that stay: paragraphs, headings, list items, tables. Pure.

A version made in the browser and one that came as Word are the same list of parts; all that follows reads it.
"""

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

KINDS = {
    "p": "Paragraph", "h1": "Main heading", "h2": "Heading", "h3": "Small heading", "bullet": "Bullet point",
    "number": "Numbered point", "quote": "Quotation", "caption": "Caption", "table": "Table", "figure": "Picture",
    "title": "Title of the report",
}  # fmt: skip
HEADINGS = {"h1": 1, "h2": 2, "h3": 3}
NOTE = re.compile(r"\s?\[note:\s*([^\]]*)\]")
OPENING = 0  # the id of what stands before the first main heading


@dataclass(frozen=True)
class Part:
    """A paragraph, heading, list item or whole table. Its id stays as long as it can be recognised.

    A table's text holds a row on each line and a bar between cells; a footnote stands in the text as [note: words].
    `public`: own words for publication, written beside `text` when that had the checksum `public_of`. `out`: left out
    of what is published. `marks`: (start, end, strong or emphasis) over the text. `slot`: the template's section.
    `asset`: the picture that a part of that kind carries; its text says what the picture shows.
    """

    id: int
    kind: str
    text: str
    level: int = 0
    public: str = ""
    public_of: int = 0
    out: bool = False
    marks: tuple[tuple[int, int, str], ...] = ()
    slot: str = ""
    asset: str = ""

    @property
    def to_publish(self) -> str:
        """The words that go on to be made safe; none when the part is left out."""
        return "" if self.out else self.public or self.text

    @property
    def public_is_behind(self) -> bool:
        """The text beside the words for publication changed after they were written."""
        return bool(self.public) and self.public_of != checksum(self.text)

    def to_dict(self) -> dict[str, Any]:
        full = {
            "id": self.id, "kind": self.kind, "text": self.text, "level": self.level, "public": self.public,
            "public_of": self.public_of, "out": self.out, "marks": [list(m) for m in self.marks], "slot": self.slot, "asset": self.asset,
        }  # fmt: skip
        return {k: v for k, v in full.items() if v or k in ("id", "kind", "text")}


def part_from(row: Mapping[str, Any]) -> Part:
    marks = tuple((int(a), int(b), str(c)) for a, b, c in row.get("marks", ()))
    return Part(**{**row, "marks": marks})


def parts_from(rows: Iterable[Mapping[str, Any]]) -> tuple[Part, ...]:
    return tuple(part_from(row) for row in rows)


def checksum(text: str) -> int:
    return zlib.crc32(text.encode()) or 1


class Paragraph(NamedTuple):
    """A numbered paragraph of a version. `key` is its part's id, with the row of a table or the number of a note.

    `asset`: the picture that stands there.
    """

    key: str
    text: str
    asset: str = ""


def flat(parts: Sequence[Part], *, public: bool = False) -> tuple[Paragraph, ...]:
    """Paragraphs as readers, fact checkers and comparisons number them: a table's row by row, footnotes last."""
    body: list[Paragraph] = []
    notes: list[Paragraph] = []
    for part in parts:
        words = part.to_publish if public else part.text
        plain = words.strip()
        if "[note:" in words:
            found = [note.strip() for note in NOTE.findall(words)]
            notes += [
                Paragraph(f"{part.id}.n{n}", f"Footnote: {w}") for n, w in enumerate(found, 1)
            ]
            plain = NOTE.sub("", words).strip()
        if part.kind == "table":
            rows = [line.strip() for line in plain.splitlines()]
            body += [
                Paragraph(f"{part.id}.{n}", row) for n, row in enumerate(rows, 1) if row.strip("| ")
            ]
        elif plain:
            asset = part.asset if part.kind == "figure" else ""
            body.append(Paragraph(str(part.id), f"Picture: {plain}" if asset else plain, asset))
    return (*body, *notes)


def part_id(key: str) -> int:
    """The part to which a paragraph's key belongs."""
    head = key.split(".")[0]
    return int(head) if head.isdecimal() else -1


@dataclass(frozen=True)
class Section:
    """A main heading and all that stands under it. The opening has none and the id 0."""

    id: int
    title: str
    parts: tuple[Part, ...]

    @property
    def words(self) -> int:
        return sum(len(part.text.split()) for part in self.parts)

    @property
    def slot(self) -> str:
        return self.parts[0].slot if self.parts else ""

    @property
    def fingerprint(self) -> str:
        """Changes with anything that is kept in the section."""
        return f"{zlib.crc32(repr(self.parts).encode()):08x}"


def sections_of(parts: Sequence[Part]) -> tuple[Section, ...]:
    """The report cut at its main headings, in order."""
    cut: list[list[Part]] = [[]]
    for part in parts:
        if part.kind == "h1":
            cut.append([])
        cut[-1].append(part)
    found = []
    for piece in cut:
        if not piece:
            continue
        headed = piece[0].kind == "h1"
        found.append(
            Section(
                piece[0].id if headed else OPENING,
                piece[0].text if headed else "Opening",
                tuple(piece),
            )
        )
    return tuple(found)


def joined(sections: Iterable[Section]) -> tuple[Part, ...]:
    return tuple(part for section in sections for part in section.parts)


def numbered(parts: Sequence[Part], last: int) -> tuple[tuple[Part, ...], int]:
    """New parts get the next ids; (parts, the last id given)."""
    found = []
    for part in parts:
        if part.id < 1:
            last += 1
            part = replace(part, id=last)
        found.append(part)
    return tuple(found), last


def title_of(parts: Sequence[Part]) -> str:
    return next((part.text for part in parts if part.kind == "title"), "")


def marks_moved(
    old: str, marks: Iterable[tuple[int, int, str]], new: str
) -> tuple[tuple[int, int, str], ...]:
    """Bold and italic words stay so where the same words stand once in the new text."""
    if old == new:
        return tuple(marks)
    kept = []
    for start, end, kind in marks:
        words = old[start:end]
        if words.strip() and new.count(words) == 1:
            at = new.index(words)
            kept.append((at, at + len(words), kind))
    return tuple(kept)
