"""View models of the wall, of a return and of a chronology's rows."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from irwell.agency_returns.models import AgencyReturn, InformationRequest, ReturnChronology
from irwell.agency_returns.queries import WallRow
from irwell.agency_returns.rules import lines
from irwell.agency_returns.rules.asking import Standing, days_in_words
from irwell.agency_returns.rules.summary import Question, Section, gaps, sections
from irwell.chronology import COLUMNS, Entry, Fault, Field, NoteCode
from irwell.chronology import Mapping as Columns
from irwell.statute import long_date
from irwell.ui.presenters import Column, Row, Task

LOOK = {
    Standing.SENT: ("Sent", "sent"), Standing.OPENED: ("Opened", "current"), Standing.DRAFT: ("Draft", "draft"),
    Standing.REOPENED: ("Reopened", "waiting"), Standing.EXPLAINED: ("Explained", "grey"),
    Standing.NIL: ("Nil return", "done"), Standing.RETURNED: ("Returned", "done"),
}  # fmt: skip
WORDS = {"yes": "Yes", "no": "No"}
PEOPLE = [Column("Known here as"), Column("Names"), Column("Born")]


@dataclass(frozen=True)
class WallLine:
    """One agency of the wall in words."""

    row: WallRow
    status: str
    colour: str
    left: str


def wall_lines(rows: Iterable[WallRow]) -> list[WallLine]:
    return [wall_line(row) for row in rows]


def wall_line(row: WallRow) -> WallLine:
    status, colour = LOOK[row.standing]
    return WallLine(row, status, colour, days_in_words(row.days_left) if row.to_chase else "")


def asked(request: InformationRequest) -> list[Row]:
    """What is asked, as a summary list for both sides."""
    period = "The whole time of your involvement"
    if request.period_from and request.period_to:
        period = f"{long_date(request.period_from)} to {long_date(request.period_to)}"
    return [
        Row("Reference", request.case.reference),
        Row("Period", period),
        Row("Answer by", long_date(request.due_on)),
        Row("Legal basis", f"{request.get_basis_display()}. {request.basis_text}"),
    ]


def people_asked_about(request: InformationRequest) -> list[list[str]]:
    return [
        [person["label"], ", ".join(person["names"]), _born(person["date_of_birth"])]
        for person in request.about
    ]


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _born(value: str) -> str:
    try:
        return _day(dt.date.fromisoformat(value))
    except ValueError:
        return value or "not recorded"


def in_words(question: Question, value: Any) -> str:
    """An answer as people say it."""
    if not value:
        return ""
    if question.kind == "date":
        return _day(dt.date.fromisoformat(value))
    return WORDS.get(value, str(value)) if question.kind == "yes_no" else str(value)


@dataclass(frozen=True)
class Answered:
    """A section with its answers in words."""

    section: Section
    rows: list[Row]


def answers(summary: Mapping[str, Any], *, only: str = "", blanks: bool = True) -> list[Answered]:
    """Every section with its answers; without `blanks` only what was answered."""
    shown = []
    for section in sections():
        given = summary.get(section.id) or {}
        rows = [
            Row(q.label, in_words(q, given.get(q.id)) or "No answer")
            for q in section.questions
            if blanks or given.get(q.id)
        ]
        if rows and (not only or only == section.id):
            shown.append(Answered(section, rows))
    return shown


def tasks(draft: AgencyReturn | None, address: Any) -> list[Task]:
    """The summary's sections as a task list; `address(section_id)` is its page."""
    summary = draft.summary if draft else {}
    typed = draft.typed if draft else {}
    missing = {s.id for s, _ in gaps(summary)}
    shown = []
    for section in sections():
        if section.id in typed:
            status, colour = "Not saved yet", "waiting"
        elif section.id in missing:
            status, colour = "To do", "blue"
        else:
            status, colour = "Done", ""
        shown.append(Task(section.title, status, address(section.id), section.help, colour))
    return shown


@dataclass(frozen=True)
class ColumnChoice:
    """A column of a file: its heading, what stands in it, what it is taken for and why."""

    name: str
    header: str
    samples: tuple[str, ...]
    taken: str
    reason: str
    sure: bool


@dataclass(frozen=True)
class LayoutChoice:
    """The columns of the tables that share their headings."""

    title: str
    columns: tuple[ColumnChoice, ...]


