"""Read a PDF: words in reading order, headings, pages; furniture of the page left out."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from irwell.search.passages import Paragraph

from .contents import contents_pages, entries, places
from .document import Document, Heading, UnreadableDocument
from .recommendations import find_recommendations

MOST_PAGES = 3000
EDGE = 0.085  # running heads and feet stand in the top and bottom twelfth of a page
BOLD = 600
DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
MARK = re.compile(r"\[?(\d{1,3}|[a-z*†‡§])\]?(, ?\d{1,3})*")  # of a footnote
SENTENCE_DONE = re.compile(r"[.!?:;]['’”)\]\d]*$")
NEW_ITEM = re.compile(
    r"^(\(?\d{1,3}(\.\d{1,3}){0,3}[.)]?\s+(?=\S)|[•▪●◦–—o]\s+|\(?[a-z]{1,2}[.)]\s|\(?[ivx]{1,5}\)\s"
    r"|Recommendation\s+\w{1,4}\b)"
)


@dataclass(slots=True)
class Line:
    """One printed line."""

    text: str
    page: int
    x: float
    y: float
    size: float
    bold: bool
    height: float  # of the page
    level: int = 0  # of the heading it belongs to; 0 is body text
    follows: bool = False  # goes on with the heading of the line before

    @property
    def at_edge(self) -> bool:
        return self.y < self.height * EDGE or self.y > self.height * (1 - EDGE)


@dataclass(slots=True)
class _Run:
    text: str
    x: float
    right: float
    y: float
    size: float
    bold: bool


@dataclass(slots=True)
class _Look:
    """What body text looks like in this document."""

    size: float
    bold: bool
    step: float
    running: frozenset[str] = frozenset()
    words: frozenset[str] = field(default_factory=frozenset)


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
        lines = [line for number in range(count) for line in _lines(document, number)]
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


def _lines(document: pypdfium2.PdfDocument, number: int) -> list[Line]:
    try:
        page = document[number]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []  # one damaged page does not lose the others
    try:
        height = page.get_height()
        runs = list(_runs(page, textpage))
    finally:
        textpage.close()
        page.close()
    return [
        Line(
            text=text,
            page=number + 1,
            x=group[0].x,
            y=group[0].y,
            size=max(run.size for run in group),
            bold=all(run.bold for run in group if run.text.strip()),
            height=height,
        )
        for group in _grouped(runs)
        if (text := _joined(group))
    ]


def _runs(page: Any, textpage: Any) -> Iterator[_Run]:
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], textpage=textpage):
        text = item.extract().replace("\u00ad", "").replace("\xa0", " ").replace("\ufffe", "-")
        if not text.strip():
            continue
        left, _, right, _ = item.get_bounds()
        matrix = item.get_matrix()
        size = item.get_font_size() * (matrix.b**2 + matrix.d**2) ** 0.5
        font = item.get_font()
        bold = font.get_weight() >= BOLD or "bold" in font.get_base_name().lower()
        yield _Run(text, left, right, matrix.f, round(size, 1), bold)


def _grouped(runs: Sequence[_Run]) -> Iterator[list[_Run]]:
    group: list[_Run] = []
    for run in runs:
        if group:
            first = max(group, key=lambda each: each.size)
            raised = run.y - first.y
            beside = run.x >= group[-1].right - first.size * 2
            same = abs(raised) < first.size * 0.25
            if beside and 0 < raised < first.size * 0.9 and _is_mark(run, first):
                continue
            if not (beside and same):
                yield group
                group = []
        group.append(run)
    if group:
        yield group


def _is_mark(run: _Run, first: _Run) -> bool:
    """The number of a footnote, or other small print that is set high."""
    small = 0.9 if MARK.fullmatch(run.text.strip()) else 0.8
    return run.size < first.size * small


def _joined(group: Sequence[_Run]) -> str:
    out = group[0].text
    for before, run in itertools.pairwise(group):
        gap = run.x - before.right
        if gap > run.size * 0.12 and not out.endswith(" ") and not run.text.startswith(" "):
            out += " "
        out += run.text
    return re.sub(r"\s+", " ", out).strip()


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
    look = _look(lines, pages)
    contents = contents_pages(lines)
    kept = [line for line in lines if not _is_furniture(line, look, contents)]
    _mark_headings(kept, look, outline)
    _mark_listed(kept, [line for line in lines if line.page in contents])
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


def _look(lines: Sequence[Line], pages: int) -> _Look:
    sizes: Counter[tuple[float, bool]] = Counter()
    for line in lines:
        sizes[(round(line.size * 2) / 2, line.bold)] += len(line.text)
    (size, bold), _ = sizes.most_common(1)[0]
    steps = Counter(
        round(above.y - below.y)
        for above, below in itertools.pairwise(lines)
        if above.page == below.page and 0 < above.y - below.y < size * 3
    )
    edges: dict[str, set[int]] = {}
    for line in lines:
        if line.at_edge:
            edges.setdefault(_without_numbers(line.text), set()).add(line.page)
    often = max(3, pages // 40)
    words = Counter(word for line in lines for word in re.findall(r"[A-Za-z]{3,}", line.text))
    return _Look(
        size=size,
        bold=bold,
        step=float(steps.most_common(1)[0][0]) if steps else size * 1.3,
        running=frozenset(text for text, on in edges.items() if len(on) >= often),
        words=frozenset(word.lower() for word in words),
    )


def _without_numbers(text: str) -> str:
    return DIGITS.sub("", text).strip(" .|–-").lower()


def _is_furniture(line: Line, look: _Look, contents: frozenset[int]) -> bool:
    if line.page in contents:
        return True
    if line.at_edge and (
        _without_numbers(line.text) in look.running or not _without_numbers(line.text)
    ):
        return True
    footnote = line.size < look.size * 0.88 and line.y < line.height * 0.5
    return footnote or not re.search(r"\w", line.text)


def _mark_headings(lines: list[Line], look: _Look, outline: list[Heading]) -> None:
    listed: dict[tuple[int, str], int] = {}
    for item in outline:
        for page in (item.page or 0, (item.page or 0) + 1):
            listed[(page, _key(item.text))] = item.level
    sizes = sorted({round(line.size) for line in lines if line.size > look.size * 1.12})
    ranks = {size: rank for rank, size in enumerate(reversed(sizes), start=1)}
    for index, line in enumerate(lines):
        for taken in range(1, 5):
            together = lines[index : index + taken]
            key = (line.page, _key(" ".join(each.text for each in together)))
            if key in listed:
                for each in together:
                    each.level = min(listed[key], 6)
                break
        if not line.level and _looks_like_heading(line, look):
            line.level = min(ranks.get(round(line.size), 5), 6)
        elif not line.level and index and _goes_on(lines[index - 1], line, look):
            line.level = lines[index - 1].level
    _unmark_bold_paragraphs(lines, look)


def _goes_on(before: Line, line: Line, look: _Look) -> bool:
    """The second line of a heading in large print may begin with a small letter."""
    if not before.level or before.size <= look.size * 1.12 or len(line.text) > 110:
        return False
    return abs(before.size - line.size) < 0.6 and 0 < before.y - line.y < before.size * 1.6


def _mark_listed(lines: list[Line], contents: Sequence[Line]) -> None:
    """What the report’s own contents list is a heading, however it is printed."""
    listed = list(entries(contents))
    for start, (taken, level) in places(lines, listed).items():
        for place, line in enumerate(lines[start : start + taken]):
            line.level = line.level or level
            line.follows = place > 0


def _unmark_bold_paragraphs(lines: list[Line], look: _Look) -> None:
    """Four bold lines in a row, or a bold sentence, are emphasis and no heading."""
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and line.bold and line.size <= look.size * 1.12 and line.level == 5:
            run.append(line)
            continue
        beyond = line is not None and line.bold and bool(run) and not line.level
        if run and (len(run) > 3 or beyond or SENTENCE_DONE.search(run[-1].text)):
            for each in run:
                each.level = 0
        run = []


def _key(text: str) -> str:
    return re.sub(r"[^0-9a-z]+", "", text.lower())


def _looks_like_heading(line: Line, look: _Look) -> bool:
    text = line.text
    if len(text) > 110 or len(text) < 3 or "•" in text or not re.search(r"[A-Za-z]{3}", text):
        return False
    larger = line.size > look.size * 1.12
    heavier = line.bold and not look.bold and line.size >= look.size * 0.97
    if not (larger or heavier):
        return False
    if text[0].islower() or (heavier and not larger and text.endswith((".", ",", ";"))):
        return False
    return not (text.startswith(("•", "“", "‘")) or text.endswith(","))


def _assemble(lines: Sequence[Line], look: _Look) -> _Assembled:
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


def _same_heading(before: Line, line: Line, look: _Look) -> bool:
    if before.level and line.follows:
        return True
    near = 0 < before.y - line.y < max(before.size, look.size) * 2.1
    alike = abs(before.size - line.size) < 0.6 and before.bold == line.bold
    return bool(before.level) and before.page == line.page and near and alike


def _continues(before: Line, line: Line, look: _Look) -> bool:
    if NEW_ITEM.match(line.text):
        return False
    if before.page != line.page:
        return not SENTENCE_DONE.search(before.text) or line.text[:1].islower()
    gap = before.y - line.y
    return -1 < gap <= look.step * 1.3 and abs(before.size - line.size) < look.size * 0.2


def _glue(first: str, second: str, look: _Look) -> str:
    cut = re.search(r"([A-Za-z]+)[-‐]$", first)
    if not cut or not second[:1].islower():
        return f"{first} {second}"
    head = re.match(r"[a-z]+", second)
    whole = cut.group(1) + (head.group(0) if head else "")
    return first[:-1] + second if whole.lower() in look.words else first + second


def _title(lines: Sequence[Line], look: _Look) -> str:
    front = [line for line in lines if line.page <= 2 and line.size > look.size * 1.3]
    if not front:
        return ""
    largest = max(line.size for line in front)
    return " ".join(line.text for line in front if line.size >= largest - 0.5)[:300]
