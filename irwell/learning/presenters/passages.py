"""Each line of a briefing with the place in the published report that it comes from."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import quote

from django.urls import reverse

from irwell.learning.rules import SECTIONS, passage_of
from irwell.publication.presenters.report import body_of, headings_of
from irwell.search.reading.web import document_from_html

LISTED = (
    "learned",
    "differently",
)  # sections whose lines come from the report; questions are asked, not found


def lines_of(sections: Mapping[str, str], roles: Mapping[str, str]) -> tuple[str, ...]:
    """The lines of a briefing that may have a passage, as its pages show them."""
    texts = [sections.get(s.id, "") for s in SECTIONS if s.id in LISTED] + list(roles.values())
    found = (line.strip().lstrip("•-– ") for text in texts for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in found if line and not line.endswith("?")))


@lru_cache(maxsize=64)
def hrefs_of(report: str, identifier: str, lines: tuple[str, ...]) -> Mapping[str, str]:
    """Line to its passage on the report's page: the section, and in it the words. A line without one is left out."""
    if not report:
        return {}
    document = document_from_html(report, name="report.html")
    anchors = {words: anchor for anchor, words in headings_of(body_of(report.encode()))}
    page = reverse("publication:report", args=[identifier])
    found = {}
    for line in lines:
        place = passage_of(line, document.paragraphs)
        if place is not None:
            paragraph = document.paragraphs[place]
            found[line] = (
                f"{page}#{anchors.get(paragraph.heading, '')}:~:text={_words(paragraph.text)}"
            )
    return found


def _words(text: str) -> str:
    """The first words of the passage, as browsers that know text fragments look for them; others stop at the section."""
    return quote(" ".join(text.split()[:6]), safe="").replace("-", "%2D")


def without_passage(lines: Iterable[str], hrefs: Mapping[str, str]) -> list[str]:
    return [line for line in lines if line not in hrefs]
