"""Addresses of a choice of lines, and the choice as chips that can be taken off."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from irwell.cases.models import Case
from irwell.combined_chronology.rules.noticing import SECTIONS, Section
from irwell.combined_chronology.rules.zoom import Window, said
from irwell.ui.presenters import Link, NavItem


def changed(query: QueryDict, **changes: str | None) -> str:
    """The address with some values set or, for None, taken out; it begins at the first page again."""
    other = query.copy()
    other.pop("page", None)
    for name, value in changes.items():
        other.pop(name, None)
        if value is not None:
            other[name] = value
    return f"?{other.urlencode()}"


def at(query: QueryDict, window: Window | None) -> str:
    """The address that shows a window of time."""
    if window is None:
        return changed(query, start=None, end=None)
    return changed(query, start=said(window.first), end=said(window.last))


PAGES = (
    ("timeline", "Lines"),
    ("picture", "Picture"),
    ("enquiries", "Key lines of enquiry"),
    ("line_queries", "Queries to agencies"),
    ("noticed", "What the machine noticed"),
)


def pages(case: Case, query: QueryDict, here: str) -> list[NavItem]:
    """The pages of the chronology, each with the same choice of lines."""
    kept = query.copy()
    for name in ("page", "part"):
        kept.pop(name, None)
    tail = f"?{kept.urlencode()}" if kept else ""
    return [
        NavItem(text, reverse(f"combined_chronology:{name}", args=[case.pk]) + tail, name == here)
        for name, text in PAGES
    ]


def section_pages(case: Case, query: QueryDict, here: Section) -> list[NavItem]:
    """The sorts of observation, each a page."""
    tail = "?names=on" if query.get("names") == "on" else ""
    return [
        NavItem(
            one.title,
            reverse("combined_chronology:noticed_section", args=[case.pk, one.slug]) + tail,
            one == here,
        )
        for one in SECTIONS
    ]


def month_of(agency: str, month: date, *, names: bool) -> str:
    """The lines of one agency in one month; `agency` is its word for an address."""
    when = f"{month:%B} {month.year}"
    asked = {"agency": agency, "start": when, "end": when} | ({"names": "on"} if names else {})
    return f"?{urlencode(asked)}"


def line_address(case: Case, query: QueryDict) -> Callable[[str], str]:
    """The address of a line's page, with the choice kept."""
    before, after = reverse("combined_chronology:line", args=[case.pk, "LINE"]).split("LINE")
    tail = f"{after}?{query.urlencode()}" if query else after
    return lambda entry_id: f"{before}{entry_id}{tail}"


def without_names(query: QueryDict) -> str:
    """The choice as a view keeps it: whether names are shown is asked for each time."""
    other = query.copy()
    for name in ("names", "page", "part"):
        other.pop(name, None)
    return other.urlencode()


def parts(query: QueryDict, part: Any) -> list[Link]:
    """The parts of a long print, the one shown without a link."""
    if part.paginator.num_pages == 1:
        return []
    return [
        Link(f"{number}", "" if number == part.number else changed(query, part=str(number)))
        for number in part.paginator.page_range
    ]


def without(query: QueryDict, name: str, value: str) -> str:
    """The address with one filter taken off."""
    other = query.copy()
    other.pop("page", None)
    other.setlist(name, [v for v in other.getlist(name) if v != value])
    return f"?{other.urlencode()}"


def chips(query: QueryDict, form: Any) -> list[Link]:
    """Each filter in force as a link that takes it off."""
    found = []
    for name, words in form.words_for.items():
        for value in query.getlist(name):
            if value in words:
                found.append(Link(words[value], without(query, name, value)))
    for name, word in (("start", "From"), ("end", "To")):
        typed = str(query.get(name) or "")
        if typed and name not in form.errors:
            found.append(Link(f"{word} {typed}", without(query, name, typed)))
    return found
