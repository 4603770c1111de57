"""Which column means what: a guess with its reasons, for a person to look at and correct."""

from __future__ import annotations

import re
from collections.abc import Mapping as Named
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from irwell.chronology.fields import Field
from irwell.chronology.importing.tables import Row, Table, Tables
from irwell.chronology.matching import Match, match_heading, plain_heading
from irwell.chronology.when import When, read_time, read_when
from irwell.chronology.when.times import ReadTime

_SINGLE = frozenset({Field.DATE, Field.END_DATE, Field.TIME, Field.END_TIME, Field.SEQUENCE})
_RECORDS = re.compile(
    r"\b(records?|notes|files?|log|minutes|letter|e-?mail|report|systm ?one|emis|rio|mosaic|lcs|cpoms"
    r"|liquidlogic|niche|pnc|cad|oasis|register|system|referral|database|eclipse|careworks|charms)\b",
    re.IGNORECASE,
)
_GUESS_ROWS = 200


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """A column's heading, the field it is taken for (None: kept but not read), how sure, why."""

    header: str
    field: Field | None
    confidence: float
    reason: str
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """The tables of a file that share one set of headings, and what each column means."""

    columns: tuple[ColumnGuess, ...]
    tables: tuple[int, ...]
    sample_rows: tuple[tuple[str, ...], ...] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        """The headings, in order."""
        return tuple(column.header for column in self.columns)

    def columns_of(self, field: Field) -> list[int]:
        """The places of the columns taken for a field."""
        return [at for at, column in enumerate(self.columns) if column.field is field]

    @property
    def problems(self) -> tuple[str, ...]:
        """What a person should settle before the rows are read."""
        missing = {
            Field.DATE: "No column was taken for the date, so every line would be undated.",
            Field.EVENT: "No column was taken for the event.",
            Field.SOURCE: "No column was taken for the source of information, which is always needed.",
        }
        return tuple(text for field, text in missing.items() if not self.columns_of(field))


