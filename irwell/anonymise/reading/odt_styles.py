"""What the styles of an OpenDocument file say about its letters and lists."""

from __future__ import annotations

import re

from lxml import etree

from irwell.anonymise.reading.markup import attr, child, tag


class Styles:
    """Which automatic styles hide, embolden or name a level."""

    def __init__(self) -> None:
        self._own: dict[str, dict[str, str]] = {}
        self._parent: dict[str, str] = {}
        self.ordered: set[str] = set()

    def take(self, root: etree._Element) -> None:
        for node in root.iter():
            if tag(node) == "style:style":
                name = attr(node, "style:name")
                self._parent[name] = attr(node, "style:parent-style-name")
                text = child(node, "style:text-properties")
                self._own[name] = {
                    key: attr(text, f"{prefix}:{key}")
                    for prefix, key in (
                        ("text", "display"), ("fo", "color"), ("fo", "font-weight"),
                        ("fo", "font-style"), ("fo", "font-size"), ("fo", "background-color"),
                    )
                }  # fmt: skip
                self._own[name]["display-name"] = attr(node, "style:display-name") or name
            elif tag(node) == "text:list-style":
                first = node[0] if len(node) else None
                if first is not None and tag(first) == "text:list-level-style-number":
                    self.ordered.add(attr(node, "style:name"))

    def value(self, name: str, key: str) -> str:
        for _ in range(20):
            if not name:
                return ""
            if found := self._own.get(name, {}).get(key):
                return found
            name = self._parent.get(name, "")
        return ""

    def named(self, name: str, word: str) -> bool:
        for _ in range(20):
            if not name:
                return False
            if name.lower() == word:
                return True
            name = self._parent.get(name, "")
        return False

    def concealed(self, name: str) -> str:
        if self.value(name, "display") in {"none", "condition"}:
            return "hidden text"
        colour = self.value(name, "color").lower()
        ground = self.value(name, "background-color").lower()
        if colour in {"#ffffff", "#fff"} and ground in {"", "transparent", colour}:
            return "white text"
        if ground == "#000000" and colour in {"", "#000000"}:
            return "text covered in black"
        size = re.match(r"([\d.]+)pt", self.value(name, "font-size"))
        return "text too small to read" if size and float(size.group(1)) < 3 else ""
