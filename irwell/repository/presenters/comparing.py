"""Two reviews side by side."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from irwell.core.text import clean
from irwell.repository.models import Recommendation, Record
from irwell.search import Pair, Segment
from irwell.search import Passage as FoundPassage
from irwell.ui.templatetags.ui import british_date

from .records import Section, sections

WORD = re.compile(r"[^\W_]+|[\W_]+")
SHORT = 60


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two."""

    record: Record
    short: str
    recommendations: tuple[Recommendation, ...]
    headings: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of both records."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SameSide:
    """One passage of a pair, with the words of the other marked in it."""

    identifier: str
    short: str
    passage: FoundPassage
    pieces: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Same:
    """Two passages that say the same."""

    sides: tuple[SameSide, SameSide]


def identifier_in(typed: str) -> str:
    """The identifier in what was typed: itself, or the address of a review here."""
    parts = [part for part in urlsplit(clean(typed)[:300]).path.split("/") if part]
    return (
        parts[parts.index("records") + 1] if "records" in parts[:-1] else (parts or [""])[0]
    ).lower()


def page_of(names: Sequence[str], found: Sequence[Record | None]) -> dict[str, Any]:
    """What the page shows, or why two reviews cannot be compared yet."""
    known: dict[str, Any] = {"a": names[0], "b": names[1]}
    problems = [
        f"There is no review “{name}” here. Copy the identifier from the review’s page."
        if record is None
        else f"{record.title} was withdrawn, so it cannot be compared."
        for name, record in zip(names, found, strict=True)
        if name and (record is None or record.is_withdrawn)
    ]
    if names[0] and names[0] == names[1]:
        problems.append("Both are the same review. Choose another for one of them.")
    both = [record for record in found if record is not None]
    if problems or len(both) < 2:
        return known | {"problems": problems}
    names_shown = _short(both)
    sides = [_side(record, name) for record, name in zip(both, names_shown, strict=True)]
    return known | {"sides": sides, "rows": _rows(both)}


def same(found: Sequence[Record | None], pairs: Sequence[Pair]) -> tuple[Same, ...]:
    """The pairs as they are shown."""
    both = [record for record in found if record is not None]
    names = _short(both)
    return tuple(
        Same(
            (
                _same_side(both[0], names[0], pair.first, pair.second),
                _same_side(both[1], names[1], pair.second, pair.first),
            )
        )
        for pair in pairs
    )


def _same_side(record: Record, short: str, passage: FoundPassage, other: FoundPassage) -> SameSide:
    theirs = {word.casefold() for word in WORD.findall(other.text) if len(word) > 4}
    pieces: list[Segment] = []
    for word in WORD.findall(passage.text):
        marked = word.casefold() in theirs
        if pieces and pieces[-1].marked == marked:
            pieces[-1] = Segment(pieces[-1].text + word, marked)
        else:
            pieces.append(Segment(word, marked))
    return SameSide(record.identifier, short, passage, tuple(pieces))


def _short(records: Sequence[Record]) -> list[str]:
    """What stands before the colon of each title, or the identifier where that is the same for both."""
    titles = [record.title.split(":")[0] for record in records]
    if titles[0] == titles[1]:
        return [record.identifier for record in records]
    return [
        title if len(title) <= SHORT else title[: SHORT - 1].rsplit(" ", 1)[0] + " …"
        for title in titles
    ]


def _side(record: Record, short: str) -> Side:
    return Side(
        record,
        short,
        tuple(record.recommendations.all()),
        tuple(section for section in sections(record) if section.heading),
    )


def _rows(records: Sequence[Record]) -> list[Row]:
    themes = [{theme.name for theme in record.themes.all()} for record in records]
    shared = themes[0] & themes[1]
    facts = {
        "Kind": [record.kind for record in records],
        "Partnership or body": [record.partnership for record in records],
        "Published": [_day(record) for record in records],
        "Author": [", ".join(record.authors) for record in records],
        "Method": [record.method for record in records],
        "Themes of both": [", ".join(sorted(shared))] * 2,
        "Its own themes": [", ".join(sorted(each - shared)) for each in themes],
        "Pages": [str(record.pages or "") for record in records],
        "Recommendations": [str(len(record.recommendations.all())) for record in records],
    }
    return [
        Row(label, tuple(value or "–" for value in values))
        for label, values in facts.items()
        if any(values)
    ]


def _day(record: Record) -> str:
    if record.published:
        return british_date(record.published)
    return str(record.year or "")