@dataclass(frozen=True, slots=True)
class Mapping:
    """What every column of a file means."""

    layouts: tuple[Layout, ...]

    def layout_of(self, table: int) -> Layout:
        """The layout of a table by its place in the file."""
        return next(layout for layout in self.layouts if table in layout.tables)

    def with_field(self, layout: int, column: int, field: Field | None) -> Mapping:
        """The same mapping with one column settled by a person."""
        chosen = self.layouts[layout]
        columns = list(chosen.columns)
        columns[column] = replace(
            columns[column], field=field, confidence=1.0, reason="A person chose it."
        )
        layouts = list(self.layouts)
        layouts[layout] = replace(chosen, columns=tuple(columns))
        return Mapping(tuple(layouts))

    @property
    def problems(self) -> tuple[str, ...]:
        """Every layout's problems, without repeats."""
        return tuple(dict.fromkeys(text for layout in self.layouts for text in layout.problems))

    def remembered(self) -> dict[str, str]:
        """Headings to field values, to pass to `guess_mapping` for the agency's next return."""
        return {
            plain_heading(column.header): (column.field or Field.IGNORED).value
            for layout in self.layouts
            for column in layout.columns
        }

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values of the choices (not the samples)."""
        return {
            "layouts": [
                {
                    "tables": list(layout.tables),
                    "columns": [
                        {
                            "header": column.header,
                            "field": None if column.field is None else column.field.value,
                            "confidence": column.confidence,
                            "reason": column.reason,
                        }
                        for column in layout.columns
                    ],
                }
                for layout in self.layouts
            ]
        }

    @classmethod
    def from_dict(cls, plain: Named[str, Any]) -> Mapping:
        """Read back what `to_dict` wrote."""
        return cls(
            tuple(
                Layout(
                    tuple(
                        ColumnGuess(
                            column["header"],
                            None if column["field"] is None else Field(column["field"]),
                            column["confidence"],
                            column["reason"],
                        )
                        for column in layout["columns"]
                    ),
                    tuple(layout["tables"]),
                )
                for layout in plain["layouts"]
            )
        )


def guess_mapping(tables: Tables, *, remembered: Named[str, str] | None = None) -> Mapping:
    """Guess what each column means, by its heading and, failing that, by what stands in it.

    `remembered` is an earlier `Mapping.remembered()` of the same agency and wins over guesses.
    """
    groups: dict[tuple[str, ...], list[int]] = {}
    for at, table in enumerate(tables.tables):
        groups.setdefault(table.headers, []).append(at)
    known = remembered or {}
    return Mapping(
        tuple(
            _layout([tables.tables[at] for at in places], tuple(places), known)
            for places in groups.values()
        )
    )


def _layout(group: Sequence[Table], places: tuple[int, ...], known: Named[str, str]) -> Layout:
    rows = [row for table in group for row in table.rows][:_GUESS_ROWS]
    headers = group[0].headers
    guesses = [_by_heading(header, known) for header in headers]
    guesses = _only_one_each(guesses)
    contents = [_Content.of(rows, at) for at in range(len(headers))]
    guesses = _by_content(guesses, contents)
    columns = tuple(
        ColumnGuess(header, guess.field, guess.confidence, guess.reason, contents[at].samples)
        for at, (header, guess) in enumerate(zip(headers, guesses, strict=True))
    )
    return Layout(columns, places, tuple(row.cells for row in rows[:3]))


def _by_heading(header: str, known: Named[str, str]) -> Match:
    told = known.get(plain_heading(header))
    if told in set(Field):
        return Match(Field(told), 1.0, "Remembered from this agency's last return.")
    match = match_heading(header)
    if match.confidence >= 0.5:
        return match
    return Match(None, 0.0, match.reason)


def _only_one_each(guesses: list[Match]) -> list[Match]:
    """A date, time or order has one column: the surest, and of equals the first."""
    settled = list(guesses)
    for field in _SINGLE:
        places = [at for at, guess in enumerate(settled) if guess.field is field]
        best = max(places, key=lambda at: (settled[at].confidence, -at), default=None)
        for at in places:
            if at != best:
                settled[at] = Match(None, 0.5, f"Another column is taken for the {field}.")
    return settled


@dataclass(frozen=True, slots=True)
class _Content:
    """What stands in a column: shares of dates, times and record names, and mean length."""

    samples: tuple[str, ...]
    dates: float
    times: float
    records: float
    length: float

    @classmethod
    def of(cls, rows: Sequence[Row], at: int) -> _Content:
        cells = [
            (row.cells[at], row.values[at] if at < len(row.values) else None)
            for row in rows
            if row.cells[at]
        ][:60]
        number = max(1, len(cells))
        samples = tuple(dict.fromkeys(text for text, _ in cells))[:3]
        return cls(
            samples,
            sum(_dated(text if value is None else value) for text, value in cells) / number,
            sum(_timed(text if value is None else value) for text, value in cells) / number,
            sum(len(t) <= 80 and bool(_RECORDS.search(t)) for t, _ in cells) / number,
            sum(len(text) for text, _ in cells) / number,
        )


def _dated(value: object) -> bool:
    if isinstance(value, str) and len(value) > 60:
        return False
    if isinstance(value, int | float):
        return False  # a plain number is as likely a row number
    when = read_when(value)
    return isinstance(when, When) and when.dated


def _timed(value: object) -> bool:
    return len(str(value)) <= 25 and isinstance(read_time(value), ReadTime)


def _by_content(guesses: list[Match], contents: Sequence[_Content]) -> list[Match]:
    settled = list(guesses)

    def free() -> list[int]:
        return [at for at, guess in enumerate(settled) if guess.field is None]

    def lacks(field: Field) -> bool:
        return all(guess.field is not field for guess in settled)

    for field, share, reason in (
        (Field.DATE, [c.dates for c in contents], "Most of its cells are dates."),
        (Field.TIME, [c.times for c in contents], "Most of its cells are times."),
        (Field.SOURCE, [c.records for c in contents], "Its cells name records."),
    ):
        best = max(free(), key=lambda at: (share[at], -at), default=None)
        if lacks(field) and best is not None and share[best] >= 0.6:
            settled[best] = Match(field, 0.6, reason)
    longest = max(free(), key=lambda at: (contents[at].length, -at), default=None)
    if lacks(Field.EVENT) and longest is not None and contents[longest].length > 0:
        settled[longest] = Match(Field.EVENT, 0.4, "Its cells hold the most text.")
    return settled
