"""Read reports: `read(path)` gives title, headings, paragraphs, recommendations and passages."""

from __future__ import annotations

from pathlib import Path

from .document import Document, Heading, UnreadableDocument
from .pdf import read_pdf
from .web import read_html
from .word import read_docx

READERS = {".pdf": read_pdf, ".docx": read_docx, ".html": read_html, ".htm": read_html}

__all__ = ["READERS", "Document", "Heading", "UnreadableDocument", "read"]


def read(path: Path) -> Document:
    """Read a .pdf, .docx or .html file by what its first bytes say it is."""
    if not path.is_file():
        raise UnreadableDocument(f"There is no file {path.name} in that place.")
    with path.open("rb") as file:
        start = file.read(1024)
    if not start.strip():
        raise UnreadableDocument(f"{path.name} is empty.")
    kind = path.suffix.lower()
    if start.lstrip()[:5] == b"%PDF-":
        kind = ".pdf"
    elif start[:4] == b"PK\x03\x04":
        kind = ".docx"
    reader = READERS.get(kind)
    if reader is None:
        raise UnreadableDocument(
            f"{path.name} is a kind of file that is not read here. Add a .pdf, .docx or .html file."
        )
    return reader(path)
