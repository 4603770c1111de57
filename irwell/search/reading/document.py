"""What every reader returns, whatever the file was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from irwell.search.passages import Paragraph, cut
from irwell.search.records import Passage, Recommendation


class UnreadableDocument(ValueError):
    """A file nothing can be read from; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, how deep it stands (1 is a chapter) and its page where there are pages."""

    text: str
    level: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A report as read: its words in order, with the structure that could be recognised."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    headings: tuple[Heading, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    pages: int | None = None
    author: str = ""
    created: date | None = None

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The same words, cut into passages with stable anchors."""
        return cut(self.paragraphs)

    @property
    def words(self) -> int:
        """How many words were read."""
        return sum(len(paragraph.text.split()) for paragraph in self.paragraphs)
