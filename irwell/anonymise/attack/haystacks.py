"""Where to look: raw bytes in every spelling, members of archives, text as programs show it."""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import html
import io
import re
import zipfile
import zlib
from collections.abc import Container, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from irwell.anonymise.attack.search import Grade

_DEEPEST = 5
_MOST_UNPACKED = 400 * 1024 * 1024
_PRINTABLE = re.compile(r"[\x20-\x7e\xa0-\xff]{5,}")
_WIDE = (
    (re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){5,}"), "utf-16-le"),
    (re.compile(rb"(?:\x00[\x20-\x7e\xa0-\xff]){5,}"), "utf-16-be"),
)
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}(?:\r?\n[A-Za-z0-9+/_-]{4,}={0,2})*")
_HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}[ \t\r\n]?){6,}")
_WORDS = re.compile(rb"[A-Za-z]{4}|(?:[A-Za-z]\x00){4}|(?:\x00[A-Za-z]){4}")
_ESCAPED = re.compile(r"\\u00([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_INLINE = {"r", "t", "rPr", "hyperlink", "ins", "del", "delText", "smartTag", "span", "a", "sdt",
           "sdtContent", "proofErr", "bookmarkStart", "bookmarkEnd", "softHyphen", "b", "i", "em",
           "strong", "instrText", "fldChar", "noBreakHyphen", "rFonts", "s", "soft-page-break",
           "bookmark", "moveTo", "moveFrom"}  # fmt: skip
_DEFLATED = re.compile(rb"stream\r?\n(.*?)(?:\r?\n)?endstream", re.S)


class TooDeep(ValueError):
    """Nesting or size goes beyond what can be searched; the check then blocks."""


@dataclass(frozen=True, slots=True)
class Haystack:
    """Text to search, where it stands, and how raw it is."""

    place: str
    text: str
    grade: Grade
    tail: bool = True


def spellings(place: str, data: bytes, depth: int = 0) -> Iterator[Haystack]:
    """What strings of these bytes say in the usual encodings, and in encodings of encodings."""
    latin = data.decode("latin-1")
    yield from _strings(f"{place} (raw)", latin)
    if re.search(rb"[\xc2-\xf4][\x80-\xbf]", data):
        text = re.sub(r"[\x00-\x1f\x7f\ufffd]+", "\n", data.decode("utf-8", "replace"))
        yield Haystack(f"{place} (UTF-8)", text, Grade.BYTES)
    for pattern, encoding in _WIDE:
        wide = "\n".join(m.group().decode(encoding) for m in pattern.finditer(data))
        if wide:
            yield Haystack(f"{place} (UTF-16)", wide, Grade.BYTES)
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        yield Haystack(f"{place} (UTF-16)", data.decode("utf-16", "replace"), Grade.MARKUP)
    if depth < 3:
        yield from _decoded(place, data, depth)


def _strings(place: str, latin: str) -> Iterator[Haystack]:
    joined = "\n".join(m.group() for m in _PRINTABLE.finditer(latin))
    if not joined:
        return
    yield Haystack(place, joined, Grade.BYTES)
    plain = joined
    if "%" in plain:
        plain = unquote(plain, errors="replace")
    for _ in range(3):  # an escaped entity is an entity once more for the next program
        if "&" in plain:
            plain = html.unescape(plain)
    plain = _ESCAPED.sub(lambda m: chr(int(m[1] or m[2] or m[3], 16)), plain)
    if plain != joined:
        yield Haystack(f"{place}, unescaped", plain, Grade.BYTES)


