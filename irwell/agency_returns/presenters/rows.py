"""View models of a chronology's columns, rows and files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from irwell.agency_returns.models import AgencyReturn, ReturnChronology
from irwell.agency_returns.rules import lines
from irwell.chronology import COLUMNS, Entry, Fault, Field, NoteCode
from irwell.chronology import Mapping as Columns


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
    columns: Columns, guessed: Columns, posted: Mapping[str, str], asked: Mapping[str, str]
) -> list[LayoutChoice]:
    """The mapping screen. `guessed` holds the samples; what was posted wins over what is kept.

    `asked`: columns that hold what the review asks for beside the usual.
    """
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
            taken = posted.get(name, asked.get(name, kept))
            sure = column.confidence >= 0.8 and not column.reason.startswith("Remembered")
            sure = sure or name in asked
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


def entry_lines(version: AgencyReturn) -> list[Line]:
    """Every confirmed line of a version, file after file."""
    return [
        entry_line(Entry.from_dict(entry), lines.Mending.of(chronology.corrections))
        for chronology in version.chronologies.exclude(confirmed_at=None)
        for entry in chronology.entries
    ]
