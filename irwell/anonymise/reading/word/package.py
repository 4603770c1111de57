"""The parts of a Word file and the relations between them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from irwell.anonymise.reading.archive import Archive
from irwell.anonymise.reading.markup import attr, parse_xml, tag
from irwell.anonymise.reading.refusal import UnreadableDocument


@dataclass(frozen=True, slots=True)
class Relation:
    """One line of a .rels part; `kind` is the last word of its type."""

    kind: str
    target: str
    external: bool


class Package:
    """Finds parts by relation, as Word does, and not by their usual names."""

    def __init__(self, archive: Archive) -> None:
        self._members = {name.lstrip("/"): data for name, data in archive.members.items()}
        self._folded = {name.lower(): name for name in self._members}
        self.comment = archive.comment
        self.notes = archive.notes
        self._relations: dict[str, dict[str, Relation]] = {}

    @property
    def names(self) -> list[str]:
        """All part names."""
        return list(self._members)

    def has(self, name: str) -> bool:
        """Whether the part is there (part names ignore case)."""
        return name.lower() in self._folded

    def data(self, name: str) -> bytes:
        """The bytes of a part."""
        return self._members[self._folded[name.lower()]]

    def xml(self, name: str) -> etree._Element:
        """The parsed part; refused when it is broken."""
        return parse_xml(self.data(name), name)

    def real_name(self, name: str) -> str:
        """The part's name in the archive's own spelling."""
        return self._folded[name.lower()]

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of a part by their id."""
        if part not in self._relations:
            folder, leaf = posixpath.split(part)
            rels = posixpath.join(folder, "_rels", f"{leaf}.rels")
            self._relations[part] = self._parsed(rels, folder) if self.has(rels) else {}
        return self._relations[part]

    def _parsed(self, rels: str, folder: str) -> dict[str, Relation]:
        found: dict[str, Relation] = {}
        for line in self.xml(rels):
            if tag(line) != "rel:Relationship":
                continue
            external = line.get("TargetMode") == "External"
            target = line.get("Target") or ""
            kind = (line.get("Type") or "").rstrip("/").rpartition("/")[2]
            found[line.get("Id") or ""] = Relation(
                kind, target if external else self._resolved(folder, target), external
            )
        return found

    def _resolved(self, folder: str, target: str) -> str:
        plain = target.partition("#")[0]
        for candidate in (plain, unquote(plain)):
            joined = posixpath.normpath(posixpath.join("/", folder, candidate)).lstrip("/")
            rooted = posixpath.normpath(candidate).lstrip("/")
            for name in (joined, rooted):
                if self.has(name):
                    return self.real_name(name)
        return posixpath.normpath(posixpath.join("/", folder, plain)).lstrip("/")

    def related(self, part: str, kind: str) -> list[str]:
        """Names of existing internal parts related in this way, in the order of the file."""
        return [
            relation.target
            for relation in self.relations(part).values()
            if relation.kind == kind and not relation.external and self.has(relation.target)
        ]

    @cached_property
    def content_types(self) -> dict[str, str]:
        """Declared type by part name (lower case) and by `.extension`."""
        if not self.has("[Content_Types].xml"):
            raise UnreadableDocument(
                "This file is a zip archive but not a Word document: its list of parts is missing."
            )
        types: dict[str, str] = {}
        for line in self.xml("[Content_Types].xml"):
            kind = (line.get("ContentType") or "").lower()
            if tag(line) == "ct:Default":
                types["." + (line.get("Extension") or "").lower()] = kind
            elif tag(line) == "ct:Override":
                types[(line.get("PartName") or "").lstrip("/").lower()] = kind
        return types

    def content_type(self, name: str) -> str:
        """The declared type of a part."""
        extension = posixpath.splitext(name)[1].lower()
        return self.content_types.get(name.lower()) or self.content_types.get(extension, "")

    @cached_property
    def main(self) -> str:
        """The document part."""
        types = self.content_types
        for name in self.related("", "officeDocument"):
            if "wordprocessingml" in self.content_type(name) or "ms-word" in self.content_type(
                name
            ):
                return name
        for name, kind in types.items():
            if "wordprocessingml" in kind and ".main+xml" in kind and self.has(name):
                return self.real_name(name)
        raise UnreadableDocument(
            "This file is not a Word document, or its main text is missing. Open it in Word, "
            "save it as .docx and upload the new copy."
        )


def attribute_of_relation(
    package: Package, part: str, element: etree._Element, name: str
) -> Relation | None:
    """The relation that an `r:id` style attribute names."""
    return package.relations(part).get(attr(element, name))
