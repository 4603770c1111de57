"""What was noticed, as lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from irwell.chronology.entry import Entry
from irwell.chronology.observation import Observation
from irwell.chronology.sameevent import SameEvent
from irwell.chronology.silences import Grid

_LONGEST = 160


def observation_lines(
    noticed: Iterable[Observation], entries: Iterable[Entry], quoted: int = 6
) -> Iterator[str]:
    """Each observation with how sure it is, its grounds, and the entries it rests on."""
    known = {entry.id: entry for entry in entries}
    for one in noticed:
        yield f"{one.kind}: {one.title} ({one.sureness})"
        yield f"  {one.sentence}"
        yield from (f"  - {reason.text}" for reason in one.reasons)
        for entry_id in one.entries[:quoted]:
            yield f"    {entry_line(known[entry_id])}"
        if len(one.entries) > quoted:
            yield f"    and {len(one.entries) - quoted} more entries"


def event_lines(events: Iterable[SameEvent]) -> Iterator[str]:
    """Each proposal with its accounts one under another and how they differ."""
    for event in events:
        yield f"{event.observation.title} ({event.observation.sureness})"
        yield f"  {event.observation.sentence}"
        for entry in event.entries:
            yield f"    {entry_line(entry)}"
        for difference in event.differences:
            yield f"  Differs in {difference.about}: {difference.sentence}"


def grid_lines(grid: Grid) -> Iterator[str]:
    """The grid: a line to an agency and year, a figure to a month; "." no entry, " " not yet or no longer."""
    if not grid.rows:
        return
    widest = max(len(agency) for agency, _ in grid.rows)
    for year in sorted({month.year for month in grid.months}):
        yield f"{year}  {'':{widest}}  J F M A M J J A S O N D"
        for agency, cells in grid.rows:
            shown = [" "] * 12
            for month, cell in zip(grid.months, cells, strict=True):
                if month.year == year:
                    count = len(cell.entries)
                    shown[month.month - 1] = (
                        ("+" if count > 9 else str(count)) if count else "." if cell.quiet else " "
                    )
            yield f"      {agency:{widest}}  {' '.join(shown)}".rstrip()


def entry_line(entry: Entry) -> str:
    """An entry on one line."""
    text = " ".join(entry.event.split())
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return f"{entry.when} | {entry.agency} | {shown}"
