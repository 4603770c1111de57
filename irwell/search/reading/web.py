"""Read HTML: the words of the main part, under their headings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import html

from irwell.search.passages import CELLS, LINES, Paragraph

from .document import Document, Heading, UnreadableDocument
from .recommendations import find_recommendations

LARGEST = 30_000_000  # characters
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
BLOCKS = {"p", "li", "td", "th", "blockquote", "dd", "dt", "figcaption", "caption", "pre"}
SKIPPED = {"script", "style", "nav", "header", "footer", "noscript", "template", "svg", "form"}
MARK = re.compile(r"[\[(]?(\d{1,3}|[a-z*†‡§])[\])]?(, ?\d{1,3})*", re.IGNORECASE)
SPACE = re.compile(r"\s+")


def read_html(path: Path) -> Document:
    """Read an HTML file, or say why it cannot be read."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    return document_from_html(text, name=path.name)


def document_from_html(text: str, *, name: str) -> Document:
    """Read HTML that is already in memory."""
    if len(text) > LARGEST:
        raise UnreadableDocument(
            f"{name} has {len(text):,} characters; the most that is read is {LARGEST:,}."
        )
    try:
        root = html.document_fromstring(
            text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8")
        )
    except (ValueError, html.etree.ParserError) as error:
        raise UnreadableDocument(f"{name} holds no HTML that can be read.") from error
    _drop_marks(root)
    found: Any = root.xpath("//main | //*[@role='main'] | //article") or root.xpath("//body")
    reader = _Reader()
    reader.walk(found[0] if found else root)
    if not reader.paragraphs:
        raise UnreadableDocument(f"{name} holds no readable words.")
    titles = [h.text for h in reader.headings if h.level == 1]
    named = SPACE.sub(" ", root.findtext(".//title") or "").strip()
    return Document(
        title=(titles[0] if titles else named) or Path(name).stem,
        paragraphs=tuple(reader.paragraphs),
        headings=tuple(reader.headings),
        recommendations=find_recommendations(reader.paragraphs, reader.announced),
    )


def _drop_marks(root: Any) -> None:
    """The numbers of footnotes, which would stick to the word before them."""
    for raised in root.xpath("//sup | //a[starts-with(@id, 'footnote-ref')]"):
        if MARK.fullmatch(raised.text_content().strip()):
            raised.drop_tree()


class _Reader:
    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.headings: list[Heading] = []
        self.announced: list[tuple[int, str]] = []
        self.heading = ""
        self.joint = LINES
        self.row = 0  # the first paragraph of the row that is read

    def walk(self, element: Any) -> None:
        """Take words in document order; a block inside a block is taken once."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in SKIPPED or element.get("hidden") is not None:
            return
        if tag == "tr":
            self.row = len(self.paragraphs)
        if tag in ("td", "th"):
            self.joint = CELLS if len(self.paragraphs) > self.row else LINES
        words = SPACE.sub(" ", element.text_content()).strip()
        if tag in HEADINGS:
            if words:
                self.heading = words
                self.headings.append(Heading(words, HEADINGS[tag]))
                self.announced.append((len(self.paragraphs), words))
            return
        inner = any(
            child.tag in BLOCKS or child.tag in HEADINGS for child in element.iterdescendants()
        )
        if (tag in BLOCKS or not len(element)) and not inner:
            if words:
                self._take(self._numbered(element, words))
            return
        self._loose(element.text)
        for child in element:
            self.walk(child)
            self._loose(child.tail)

    def _loose(self, text: str | None) -> None:
        words = SPACE.sub(" ", text or "").strip()
        if words:
            self._take(words)

    def _take(self, words: str) -> None:
        self.paragraphs.append(Paragraph(words, self.heading, joint=self.joint))
        self.joint = LINES

    def _numbered(self, element: Any, words: str) -> str:
        parent = element.getparent()
        if element.tag != "li" or parent is None or parent.tag != "ol":
            return words
        first = parent.get("start", "1")
        number = (int(first) if first.isdigit() else 1) + parent.findall("li").index(element)
        return f"{number}. {words}"
