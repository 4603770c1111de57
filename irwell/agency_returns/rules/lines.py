"""Reading a chronology file again and again as a person settles its columns and mends its rows. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from irwell.chronology import (
    COLUMNS,
    Entry,
    Fault,
    Field,
    Import,
    Kind,
    Layout,
    NoteCode,
    Tables,
    UnreadableFile,
    apply,
    heading_key,
    load,
    read_pasted,
)
from irwell.chronology import Mapping as Columns

PASTED = "Pasted text.txt"
MOST_ROWS = (
    20_000  # of one file: more is a whole system's export, and a page would wait for it too long
)
LABELS = {column.field: column.label for column in COLUMNS}
ONE_COLUMN_ONLY = (Field.DATE, Field.END_DATE, Field.TIME, Field.END_TIME, Field.SEQUENCE)
# What may be mended on the page without opening the file again.
MENDED_HERE = {"date": Field.DATE, "source": Field.SOURCE, "event": Field.EVENT}
ASIDE = (Kind.HEADING, Kind.REPEATED_HEADER)


@dataclass(frozen=True)
class Mending:
    """What a person settled: cells by row, a source for rows without one, rows that are no line."""

    cells: Mapping[str, Mapping[str, str]]
    source: str = ""
    left_out: frozenset[str] = frozenset()

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Mending":
        return cls(
            dict(stored.get("cells", {})), stored.get("source", ""),
            frozenset(stored.get("left_out", ())),
        )  # fmt: skip

    def stored(self) -> dict[str, Any]:
        cells = {row: dict(texts) for row, texts in self.cells.items() if texts}
        return {"cells": cells, "source": self.source, "left_out": sorted(self.left_out)}


def row_id(table: int | None, row: int | None) -> str:
    return f"{table or 0}:{row or 0}"


def read_tables(name: str, data: bytes) -> Tables:
    """The tables of a file. Raises UnreadableFile, also for a file without any table and for far too many rows."""
    tables = read_pasted(data.decode(), name) if name == PASTED else load(name, data)
    if not tables.row_count:
        raise UnreadableFile(
            f"No table was found in “{name}”. A chronology is a table with a row for each event, or text in which "
            "each line starts with a date. Check that the right file was chosen, or paste the lines instead."
        )
    if tables.row_count > MOST_ROWS:
        raise UnreadableFile(
            f"“{name}” has {tables.row_count:,} rows; a chronology here has at most {MOST_ROWS:,}. Choose the period and "
            "the people that were asked about, or send it in parts. Nothing else that you sent is lost."
        )
    return tables


def problems_of(columns: Columns) -> list[str]:
    """What must be settled about the columns before the rows can be read, in sentences."""
    told = list(columns.problems)
    for layout in columns.layouts:
        for field in ONE_COLUMN_ONLY:
            places = layout.columns_of(field)
            if len(places) > 1:
                names = " and ".join(f"“{layout.columns[at].header}”" for at in places)
                told.append(f"{names} are both taken for “{LABELS[field]}”. Choose one of them.")
    return list(dict.fromkeys(told))


def choose(columns: Columns, chosen: Mapping[tuple[int, int], str]) -> Columns:
    """The columns as a person left them: (layout, column) to a field's value, or empty for not used."""
    for (at, column), value in chosen.items():
        if at >= len(columns.layouts) or column >= len(columns.layouts[at].columns):
            continue  # a page of another file, sent again
        field = Field(value) if value else None
        if columns.layouts[at].columns[column].field is not field:
            columns = columns.with_field(at, column, field)
    return columns


def guess_asked(
    columns: Columns, names: Iterable[str], before: Mapping[str, str]
) -> dict[str, str]:
    """Which columns hold what the review asks for: by their headings, or as a person said of the file before.

    "layout-column" to the name of the column that was asked for.
    """
    wanted = {heading_key(name): name for name in names}
    known = {h: wanted[heading_key(n)] for h, n in before.items() if heading_key(n) in wanted}
    return {
        f"{at}-{number}": name
        for at, layout in enumerate(columns.layouts)
        for number, column in enumerate(layout.columns)
        if (name := (wanted | known).get(heading_key(column.header)))
    }


