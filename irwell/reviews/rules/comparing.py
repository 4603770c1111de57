"""Two versions of a report: which paragraphs and words went and came, and where a paragraph now stands. Pure."""

import difflib
from collections.abc import Sequence
from typing import NamedTuple

from irwell.core.words_apart import Piece, words_apart
from irwell.reviews.rules.parts import Paragraph

LIKE = 0.4  # the share of words by which two paragraphs count as one that changed


class Line(NamedTuple):
    """One paragraph of a comparison. `number` is its place in the newer version (0 when removed).

    `pictures`: which one stood there and which stands there now, where a picture came, went or changed.
    """

    kind: str
    number: int
    pieces: tuple[Piece, ...]
    pictures: tuple[str, str] = ("", "")


def compare(old: Sequence[str], new: Sequence[str]) -> tuple[Line, ...]:
    """Two versions paragraph by paragraph; within a changed paragraph, word by word."""
    lines: list[Line] = []
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            lines += [Line("same", n + 1, (Piece("same", new[n]),)) for n in range(c, d)]
        else:
            lines += _changed(old[a:b], new[c:d], first=c + 1)
    return tuple(lines)


def compare_parts(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> tuple[Line, ...]:
    """Two versions whose paragraphs have keys that stay: what changed, came, went, or stands elsewhere."""
    before = {paragraph.key: paragraph for paragraph in old}
    there = {paragraph.key for paragraph in new}
    matcher = difflib.SequenceMatcher(
        a=[p.key for p in old], b=[p.key for p in new], autojunk=False
    )
    lines: list[Line] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        gone = [p for p in old[a:b] if p.key not in there] if tag != "equal" else []
        lines += [Line("removed", 0, (Piece("removed", p.text),), (p.asset, "")) for p in gone]
        for number, paragraph in enumerate(new[c:d], c + 1):
            lines.append(_line(number, paragraph, before.get(paragraph.key), tag == "equal"))
    return tuple(lines)


def _line(number: int, now: Paragraph, was: Paragraph | None, in_place: bool) -> Line:
    if was is None:
        return Line("added", number, (Piece("added", now.text),), ("", now.asset))
    if was.asset != now.asset:
        return Line("changed", number, words_apart(was.text, now.text), (was.asset, now.asset))
    if was.text != now.text and was.text.split() != now.text.split():
        return Line("changed", number, words_apart(was.text, now.text))
    return Line("same" if in_place else "moved", number, (Piece("same", now.text),))


def carried(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """For each paragraph of the old version that is still there, changed or not, its number in the new one."""
    found, at = {}, 0
    for line in compare(old, new):
        if line.kind == "added":
            continue
        at += 1
        if line.kind != "removed":
            found[at] = line.number
    return found


def _changed(old: Sequence[str], new: Sequence[str], *, first: int) -> list[Line]:
    """Pair paragraphs that share words; what went stands before what came."""
    lines, left = [], list(old)
    for offset, text in enumerate(new):
        near = max(left, key=lambda one: _alike(one, text), default=None)
        if near is None or _alike(near, text) < LIKE:
            lines.append(Line("added", first + offset, (Piece("added", text),)))
            continue
        gone = left[: left.index(near)]
        lines += [Line("removed", 0, (Piece("removed", one),)) for one in gone]
        left = left[len(gone) + 1 :]
        lines.append(Line("changed", first + offset, words_apart(near, text)))
    return lines + [Line("removed", 0, (Piece("removed", one),)) for one in left]


def _alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(a=one.split(), b=other.split(), autojunk=False).ratio()
