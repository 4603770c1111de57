"""Plain text and Markdown."""

from __future__ import annotations

import re
from collections import Counter

from irwell.anonymise.model import Block, BlockKind, Document
from irwell.anonymise.reading.refusal import UnreadableDocument

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BULLET = re.compile(r"^(\s*)[•·▪◦*+–-]\s+(?=\S)")
_NUMBER = re.compile(r"^(\s*)((?:\d{1,3}|[a-z]|[ivxl]{1,6})[.)])\s+(?=\S)")


def decoded(data: bytes) -> str:
    """Text from bytes: Unicode if it is, Windows Western if it can be, else a refusal."""
    marked = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None)
    try:
        text = _strict(data, marked) if marked else data.decode("utf-8")
    except UnicodeDecodeError:
        text = _strict(data, "cp1252")
    if _CONTROL.search(text):
        raise UnreadableDocument(
            "This file is named as text but holds other data. Save it as plain text (UTF-8) and "
            "upload it again."
        )
    return text


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        raise UnreadableDocument(
            "The letters of this file cannot be made out. Save it as plain text (UTF-8) and "
            "upload it again."
        ) from error


def read_text(data: bytes) -> Document:
    """Paragraphs parted by empty lines; lines that begin like list items are list items."""
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    counter = Counter[str]()
    blocks: list[Block] = []
    for chunk in re.split(r"\n[ \t]*\n|\f", text):
        for piece in _pieces(chunk):
            counter["p"] += 1
            number = counter["p"]
            blocks.append(Block(f"p{number}", BlockKind.PARAGRAPH, piece, f"paragraph {number}"))
    if not blocks:
        raise UnreadableDocument("This file holds no text.")
    return Document(kind="txt", blocks=tuple(blocks))


def _pieces(chunk: str) -> list[str]:
    """A paragraph, or each list item of it as its own piece."""
    pieces: list[list[str]] = []
    for line in chunk.strip("\n").split("\n"):
        starts = _BULLET.match(line) or _NUMBER.match(line)
        if starts or not pieces:
            pieces.append([line])
        else:
            pieces[-1].append(line)
    return [piece for lines in pieces if (piece := "\n".join(lines).strip())]


def read_markdown(data: bytes) -> Document:
    """Markdown is read as the HTML it stands for."""
    from markdown_it import MarkdownIt

    from irwell.anonymise.reading.web import read_html_text

    text = decoded(data)
    front = re.match(r"\A---\s*\n(.*?)\n---\s*(?:\n|\Z)", text, re.S)
    body = text[front.end() :] if front else text
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(body)
    references = re.findall(r"^ {0,3}\[[^\]\n]+\]:[^\n]*$", body, re.M)
    return read_html_text(
        html, kind="md", front_matter=front.group(1) if front else "", extra=references
    )
