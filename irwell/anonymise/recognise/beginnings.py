"""Where in a text a rule can begin, so that it is tried there and not at every character.

A rule names its beginnings: the first three letters of each word that it may start with (a shorter
word whole), in small letters, or one of the marks below.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from irwell.anonymise.recognise.forms import places_of

# A number; letters that a digit follows, at most one space or stroke between; a telephone's lead.
NUMBER, CODE, LEAD = "0", "a0", "+0"
# A word that begins neither with a plain small letter nor with a digit.
CAPITAL = "A"
_MARKS = frozenset("@#[")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")


class Beginnings:
    """The places of one text by what stands there."""

    __slots__ = ("_places", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        places: defaultdict[str, list[int]] = defaultdict(list)
        capitals = []
        tokens = _WORD.findall(text)
        for token, at in zip(tokens, places_of(tokens, text), strict=True):
            head = token[:3]
            if not head.islower():
                if not head[0].isdigit():
                    capitals.append(at)
                head = head.casefold()
            places[head].append(at)
        if capitals:
            places[CAPITAL] = capitals
        numbers = [match.start() for match in _NUMBER.finditer(text)]
        if numbers:
            places[NUMBER] = numbers
            places[CODE] = _codes(text, numbers)
            places[LEAD] = _leads(text, numbers)
        for mark in _MARKS:
            if mark in text:
                places[mark] = [match.start() for match in re.finditer(re.escape(mark), text)]
        self._places = dict(places)

    def has(self, begins: Collection[str]) -> bool:
        """Whether any such word or mark stands in the text."""
        return not self._places.keys().isdisjoint(begins)

    def matches(self, pattern: re.Pattern[str], begins: Collection[str]) -> Iterator[re.Match[str]]:
        """What `pattern.finditer` finds in the text, for a pattern that begins nowhere else."""
        found = [self._places[key] for key in begins if key in self._places]
        if not found:
            return
        text, match_at, reached = self.text, pattern.match, 0
        for at in found[0] if len(found) == 1 else sorted({at for some in found for at in some}):
            if at >= reached and (match := match_at(text, at)):
                yield match
                reached = match.end()


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, with what it begins (anywhere, if nothing is said) and what a match never lacks."""

    pattern: re.Pattern[str]
    begins: Collection[str] = ()
    needs: Collection[str] = ()

    def matches(self, beginnings: Beginnings) -> Iterator[re.Match[str]]:
        """All matches in a text."""
        if self.needs and not beginnings.has(self.needs):
            return iter(())
        if not self.begins:
            return self.pattern.finditer(beginnings.text)
        return beginnings.matches(self.pattern, self.begins)


def first_letters(alternatives: str) -> frozenset[str]:
    """How the alternatives of a pattern begin, each of which begins with a plain word."""
    return frozenset(match[0][:3].casefold() for part in alternatives.split("|")
                     if (match := _WORD.search(part)))  # fmt: skip


def _codes(text: str, numbers: list[int]) -> list[int]:
    """Where the words begin that run into a number or stand right before one."""
    found: set[int] = set()
    for number in numbers:
        at = number - 1 if text[number - 1 : number] in (" ", "/", "-") else number
        start = at
        while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
            start -= 1
        if start < at:
            found.add(start)
    return sorted(found)


def _leads(text: str, numbers: list[int]) -> list[int]:
    """Numbers, and the "(" or "+" before them."""
    found = set(numbers)
    for number in numbers:
        if text[number - 1 : number] in ("(", "+"):
            found.add(number - 1)
        elif text[max(0, number - 2) : number] == "+ ":
            found.add(number - 2)
    return sorted(found)
