"""A PDF as an attacker reads it: every object, every stream, and the text as it is shown."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from irwell.anonymise.attack.haystacks import Haystack, spellings, xml_text
from irwell.anonymise.attack.search import Grade

_OPERATORS = re.compile(rb"\bT[jJ*]\b|\bBT\b")


def objects(data: bytes, place: str = "", *, spelt: set[bytes] | None = None) -> Iterator[Haystack]:
    """Strings, names and decoded streams of every object; attachments are opened too.

    `spelt` receives the digest of each stream's contents.
    """
    lead = f"{place}, " if place else ""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [pdf.trailer, *pdf.objects]
        for number, item in enumerate(found):
            where = f"{lead}object {number}" if number else f"{lead}trailer"
            texts: list[str] = []
            names: list[str] = []
            for kind, text in _words(item, 0):
                (texts if kind == "string" else names).append(text)
            if texts:
                yield Haystack(where, "\n".join(texts), Grade.MARKUP)
            if names:
                yield Haystack(f"{where}, names", "\n".join(names), Grade.MARKUP)
            if isinstance(item, Stream):
                yield from _stream(item, where, set() if spelt is None else spelt)


def _words(item: Object, depth: int) -> Iterator[tuple[str, str]]:
    if depth > 40:
        return
    if isinstance(item, String):
        yield "string", str(item)
        yield "string", bytes(item).decode("utf-8", "replace")
    elif isinstance(item, Name):
        yield "name", str(item)[1:]
    elif isinstance(item, Array):
        for value in item:
            if isinstance(value, Object) and not value.is_indirect:
                yield from _words(value, depth + 1)
    elif isinstance(item, Dictionary | Stream):
        for key, value in item.items():
            yield "name", key[1:]
            if isinstance(value, Object) and not value.is_indirect:
                yield from _words(value, depth + 1)


def _stream(item: Stream, where: str, spelt: set[bytes]) -> Iterator[Haystack]:
    try:
        data = item.read_bytes()
    except pikepdf.PdfError:
        data = item.read_raw_bytes()
    from irwell.anonymise.attack.haystacks import member

    if item.get("/Type") == Name.EmbeddedFile:
        yield from member(f"{where}, attached file", data, 1)
        return
    yield from spellings(f"{where}, stream", data)
    spelt.add(hashlib.sha256(data).digest())
    if data.lstrip()[:1] == b"<":
        yield from xml_text(f"{where}, metadata", data)
    if _OPERATORS.search(data):
        yield Haystack(f"{where}, text operators", _shown_strings(data), Grade.BYTES)


def _shown_strings(data: bytes) -> str:
    """Literal strings of a content stream; kerning between pieces of a word is taken out."""
    joined = re.sub(rb"\)\s*[-\d.]*\s*\(", b"", data)
    lines = re.findall(rb"\(((?:[^()\\]|\\.)*)\)", joined)
    return b"\n".join(lines).decode("latin-1") + "\n" + b"".join(lines).decode("latin-1")


def shown_text(data: bytes, place: str = "") -> Iterator[Haystack]:
    """The text of every page by PDFium, as it comes and with line-end hyphens mended."""
    lead = f"{place}, " if place else ""
    with pdfium.PdfDocument(data) as pdf:
        for index in range(len(pdf)):
            page = pdf[index]
            text = page.get_textpage().get_text_range().replace("\r\n", "\n")
            where = f"{lead}page {index + 1}"
            yield Haystack(where, text, Grade.TEXT)
            mended = re.sub(r"(?:[-\u00ad\u2010]\s*\n|[\u0002\ufffe]\n?)\s*", "", text)
            if mended != text:
                yield Haystack(f"{where}, hyphens mended", mended, Grade.TEXT)
            page.close()
