"""The words of a file: a Word document paragraph by paragraph, a PDF page by page. Pure."""

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from irwell.documents.rules import ending_of

READ = ("pdf", "docx", "txt")
BODY, NOTES = "word/document.xml", "word/footnotes.xml"


@lru_cache(maxsize=32)
def paragraphs(data: bytes) -> tuple[str, ...]:
    """Paragraphs in reading order (a table's row by row), then the footnotes; deleted words are left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        found = _texts(packed.read(BODY))
        if NOTES in packed.namelist():
            found += [f"Footnote: {text}" for text in _texts(packed.read(NOTES))]
    return tuple(found)


def _texts(xml: bytes) -> list[str]:
    root = parse_xml(xml)
    texts = []
    for row in root.iter(qn("w:p"), qn("w:tr")):
        if row.tag == qn("w:tr"):
            cells = (
                " ".join(_words(p) for p in cell.iter(qn("w:p"))) for cell in row.iter(qn("w:tc"))
            )
            texts.append(" | ".join(cell.strip() for cell in cells))
        elif not any(True for _ in row.iterancestors(qn("w:tc"))):
            texts.append(_words(row))
    return [text.strip() for text in texts if text.strip(" |")]


def _words(paragraph: object) -> str:
    """Text, inserted text too; `w:delText` is another element and so is not read."""
    marks = {qn("w:tab"): " ", qn("w:br"): " "}
    return "".join(
        (piece.text or "") if piece.tag == qn("w:t") else marks[piece.tag]
        for piece in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"))  # type: ignore[attr-defined]
        if not any(True for _ in piece.iterancestors(qn("w:tabs")))
    )


@dataclass(frozen=True)
class Part:
    """A page of a PDF, or a paragraph of anything else."""

    text: str
    page: int | None = None


def parts_of(file_name: str, data: bytes) -> tuple[Part, ...]:
    """The words in reading order; none of a kind that is not READ."""
    match ending_of(file_name):
        case "pdf":
            return tuple(Part(text, number) for number, text in enumerate(pages(data), start=1))
        case "docx":
            return tuple(map(Part, paragraphs(data)))
        case "txt":
            lines = data.decode("utf-8", "replace").splitlines()
            return tuple(Part(line.strip()) for line in lines if line.strip())
    return ()


def pictures(parts: Sequence[Part]) -> tuple[int, ...]:
    """Pages of a PDF without any text: scans."""
    return tuple(part.page for part in parts if part.page is not None and not part.text.strip())


@lru_cache(maxsize=8)
def pages(data: bytes) -> tuple[str, ...]:
    """The text of each page; a scanned page has none."""
    with closing(pypdfium2.PdfDocument(data)) as document:
        return tuple(_page(document, number) for number in range(len(document)))


def _page(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    text = page.get_textpage()
    try:
        return str(text.get_text_range()).replace("\r\n", "\n").replace("\ufffe", "-").strip()
    finally:
        text.close()
        page.close()


@dataclass(frozen=True)
class Place:
    """Where words stand: in parts `first` to `last`, from a character of the first to one of the last."""

    first: int
    last: int
    start: int
    end: int


def find(parts: Sequence[Part], words: str) -> Place | None:
    """The first place of words, whatever their case, spacing, quotes and line breaks; also over several parts."""
    wanted = [re.escape(piece) for piece in _straight(words).split()]
    if not wanted:
        return None
    joined = _straight("\n".join(part.text for part in parts))
    found = re.search(r"\s+".join(wanted), joined, re.IGNORECASE)
    if found is None:
        return None
    starts, at = [], 0
    for part in parts:
        starts.append(at)
        at += len(part.text) + 1
    first, last = bisect_right(starts, found.start()) - 1, bisect_right(starts, found.end() - 1) - 1
    return Place(first, last, found.start() - starts[first], found.end() - starts[last])


_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "\u00a0": " "})


def _straight(text: str) -> str:
    """One character for each, so that places stay what they are."""
    return text.translate(_STRAIGHT)
