"""A briefing as a page, as PDF and as a Word document, and how far it reached."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse

from irwell.accounts.models import Partnership
from irwell.anonymise.model import Block, BlockKind, Document, ListPlace, Span, SpanKind
from irwell.anonymise.writing import write_docx, write_pdf
from irwell.core.text import plural
from irwell.learning.models import BriefingIssue
from irwell.learning.rules import SECTIONS, Role, minutes, roles, words_of
from irwell.publication.models import Publication
from irwell.search.passages import sentences
from irwell.ui.presenters import Card, Column
from irwell.ui.templatetags.ui import british_date

LISTED = ("learned", "differently", "questions")
ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Point:
    """A point of a list: its first sentence stands out."""

    strong: str
    rest: str
    href: str = ""


@dataclass(frozen=True)
class Part:
    """A section as it is read: either paragraphs or points."""

    number: int
    id: str
    title: str
    paragraphs: tuple[str, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True)
class BriefingPage:
    """A briefing as readers see it."""

    title: str
    partnership: str
    contact: str
    review: str
    review_url: str
    identifier: str
    issue: int
    issued_at: datetime
    words: int
    minutes: int
    parts: tuple[Part, ...]
    roles: tuple[Role, ...] = ()
    role: Role | None = None

    @property
    def kind(self) -> str:
        """What lies in front of the reader: 'Seven-minute briefing, for schools and early years'."""
        told = f", {self.role.title[0].lower()}{self.role.title[1:]}" if self.role else ""
        return f"Seven-minute briefing{told}"

    @property
    def facts(self) -> str:
        return f"{plural(self.minutes, 'minute')} to read, {self.words} words"


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip().lstrip("•-– ") for line in text.splitlines() if line.strip())


def _point(section: str, line: str, hrefs: Mapping[str, str]) -> Point:
    if section == "questions" or len(found := sentences(line)) < 2:
        return Point("", line, hrefs.get(line, ""))
    return Point(found[0], " ".join(found[1:]), hrefs.get(line, ""))


def role_part(of: Role, text: str, hrefs: Mapping[str, str]) -> Part:
    """What stands first in the version for a role."""
    points = tuple(_point("questions", line, hrefs) for line in _lines(text))
    return Part(0, "role", of.title, (), points)


def parts(sections: Mapping[str, str], hrefs: Mapping[str, str] | None = None) -> tuple[Part, ...]:
    made = []
    for number, section in enumerate(SECTIONS, 1):
        lines = _lines(sections.get(section.id, ""))
        points = (
            tuple(_point(section.id, line, hrefs or {}) for line in lines)
            if section.id in LISTED
            else ()
        )
        paragraphs = () if points else lines
        made.append(Part(number, section.id, section.title, paragraphs, points))
    return tuple(made)


def _landing(identifier: str) -> str:
    try:
        return reverse("publication:landing", kwargs={"identifier": identifier})
    except NoReverseMatch:
        return ""


def briefing_page(
    issue: BriefingIssue, *, publication: Publication, partnership: Partnership,
    hrefs: Mapping[str, str] | None = None, role: Role | None = None,
) -> BriefingPage:  # fmt: skip
    """The words of an issue, cut into parts and points; those for a role first, where one is given."""
    text = issue.roles.get(role.id, "") if role else ""
    first = (role_part(role, text, hrefs or {}),) if role else ()
    count = words_of(issue.sections) + len(text.split())
    return BriefingPage(
        title=issue.title,
        partnership=partnership.name,
        contact=partnership.business_email,
        review=publication.title,
        review_url=_landing(publication.identifier),
        identifier=publication.identifier,
        issue=issue.number,
        issued_at=issue.issued_at,
        words=count,
        minutes=minutes(count),
        parts=(*first, *parts(issue.sections, hrefs)),
        roles=tuple(one for one in roles() if issue.roles.get(one.id)),
        role=role,
    )


def as_pdf(page: BriefingPage) -> bytes:
    """Tagged PDF, two or three pages of A4 for pinning up and handing round."""
    html = render_to_string("learning/print.html", {"page": page})
    return write_pdf(html, title=page.title)


def as_word(page: BriefingPage) -> bytes:
    """A Word document that a team may write in."""
    blocks: list[Block] = []

    def add(kind: BlockKind, text: str, *, level: int = 0, strong: int = 0, of: int = 0) -> None:
        spans = (Span(0, strong, SpanKind.STRONG),) if strong else ()
        place = ListPlace(of) if kind is BlockKind.LIST_ITEM else None
        at = f"b{len(blocks) + 1}"
        blocks.append(Block(at, kind, text, at, level=level, spans=spans, list_place=place))

    add(BlockKind.HEADING, page.title, level=1)
    add(
        BlockKind.PARAGRAPH,
        f"{page.kind}. {page.partnership}, {british_date(page.issued_at)}.",
    )
    for part in page.parts:
        add(BlockKind.HEADING, part.title, level=2)
        for text in part.paragraphs:
            add(BlockKind.PARAGRAPH, text)
        for point in part.points:
            text = f"{point.strong} {point.rest}".strip()
            add(BlockKind.LIST_ITEM, text, strong=len(point.strong), of=part.number)
    add(
        BlockKind.PARAGRAPH,
        f"The review: {page.review} ({page.identifier}). Questions: {page.contact}.",
    )
    document = Document(kind="briefing", blocks=tuple(blocks), title=page.title)
    return write_docx(document, title=page.title)


def cards(issues: Iterable[BriefingIssue], *, name: str, read: Iterable[Any] = ()) -> list[Card]:
    """Briefings as cards; `name` is the page to open, `read` the ones that the person has read."""
    known, made = set(read), []
    for issue in issues:
        publication = issue.briefing.publication
        reading = plural(minutes(words_of(issue.sections)), "minute")
        done = "You have read it" if issue.briefing_id in known else ""
        made.append(
            Card(
                title=issue.title,
                href=reverse(name, kwargs={"identifier": publication.identifier}),
                meta=f"{british_date(issue.issued_at)}, {reading}",
                text=" ".join(sentences(issue.sections.get("why", ""))[:2]),
                foot=done,
            )
        )
    return made


REACH = (Column("Agency"), Column("Have read it", numeric=True))
USED = (Column("How they used it"), Column("How many", numeric=True))


def reach_rows(counts: Mapping[str, str]) -> list[list[str]]:
    return [[name, count] for name, count in counts.items()]


def as_feed(issues: Iterable[BriefingIssue], *, partnership: Partnership, site: str) -> bytes:
    """Briefings as an Atom feed."""
    ElementTree.register_namespace("", ATOM)
    listed = list(issues)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    address = site + reverse("learning:public")

    def add(
        parent: ElementTree.Element, tag: str, text: str = "", **more: str
    ) -> ElementTree.Element:
        child = ElementTree.SubElement(parent, f"{{{ATOM}}}{tag}", more)
        child.text = text
        return child

    add(feed, "title", f"Seven-minute briefings of {partnership.name}")
    add(feed, "id", address)
    add(feed, "link", href=address)
    add(feed, "link", rel="self", href=site + reverse("learning:feed"))
    newest = max((i.issued_at for i in listed), default=None)
    add(feed, "updated", (newest.isoformat() if newest else "2026-01-01T00:00:00+00:00"))
    add(add(feed, "author"), "name", partnership.name)
    for issue in listed:
        publication = issue.briefing.publication
        page = site + reverse("learning:read", kwargs={"identifier": publication.identifier})
        entry = add(feed, "entry")
        add(entry, "title", issue.title)
        add(entry, "id", f"{page}#{issue.number}")
        add(entry, "link", href=page)
        add(entry, "updated", issue.issued_at.isoformat())
        add(entry, "summary", issue.sections.get("why", ""))
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written
