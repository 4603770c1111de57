"""Two wordings of one text: the words that stayed, went and came. Pure."""

import difflib
import re
from collections.abc import Sequence
from typing import NamedTuple

SAME, ADDED, REMOVED = "same", "added", "removed"
WORD = re.compile(
    r"\S+\s*"
)  # with the space after it, so that pieces put together again are the text


class Piece(NamedTuple):
    """A run of words: same, added or removed."""

    kind: str
    text: str


def words_apart(before: str, after: str) -> tuple[Piece, ...]:
    """The words that went and came; what went stands before what came. Space between words changes nothing."""
    old, new = WORD.findall(before), WORD.findall(after)
    was, now = before.split(), after.split()
    first = _alike_at_start(was, now)
    last = _alike_at_start(was[first:][::-1], now[first:][::-1])
    i, k = len(was) - last, len(now) - last
    runs = [(SAME, new[:first])]
    if first in (i, k):
        runs += [(REMOVED, old[first:i]), (ADDED, new[first:k])]
    else:
        matcher = difflib.SequenceMatcher(a=was[first:i], b=now[first:k], autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            came = new[first + c : first + d]
            runs += (
                [(SAME, came)]
                if tag == "equal"
                else [(REMOVED, old[first + a : first + b]), (ADDED, came)]
            )
    runs.append((SAME, new[k:]))
    return tuple(Piece(kind, "".join(words)) for kind, words in runs if words)


def _alike_at_start(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with; common ends are found so much more quickly than by the matcher."""
    for n, (word, same) in enumerate(zip(one, other, strict=False)):
        if word != same:
            return n
    return min(len(one), len(other))