def _decoded(place: str, data: bytes, depth: int) -> Iterator[Haystack]:
    for match in _BASE64.finditer(data):
        packed = re.sub(rb"\s", b"", match.group()).translate(bytes.maketrans(b"-_", b"+/"))
        packed = packed.rstrip(b"=")
        for skip in range(4 if len(packed) < 4096 else 1):
            piece = packed[skip:]
            piece = piece[: len(piece) // 4 * 4]
            try:
                inner = base64.b64decode(piece)
            except (binascii.Error, ValueError):
                continue
            if _WORDS.search(inner):
                yield from spellings(f"{place}, base64", inner, depth + 2)
    for match in _HEX.finditer(data):
        digits = re.sub(rb"\s", b"", match.group())
        for skip in (0, 1):
            piece = digits[skip:]
            inner = bytes.fromhex(piece[: len(piece) // 2 * 2].decode("ascii"))
            if _WORDS.search(inner):
                yield from spellings(f"{place}, hexadecimal", inner, depth + 2)


def archive(place: str, data: bytes, depth: int = 0) -> Iterator[Haystack]:
    """Names, comments and contents of every member, archives inside archives included."""
    if depth > _DEEPEST:
        raise TooDeep("archives are nested too deeply to be searched")
    total = 0
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        yield Haystack(
            f"{place}, archive comment", container.comment.decode("utf-8", "replace"), Grade.TEXT
        )
        for entry in container.infolist():
            where = entry.filename
            yield Haystack(f"{place}, name of a part", where, Grade.MARKUP)
            yield from spellings(f"{where}, archive note", entry.comment + entry.extra)
            with container.open(entry) as stream:
                content = stream.read(_MOST_UNPACKED - total + 1)
            total += len(content)
            if total > _MOST_UNPACKED:
                raise TooDeep("the archive unpacks to more than can be searched")
            yield from member(where, content, depth + 1)


def member(place: str, data: bytes, depth: int) -> Iterator[Haystack]:
    """One file inside a file, whatever it is."""
    yield from spellings(place, data)
    if data[:4] == b"PK\x03\x04":
        yield from archive(place, data, depth)
    elif b"%PDF-" in data[:1024]:
        from irwell.anonymise.attack.pdf import objects, shown_text

        yield from objects(data, place)
        yield from shown_text(data, place)
    elif data.lstrip()[:1] == b"<":
        yield from xml_text(place, data)
    elif data[:4] == b"\x89PNG" or data[:2] == b"\x1f\x8b":
        yield from inflated(place, data)


def xml_text(place: str, data: bytes) -> Iterator[Haystack]:
    """Text nodes with the words put together again, and all attribute values."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=True
    )
    root = etree.fromstring(data, parser)
    if root is None:
        return
    pieces: list[str] = []
    values: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if not isinstance(node.tag, str):
            pieces.append(f"\n{node.text or ''}\n")
        elif event == "start":
            values += [str(value) for value in node.attrib.values()]
            pieces.append(str(node.text or ""))
        else:
            inline = re.split(r"[}:]", node.tag)[-1] in _INLINE
            pieces.append("" if inline else "\n")
        if event != "start":
            pieces.append(str(node.tail or ""))
    yield Haystack(f"{place} (text of the part)", "".join(pieces), Grade.TEXT)
    yield Haystack(f"{place} (attributes)", "\n".join(values), Grade.MARKUP)


def inflated(place: str, data: bytes) -> Iterator[Haystack]:
    """Compressed pieces of a picture or of a PDF, wherever they stand in the bytes."""
    for start in (m.start() for m in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|zTXt|iTXt", data)):
        try:
            inner = zlib.decompressobj().decompress(data[start:], 4 * 1024 * 1024)
        except zlib.error:
            continue
        if len(inner) > 4:
            yield from spellings(f"{place}, compressed piece", inner, 1)


def old_streams(data: bytes, known: Container[bytes] = ()) -> Iterator[Haystack]:
    """Streams of a PDF found by their brackets: superseded ones are still in the file.

    `known` holds digests of contents that were spelt out already, byte for byte the same.
    """
    for number, match in enumerate(_DEFLATED.finditer(data), start=1):
        body = match.group(1)
        with contextlib.suppress(zlib.error):
            body = zlib.decompressobj().decompress(body, _MOST_UNPACKED)
        if hashlib.sha256(body).digest() not in known:
            yield from spellings(f"stream {number} found by its brackets", body, 1)
        strings = re.sub(rb"\)\s*[-\d.\s]*\(", b"", body).decode("latin-1")
        yield Haystack(f"stream {number}, strings joined", strings, Grade.BYTES)


def tagless(text: str) -> str:
    """The words of an HTML page, read without an HTML parser."""
    text = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>", "\n", text)
    text = re.sub(r"(?i)</?(?:b|i|em|strong|span|a|sup|sub|mark|u|small)\b[^>]*>", "", text)
    return html.unescape(re.sub(r"<[^>]*>", "\n", text))
