"""What styles say about text: headings, lists, hidden and white letters."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace

from lxml import etree

from irwell.anonymise.reading.markup import attr, child, path, switched_on, tag

_HEADING = re.compile(r"^(?:heading|überschrift|titre|titolo|título|kop)\s*([1-9])$", re.I)
_WHITE_THEMES = {"background1", "bg1", "light1", "lt1"}
_SMALLEST_READABLE = 6  # half-points


@dataclass(frozen=True, slots=True)
class Look:
    """The few properties of letters that decide whether they can be seen."""

    hidden: bool | None = None
    colour: str | None = None
    size: int | None = None
    bold: bool | None = None
    italic: bool | None = None
    highlight: str | None = None
    shade: str | None = None

    def over(self, below: Look) -> Look:
        """This look laid over another: what it leaves open comes from below."""
        changes = {
            item.name: getattr(self, item.name)
            for item in fields(self)
            if getattr(self, item.name) is not None
        }
        return replace(below, **changes)

    def concealed(self, background: str | None, *, in_styled_table: bool) -> str:
        """Why a reader of the page would not see this text; empty when they would."""
        if self.hidden:
            return "hidden text"
        if self.highlight == "000000" and self.colour in {None, "000000"}:
            return "text covered by a black highlight"
        if self.size is not None and self.size < _SMALLEST_READABLE:
            return "text too small to read"
        ground = self.shade or background
        if ground is not None and self.colour is not None and ground == self.colour:
            return "text in the colour of its background"
        if ground is None and self.highlight is None and not in_styled_table and self._white():
            return "white text"
        return ""

    def _white(self) -> bool:
        colour = self.colour or ""
        return bool(re.fullmatch(r"(?:F[5-9A-F]){3}", colour))


_HIGHLIGHTS = {"black": "000000", "white": "FFFFFF", "none": None}


def look_of(properties: etree._Element | None) -> Look:
    """The look that a w:rPr asks for."""
    if properties is None:
        return Look()
    found = {tag(item): item for item in properties}
    vanish = [switched_on(found.get(name)) for name in ("w:vanish", "w:specVanish")]
    size = attr(found.get("w:sz"), "w:val")
    highlight = attr(found.get("w:highlight"), "w:val")
    return Look(
        hidden=None if vanish == [None, None] else any(vanish),
        colour=_colour(found.get("w:color")),
        size=int(size) if size.isdigit() else None,
        bold=switched_on(found.get("w:b")),
        italic=switched_on(found.get("w:i")),
        highlight=_HIGHLIGHTS.get(highlight, highlight.upper()) if highlight else None,
        shade=fill_of(found.get("w:shd")),
    )


def _colour(element: etree._Element | None) -> str | None:
    theme = attr(element, "w:themeColor").lower()
    plain = not attr(element, "w:themeShade") and not attr(element, "w:themeTint")
    if theme in _WHITE_THEMES and plain:
        return "FFFFFF"
    value = attr(element, "w:val").upper()
    return None if value in {"", "AUTO"} else value


def fill_of(element: etree._Element | None) -> str | None:
    """The background colour of a w:shd."""
    if attr(element, "w:val").lower() == "solid":
        value = attr(element, "w:color").upper()
        return "000000" if value in {"", "AUTO"} else value
    value = attr(element, "w:fill").upper()
    return None if value in {"", "AUTO"} else value


@dataclass(frozen=True, slots=True)
class Style:
    """One style with what it inherits already worked in."""

    name: str = ""
    outline: int | None = None
    numbering: tuple[str, int] | None = None
    look: Look = Look()
    shade: str | None = None

    @property
    def heading_level(self) -> int | None:
        """1–9 for headings, 0 for the document's title."""
        if match := _HEADING.match(self.name):
            return int(match.group(1))
        if self.name == "title":
            return 0
        return None if self.outline is None else self.outline + 1


class Styles:
    """All styles of a document by id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._raw: dict[str, etree._Element] = {}
        self._done: dict[str, Style] = {}
        self.names: list[tuple[str, bool]] = []
        self.default_paragraph = ""
        base = path(root, "w:docDefaults", "w:rPrDefault", "w:rPr")
        self.base = look_of(base)
        latent = path(root, "w:latentStyles")
        self._latent = (
            {attr(item, "w:name").lower() for item in latent} if latent is not None else set()
        )
        for item in root if root is not None else ():
            if tag(item) == "w:style":
                self._take(item)

    def _take(self, item: etree._Element) -> None:
        style_id = attr(item, "w:styleId")
        self._raw[style_id] = item
        name = attr(child(item, "w:name"), "w:val")
        aliases = attr(child(item, "w:aliases"), "w:val")
        built_in = name.lower() in self._latent and attr(item, "w:customStyle") != "1"
        self.names.append((f"{name} {aliases}".strip(), built_in))
        is_default = attr(item, "w:default") in {"1", "true", "on"}
        if is_default and attr(item, "w:type") == "paragraph":
            self.default_paragraph = style_id

    def get(self, style_id: str) -> Style:
        """The style with everything it inherits; unknown ids give an empty style."""
        if style_id not in self._done:
            self._done[style_id] = Style()  # breaks circles of basedOn
            if style_id in self._raw:
                self._done[style_id] = self._resolved(self._raw[style_id])
        return self._done[style_id]

    def _resolved(self, item: etree._Element) -> Style:
        parent = self.get(attr(child(item, "w:basedOn"), "w:val"))
        paragraph = child(item, "w:pPr")
        outline = attr(child(paragraph, "w:outlineLvl"), "w:val")
        name = attr(child(item, "w:name"), "w:val").strip().lower()
        own = int(outline) if outline.isdigit() and int(outline) < 9 else None
        if own is None and outline != "9":
            own = parent.heading_level - 1 if parent.heading_level else parent.outline
        return Style(
            name=name,
            outline=own,
            numbering=numbering_of(paragraph) or parent.numbering,
            look=look_of(child(item, "w:rPr")).over(parent.look),
            shade=fill_of(child(paragraph, "w:shd")) or parent.shade,
        )


def numbering_of(paragraph_properties: etree._Element | None) -> tuple[str, int] | None:
    """The list id and level of a w:numPr; an id of "0" says: no list."""
    properties = child(paragraph_properties, "w:numPr")
    if properties is None:
        return None
    level = attr(child(properties, "w:ilvl"), "w:val")
    return (
        attr(child(properties, "w:numId"), "w:val"),
        int(level) if level.isdigit() else 0,
    )
