"""The shape every reader gives: named tables of rows, and what was odd about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

Value = str | int | float | bool | date | datetime | time | None

MAX_ROWS = 200_000  # in one file
MAX_COLUMNS = 200
MAX_CELLS = 5_000_000


class UnreadableFile(ValueError):
    """A file that cannot be read at all; its text is a sentence for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as shown, with the value a spreadsheet stores and the cell it was merged with."""

    text: str = ""
    value: Value = None
    down: bool = False  # copied down from a merged cell above
    across: bool = False  # covered by a merged cell to its left
    deleted: bool = False


Grid = list[tuple[int, list[Cell]]]  # (row number as the reader sees it, cells)


@dataclass(frozen=True, slots=True)
class Row:
    """One row under the headers. `cells` are texts; `values` what a spreadsheet stores."""

    number: int
    cells: tuple[str, ...]
    values: tuple[Value, ...] = ()
    merged_down: tuple[int, ...] = ()
    spanning: bool = False  # one cell merged across the row

    @property
    def blank(self) -> bool:
        """Whether nothing is written in it."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with unique headers; every row has as many cells as there are headers.

    `set_aside` are rows that are not lines of the chronology (titles, repeated headers), each
    with its reason. `problems` are sentences for the reader.
    """

    name: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[str, ...] = ()
    set_aside: tuple[tuple[Row, str], ...] = ()
    headers_guessed: bool = False


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything read from one file or paste."""

    name: str
    tables: tuple[Table, ...]
    problems: tuple[str, ...] = field(default=())

    @property
    def row_count(self) -> int:
        """How many rows stand under headers, in all tables."""
        return sum(len(table.rows) for table in self.tables)


def plain_row(number: int, texts: Sequence[str]) -> tuple[int, list[Cell]]:
    """A grid row of texts."""
    return number, [Cell(clean(text)) for text in texts]


_KEPT_CONTROLS = {9, 10}
_DROPPED = {code: None for code in range(32) if code not in _KEPT_CONTROLS} | {127: None}


def clean(text: str) -> str:
    """Text without control characters and with plain line ends."""
    if text.isalnum():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    return text.translate(_DROPPED).strip()
