"""Links of an Office package that fetch something when the file is opened."""

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

CLICKED = ("hyperlink",)  # followed only when a person clicks
NEVER = ("oleObject", "frame", "subDocument", "control", "package")
WEB = re.compile(r"^\s*(?:https?|ftp|mhtml|ms-[a-z]+|javascript|vbscript|data):", re.IGNORECASE)
SHARE = re.compile(r"^(?:file:)?[\\/]{2,}(?P<host>[^\\/]+)[\\/]", re.IGNORECASE)
ODF_LINK = re.compile(rb"<draw:(?:object|object-ole|applet|plugin|floating-frame)\b[^>]*xlink:href=\"(?!\.?/?Object|#)[^\"]+\"")  # fmt: skip


def reaching_out(path: str, part: bytes) -> bool:
    """Whether this part makes a program fetch or open something outside the file."""
    if path.endswith(".rels"):
        return _relations(part)
    return path in ("content.xml", "styles.xml") and ODF_LINK.search(part) is not None


def _relations(part: bytes) -> bool:
    try:
        root: Element = fromstring(part)
    except (ParseError, DefusedXmlException, ValueError):
        return True  # what cannot be read cannot be cleared
    return any(
        _fetches(one.get("Type", "").rsplit("/", 1)[-1], one.get("Target", ""))
        for one in root
        if one.get("TargetMode", "").lower() == "external"
    )


def _fetches(kind: str, target: str) -> bool:
    if kind in CLICKED:
        return False
    return kind in NEVER or leaves_the_network(target)


def leaves_the_network(target: str) -> bool:
    """A web address, or a share on a host with a full name or number.

    Organisations' own templates sit on shares such as \\\\fileserver\\templates and are named in
    nearly every document of theirs; those reach nothing from outside that network.
    """
    if WEB.match(target):
        return True
    share = SHARE.match(target)
    return share is not None and ("." in share["host"] or ":" in share["host"] or "@" in share["host"])  # fmt: skip
