"""What a recogniser returns, and small questions about the place of a word in its sentence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

from irwell.anonymise import words

_ABBREVIATIONS = words.listed("mr mrs ms dr prof st rev no nos e.g i.e vs approx ref sgt insp")
# Small letters that a heading with capitals has too.
_IN_HEADINGS = words.listed("the and for with from into over upon nor but")
_LEAD = " \t\u00a0\r\u200b\ufeff\"'“”‘’([*_#•·‣–—-"
_NUMBERED = re.compile(r"(?:\d+\.)*\d+\)?|\(?[a-z]\)|[ivx]+\)")
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")
_LAST_WORD = re.compile(r"([\w.’']+)\.\s*$")


@dataclass(frozen=True, slots=True)
class Hit:
    """A span of one text that may identify somebody, with whom it may be and who says so."""

    start: int
    end: int
    kind: str
    source: str
    score: float
    candidates: frozenset[str] = frozenset()

    def overlaps(self, other: "Hit") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def widened(self, start: int, end: int) -> "Hit":
        """The same hit over a longer span."""
        return replace(self, start=start, end=end)

    @property
    def from_register(self) -> bool:
        """Whether the case's own register proposed it."""
        return self.source.startswith("register")


def starts_sentence(text: str, at: int) -> bool:
    """Whether a capital at `at` may be there only because a sentence begins."""
    while at > 0 and text[at - 1] in _LEAD:
        at -= 1
    mark = text[at - 1 : at]
    if not mark or mark in "\n!?:;…|\x07":
        return True
    if mark != ".":
        # Section numbers ("2.3 Hope …") and list letters stand before a sentence too.
        if mark != ")" and not mark.isdecimal():
            return False
        return bool(_NUMBERED.fullmatch(text[text.rfind("\n", 0, at) + 1 : at].strip()))
    word = _LAST_WORD.search(text[max(0, at - 24) : at])
    if word is None:
        return True
    last = word.group(1).lower()
    return not (last in _ABBREVIATIONS or (len(last) == 1 and "a" <= last <= "z"))


def capitals_say_nothing(text: str, start: int, end: int) -> bool:
    """Whether the line is a heading or shouted, so that a capital is no evidence of a name."""
    left, right = _line_of(text, start, end)
    longer = False
    for match in chain(
        _LONG_WORD.finditer(text, left, start), _LONG_WORD.finditer(text, end, right)
    ):
        word = match.group()
        if word[0].islower() and word not in _IN_HEADINGS:
            return False
        longer |= len(word) > 3
    return longer


def _line_of(text: str, start: int, end: int) -> tuple[int, int]:
    """From where to where the sentence or line reaches that these words stand in."""
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    right = len(text) if right < 0 else right
    for stop in (". ", "? ", "! "):
        found = text.rfind(stop, left, start)
        while found > left and _is_an_initial(text, found):
            found = text.rfind(stop, left, found)
        left = max(left, found + 1)
        found = text.find(stop, end, right)
        while found >= 0 and _is_an_initial(text, found):
            found = text.find(stop, found + 1, right)
        right = found if found >= 0 else right
    return left, right


def _is_an_initial(text: str, stop: int) -> bool:
    """Whether the full stop is that of "C. Moss" and ends no sentence."""
    before = text[stop - 2 : stop]
    return len(before) == 2 and before[1].isupper() and not before[0].isalnum()


def without_overlaps(hits: Iterable[Hit]) -> list[Hit]:
    """The best of overlapping hits: longer first, then higher score, then earlier."""
    ordered = sorted(hits, key=lambda h: (h.start - h.end, -h.score, h.start, h.kind, h.source))
    covered = bytearray(max((hit.end for hit in ordered), default=0))
    taken: list[Hit] = []
    for hit in ordered:
        if not any(covered[hit.start : hit.end]):
            covered[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            taken.append(hit)
    return sorted(taken, key=lambda h: (h.start, h.end))
