"""View models that components understand. A dict with the same keys does as well."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

Text = str | SafeString


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
    """A row of a summary list; `missing` asks for an answer instead of showing one."""

    label: str
    value: Text = ""
    actions: Sequence[Link] = ()
    missing: bool = False


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
