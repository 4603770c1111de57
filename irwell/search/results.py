"""What a search answers with. What a page has many of is a tuple with names: it is made three times as fast as a data class."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Segment(NamedTuple):
    """A piece of a snippet; `marked` pieces are the words that matched, `near` ones stand for words asked for. Plain text, never HTML."""

    text: str
    marked: bool = False
    near: bool = False


class PassageHit(NamedTuple):
    """The passage that answers, and where in the record it stands."""

    anchor: str
    heading: str
    page: int | None
    snippet: tuple[Segment, ...]


class NearWord(NamedTuple):
    """A word of the question, and the word of a passage that comes nearest to it in meaning."""

    asked: str
    found: str


class Why(NamedTuple):
    """Why a record is in the list: the words found in it, how near its meaning is (0 to 1), and which words stand for others."""

    words: tuple[str, ...] = ()
    meaning: float | None = None
    sentence: str = ""
    near_words: tuple[NearWord, ...] = ()


class Hit(NamedTuple):
    """One record in a list of results."""

    record_id: str
    score: float
    title: str
    passage: PassageHit | None
    why: Why
    more_passages: tuple[PassageHit, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value records can be narrowed by, with how many of the results have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """A page of results, and what can be said about the whole list."""

    total: int
    hits: tuple[Hit, ...] = ()
    facets: dict[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    years: tuple[tuple[int, int], ...] = ()
    spelling: str = ""
    notes: tuple[str, ...] = ()
    mode: str = "meaning"
    by_meaning: bool = True
