"""Read what a reader asked for from the address. Nothing in an address is an error."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from irwell.core.text import clean
from irwell.search import FACTS, Filters

PAGE = 10
MOST_PAGES = 200
MODES = {"meaning": "By relevance", "words": "These words"}
MODE_HINTS = {
    "meaning": "finds what says the same in other words too",
    "words": "goes by the words you type, in any form",
}
ORDERS = {"relevance": "Best match", "newest": "Newest first", "oldest": "Oldest first"}


@dataclass(frozen=True, slots=True)
class SearchAsked:
    """One search as an address holds it."""

    query: str = ""
    mode: str = "meaning"
    order: str = "relevance"
    kinds: tuple[str, ...] = ()
    partnerships: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    facts: tuple[tuple[str, str], ...] = ()
    page: int = 1
    notes: tuple[str, ...] = field(default=())

    @property
    def filters(self) -> Filters:
        """The narrowing part."""
        years = (self.year_from, self.year_to)
        return Filters(self.kinds, self.partnerships, self.themes, *years, self.facts)

    @property
    def offset(self) -> int:
        """How many results come before this page."""
        return (self.page - 1) * PAGE

    def without(self, facet: str, value: str) -> dict[str, Any]:
        """What is to be changed so that this value of a facet narrows no longer."""
        if facet in FACTS:
            return {"facts": tuple(each for each in self.facts if each != (facet, value))}
        field = {"kind": "kinds", "partnership": "partnerships", "theme": "themes"}[facet]
        return {field: tuple(each for each in getattr(self, field) if each != value)}

    def address(self, **changes: Any) -> str:
        """The query part of the address of this search with something changed; page 1 again."""
        asked = replace(self, **{"page": 1, **changes})
        pairs: list[tuple[str, str]] = [("q", asked.query)] if asked.query else []
        if asked.mode != "meaning":
            pairs.append(("mode", asked.mode))
        if asked.order != "relevance":
            pairs.append(("order", asked.order))
        pairs += [("kind", each) for each in asked.kinds]
        pairs += [("partnership", each) for each in asked.partnerships]
        pairs += [("theme", each) for each in asked.themes]
        pairs += asked.facts
        pairs += [
            (name, str(value))
            for name, value in (("from", asked.year_from), ("to", asked.year_to))
            if value is not None
        ]
        if asked.page > 1:
            pairs.append(("page", str(asked.page)))
        return "?" + urlencode(pairs)


def read_search(data: QueryDict | Mapping[str, Any]) -> SearchAsked:
    """What the address asks for; what cannot be understood is left out with a note."""
    notes: list[str] = []
    year_from, year_to = (_year(data.get(name), notes) for name in ("from", "to"))
    if year_from and year_to and year_from > year_to:
        year_from, year_to = year_to, year_from
        notes.append("The first year was after the last, so they were swapped.")
    mode, order = data.get("mode", "meaning"), data.get("order", "relevance")
    return SearchAsked(
        query=clean(str(data.get("q", "")))[:12_000],
        mode=mode if mode in MODES else "meaning",
        order=order if order in ORDERS else "relevance",
        kinds=_values(data, "kind"),
        partnerships=_values(data, "partnership"),
        themes=_values(data, "theme"),
        facts=tuple((name, each) for name in FACTS for each in _values(data, name)),
        year_from=year_from,
        year_to=year_to,
        page=_page(data.get("page")),
        notes=tuple(notes),
    )


def _values(data: QueryDict | Mapping[str, Any], name: str) -> tuple[str, ...]:
    listed = data.getlist(name) if isinstance(data, QueryDict) else data.get(name, ())
    return tuple(dict.fromkeys(clean(str(value))[:200] for value in listed[:20] if value))


def _year(value: Any, notes: list[str]) -> int | None:
    text = clean(str(value or ""))
    if not text:
        return None
    if text.isascii() and text.isdigit() and 1900 <= int(text[:6]) <= 2100:
        return int(text)
    notes.append(f"“{text[:20]}” is not a year like 2024, so it was left out.")
    return None


def _page(value: Any) -> int:
    text = str(value or "1")
    return max(1, min(MOST_PAGES, int(text[:6]))) if text.isascii() and text.isdigit() else 1
