"""CSV, which spreadsheets open, and JSON, which loses nothing."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from irwell.chronology.export.columns import WIDE, OutColumn
from irwell.chronology.importing.tables import UnreadableFile
from irwell.chronology.merge import Timeline

SCHEMA = "irwell-chronology/1"
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")


def guard(text: str) -> str:
    """Text that no spreadsheet will run: a leading ' stops a formula, and shows as text."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_RISKY) else text


def to_csv(timeline: Timeline, *, more: Sequence[OutColumn] = ()) -> str:
    """Comma-separated text with a byte-order mark, so that Excel reads its accents."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    columns = (*WIDE, *more)
    writer.writerow(guard(column.heading) for column in columns)
    for entry in timeline.entries:
        writer.writerow(guard(column.text(entry)) for column in columns)
    return f"\ufeff{out.getvalue()}"


def to_json(timeline: Timeline) -> str:
    """The whole timeline, faults and original cells too, in the schema `irwell-chronology/1`."""
    plain = {"schema": SCHEMA, **timeline.to_dict()}
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def from_json(text: str | bytes) -> Timeline:
    """Read back what `to_json` wrote, equal in every part; `UnreadableFile` for anything else."""
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableFile("This is not JSON, or it was cut short.") from None
    if not isinstance(plain, dict) or plain.get("schema") != SCHEMA:
        raise UnreadableFile(f"This JSON is not a chronology of the schema “{SCHEMA}”.")
    try:
        return Timeline.from_dict(plain)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableFile(f"This chronology is damaged: {error!r}.") from None
