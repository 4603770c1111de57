"""The words of a file of notes: paragraphs and tables of a Word document, or plain text."""

import io
from collections.abc import Iterator

from docx import Document
from docx.table import Table

from irwell.core.text import clean

OWNER = ("owner", "who", "lead", "responsible", "by whom")
WHEN = ("when", "due", "date", "by when", "deadline", "timescale")


def text_of(data: bytes, file_name: str) -> str:
    """Text line by line. A table of actions becomes lines that begin “Action:”."""
    if file_name.lower().endswith(".docx"):
        return "\n".join(_lines(data))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _lines(data: bytes) -> Iterator[str]:
    for block in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            yield block.text


def _rows(table: Table) -> Iterator[str]:
    rows = [[clean(cell.text).replace("\n", " ") for cell in row.cells] for row in table.rows]
    heads = [cell.casefold() for cell in rows[0]] if rows else []
    what = next((n for n, head in enumerate(heads) if head.startswith("action")), None)
    if what is None:
        yield from (" | ".join(dict.fromkeys(cell for cell in row if cell)) for row in rows)
        return
    owner, when = _column(heads, OWNER), _column(heads, WHEN)
    for row in rows[1:]:
        cells = [row[n] if n is not None else "" for n in (what, owner, when)]
        if cells[0]:
            yield "Action: " + " | ".join(cells)


def _column(heads: list[str], words: tuple[str, ...]) -> int | None:
    return next((n for n, head in enumerate(heads) if any(w in head for w in words)), None)
