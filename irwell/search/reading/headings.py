"""Which printed lines are headings: by size, weight, slant, numbering, spacing, bookmarks and the list of contents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .contents import entries, places
from .document import Heading
from .lines import Line, Look

SENTENCE_DONE = re.compile(r"[.!?:;]['’”)\]\d]*$")
LETTERED = re.compile(r"^\(?[a-z]{1,2}[.)]\s*(?=[A-Z])")
LONGEST, LONGEST_SLANTED = 110, 75
APART = 1.3  # of the usual step: how far above a line in italics the last one stands, if it is a heading


def mark_headings(lines: list[Line], look: Look, outline: list[Heading]) -> None:
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
        elif not line.level and _is_slanted_heading(lines, index, look):
            line.level = 6
        elif not line.level and index and _goes_on(lines[index - 1], line, look):
            line.level = lines[index - 1].level
    _unmark_bold_paragraphs(lines, look)


def _goes_on(before: Line, line: Line, look: Look) -> bool:
    """The second line of a heading in large print may begin with a small letter."""
    if not before.level or before.size <= look.size * 1.12 or len(line.text) > LONGEST:
        return False
    return abs(before.size - line.size) < 0.6 and 0 < before.y - line.y < before.size * 1.6


def mark_listed(lines: list[Line], contents: Sequence[Line]) -> None:
    """What the report’s own contents list is a heading, however it is printed."""
    listed = list(entries(contents))
    for start, (taken, level) in places(lines, listed).items():
        for place, line in enumerate(lines[start : start + taken]):
            line.level = line.level or level
            line.follows = place > 0


def _unmark_bold_paragraphs(lines: list[Line], look: Look) -> None:
    """Four bold lines in a row, or a bold sentence, are emphasis and no heading."""
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and line.bold and line.size <= look.size * 1.12 and line.level == 5:
            run.append(line)
            continue
        beyond = bool(run) and line is not None and line.bold and not line.level
        if beyond and line is not None and line.size <= run[-1].size * 0.9:
            beyond = False  # the small print of a figure is not more of it
        asks = bool(run) and LETTERED.match(run[0].text) and run[-1].text.endswith("?")
        done = bool(run) and SENTENCE_DONE.search(run[-1].text) and not asks
        if run and (len(run) > 3 or beyond or done):
            for each in run:
                each.level = 0
        run = []


def _key(text: str) -> str:
    return re.sub(r"[^0-9a-z]+", "", text.lower())


def _looks_like_heading(line: Line, look: Look) -> bool:
    text = line.text
    if len(text) > LONGEST or len(text) < 3 or "•" in text or not re.search(r"[A-Za-z]{3}", text):
        return False
    larger = line.size > look.size * 1.12
    heavier = line.bold and not look.bold and line.size >= look.size * 0.97
    if not (larger or heavier):
        return False
    if LETTERED.sub("", text)[0].islower() or (
        heavier and not larger and text.endswith((".", ",", ";"))
    ):
        return False
    return not (text.startswith(("•", "“", "‘")) or text.endswith(","))


def _is_slanted_heading(lines: Sequence[Line], index: int, look: Look) -> bool:
    """A short line in italics that stands alone, above text that is upright."""
    line = lines[index]
    if not line.italic or line.size < look.size * 0.97 or len(line.text) > LONGEST_SLANTED:
        return False
    if not line.text[0].isupper() or len(line.text) < 4 or SENTENCE_DONE.search(line.text):
        return False
    before = lines[index - 1] if index else None
    after = lines[index + 1] if index + 1 < len(lines) else None
    if after is None or after.italic or after.text[:1].islower():
        return False
    if before is None or before.page != line.page or before.level:
        return True
    gap = before.y - line.y
    return gap > look.step * APART or gap < 0
