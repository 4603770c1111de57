"""A search in words, and what a reader sees of one that is saved."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator

from irwell.repository.forms import SearchAsked
from irwell.repository.presenters.records import site
from irwell.saved_searches import queries
from irwell.saved_searches.models import Match, SavedSearch

SHORT = 160


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved search on its reader’s page."""

    search: SavedSearch
    title: str
    narrowed: str
    how: str
    results_href: str
    feed_href: str
    matches: tuple[Match, ...]


def standing(asked: SearchAsked) -> str:
    """The query part of the address that is kept: without page and order."""
    return asked.address(order="relevance")


def title_of(asked: SearchAsked) -> str:
    """What was typed, or that everything is meant."""
    return Truncator(asked.query).chars(SHORT) if asked.query else "Every new review"


def narrowed(asked: SearchAsked) -> str:
    """The filters in words."""
    parts = [*asked.kinds, *asked.themes, *asked.partnerships, *(v for _, v in asked.facts)]
    if asked.year_from is not None:
        parts.append(f"from {asked.year_from}")
    if asked.year_to is not None:
        parts.append(f"to {asked.year_to}")
    return ", ".join(parts)


def fires_when(asked: SearchAsked) -> str:
    """What has to happen for a message to come."""
    if not asked.query:
        return "You hear of every new review" + (" of these." if narrowed(asked) else ".")
    if asked.mode == "meaning":
        return "You hear of a new review when a passage of it says something close to this, in whatever words."
    return "You hear of a new review when it has every one of these words, in any form."


def saved(search: SavedSearch) -> Saved:
    """As its reader’s page shows it."""
    asked = queries.question(search)
    address = standing(asked)
    return Saved(
        search=search,
        title=title_of(asked),
        narrowed=narrowed(asked),
        how=fires_when(asked),
        results_href=reverse("repository:search") + asked.address(order="newest"),
        feed_href=reverse("saved_searches:feed") + address,
        matches=tuple(search.matches.all())[:10],
    )


def absolute(name: str, *args: str) -> str:
    """An address as it stands in a letter."""
    return site() + reverse(f"saved_searches:{name}", args=args)
