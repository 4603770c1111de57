"""From letters to lines, and from lines to paragraphs and headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from irwell.anonymise.model import Block, BlockKind
from irwell.anonymise.reading.portable.letters import Letter

_STOPS = tuple('.!?:;”"’)')
_LISTED = re.compile(r"^\s*(?:[•▪◦●○–\-*]\s|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[.)]\s)")
_NUMBERED_HEADING = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+[A-Z]")
_PAGE_NUMBER = re.compile(r"^\W*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*$", re.I)
BLACKED_OUT = "[blacked out]"


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line."""

    page: int
    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool = False
    margin: str = ""


@dataclass(frozen=True, slots=True)
class Concealed:
    """Text of a page that is there but not seen."""

    page: int
    reason: str
    text: str


def lines_of(
    page: int, found: Iterable[Letter], height: float
) -> tuple[list[TextLine], list[Concealed]]:
    """Visible lines, and the concealed text with its reason."""
    lines: list[TextLine] = []
    hidden: dict[str, list[str]] = {}
    row: list[Letter] = []
    for letter in found:
        if letter.concealed:
            pieces = hidden.setdefault(letter.concealed, [])
            pieces.append(letter.text)
            boxed = letter.concealed == "text under a box"
            if boxed and (not row or row[-1].text != BLACKED_OUT):
                row.append(letter._replace(text=BLACKED_OUT, concealed=""))
        elif letter.text == "\n":
            for pieces in hidden.values():
                pieces.append("\n")
            _add(lines, page, row, height)
            row = []
        else:
            gap = _gap(row[-1], letter) if row else ""
            if gap == "\n":
                _add(lines, page, row, height)
                row = []
            elif gap:
                row.append(letter._replace(text=" "))
            row.append(letter)
    _add(lines, page, row, height)
    aside = [
        Concealed(page, reason, re.sub(r"\s*\n\s*", "\n", "".join(pieces)).strip())
        for reason, pieces in hidden.items()
    ]
    return lines, [item for item in aside if item.text]


def _gap(last: Letter, letter: Letter) -> str:
    """What the eye sees between two letters that the file does not part."""
    if letter.text.isspace() or last.text.isspace() or not letter.text or not last.text:
        return ""
    size = max(letter.size, last.size, 1.0)
    (_, bottom, edge, top), (left, low, _, high) = last.box, letter.box
    if not bottom - size * 0.9 <= (low + high) / 2 <= top + size * 0.9:
        return "\n"
    return " " if left - edge > size * 0.16 else ""


def _add(lines: list[TextLine], page: int, row: list[Letter], height: float) -> None:
    text = re.sub(r"[ \t]+", " ", "".join(letter.text for letter in row)).strip()
    inked = [letter for letter in row if letter.text.strip() and letter.box[2] > letter.box[0]]
    if not text or not inked:
        return
    top = max(letter.box[3] for letter in inked)
    bottom = min(letter.box[1] for letter in inked)
    margin = "header" if bottom > height * 0.92 else "footer" if top < height * 0.08 else ""
    lines.append(
        TextLine(
            page=page,
            text=text,
            left=min(letter.box[0] for letter in inked),
            right=max(letter.box[2] for letter in inked),
            bottom=bottom,
            top=top,
            size=round(median(letter.size for letter in inked), 1),
            bold=sum(letter.bold for letter in inked) * 2 > len(inked),
            margin=margin,
        )
    )


def without_page_furniture(
    lines: list[TextLine], pages: int
) -> tuple[list[TextLine], list[TextLine]]:
    """Part running headers, footers and page numbers from the text."""

    def shape(line: TextLine) -> tuple[str, str]:
        return line.margin, re.sub(r"\d+", "#", line.text)

    seen = Counter(shape(line) for line in lines if line.margin)
    body, furniture = [], []
    for line in lines:
        often = seen[shape(line)] >= max(3, pages // 3) if line.margin else False
        if line.margin and (often or _PAGE_NUMBER.match(line.text)):
            furniture.append(line)
        else:
            body.append(line)
    return body, furniture


def blocks_of(lines: list[TextLine]) -> list[Block]:
    """Paragraphs and headings in reading order."""
    if not lines:
        return []
    weights: Counter[float] = Counter()
    for line in lines:
        weights[line.size] += len(line.text)
    body = weights.most_common(1)[0][0]
    width = max(line.right for line in lines)
    groups: list[list[TextLine]] = []
    for line in lines:
        if groups and not _begins(groups[-1], line, body, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return _numbered(groups, body)


def _begins(group: list[TextLine], line: TextLine, body: float, width: float) -> bool:
    """Whether this line starts a new paragraph after the lines so far."""
    last = group[-1]
    if _LISTED.match(line.text) or abs(line.size - last.size) > 0.6:
        return True
    if last.bold != line.bold:
        return True
    ended = last.text.rstrip().endswith(_STOPS)
    if line.page != last.page:
        return ended or _is_heading(group, body)
    gap = last.bottom - line.bottom
    height = max(last.size, 1.0)
    if gap < 0 or gap > height * 1.9:
        return ended or gap > height * 2.4 or gap < 0 or _is_heading(group, body)
    short = last.right < width - (width - last.left) * 0.25
    return ended and short


def _is_heading(group: list[TextLine], body: float) -> bool:
    text = " ".join(line.text for line in group)
    if len(text) > 160 or not re.search(r"[^\W\d_]", text):
        return False
    larger = group[0].size >= body * 1.12
    ends_openly = not text.rstrip().endswith((".", ";", ","))
    return larger or (group[0].bold and ends_openly and len(text) < 120)


def _numbered(groups: list[list[TextLine]], body: float) -> list[Block]:
    sizes = sorted({g[0].size for g in groups if _is_heading(g, body)}, reverse=True)
    levels = {size: min(index + 1, 4) for index, size in enumerate(sizes)}
    blocks: list[Block] = []
    counts: Counter[int] = Counter()
    for group in groups:
        page = group[0].page
        counts[page] += 1
        number = counts[page]
        heading = _is_heading(group, body)
        place = f"page {page}, {'heading' if heading else 'paragraph'} {number}"
        blocks.append(
            Block(
                id=f"pg{page}p{number}",
                kind=BlockKind.HEADING if heading else BlockKind.PARAGRAPH,
                text=_flowed(group),
                place=place,
                level=levels[group[0].size] if heading else 0,
            )
        )
    return blocks


def _flowed(group: list[TextLine]) -> str:
    """One paragraph from its lines; a word parted at a line end is whole again."""
    text = ""
    for line in group:
        piece = line.text
        if not text:
            text = piece
        elif re.search(r"[^\W\d_]-$", text) and not piece[:1].islower():
            text += piece
        elif re.search(r"\u00ad$|[^\W\d_]-$", text):
            text = text[:-1] + piece
        else:
            text += " " + piece
    return re.sub("\u00ad(?=\\S)", "", text).replace("\u00ad", "-")
