"""View models of passages: the text around one, marked, as one reader sees it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from irwell.combined_chronology.models import Passage
from irwell.combined_chronology.queries import Reading
from irwell.core import time
from irwell.documents.content.words import Part, Place
from irwell.documents.models import Document
from irwell.statute import long_date

AROUND, MOST = (
    12,
    300_000,
)  # parts before and after a passage; characters of a document to choose from


@dataclass(frozen=True)
class Piece:
    """A page or paragraph: before, within and after what is marked."""

    page: int | None
    before: str
    marked: str = ""
    after: str = ""
    first: bool = False


def around(reading: Reading, parts: Sequence[Part], place: Place | None) -> list[Piece]:
    """The parts near the passage with its words marked; a PDF's own page and its neighbours."""
    if place is None:
        return whole(reading, parts)
    reach = 1 if parts[place.first].page else AROUND
    first, last = max(0, place.first - reach), min(len(parts), place.last + reach + 1)
    return [
        _piece(reading, part, at, place) for at, part in enumerate(parts[first:last], start=first)
    ]


def _piece(reading: Reading, part: Part, at: int, place: Place) -> Piece:
    if not place.first <= at <= place.last:
        return Piece(part.page, reading.say(part.text))
    start = place.start if at == place.first else 0
    end = place.end if at == place.last else len(part.text)
    text = part.text
    return Piece(
        part.page,
        reading.say(text[:start]),
        reading.say(text[start:end]),
        reading.say(text[end:]),
        at == place.first,
    )


def whole(reading: Reading, parts: Sequence[Part]) -> list[Piece]:
    """The document from its beginning, as far as a page can show it."""
    pieces, length = [], 0
    for part in parts:
        length += len(part.text)
        if length > MOST:
            break
        pieces.append(Piece(part.page, reading.say(part.text)))
    return pieces


@dataclass(frozen=True)
class Quoted:
    """A passage and its words as this reader sees them."""

    passage: Passage
    words: str


@dataclass(frozen=True)
class Named:
    """A document to quote from, under its name as this reader sees it."""

    id: UUID
    name: str
    added: str


def passages(reading: Reading, found: Iterable[Passage]) -> list[Quoted]:
    return [Quoted(one, reading.say(one.quote)) for one in found]


def documents(reading: Reading, found: Iterable[Document]) -> list[Named]:
    return [
        Named(
            one.pk,
            reading.say(one.file_name),
            f"added {long_date(time.london(one.created_at).date())}",
        )
        for one in found
    ]
