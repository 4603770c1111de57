"""Which reader a file needs: its name must agree with its first bytes."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from irwell.anonymise.model import Document
from irwell.anonymise.reading.markdown import read_markdown
from irwell.anonymise.reading.opendocument import read_opendocument
from irwell.anonymise.reading.plain import read_text
from irwell.anonymise.reading.portable import read_pdf
from irwell.anonymise.reading.refusal import UnreadableDocument
from irwell.anonymise.reading.web import read_html
from irwell.anonymise.reading.word import read_word

MOST_BYTES = 200 * 1024 * 1024

_READERS: dict[str, Callable[[bytes], Document]] = {
    ".docx": read_word,
    ".dotx": read_word,
    ".odt": read_opendocument,
    ".pdf": read_pdf,
    ".html": read_html,
    ".htm": read_html,
    ".md": read_markdown,
    ".txt": read_text,
}
_ZIPPED = {".docx", ".dotx", ".odt"}
_LEGACY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def reader_for(name: str, data: bytes) -> Callable[[bytes], Document]:
    """The reader for this file, or a refusal that says what the file really is."""
    extension = posixpath.splitext(name)[1].lower()
    if not data.strip(b"\x00 \r\n\t"):
        raise UnreadableDocument("This file is empty.")
    if len(data) > MOST_BYTES:
        raise UnreadableDocument(
            f"This file is larger than {MOST_BYTES // 1024 // 1024} MB. Make its pictures smaller "
            "or split it."
        )
    if extension in {".docm", ".dotm"}:
        raise UnreadableDocument(
            "This is a Word file that may carry macros. Save it as an ordinary .docx document and "
            "upload that copy."
        )
    if extension not in _READERS:
        raise UnreadableDocument(
            "Only .docx, .odt, .pdf, .html, .md and .txt files can be read. Save the document as "
            "one of these."
        )
    _refuse_disguise(extension, data)
    return _READERS[extension]


def _refuse_disguise(extension: str, data: bytes) -> None:
    if data.startswith(_LEGACY):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableDocument(
                "This document is protected with a password. Take the password off in Word "
                "(File, Info, Protect Document) and upload it again."
            )
        raise UnreadableDocument(
            "This is an old Office file (.doc) under another name. Save it in Word as .docx and "
            "upload that copy."
        )
    is_pdf = data.lstrip()[:5] == b"%PDF-"
    is_zip = data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}
    if is_pdf and extension != ".pdf":
        raise UnreadableDocument(
            f"This file is named {extension} but is a PDF. Rename it to end in .pdf and upload it "
            "again."
        )
    if extension == ".pdf" and b"%PDF-" not in data[:1024]:
        raise UnreadableDocument("This file is named .pdf but is not a PDF.")
    if extension in _ZIPPED and not is_zip:
        raise UnreadableDocument(
            f"This file is named {extension} but is not one. Open it in the program that made it, "
            f"save it as {extension} and upload the new copy."
        )
    if extension not in _ZIPPED and is_zip:
        raise UnreadableDocument(
            f"This file is named {extension} but is a zip archive. Upload the document itself."
        )
