"""View models that components understand. A dict with the same keys does as well."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.utils.safestring import SafeString

Text = str | SafeString
Tone = Literal["calm", "soon", "late", "met", "held"]
SOON = 3  # working days left at which a deadline turns warm


@dataclass(frozen=True)
class NavItem:
    text: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Link:
    """A link; `about` is read aloud after the text, so that "Change" is never alone."""

    text: str
    href: str
    about: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a summary list."""

    key: str
    value: Text
    actions: Sequence[Link] = ()


@dataclass(frozen=True)
class Task:
    """A row of a task list. Without `colour` the status is plain text; without `href` no link."""

    title: str
    status: str
    href: str = ""
    hint: str = ""
    colour: str = ""
    waits: bool = False


@dataclass(frozen=True)
class Step:
    """A step of the ribbon: done, current, next or skipped."""

    text: str
    state: Literal["done", "current", "next", "skipped"] = "next"
    href: str = ""


@dataclass(frozen=True)
class Happening:
    """One entry of a timeline."""

    title: str
    when: Text
    by: str = ""
    text: Text = ""
    links: Sequence[Link] = ()
    quiet: bool = False


@dataclass(frozen=True)
class Column:
    text: str
    numeric: bool = False


@dataclass(frozen=True)
class FileLine:
    """A file in a file list; `facts` is a short line such as "24 kB, added 3 December 2026"."""

    name: str
    kind: str
    href: str = ""
    facts: str = ""


@dataclass(frozen=True)
class Side:
    """One account in a side-by-side comparison."""

    title: str
    text: Text
    differs: bool = False


@dataclass(frozen=True)
class Card:
    title: str
    text: Text = ""
    href: str = ""
    meta: Text = ""
    foot: Text = ""


@dataclass(frozen=True)
class Deadline:
    """A due date in words. `days_left` counts working days and is negative when late."""

    title: str
    due: date
    days_left: int
    because: Sequence[str] = field(default_factory=tuple)
    met_on: date | None = None
    held: bool = False

    @property
    def tone(self) -> Tone:
        if self.met_on:
            return "met" if self.met_on <= self.due else "late"
        if self.held:
            return "held"
        if self.days_left < 0:
            return "late"
        return "soon" if self.days_left <= SOON else "calm"

    @property
    def words(self) -> str:
        if self.met_on:
            return "Done in time" if self.met_on <= self.due else "Done late"
        if self.held:
            return "On hold"
        if self.days_left == 0:
            return "Due today"
        days = abs(self.days_left)
        unit = "working day" if days == 1 else "working days"
        return f"{days} {unit} left" if self.days_left > 0 else f"{days} {unit} late"
