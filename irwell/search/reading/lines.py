"""The printed lines of a PDF, and how body text looks in it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

EDGE = 0.085  # running heads and feet stand in the top and bottom twelfth of a page
BOLD = 600
SLANTED = ("italic", "oblique")
DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
MARK = re.compile(r"\[?(\d{1,3}|[a-z*†‡§])\]?(, ?\d{1,3})*")  # of a footnote


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
    italic: bool = False
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
    italic: bool


@dataclass(slots=True)
class Look:
    """What body text looks like in this document."""

    size: float
    bold: bool
    step: float
    running: frozenset[str] = frozenset()
    words: frozenset[str] = field(default_factory=frozenset)


def lines_of(document: pypdfium2.PdfDocument, number: int) -> list[Line]:
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
            italic=all(run.italic for run in group if run.text.strip()),
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
        name = font.get_base_name().lower()
        bold = font.get_weight() >= BOLD or "bold" in name
        italic = any(each in name for each in SLANTED)
        yield _Run(text, left, right, matrix.f, round(size, 1), bold, italic)


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


def look_of(lines: Sequence[Line], pages: int) -> Look:
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
    return Look(
        size=size,
        bold=bold,
        step=float(steps.most_common(1)[0][0]) if steps else size * 1.3,
        running=frozenset(text for text, on in edges.items() if len(on) >= often),
        words=frozenset(word.lower() for word in words),
    )


def _without_numbers(text: str) -> str:
    return DIGITS.sub("", text).strip(" .|–-").lower()


def is_furniture(line: Line, look: Look, contents: frozenset[int]) -> bool:
    if line.page in contents:
        return True
    if line.at_edge and (
        _without_numbers(line.text) in look.running or not _without_numbers(line.text)
    ):
        return True
    footnote = line.size < look.size * 0.88 and line.y < line.height * 0.5
    return footnote or not re.search(r"\w", line.text)
