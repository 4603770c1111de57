"""One record of another repository becomes a record here, with its files where it names them."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from irwell.publication.bundle import KNOWN_FILES
from irwell.repository import oai_reading
from irwell.repository.models import Record
from irwell.repository.oai_reading import Item, Linked
from irwell.repository.outward import Unreachable, call
from irwell.search import Paragraph, Recommendation, cut
from irwell.search.passages import anchor_of
from irwell.search.reading import Document, UnreadableDocument, read

from .keeping import kept_elsewhere
from .saving import Content, KeptFile

READING = 1  # raise it when harvested records are read differently
LARGEST_FILE = 50 * 1024 * 1024
# the words are read from the first of these that a record has
WORDS = ("report.html", "report.docx", "report.pdf")


class NotTaken(Exception):
    """The record is not taken over; the message is a sentence."""


class NotFetched(NotTaken):
    """A file of it could not be had this time: it is asked for again at the next harvest."""


def digest_of(item: Item) -> str:
    """What a record is known by: its words and the rules it is read by."""
    return hashlib.sha256(f"{READING}{item.digest}".encode()).hexdigest()


def content_of(item: Item, *, address: str) -> Content:
    """The record with its files, fetched from the machine that is harvested and no other."""
    try:
        fields = oai_reading.described(item)
    except KeyError as error:
        raise NotTaken("It has no title.") from error
    files = {link.name: _fetched(link, address) for link in _wanted(item)}
    identifier = oai_reading.identifier_of(item.identifier)
    _check_not_elsewhere(files, identifier)
    document = _words(files)
    listed = tuple(
        Recommendation(number, text, page, anchor_of(text), named)
        for number, text, page, named in oai_reading.recommendations_of(item)
    )
    summary = fields["summary"]
    return Content(
        identifier=identifier,
        source=Record.Source.HARVEST,
        content_hash=digest_of(item),
        pages=document.pages if document else None,
        passages=document.passages if document else cut([Paragraph(summary)] if summary else []),
        recommendations=listed or (document.recommendations if document else ()),
        files=files,
        **fields,
    )


def _check_not_elsewhere(files: dict[str, KeptFile], identifier: str) -> None:
    """A report that came by another way too would be found and counted twice."""
    for name in WORDS:
        same = (
            kept_elsewhere(content=files[name].content, identifier=identifier)
            if name in files
            else None
        )
        if same is not None:
            raise NotTaken(f"This report is here already as {same.identifier}.")


def _wanted(item: Item) -> list[Linked]:
    return [link for link in oai_reading.files_of(item) if link.name in KNOWN_FILES]


def _fetched(link: Linked, address: str) -> KeptFile:
    there, here = urlsplit(link.href), urlsplit(address)
    if (there.scheme, there.netloc) != (here.scheme, here.netloc):
        raise NotTaken(f"Its file {link.name} lies on another machine, which is not asked.")
    try:
        answer = call("GET", link.href, most=LARGEST_FILE, plain=True)
    except Unreachable as error:
        raise NotFetched(f"Its file {link.name} could not be fetched. {error}") from error
    if answer.status != 200:
        raise NotFetched(
            f"Its file {link.name} could not be fetched: the answer was {answer.status}."
        )
    if hashlib.sha256(answer.body).hexdigest() != link.sha256:
        raise NotFetched(f"Its file {link.name} is not what its checksum says.")
    return KeptFile(*KNOWN_FILES[link.name], content=answer.body)


def _words(files: dict[str, KeptFile]) -> Document | None:
    name = next((each for each in WORDS if each in files), None)
    if name is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / name
        place.write_bytes(files[name].content)
        try:
            return read(place)
        except UnreadableDocument as error:
            raise NotTaken(str(error)) from error
