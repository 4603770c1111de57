"""Read what another OAI-PMH repository answers. Nothing in an answer is trusted to be as the protocol says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.text import slugify
from lxml import etree

from irwell.core.text import clean

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
REVIEW = "{urn:irwell:review:1}"
PREFIXES = ("irwell", "oai_dc")  # the richer form where it is offered
# what XML may not hold, and still is in many a catalogue
NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LONGEST_WAIT = 24 * 3600


class Unreadable(Exception):
    """The answer is not one of OAI-PMH; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Item:
    """One record of a list. `metadata` is None for one that was deleted there."""

    identifier: str
    deleted: bool
    metadata: Any

    @property
    def digest(self) -> str:
        """The same for the same words."""
        return hashlib.sha256(etree.tostring(self.metadata, method="c14n")).hexdigest()


@dataclass(frozen=True, slots=True)
class Part:
    """An answer: records and where the list goes on, or the protocol's error."""

    items: tuple[Item, ...]
    token: str
    moment: str
    total: int | None
    error: str
    sentence: str
    tree: Any


@dataclass(frozen=True, slots=True)
class Linked:
    """A file that a record names."""

    name: str
    sha256: str
    href: str


def read_part(body: bytes) -> Part:
    """An answer of any verb."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        tree = etree.fromstring(NOT_XML.sub(b" ", body), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("It answered with XML that is broken.") from error
    if tree.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("It answered with XML that defines entities, which is not read.")
    if tree.tag != f"{OAI}OAI-PMH":
        raise Unreadable("It answered, but not as OAI-PMH 2.0 says. Is the address the right one?")
    problem, token = tree.find(f"{OAI}error"), tree.find(f".//{OAI}resumptionToken")
    size = token.get("completeListSize", "") if token is not None else ""
    return Part(
        items=tuple(_items(tree)),
        token=(token.text or "").strip() if token is not None else "",
        moment=(tree.findtext(f"{OAI}responseDate") or "").strip(),
        total=int(size) if size.isascii() and size.isdigit() and len(size) < 10 else None,
        error=str(problem.get("code") or "unknown") if problem is not None else "",
        sentence=clean(problem.text or "")[:200] if problem is not None else "",
        tree=tree,
    )


def _items(tree: Any) -> Any:
    for node in tree.iter(f"{OAI}record"):
        header = node.find(f"{OAI}header")
        name = clean(header.findtext(f"{OAI}identifier") or "") if header is not None else ""
        holder = node.find(f"{OAI}metadata")
        inside = (
            next(iter(holder.iterchildren(tag=etree.Element)), None) if holder is not None else None
        )
        if name:
            yield Item(name, header.get("status") == "deleted", inside)


def form_of(part: Part) -> str:
    """The form to harvest in, from ListMetadataFormats."""
    offered = {clean(each.text or "") for each in part.tree.iter(f"{OAI}metadataPrefix")}
    return next((prefix for prefix in PREFIXES if prefix in offered), "oai_dc")


def identifier_of(oai_identifier: str) -> str:
    """The identifier that a harvested record has here, for ever: the same for the same record there."""
    words = slugify(oai_identifier.removeprefix("oai:").replace(":", "-").replace(".", "-"))[:80]
    mark = hashlib.sha256(oai_identifier.encode()).hexdigest()[:8]
    return f"{words.strip('-') or 'record'}-{mark}"


def described(item: Item) -> dict[str, Any]:
    """The fields of a record, from either form; KeyError "title" when it has none."""
    node = item.metadata
    return _review(node) if node.tag == f"{REVIEW}review" else _dublin_core(node)


def _dublin_core(node: Any) -> dict[str, Any]:
    texts = {name: _all(node, DC, name) for name in ("title", "creator", "subject", "description", "publisher", "date", "type", "identifier", "rights")}  # fmt: skip
    if not texts["title"]:
        raise KeyError("title")
    published, year = _when(texts["date"])
    return {
        "title": texts["title"][0],
        "authors": tuple(texts["creator"]),
        "keywords": tuple(texts["subject"]),
        "summary": "\n\n".join(texts["description"]),
        "partnership": "; ".join(texts["publisher"]),
        "kind": texts["type"][0] if texts["type"] else "Report",
        "licence": "; ".join(texts["rights"]),
        "source_url": next((t for t in texts["identifier"] if _is_web(t)), ""),
        "published": published,
        "year": year,
    }


def _review(node: Any) -> dict[str, Any]:
    one = {name: (_all(node, REVIEW, name) or [""])[0] for name in ("title", "kind", "partnership", "published", "year", "summary", "method", "licence", "address")}  # fmt: skip
    if not one["title"]:
        raise KeyError("title")
    published, year = _when([one["published"], one["year"]])
    return {
        "title": one["title"],
        "kind": one["kind"] or "Report",
        "partnership": one["partnership"],
        "authors": tuple(_all(node, REVIEW, "author")),
        "themes": tuple(_all(node, REVIEW, "theme")),
        "keywords": tuple(_all(node, REVIEW, "keyword")),
        "summary": one["summary"],
        "method": one["method"],
        "licence": one["licence"],
        "source_url": one["address"] if _is_web(one["address"]) else "",
        "published": published,
        "year": year,
    }


def recommendations_of(item: Item) -> list[tuple[str, str, int | None, tuple[str, ...]]]:
    """Number, text, page and addressees of each recommendation, in the richer form."""
    out = []
    for number, node in enumerate(item.metadata.findall(f"{REVIEW}recommendation"), start=1):
        text, page = clean(node.findtext(f"{REVIEW}text") or ""), node.get("page", "")
        if text:
            named = clean(node.get("number") or str(number))
            at = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else None
            out.append((named, text, at, tuple(_all(node, REVIEW, "addressee"))))
    return out


def source_of(item: Item) -> str:
    """How the record came to the other repository, as the richer form says."""
    return clean(item.metadata.findtext(f"{REVIEW}source") or "")


def files_of(item: Item) -> list[Linked]:
    """The files that the richer form names."""
    return [
        Linked(node.get("name", ""), node.get("sha256", ""), node.get("href", ""))
        for node in item.metadata.findall(f"{REVIEW}file")
    ]


def wait_of(headers: Mapping[str, str] | Any, *, now: datetime) -> int:
    """Seconds to wait from Retry-After, a number or a date; a minute when it says nothing that can be read."""
    text = str(headers.get("Retry-After") or "").strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return max(1, min(LONGEST_WAIT, int(text)))
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return 60
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(1, min(LONGEST_WAIT, int((moment - now).total_seconds())))


def _all(node: Any, namespace: str, name: str) -> list[str]:
    found = (clean("".join(each.itertext())) for each in node.findall(f"{namespace}{name}"))
    return [text for text in found if text]


def _when(texts: list[str]) -> tuple[date | None, int | None]:
    for text in texts:
        found = DAY.match(text)
        if found:
            try:
                day = date.fromisoformat(found.group(0))
            except ValueError:
                continue
            return day, day.year
    year = next((m.group(0) for text in texts if (m := YEAR.search(text))), None)
    return None, int(year) if year else None


def _is_web(text: str) -> bool:
    try:
        return urlsplit(text).scheme in ("http", "https") and len(text) <= 500
    except ValueError:
        return False
