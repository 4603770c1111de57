"""What the readers of all parts of one Word file share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from irwell.anonymise.model import Block, BlockKind, Cell
from irwell.anonymise.reading.gathering import Gathering
from irwell.anonymise.reading.word.numbering import Numbering
from irwell.anonymise.reading.word.package import Package
from irwell.anonymise.reading.word.styles import Styles


@dataclass(slots=True)
class Context:
    """The package, its definitions, and what has been found in it so far."""

    package: Package
    styles: Styles
    numbering: Numbering
    gathering: Gathering
    counts: Counter[str] = field(default_factory=Counter)
    notes: dict[tuple[str, str], str] = field(default_factory=dict)
    authors: set[str] = field(default_factory=set)
    title: str = ""

    def count(self, what: str) -> int:
        """The next number of its kind, from one."""
        self.counts[what] += 1
        return self.counts[what]

    def note_block(self, kind: str, note_id: str) -> str:
        """The block id of a note, given out in order of first mention."""
        key = (kind, note_id)
        if key not in self.notes:
            self.notes[key] = f"{kind}{self.count(kind)}"
        return self.notes[key]


@dataclass(frozen=True, slots=True)
class Where:
    """The container that paragraphs are read in."""

    id: str = ""
    place: str = ""
    kind: BlockKind | None = None
    cell: Cell | None = None
    shade: str | None = None
    styled_table: bool = False


@dataclass(slots=True)
class Frame:
    """A field being read: before its separator the text is code, after it a result."""

    code: list[str] = field(default_factory=list)
    in_code: bool = True


@dataclass(slots=True)
class Pending:
    """Blocks that wait for the end of the paragraph or table they hang on."""

    blocks: list[Block] = field(default_factory=list)
