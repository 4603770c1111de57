"""Hardened XML parsing and names that hold for transitional and strict Office files alike."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lxml import etree

from irwell.anonymise.reading.refusal import UnreadableDocument

_OPEN = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
_MS = "http://schemas.microsoft.com/office"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"

NAMESPACES: dict[str, tuple[str, ...]] = {
    "w": (f"{_OPEN}/wordprocessingml/2006/main", f"{_STRICT}/wordprocessingml/main"),
    "r": (
        f"{_OPEN}/officeDocument/2006/relationships",
        f"{_STRICT}/officeDocument/relationships",
    ),
    "a": (f"{_OPEN}/drawingml/2006/main", f"{_STRICT}/drawingml/main"),
    "wp": (
        f"{_OPEN}/drawingml/2006/wordprocessingDrawing",
        f"{_STRICT}/drawingml/wordprocessingDrawing",
    ),
    "pic": (f"{_OPEN}/drawingml/2006/picture", f"{_STRICT}/drawingml/picture"),
    "c": (f"{_OPEN}/drawingml/2006/chart", f"{_STRICT}/drawingml/chart"),
    "dgm": (f"{_OPEN}/drawingml/2006/diagram", f"{_STRICT}/drawingml/diagram"),
    "m": (f"{_OPEN}/officeDocument/2006/math", f"{_STRICT}/officeDocument/math"),
    "mc": (f"{_OPEN}/markup-compatibility/2006",),
    "wps": (f"{_MS}/word/2010/wordprocessingShape",),
    "v": ("urn:schemas-microsoft-com:vml",),
    "o": ("urn:schemas-microsoft-com:office:office",),
    "rel": (f"{_OPEN}/package/2006/relationships",),
    "ct": (f"{_OPEN}/package/2006/content-types",),
    "text": (f"{_ODF}:text:1.0",),
    "table": (f"{_ODF}:table:1.0",),
    "office": (f"{_ODF}:office:1.0",),
    "draw": (f"{_ODF}:drawing:1.0",),
    "style": (f"{_ODF}:style:1.0",),
    "svg": (f"{_ODF}:svg-compatible:1.0",),
    "fo": (f"{_ODF}:xsl-fo-compatible:1.0",),
    "xlink": ("http://www.w3.org/1999/xlink",),
    "dc": ("http://purl.org/dc/elements/1.1/",),
    "meta": (f"{_ODF}:meta:1.0",),
    "manifest": (f"{_ODF}:manifest:1.0",),
}
_PREFIXES = {uri: prefix for prefix, uris in NAMESPACES.items() for uri in uris}


def parse_xml(data: bytes, what: str) -> etree._Element:
    """The root element; entities, outside references and document types are refused."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(
            f"Part of this file ({what}) is damaged and cannot be read. Open it in the program "
            "that made it, save it again and upload the new copy."
        ) from error
    docinfo: Any = root.getroottree().docinfo
    if docinfo.doctype:
        raise UnreadableDocument(
            f"Part of this file ({what}) defines its own entities, which ordinary documents never "
            "do, so it was not opened. Copy the text into a new document."
        )
    return root


@lru_cache(maxsize=4096)
def _short(name: str) -> str:
    if not name.startswith("{"):
        return name
    uri, _, local = name[1:].partition("}")
    return f"{_PREFIXES.get(uri, '?')}:{local}"


def tag(element: etree._Element) -> str:
    """The short name, such as `w:p`; empty for comments and processing instructions."""
    name = element.tag
    return _short(name) if isinstance(name, str) else ""


def local(element: etree._Element) -> str:
    """The name without its namespace."""
    return tag(element).rpartition(":")[2]


@lru_cache(maxsize=1024)
def _names(short: str) -> tuple[str, ...]:
    prefix, _, name = short.partition(":")
    if not name:
        return (prefix,)
    return (*(f"{{{uri}}}{name}" for uri in NAMESPACES[prefix]), name)


def attr(element: etree._Element | None, name: str) -> str:
    """An attribute by short name, whichever dialect the file is in; empty when absent."""
    if element is None:
        return ""
    for candidate in _names(name):
        value = element.get(candidate)
        if value is not None:
            return str(value)
    return ""


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child with this short name."""
    if element is None:
        return None
    for candidate in element:
        if tag(candidate) == name:
            return candidate
    return None


def path(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Follow first children by short name."""
    for name in names:
        element = child(element, name)
    return element


def switched_on(element: etree._Element | None) -> bool | None:
    """A Word on/off property: None when absent."""
    if element is None:
        return None
    return attr(element, "w:val").lower() not in {"0", "false", "off", "none"}


def all_text(element: etree._Element) -> str:
    """Every text node below, parted by spaces."""
    return " ".join(piece for text in element.itertext() if (piece := str(text).strip()))
