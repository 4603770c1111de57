"""Read a report’s own list of contents, and find in the text what it lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

LEADER = re.compile(r"(\.\s?){4,}|\s\d{1,3}$")
ENTRY = re.compile(r"^(?P<text>.*?[^\s.…])[\s.…]+(?P<page>\d{1,3})$")
NO_ENTRY = re.compile(r"^((table of )?contents|page|[ivxlc]+|\d+)$", re.IGNORECASE)
NUMBER = re.compile(
    r"^((chapter|part|section|appendix|annex)\s+\w{1,3}\s*[:.–—-]|\(?(\d{1,2}|[a-z])[.)]|\d{1,2}(?=\s))\s*",
    re.IGNORECASE,
)
CHAPTER = re.compile(
    r"^(chapter|part|appendix|annex|executive|summary|introduction by)\b", re.IGNORECASE
)
MOST_LINES = 4  # a heading takes


class Printed(Protocol):
    """A printed line, as far as it matters here."""

    text: str
    page: int
    x: float
    bold: bool


Place = tuple[int, int]  # the first line of a heading, and how many it takes


def contents_pages(lines: Sequence[Printed]) -> frozenset[int]:
    """Pages that list the headings, which would otherwise be found twice."""
    by_page: dict[int, list[Printed]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    found: set[int] = set()
    for page, on in by_page.items():
        listed = sum(1 for line in on if LEADER.search(line.text))
        named = any(line.text.lower().strip() in {"contents", "table of contents"} for line in on)
        if page <= 40 and ((named and listed >= 3) or (listed >= 8 and listed > len(on) * 0.35)):
            found.add(page)
    return frozenset(found)


def key(text: str) -> str:
    """What is compared: letters and digits alone."""
    return re.sub(r"[^0-9a-z]+", "", text.lower())


def keys(text: str) -> tuple[str, ...]:
    """A heading with its number and without, as contents and text often differ in that."""
    return tuple(dict.fromkeys(k for k in (key(text), key(NUMBER.sub("", text))) if len(k) > 2))


def entries(lines: Sequence[Printed]) -> Iterator[tuple[str, int, int]]:
    """Each heading listed: its words, its printed page and its level."""
    left = min((line.x for line in lines), default=0)
    indented = any(line.x > left + 15 for line in lines)
    bolds = {line.bold for line in lines if ENTRY.match(line.text.strip())}
    waiting: list[Printed] = []
    for line in lines:
        if NO_ENTRY.match(line.text.strip()):
            waiting = []
            continue
        found = ENTRY.match(line.text.strip())
        if found is None:
            waiting = [*waiting, line][-2:]
            continue
        first = waiting[0] if waiting else line
        text = " ".join([*(each.text.strip() for each in waiting), found["text"]])
        chapter = bool(CHAPTER.match(text)) or (len(bolds) > 1 and first.bold)
        yield text, int(found["page"]), 1 if chapter or (indented and first.x < left + 8) else 2
        waiting = []


def places(
    lines: Sequence[Printed], listed: Sequence[tuple[str, int, int]]
) -> dict[int, tuple[int, int]]:
    """Where in the text each listed heading stands: first line → how many lines, and the level.

    Printed page numbers lag behind those of the file by as much as the front pages take, which is
    learned from headings whose words stand alone in one place.
    """
    wanted = {k for text, _, _ in listed for k in keys(text)}
    standing = _standing(lines, wanted)
    lags = Counter(
        lines[at[0][0]].page - page
        for text, page, _ in listed
        for k in keys(text)[:1]
        if len(at := standing.get(k, [])) == 1
    )
    lag = lags.most_common(1)[0][0] if lags else 0
    out: dict[int, tuple[int, int]] = {}
    for text, page, level in listed:
        near = [
            place
            for k in keys(text)
            for place in standing.get(k, [])
            if abs(lines[place[0]].page - page - lag) <= 1 and place[0] not in out
        ]
        if near:
            start, taken = min(
                near, key=lambda place: (abs(lines[place[0]].page - page - lag), place[0])
            )
            out[start] = (taken, level)
    return out


def _standing(lines: Sequence[Printed], wanted: set[str]) -> dict[str, list[Place]]:
    """Every place where the lines read exactly as one of these."""
    longest = max(map(len, wanted), default=0)
    out: dict[str, list[Place]] = {}
    for start, first in enumerate(lines):
        if len(first.text) > longest + 40:
            continue
        text = ""
        for taken in range(1, MOST_LINES + 1):
            if start + taken > len(lines) or lines[start + taken - 1].page != first.page:
                break
            text = f"{text} {lines[start + taken - 1].text}"
            if len(key(text)) > longest + 15:
                break
            for each in keys(text):
                if each in wanted:
                    out.setdefault(each, []).append((start, taken))
    return out