def asked_headings(mapping: Mapping[str, Any]) -> dict[str, str]:
    """Heading of a file's column, bare, to the name of the column that was asked for and stands in it."""
    layouts = mapping.get("layouts", ())
    found = {}
    for place, name in mapping.get("asked", {}).items():
        at, number = map(int, place.split("-"))
        found[heading_key(layouts[at]["columns"][number]["header"])] = name
    return found


def not_there(names: Iterable[str], asked: Mapping[str, str]) -> str:
    """A sentence on the columns asked for that no column of the file was taken for; empty when there is none."""
    missing = [f"“{name}”" for name in names if name not in asked.values()]
    if not missing:
        return ""
    one = len(missing) == 1
    return (
        f"The review also asks for {' and '.join(missing)}, and no column of this file was taken for"
        f" {'it' if one else 'them'}. If {'it stands' if one else 'they stand'} under another heading, choose it"
        " under “What the columns mean”; else go on without."
    )


def read_rows(
    tables: Tables, columns: Columns, mending: Mending, *, agency: str, version: int, on: date
) -> Import:
    """Every row as an entry, a fault or set aside, with the person's mending applied."""
    corrections = {
        (int(table), int(number)): texts
        for row, texts in mending.cells.items()
        if texts
        for table, number in [row.split(":")]
    }
    read = apply(
        tables, columns, agency=agency, return_version=version, on=on, corrections=corrections
    )
    return _with_source(read, mending.source) if mending.source else read


def _with_source(read: Import, source: str) -> Import:
    """The person's word for where the rows without a source come from."""
    entries = tuple(
        entry
        if entry.source
        else replace(
            entry, source=source, id="",
            notes=tuple(n for n in entry.notes if n.code is not NoteCode.NO_SOURCE),
        )
        for entry in read.entries
    )  # fmt: skip
    return replace(read, entries=entries)


def suggestions(faults: Iterable[Fault]) -> dict[str, str]:
    """Row to the date that its neighbours suggest; a person accepts them, nothing else does."""
    return {row_id(f.table, f.row_number): f.suggestion for f in faults if f.suggestion}


@dataclass(frozen=True)
class Sorted:
    """The rows of a file by what they ask of the person."""

    unreadable: tuple[Fault, ...]
    sourceless: tuple[Entry, ...]
    doubtful: tuple[Entry, ...]
    plain: tuple[Entry, ...]
    left_out: tuple[Fault, ...]
    headings: tuple[Fault, ...]

    @property
    def blocking(self) -> int:
        return len(self.unreadable) + len(self.sourceless)

    @property
    def total(self) -> int:
        """Every row of the file: none is lost."""
        return sum(
            len(rows)
            for rows in (
                self.unreadable, self.sourceless, self.doubtful, self.plain, self.left_out, self.headings,
            )
        )  # fmt: skip


def sort_rows(
    entries: Iterable[Entry], faults: Iterable[Fault], left_out: frozenset[str]
) -> Sorted:
    listed, bad = tuple(entries), tuple(faults)
    wrong = [f for f in bad if f.kind not in ASIDE]
    sourced = [e for e in listed if e.source]
    return Sorted(
        unreadable=tuple(f for f in wrong if row_id(f.table, f.row_number) not in left_out),
        sourceless=tuple(e for e in listed if not e.source),
        doubtful=tuple(e for e in sourced if e.needs_attention),
        plain=tuple(e for e in sourced if not e.needs_attention),
        left_out=tuple(f for f in wrong if row_id(f.table, f.row_number) in left_out),
        headings=tuple(f for f in bad if f.kind in ASIDE),
    )


def date_cell(layout: Layout, cells: Mapping[str, str]) -> str:
    """The cell of the date column as it stands in the file."""
    places = layout.columns_of(Field.DATE)
    return cells.get(layout.columns[places[0]].header, "") if places else ""
