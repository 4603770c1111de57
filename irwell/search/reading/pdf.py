"""Read a PDF: words in reading order, headings, pages; furniture of the page left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2

from irwell.search.passages import Paragraph

from .contents import contents_pages
from .document import Document, Heading, UnreadableDocument
from .headings import SENTENCE_DONE, mark_headings, mark_listed
from .lines import Line, Look, is_furniture, lines_of, look_of
from .recommendations import find_recommendations

MOST_PAGES = 3000
NEW_ITEM = re.compile(
    r"^(\(?\d{1,3}(\.\d{1,3}){0,3}[.)]?\s+(?=\S)|[•▪●◦–—o]\s+|\(?[a-z]{1,2}[.)]\s|\(?[ivx]{1,5}\)\s"
    r"|Recommendation\s+\w{1,4}\b)"
)

_Assembled = tuple[list[Paragraph], list[Heading], list[int]]


def read_pdf(path: Path) -> Document:
    """Read a PDF file, or say why it cannot be read."""
    document = _open(path)
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise UnreadableDocument(
                f"{path.name} has {count:,} pages; the most that is read is {MOST_PAGES:,}."
                " Split it and add the parts."
            )
        lines = [line for number in range(count) for line in lines_of(document, number)]
        outline = _outline(document)
        about = {k: (v or "").strip() for k, v in document.get_metadata_dict().items()}
    finally:
        document.close()
    if sum(len(line.text) for line in lines) < 20 * max(1, min(count, 10)):
        raise UnreadableDocument(
            f"{path.name} holds pictures of pages and no text. Run it through text recognition"
            " (OCR), or add the Word file it was made from."
        )
    return _document(lines, outline, about, name=path.stem, pages=count)


def _open(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        reason = str(error).lower()
        if "password" in reason or "security" in reason:
            raise UnreadableDocument(
                f"{path.name} is locked with a password. Save a copy without one and add that."
            ) from error
        raise UnreadableDocument(
            f"{path.name} is not a PDF that can be opened: it is damaged or of another kind."
        ) from error


def _outline(document: pypdfium2.PdfDocument) -> list[Heading]:
    out: list[Heading] = []
    try:
        for item in document.get_toc(max_depth=6):
            target = item.get_dest()
            page = target.get_index() if target else None
            text = re.sub(r"\s+", " ", item.get_title() or "").strip()
            if text and page is not None:
                out.append(Heading(text=text, level=item.level + 1, page=page + 1))
    except (pypdfium2.PdfiumError, ValueError):
        return []
    return out


def _document(
    lines: list[Line], outline: list[Heading], about: dict[str, str], *, name: str, pages: int
) -> Document:
    look = look_of(lines, pages)
    contents = contents_pages(lines)
    kept = [line for line in lines if not is_furniture(line, look, contents)]
    mark_headings(kept, look, outline)
    mark_listed(kept, [line for line in lines if line.page in contents])
    paragraphs, headings, starts = _assemble(kept, look)
    announced = [(at, item.text) for at, item in zip(starts, headings, strict=True)]
    return Document(
        title=about.get("Title") or _title(kept, look) or name,
        paragraphs=tuple(paragraphs),
        headings=tuple(headings),
        recommendations=find_recommendations(paragraphs, announced),
        pages=pages,
        author=about.get("Author", ""),
        created=_created(about.get("CreationDate", "")),
    )


def _created(text: str) -> date | None:
    found = re.match(r"D:(\d{4})(\d\d)(\d\d)", text)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def _assemble(lines: Sequence[Line], look: Look) -> _Assembled:
    paragraphs: list[Paragraph] = []
    headings: list[Heading] = []
    starts: list[int] = []
    heading = ""
    before: Line | None = None
    for line in lines:
        if line.level:
            if before is not None and _same_heading(before, line, look):
                joined = f"{headings[-1].text} {line.text}"
                headings[-1] = replace(headings[-1], text=joined)
            else:
                headings.append(Heading(line.text, line.level, line.page))
                starts.append(len(paragraphs))
            heading = headings[-1].text
        elif before is not None and not before.level and _continues(before, line, look):
            last = paragraphs[-1]
            turns = last.turns
            if before.page != line.page:
                turns = (*turns, (len(last.text.split()), line.page))
            text, strong = _glue(last.text, line.text, look), last.strong and line.bold
            paragraphs[-1] = Paragraph(text, last.heading, last.page, strong, turns)
        else:
            strong = line.bold and not look.bold
            paragraphs.append(Paragraph(line.text, heading, line.page, strong))
        before = line
    return paragraphs, headings, starts


def _same_heading(before: Line, line: Line, look: Look) -> bool:
    if before.level and line.follows:
        return True
    near = 0 < before.y - line.y < max(before.size, look.size) * 2.1
    alike = abs(before.size - line.size) < 0.6 and before.bold == line.bold
    return bool(before.level) and before.page == line.page and near and alike


def _continues(before: Line, line: Line, look: Look) -> bool:
    if NEW_ITEM.match(line.text):
        return False
    if before.page != line.page:
        return not SENTENCE_DONE.search(before.text) or line.text[:1].islower()
    gap = before.y - line.y
    return -1 < gap <= look.step * 1.3 and abs(before.size - line.size) < look.size * 0.2


def _glue(first: str, second: str, look: Look) -> str:
    cut = re.search(r"([A-Za-z]+)[-‐]$", first)
    if not cut or not second[:1].islower():
        return f"{first} {second}"
    head = re.match(r"[a-z]+", second)
    whole = cut.group(1) + (head.group(0) if head else "")
    return first[:-1] + second if whole.lower() in look.words else first + second


def _title(lines: Sequence[Line], look: Look) -> str:
    front = [line for line in lines if line.page <= 2 and line.size > look.size * 1.3]
    if not front:
        return ""
    largest = max(line.size for line in front)
    return " ".join(line.text for line in front if line.size >= largest - 0.5)[:300]
