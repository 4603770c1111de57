"""Two versions of a report: which paragraphs and words went and came, and where a paragraph now stands. Pure."""

import difflib
from collections.abc import Sequence
from typing import NamedTuple

from irwell.reviews.rules.parts import Paragraph

LIKE = 0.4  # the share of words by which two paragraphs count as one that changed


class Piece(NamedTuple):
    """A run of words: same, added or removed."""

    kind: str
    text: str


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


def words_apart(old: str, new: str) -> tuple[Piece, ...]:
    """The words that went and came between two wordings of one paragraph, with one space after each."""
    was, now = old.split(), new.split()
    first = _alike_at_start(was, now)
    last = _alike_at_start(was[first:][::-1], now[first:][::-1])
    i, k = len(was) - last, len(now) - last
    pieces = [Piece("same", _run(now, 0, first))] if first else []
    pieces += _apart(was, now, first, i, k)
    return (*pieces, Piece("same", _run(now, k, len(now)))) if last else tuple(pieces)


def _run(words: Sequence[str], start: int, end: int) -> str:
    return " ".join(words[start:end]) + (" " if end < len(words) else "")


def _alike_at_start(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    for n, (word, same) in enumerate(zip(one, other, strict=False)):
        if word != same:
            return n
    return min(len(one), len(other))


def _apart(was: Sequence[str], now: Sequence[str], first: int, i: int, k: int) -> list[Piece]:
    """What differs between the words that both begin with and those that both end with."""
    if first in (i, k):
        both = (("removed", was, i), ("added", now, k))
        return [Piece(kind, _run(words, first, end)) for kind, words, end in both if end > first]
    pieces = []
    matcher = difflib.SequenceMatcher(a=was[first:i], b=now[first:k], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", _run(now, first + c, first + d)))
            continue
        if b > a:
            pieces.append(Piece("removed", _run(was, first + a, first + b)))
        if d > c:
            pieces.append(Piece("added", _run(now, first + c, first + d)))
    return pieces
