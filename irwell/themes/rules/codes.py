"""The published code list, as data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: what it means, what belongs to it and what does not."""

    code: str
    name: str
    definition: str
    include: str
    exclude: str
    words: tuple[str, ...] = ()
    published_as: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """The code as it stands in an address."""
        return self.code.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class Group:
    """Themes that stand together."""

    code: str
    name: str
    definition: str
    source: str
    verified: bool
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class CodeList:
    """One version of the whole list."""

    version: str
    published: date
    title: str
    licence: str
    verified: bool
    verification: str
    groups: tuple[Group, ...]

    @property
    def themes(self) -> tuple[Theme, ...]:
        return tuple(theme for group in self.groups for theme in group.themes)


@cache
def code_list() -> CodeList:
    """The list as it is published now."""
    source = resources.files("irwell.themes.data") / "codes.toml"
    data = tomllib.loads(source.read_text("utf-8"))
    groups = tuple(
        Group(themes=tuple(_theme(row) for row in group.pop("theme")), **group)
        for group in data.pop("group")
    )
    found = CodeList(groups=groups, **data)
    codes = [t.code for t in found.themes] + [g.code for g in groups]
    assert len(codes) == len(set(codes)), "a code stands for one thing"
    return found


def _theme(row: Mapping[str, str | list[str]]) -> Theme:
    return Theme(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()})  # type: ignore[arg-type]


@cache
def by_code() -> dict[str, Theme]:
    return {theme.code: theme for theme in code_list().themes}


def theme_at(slug: str) -> Theme | None:
    """The theme at an address, or None."""
    return by_code().get(slug.upper().replace("-", "_"))


@cache
def published_names() -> dict[str, str]:
    """What publishers call a theme, in small letters, to its code."""
    names = {theme.name.casefold(): theme.code for theme in code_list().themes}
    return names | {
        name.casefold(): theme.code for theme in code_list().themes for name in theme.published_as
    }
