"""From mapped tables to entries: every source row becomes an entry, a fault, or is set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from irwell.chronology.answers import read_answers
from irwell.chronology.datecolumn import DOUBTED, DateCell, read_column
from irwell.chronology.entry import Entry, Note, NoteCode
from irwell.chronology.fault import Fault, Kind
from irwell.chronology.fields import Field
from irwell.chronology.importing.tables import Row, Table, Tables
from irwell.chronology.mapping import Layout
from irwell.chronology.mapping import Mapping as ColumnMapping
from irwell.chronology.when import Precision, When, read_time, read_when, with_time
from irwell.chronology.when.times import ReadTime

Corrections = Mapping[tuple[int, int], Mapping[str, str]]
_LONGEST_HEADING = 120
_NO_HEADING = re.compile(r"Column \d+")
_COVER = "The row is of a small table without dates, such as family details or a cover."
_COVER_MEND = "If it is a line of the chronology, say which column is the date."
_LIST = re.compile(r"\s*(?:[;,\n|]|\band\b|&)\s*")
_TAGS = re.compile(r"\s*[;,\n|]\s*")


@dataclass(frozen=True, slots=True)
class Import:
    """What one return gives: its lines, what could not be read, and what was set aside."""

    agency: str
    return_version: int
    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...] = ()
    set_aside: tuple[Fault, ...] = ()
    problems: tuple[str, ...] = ()
    name: str = ""

    @property
    def rows_accounted_for(self) -> int:
        """Entries, faults and rows set aside together: every row of the source."""
        return len(self.entries) + len(self.faults) + len(self.set_aside)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; `from_dict` gives back an equal return."""
        return {
            "agency": self.agency,
            "return_version": self.return_version,
            "name": self.name,
            "entries": [entry.to_dict() for entry in self.entries],
            "faults": [fault.to_dict() for fault in self.faults],
            "set_aside": [fault.to_dict() for fault in self.set_aside],
            "problems": list(self.problems),
        }

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Import:
        """Read back what `to_dict` wrote; raises KeyError, TypeError or ValueError otherwise."""
        return cls(
            agency=plain["agency"],
            return_version=plain["return_version"],
            name=plain["name"],
            entries=tuple(Entry.from_dict(entry) for entry in plain["entries"]),
            faults=tuple(Fault.from_dict(fault) for fault in plain["faults"]),
            set_aside=tuple(Fault.from_dict(fault) for fault in plain["set_aside"]),
            problems=tuple(plain["problems"]),
        )


def apply(
    tables: Tables,
    mapping: ColumnMapping,
    *,
    agency: str,
    return_version: int = 1,
    on: date | None = None,
    corrections: Corrections | None = None,
) -> Import:
    """Read every row with the columns' meanings. Nothing is lost.

    `on` is the day the return came: later dates are noted. `corrections` maps (table, row number)
    to field values and texts (`{"date": "28/02/2024"}`), as a person confirmed them; the original
    cells stay as they were and a note tells of the change.
    """
    stamp = _Stamp(agency, return_version, tables.name, on)
    entries: list[Entry] = []
    faults: list[Fault] = []
    aside: list[Fault] = []
    problems = list(tables.problems)
    for at, table in enumerate(tables.tables):
        problems += (f"{table.name}: {problem}" for problem in table.problems)
        layout = mapping.layout_of(at)
        reader = _TableReader(
            stamp, at, table, layout, corrections or {}, _is_cover(layout, mapping)
        )
        for read in reader.read():
            if isinstance(read, Entry):
                entries.append(read)
            elif read.kind in (Kind.HEADING, Kind.REPEATED_HEADER):
                aside.append(read)
            else:
                faults.append(read)
    return Import(
        agency,
        return_version,
        tuple(_tell_repeats(entries)),
        tuple(faults),
        tuple(aside),
        tuple(dict.fromkeys(problems)),
        tables.name,
    )


def _is_cover(layout: Layout, mapping: ColumnMapping) -> bool:
    """A narrow table without headings and dates beside tables that have dates: names, or a title page."""
    dated = any(other.columns_of(Field.DATE) for other in mapping.layouts)
    bare = len(layout.columns) < 3 and all(_NO_HEADING.fullmatch(name) for name in layout.headers)
    return dated and bare and not layout.columns_of(Field.DATE)


def _tell_repeats(entries: Iterable[Entry]) -> Iterable[Entry]:
    seen: Counter[str] = Counter()
    for entry in entries:
        key = entry.id
        number = seen[key]
        seen[key] += 1
        if number:
            note = Note(NoteCode.REPEATED, "The same line stands earlier in this return.")
            yield replace(entry, occurrence=number, id="").noted(note)
        else:
            yield entry


@dataclass(frozen=True, slots=True)
class _Stamp:
    agency: str
    version: int
    file_name: str
    on: date | None


