"""List numbers as Word shows them: paragraph numbers are cited, so they must survive."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from irwell.anonymise.reading.markup import attr, child, path, switched_on, tag

_LEVELS = 9
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(number: int) -> str:
    """Lower-case Roman numeral."""
    result = ""
    for value, letters in _ROMAN:
        while number >= value:
            result += letters
            number -= value
    return result


def letters(number: int) -> str:
    """a … z, aa … zz, as Word counts."""
    if number < 1:
        return ""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def formatted(number: int, style: str) -> str:
    """A number in one of Word's number formats; unknown formats are shown as decimals."""
    number = max(0, min(number, 9_999))
    match style:
        case "lowerRoman":
            return roman(number)
        case "upperRoman":
            return roman(number).upper()
        case "lowerLetter":
            return letters(number)
        case "upperLetter":
            return letters(number).upper()
        case "decimalZero":
            return f"{number:02d}"
        case "bullet" | "none":
            return ""
    return str(number)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list definition."""

    style: str = "decimal"
    pattern: str = "%1."
    start: int = 1
    legal: bool = False


@dataclass(frozen=True, slots=True)
class Numbered:
    """What a list paragraph carries before its text."""

    list_key: str
    level: int
    ordered: bool
    label: str


class Numbering:
    """The list definitions of a document and their running counters."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._style_links: dict[str, str] = {}
        self._lists: dict[str, tuple[str, dict[int, Level]]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        for item in root if root is not None else ():
            if tag(item) == "w:abstractNum":
                self._take_abstract(item)
            elif tag(item) == "w:num":
                self._take_list(item)

    def _take_abstract(self, item: etree._Element) -> None:
        key = attr(item, "w:abstractNumId")
        levels = [_level(entry) for entry in item if tag(entry) == "w:lvl"]
        self._abstract[key] = dict(levels)
        if link := attr(child(item, "w:numStyleLink"), "w:val"):
            self._links[key] = link
        if name := attr(child(item, "w:styleLink"), "w:val"):
            self._style_links[name] = key

    def _take_list(self, item: etree._Element) -> None:
        overrides: dict[int, Level] = {}
        abstract = attr(child(item, "w:abstractNumId"), "w:val")
        base = self._abstract.get(abstract, {})
        for entry in item:
            if tag(entry) != "w:lvlOverride":
                continue
            number = _integer(attr(entry, "w:ilvl"), 0)
            whole = child(entry, "w:lvl")
            level = _level(whole)[1] if whole is not None else base.get(number, Level())
            start = attr(child(entry, "w:startOverride"), "w:val")
            overrides[number] = Level(
                level.style, level.pattern, _integer(start, level.start), level.legal
            )
        self._lists[attr(item, "w:numId")] = (abstract, overrides)

    def next(self, list_id: str, level: int) -> Numbered | None:
        """Count one paragraph in this list; None when there is no such list."""
        if list_id not in self._lists:
            return None
        abstract, overrides = self._lists[list_id]
        abstract = self._style_links.get(self._links.get(abstract, ""), abstract)
        levels = {**self._abstract.get(abstract, {}), **overrides}
        level = min(level, _LEVELS - 1)
        here = levels.get(level, Level())
        counters = self._counters.setdefault(abstract, {})
        for number in overrides:
            if (list_id, number) not in self._restarted:
                self._restarted.add((list_id, number))
                counters.pop(number, None)
        counters[level] = counters.get(level, here.start - 1) + 1
        for deeper in [number for number in counters if number > level]:
            del counters[deeper]
        ordered = here.style not in {"bullet", "none"}
        return Numbered(abstract, level, ordered, self._label(here, levels, counters))

    def _label(self, here: Level, levels: dict[int, Level], counters: dict[int, int]) -> str:
        if here.style == "bullet":
            return ""

        def number(match: re.Match[str]) -> str:
            which = int(match.group(1)) - 1
            definition = levels.get(which, Level())
            style = "decimal" if here.legal else definition.style
            return formatted(counters.get(which, definition.start), style)

        return re.sub(r"%([1-9])", number, here.pattern)


def _level(entry: etree._Element) -> tuple[int, Level]:
    style = attr(path(entry, "w:numFmt"), "w:val") or "decimal"
    text = child(entry, "w:lvlText")
    return _integer(attr(entry, "w:ilvl"), 0), Level(
        style=style,
        pattern=attr(text, "w:val"),
        start=_integer(attr(child(entry, "w:start"), "w:val"), 1),
        legal=bool(switched_on(child(entry, "w:isLgl"))),
    )


def _integer(text: str, default: int) -> int:
    return int(text) if text.lstrip("-").isascii() and text.lstrip("-").isdigit() else default
