"""A reading list for reference managers and spreadsheets."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from irwell.core.text import inert_cell
from irwell.repository.models import Passage, Record
from irwell.repository.presenters import records
from irwell.saved_searches.models import ReadingItem


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list as it is shown."""

    item: ReadingItem
    record: Record
    passage: Passage | None
    citation: str


def entries(
    items: Sequence[ReadingItem], passages: Mapping[tuple[UUID, str], Passage]
) -> list[Entry]:
    """Entries with the passages they point at; words of a withdrawn review are not shown."""
    return [
        Entry(
            item,
            item.record,
            None if item.record.is_withdrawn else passages.get((item.record_id, item.anchor)),
            records.citation(item.record),
        )
        for item in items
    ]


def ris(listed: Sequence[Entry]) -> str:
    """Every entry with its note."""
    out = []
    for entry in listed:
        text = records.ris(entry.record)
        note = " ".join(entry.item.note.split())
        if note:
            text = text.replace("ER  - \r\n", f"N1  - {note}\r\nER  - \r\n")
        out.append(text)
    return "".join(out)


def table(listed: Sequence[Entry]) -> str:
    """The same as CSV."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["Title", "Kind", "Partnership", "Published", "Passage", "Page", "Note", "Address"]
    )
    for entry in listed:
        record, passage = entry.record, entry.passage
        cells = [
            record.title, record.kind, record.partnership, str(record.published or record.year or ""),
            passage.text if passage else "", str(passage.page or "") if passage else "",
            entry.item.note,
        ]  # fmt: skip
        writer.writerow([inert_cell(cell) for cell in cells] + [records.address(record)])
    return "\ufeff" + out.getvalue()