@dataclass(slots=True)
class _TableReader:
    stamp: _Stamp
    at: int
    table: Table
    layout: Layout
    corrections: Corrections
    cover: bool = False
    notes: list[Note] = field(default_factory=list)

    def read(self) -> Iterable[Entry | Fault]:
        """Each row of the table in order, then the rows that the importer set aside."""
        if self.cover:
            yield from (
                self._fault(row, _COVER, _shown(row), _COVER_MEND, Kind.HEADING)
                for row in self.table.rows
            )
            return
        rows = self.table.rows
        dates = read_column(list(self._date_cells(rows)))
        for row, when in zip(rows, dates, strict=True):
            yield self._heading(row) or self._row(row, when)
        for row, reason in self.table.set_aside:
            kind = Kind.REPEATED_HEADER if "repeated" in reason else Kind.HEADING
            yield self._fault(row, reason, _shown(row), "Nothing needs mending.", kind)

    def _date_cells(self, rows: Sequence[Row]) -> Iterable[DateCell]:
        place = next(iter(self.layout.columns_of(Field.DATE)), None)
        heading: int | None = None
        for row in rows:
            if self._heading(row) is not None:
                when = read_when(_shown(row))
                heading = when.start.year if isinstance(when, When) and when.start else heading
                yield DateCell("")
                continue
            told = self._corrected(row, Field.DATE)
            if told is not None:
                yield DateCell(told)
            elif place is None:
                yield DateCell("")
            else:
                value = row.values[place] if place < len(row.values) else None
                yield DateCell(row.cells[place], value, heading)

    def _heading(self, row: Row) -> Fault | None:
        """A row that is only a title within the table ("2021", "Pregnancy and birth")."""
        if not row.spanning or (self.at, row.number) in self.corrections:
            return None
        text = _shown(row)
        when = read_when(text)
        whole_day = isinstance(when, When) and when.precision is Precision.DAY
        if len(text) > _LONGEST_HEADING or whole_day:
            return None
        reason = "The row is a heading within the table."
        mend = "If it is a line of the chronology, give it a date and a source."
        return self._fault(row, reason, text, mend, Kind.HEADING)

    def _row(self, row: Row, when: When | Fault) -> Entry | Fault:
        self.notes = []
        if isinstance(when, Fault):
            return replace(
                self._fault(row, when.reason, when.original, when.mend, Kind.DATE),
                suggestion=when.suggestion,
            )
        if not any(self._text(row, field) for field in Field if field not in _DATE_FIELDS):
            return self._empty(row)
        timed = self._with_end(row, self._with_clock(row, when))
        if isinstance(timed, Fault):
            return self._fault(row, timed.reason, timed.original, timed.mend, Kind.DATE)
        return self._entry(row, timed)

    def _empty(self, row: Row) -> Fault:
        unread = [text for text in row.cells if text]
        reason = "The row says nothing but its date."
        if len(unread) > 1 or not self._text(row, Field.DATE):
            reason = "The row has no text in any column that is read."
        mend = "Say what happened, or choose what its columns mean."
        return self._fault(row, reason, _shown(row), mend, Kind.ROW)

    def _entry(self, row: Row, when: When) -> Entry:
        seen_at = self.layout.columns_of(Field.CHILD_SEEN)
        header = self.layout.columns[seen_at[0]].header if seen_at else ""
        answers = read_answers(
            header,
            self._text(row, Field.CHILD_SEEN),
            self._text(row, Field.CHILD_SPOKEN_TO),
            self._text(row, Field.CHILD_ALONE),
        )
        texts = {name: self._text(row, field) for name, field in _TEXT_COLUMNS.items()}
        self._check(row, when, texts)
        return Entry(
            agency=self.stamp.agency,
            return_version=self.stamp.version,
            when=when,
            subjects=_listed(self._text(row, Field.SUBJECTS), _LIST),
            tags=_listed(self._text(row, Field.TAGS), _TAGS),
            child_seen=answers.seen,
            child_spoken_to=answers.spoken_to,
            child_alone=answers.alone,
            original=dict(zip(self.table.headers, row.cells, strict=True)),
            table=self.at,
            row_number=row.number,
            table_name=self.table.name,
            file_name=self.stamp.file_name,
            notes=tuple(self.notes),
            source=texts["source"],
            professional=texts["professional"],
            professional_role=texts["professional_role"],
            event=texts["event"],
            voice=texts["voice"],
            action=texts["action"],
            analysis=texts["analysis"],
            expected_practice=texts["expected_practice"],
            evidence_ref=texts["evidence_ref"],
            record_ref=texts["record_ref"],
        )

    def _check(self, row: Row, when: When, texts: Mapping[str, str]) -> None:
        if not texts["source"]:
            text = "No source of information is given. Say which record this is from."
            self.notes.append(Note(NoteCode.NO_SOURCE, text, attention=True))
        if not texts["event"]:
            self.notes.append(Note(NoteCode.NO_EVENT, "No event is described.", attention=True))
        if not when.dated:
            text = "The line has no date, so it stands in the undated lane."
            self.notes.append(Note(NoteCode.NO_DATE, text, attention=True))
        for text in when.notes if when.dated else ():
            american = text == DOUBTED or "American order" in text
            code = NoteCode.AMERICAN_ORDER if american else NoteCode.DATE
            self.notes.append(Note(code, text, attention=american or when.uncertain))
        if self.stamp.on and when.start and when.start > self.stamp.on:
            text = f"{when} is after the return came. Check the year."
            self.notes.append(Note(NoteCode.FUTURE, text, attention=True))
        if row.merged_down:
            names = ", ".join(f"“{self.table.headers[at]}”" for at in row.merged_down)
            text = f"Taken from a merged cell above: {names}."
            self.notes.append(Note(NoteCode.MERGED_CELL, text))
        for name, text in self.corrections.get((self.at, row.number), {}).items():
            was = self._original(row, Field(name))
            told = f"The {name} was corrected from “{was}” to “{text}”."
            self.notes.append(Note(NoteCode.CORRECTED, told))

    def _with_clock(self, row: Row, when: When) -> When:
        number = re.fullmatch(r"\d{1,6}", self._text(row, Field.SEQUENCE))
        if number:
            when = replace(when, sequence=int(number[0]))
        start = self._time(row, Field.TIME)
        end = self._time(row, Field.END_TIME)
        if start is not None and end is not None:
            start = ReadTime(
                start.start, end.end, start.about or end.about, start.original, start.notes
            )
        at = start or end
        return when if at is None else with_time(when, at)

    def _time(self, row: Row, column: Field) -> ReadTime | None:
        text = self._text(row, column)
        if not text or re.fullmatch(
            r"(?:n/?[ak]|unknown|not (?:known|recorded)|-+)\.?", text, re.I
        ):
            return None
        read = read_time(text)
        if isinstance(read, ReadTime):
            return read
        self.notes.append(Note(NoteCode.TIME, f"{read.reason} {read.mend}", attention=True))
        return None

    def _with_end(self, row: Row, when: When) -> When | Fault:
        places = self.layout.columns_of(Field.END_DATE)
        text = self._text(row, Field.END_DATE)
        if not text or not places or when.start is None:
            return when
        value = row.values[places[0]] if places[0] < len(row.values) else None
        told = self._corrected(row, Field.END_DATE)
        end = read_when(text if told is not None or value is None else value)
        if isinstance(end, Fault):
            note = f"The end date “{text}” could not be read: {end.reason} {end.mend}"
            self.notes.append(Note(NoteCode.DATE, note, attention=True))
            return when
        if end.end is None or (end.start, end.end) == (when.start, when.end):
            return when
        if end.end < when.start:
            reason = f"The end date ({end}) is before the start date ({when})."
            return Fault("", reason, text, "Check both dates and correct them.")
        return replace(
            when, end=end.end, precision=Precision.RANGE, original=f"{when.original} to {text}"
        ).noted(*end.notes)

    def _text(self, row: Row, column: Field) -> str:
        """The text of every column taken for a field, a correction winning over the cell."""
        told = self._corrected(row, column)
        return self._original(row, column) if told is None else told.strip()

    def _original(self, row: Row, column: Field) -> str:
        places = self.layout.columns_of(column)
        texts = [(self.layout.columns[at].header, row.cells[at]) for at in places if row.cells[at]]
        if len(places) < 2 or len(texts) < 2:
            return texts[0][1] if texts else ""
        return "\n".join(f"{header}: {text}" for header, text in texts)

    def _corrected(self, row: Row, column: Field) -> str | None:
        return self.corrections.get((self.at, row.number), {}).get(column.value)

    def _fault(self, row: Row, reason: str, original: str, mend: str, kind: Kind) -> Fault:
        place = f"{self.table.name}, row {row.number}"
        cells = dict(zip(self.table.headers, row.cells, strict=True))
        return Fault(place, reason, original, mend, kind, "", self.at, row.number, cells)


