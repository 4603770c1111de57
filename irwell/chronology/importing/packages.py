"""Opening Office packages (zip and XML) without trusting them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from lxml import etree

from irwell.chronology.importing.tables import UnreadableFile

MAX_MEMBERS = 5_000
MAX_MEMBER_BYTES = 300 * 1024 * 1024
MAX_TOTAL_BYTES = 500 * 1024 * 1024
MAX_RATIO = 200  # a member this many times larger than its zipped size, and large, is a bomb
_RATIO_FROM = 20 * 1024 * 1024

Element: TypeAlias = etree._Element


class Package:
    """A zip file read member by member within limits."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._members = {info.filename: info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, EOFError, ValueError, OSError, NotImplementedError):
            raise damaged(name) from None
        self._check_size()

    def _check_size(self) -> None:
        members = self._members.values()
        total = sum(info.file_size for info in members)
        bombs = any(
            info.file_size > _RATIO_FROM and info.file_size > MAX_RATIO * max(1, info.compress_size)
            for info in members
        )
        too_big = any(info.file_size > MAX_MEMBER_BYTES for info in members)
        if len(members) > MAX_MEMBERS or total > MAX_TOTAL_BYTES or too_big or bombs:
            raise UnreadableFile(
                f"“{self.name}” would unpack to far more than a chronology holds, so it was not"
                " opened. Save the table again as a new file and send that."
            )

    def names(self) -> list[str]:
        """Every member's name."""
        return list(self._members)

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def read(self, member: str) -> bytes:
        """A member's bytes; a sentence if it is missing, locked or damaged."""
        info = self._members.get(member)
        if info is None:
            raise damaged(self.name)
        if info.flag_bits & 0x1:
            raise locked(self.name)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(MAX_MEMBER_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
            raise damaged(self.name) from None
        if len(data) > MAX_MEMBER_BYTES:
            raise damaged(self.name)
        return data

    def xml(self, member: str) -> Element:
        """A member parsed with no entities, no network and no document type."""
        return parse_xml(self.name, self.read(member))

    def stream(self, member: str, *tags: str) -> Iterator[Element]:
        """The elements of these local names, one by one, each emptied after use."""
        data = self.read(member)
        refuse_doctype(self.name, data)
        wanted = [f"{{*}}{tag}" for tag in tags]
        try:
            for _, element in etree.iterparse(
                io.BytesIO(data),
                tag=wanted,
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
            ):
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError:
            raise damaged(self.name) from None


def parse_xml(name: str, data: bytes) -> Element:
    """Parse bytes safely; a sentence if they are not well formed."""
    refuse_doctype(name, data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise damaged(name) from None


def refuse_doctype(name: str, data: bytes) -> None:
    """No Office program writes a document type; only an attack does."""
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = data[:8192].decode("utf-16", "ignore").encode("utf-8", "ignore")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise UnreadableFile(
            f"“{name}” holds a document type declaration, which no office program writes, so it"
            " was not opened. Open it in Word or Excel, save it as a new file, and send that."
        )


def local(element: Element) -> str:
    """An element's name without its namespace ("" for comments)."""
    tag = element.tag
    return _bare(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    return name.rsplit("}", 1)[-1]


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its local name, whatever the namespace (strict and transitional differ)."""
    for key, value in element.attrib.items():
        if _bare(str(key)) == name:
            return str(value)
    return None


def children(element: Element, *names: str) -> Iterator[Element]:
    """Direct children of these local names."""
    for child in element:
        if local(child) in names:
            yield child


def child(element: Element, *path: str) -> Element | None:
    """The first descendant along a path of local names."""
    here: Element | None = element
    for name in path:
        here = None if here is None else next(children(here, name), None)
    return here


def damaged(name: str) -> UnreadableFile:
    """The sentence for a file that is cut short or broken."""
    return UnreadableFile(
        f"“{name}” is damaged or was cut short while it was copied. Open it on the computer it came"
        " from, save it again, and send the new copy."
    )


def locked(name: str) -> UnreadableFile:
    """The sentence for a file behind a password."""
    return UnreadableFile(
        f"“{name}” is protected by a password, so it cannot be read. Save a copy without the"
        " password and send that through this page, which is itself secure."
    )