FIELDS = [(c.field.value, c.label, c.hint) for c in COLUMNS if c.field is not Field.IGNORED]


def column_choices(
    columns: Columns, guessed: Columns, posted: Mapping[str, str]
) -> list[LayoutChoice]:
    """The mapping screen. `guessed` holds the samples; what was posted wins over what is kept."""
    several = len(columns.layouts) > 1
    shown = []
    for at, layout in enumerate(columns.layouts):
        choices = []
        for number, column in enumerate(layout.columns):
            name = f"column-{at}-{number}"
            kept = column.field.value if column.field and column.field is not Field.IGNORED else ""
            sample = (
                guessed.layouts[at].columns[number].samples if at < len(guessed.layouts) else ()
            )
            taken = posted.get(name, kept)
            sure = column.confidence >= 0.8
            choices.append(ColumnChoice(name, column.header, sample, taken, column.reason, sure))
        shown.append(LayoutChoice(f"Table {at + 1}" if several else "", tuple(choices)))
    return shown


@dataclass(frozen=True)
class Box:
    """A box in which a cell is mended."""

    name: str
    label: str
    value: str


@dataclass(frozen=True)
class Line:
    """A row of the file: where it stood, its date as written and as read, what is to be looked at, boxes."""

    id: str
    place: str
    written: str
    read: str
    event: str
    source: str
    notes: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    boxes: tuple[Box, ...] = ()
    left_out: bool = False
    suggestion: str = ""
    unread: bool = False


def entry_line(entry: Entry, mending: lines.Mending, *, mended: bool = False) -> Line:
    """An entry; with boxes when it is shown for mending."""
    row = lines.row_id(entry.table, entry.row_number)
    kept = mending.cells.get(row, {})
    boxes = []
    if mended:
        if "date" in kept or any(
            n.attention and n.code is not NoteCode.NO_SOURCE for n in entry.notes
        ):
            boxes = [Box(f"date-{row}", "Date", kept.get("date", entry.when.original))]
        if not entry.source or "source" in kept:
            boxes.append(Box(f"source-{row}", "Source", kept.get("source", entry.source)))
        if not entry.event or "event" in kept:
            boxes.append(Box(f"event-{row}", "What happened", kept.get("event", entry.event)))
    notes = [n.text for n in entry.notes if n.attention or not mended]
    return Line(
        row, _place(entry.table_name, entry.row_number), _written(entry), str(entry.when), entry.event, entry.source,
        tuple(notes), _cells(entry.original), tuple(boxes),
    )  # fmt: skip


def fault_line(fault: Fault, mending: lines.Mending) -> Line:
    """A row that could not be read, with its reason and a box for its date."""
    row = lines.row_id(fault.table, fault.row_number)
    kept = mending.cells.get(row, {})
    boxes = [Box(f"date-{row}", "Date", kept.get("date", fault.original))]
    if fault.kind.value == "row":
        boxes = [Box(f"date-{row}", "Date", kept.get("date", "")), Box(f"event-{row}", "What happened", kept.get("event", ""))]  # fmt: skip
    return Line(
        row, fault.place, fault.original, "", "", "", (f"{fault.reason} {fault.mend}".strip(),),
        _cells(fault.cells), tuple(boxes), row in mending.left_out, fault.suggestion,
        unread=True,
    )  # fmt: skip


def _place(table: str, number: int) -> str:
    return f"{table}, row {number}" if table else f"Row {number}"


def _written(entry: Entry) -> str:
    when = entry.when
    return (
        " ".join(t for t in (when.original, when.time_original) if t and t not in when.original)
        or when.original
    )


def _cells(cells: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((header, text) for header, text in cells.items() if text)


@dataclass(frozen=True)
class FileLine:
    """A chronology of the return, for the list of files."""

    chronology: ReturnChronology
    name: str
    department: str
    facts: str
    done: bool


def file_lines(chronologies: Sequence[ReturnChronology]) -> list[FileLine]:
    shown = []
    for one in chronologies:
        done = one.confirmed_at is not None
        words = "1 line" if one.rows == 1 else f"{one.rows} lines"
        shown.append(FileLine(one, one.document.file_name, one.department, words, done))
    return shown