_DATE_FIELDS = frozenset({Field.DATE, Field.END_DATE, Field.TIME, Field.END_TIME, Field.SEQUENCE})
_DATE_FIELDS |= {Field.RECORD_REF, Field.IGNORED}
_TEXT_COLUMNS = {
    "source": Field.SOURCE,
    "professional": Field.PROFESSIONAL,
    "professional_role": Field.PROFESSIONAL_ROLE,
    "event": Field.EVENT,
    "voice": Field.VOICE,
    "action": Field.ACTION,
    "analysis": Field.ANALYSIS,
    "expected_practice": Field.EXPECTED_PRACTICE,
    "evidence_ref": Field.EVIDENCE_REF,
    "record_ref": Field.RECORD_REF,
}


def _shown(row: Row) -> str:
    return " | ".join(dict.fromkeys(cell for cell in row.cells if cell))


def _listed(text: str, pattern: re.Pattern[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in pattern.split(text) if part))


def accept_suggestions(read: Import) -> dict[tuple[int, int], dict[str, str]]:
    """Corrections that a person accepts in one go: each fault's suggested date."""
    return {
        (fault.table, fault.row_number): {Field.DATE.value: fault.suggestion}
        for fault in read.faults
        if fault.suggestion and fault.table is not None and fault.row_number is not None
    }
