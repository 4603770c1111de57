"""Reading: a file in, a text model out, or a refusal that says why."""

from __future__ import annotations

from irwell.anonymise.model import Document
from irwell.anonymise.reading.refusal import UnreadableDocument
from irwell.anonymise.reading.sniffing import reader_for

__all__ = ["UnreadableDocument", "read"]

# Of more columns a page holds no whole word, and laying them out takes minutes.
MOST_COLUMNS = 40


def read(name: str, data: bytes) -> Document:
    """The text model of a file; `name` tells its kind, which the content must bear out."""
    reader = reader_for(name, data)
    try:
        document = reader(data)
    except UnreadableDocument:
        raise
    except RecursionError as error:
        raise UnreadableDocument(
            "This file is nested too deeply to be read. Copy its text into a new document."
        ) from error
    except Exception as error:
        # Fail closed: a file that surprises the reader is refused, never read in part. Only the
        # kind of error is told, because its message may quote the file.
        raise UnreadableDocument(
            "This file is built in a way that cannot be read safely "
            f"({type(error).__name__}). Copy its text into a new document."
        ) from error
    if not any(block.text.strip() for block in document.blocks):
        raise UnreadableDocument(
            "This file shows no text, so there is nothing to anonymise. If its text is in a "
            "picture or in a file built into it, bring the text in and upload it again."
        )
    cells = [block.cell for block in document.blocks if block.cell]
    widest = max((cell.column + cell.column_span - 1 for cell in cells), default=0)
    if widest > MOST_COLUMNS:
        raise UnreadableDocument(
            f"A table in this file has {widest} columns; at most {MOST_COLUMNS} can be read on a printed "
            "page. Split that table or take it out, and upload the file again."
        )
    return document
