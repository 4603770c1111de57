"""Drafting a seven-minute briefing from a published report: the report's own sentences, chosen and put in order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from irwell.search.passages import Paragraph, sentences
from irwell.search.reading import Document

WORDS_A_MINUTE = 160  # read slowly, by somebody who thinks about a child meanwhile
LIMIT = 1100
LONGEST_POINT = 45


@dataclass(frozen=True)
class Section:
    """A part of the briefing: what it is called, what belongs in it, how long it may be."""

    id: str
    title: str
    hint: str
    words: int


SECTIONS = (
    Section("why", "Why this matters", "Why somebody busy should spend seven minutes on it.", 130),
    Section("happened", "What happened, in three sentences", "No more than a reader needs.", 120),
    Section("learned", "What we learned", "One point a line, each a finding in plain words.", 330),
    Section("differently", "What to do differently", "One point a line: what a practitioner does on Monday.", 260),
    Section("questions", "Questions for supervision", "One question a line, that nobody can answer with yes.", 150),
    Section("more", "Where to read more", "The report, and whom to ask.", 60),
)  # fmt: skip


@dataclass(frozen=True)
class Suggested:
    """A draft: section id to text, points one a line."""

    sections: dict[str, str]


def words_of(sections: dict[str, str]) -> int:
    return sum(len(text.split()) for text in sections.values())


def minutes(words: int) -> int:
    """Minutes to read, rounded up; never nought."""
    return max(1, -(-words // WORDS_A_MINUTE))


def draft_from(report: Document, *, summary: str, recommendations: Sequence[str]) -> Suggested:
    """A draft of every section from the report's headings, findings and recommendations."""
    learned = _findings(report)
    asked = list(recommendations) or [r.text for r in report.recommendations] or _tabled(report)
    return Suggested(
        {
            "why": _whole(_opening(report), 130) or _whole(summary, 130),
            "happened": _whole(summary or _story(report), 120, most_sentences=3),
            "learned": _points(learned, 330),
            "differently": _points([_to_the_point(text) for text in asked], 260),
            "questions": "\n".join(_questions(learned)),
            "more": "Read the whole review. Talk about it with your team and your designated safeguarding lead.",
        }
    )


OPENINGS = ("in one page", "summary", "why this", "introduction", "context", "purpose")
# Sentences about the report itself teach nobody anything.
ABOUT_ITSELF = re.compile(
    r"\b(this is the report|commissioned|the table|is held by|led the review|this report|the panel set)\b",
    re.I,
)
ASKING = (
    "when did you last see this in a family you work with, and what did you do?",
    "what would make it hard for you to notice, and who could help you to see it?",
    "what would you do tomorrow morning if you thought that it was happening?",
    "whom would you call, and what would you say first?",
    "what does the child see of it, and how would you find out?",
)
HAPPENED = re.compile(r"happened|circumstances|background|summary of events|story|key events", re.I)
FINDING = re.compile(
    r"^(?:key )?(?:finding|learning point|learning|theme)s?\s*\d*[.:–-]?\s*(?P<rest>.*)$", re.I
)
FINDINGS = re.compile(r"\b(findings?|what we learned|learning|analysis|themes?)\b", re.I)
NOT_FINDINGS = re.compile(
    r"recommendation|method|terms of reference|appendix|contents|glossary", re.I
)
NUMBER = re.compile(r"^\(?\d+(?:\.\d+)*[.):]?\s+")
SHORT_FORMS = re.compile(r"^(however|therefore|this|these|it|they|he|she)\b", re.I)


def _under(report: Document, heading: str) -> list[str]:
    return [p.text for p in report.paragraphs if p.heading == heading and len(p.text.split()) > 5]


def _opening(report: Document) -> str:
    """The first words under a heading that opens the report."""
    for words in OPENINGS:
        for heading in report.headings:
            if words in heading.text.casefold() and (found := _under(report, heading.text)):
                return " ".join(text for text in found if len(text.split()) > 15)
    return ""


def _story(report: Document) -> str:
    for heading in report.headings:
        if HAPPENED.search(heading.text) and (found := _under(report, heading.text)):
            return " ".join(text for text in found if len(text.split()) > 15)
    return ""


def _tabled(report: Document) -> list[str]:
    """Recommendations printed as a table: the cell that follows a number."""
    cells = [p.text for p in report.paragraphs if "recommendation" in p.heading.casefold()]
    return [words for number, words in pairwise(cells) if number.strip(".").isdecimal()]


def _findings(report: Document) -> list[str]:
    """A finding is a heading that says something, with the sentence that says most about it."""
    points, inside, depth = [], False, 0
    for heading in report.headings:
        named = FINDING.match(NUMBER.sub("", heading.text))
        if NOT_FINDINGS.search(heading.text):
            inside = False
        elif named and len(named["rest"].split()) > 2:
            points.append(_point(named["rest"], _under(report, heading.text)))
        elif FINDINGS.search(heading.text):
            inside, depth = True, heading.level
        elif inside and heading.level > depth:
            points.append(_point(NUMBER.sub("", heading.text), _under(report, heading.text)))
        elif heading.level <= depth:
            inside = False
    return points or _said_under_findings(report.paragraphs)


def _said_under_findings(paragraphs: Sequence[Paragraph]) -> list[str]:
    """In a report without a heading for each finding: the first sentence of each paragraph under Findings."""
    return [
        NUMBER.sub("", sentences(p.text)[0])
        for p in paragraphs
        if FINDINGS.search(p.heading)
        and not NOT_FINDINGS.search(p.heading)
        and len(p.text.split()) > 8
    ]


def _point(title: str, paragraphs: Sequence[str]) -> str:
    """The finding, and the two sentences under it that say most about why, as they follow one another."""
    title = title.strip().rstrip(".:")
    said = [s for p in paragraphs for s in sentences(NUMBER.sub("", p))][:8]
    telling = [s for s in said if 8 <= len(s.split()) <= LONGEST_POINT and not SHORT_FORMS.match(s)]
    best = sorted(telling, key=_weight, reverse=True)[:2]
    return " ".join([f"{title[:1].upper()}{title[1:]}.", *(s for s in telling if s in best)])


TELLING = re.compile(
    r"\b(because|so that|meant|without|nobody|no one|never|instead|until|rather than|did not)\b",
    re.I,
)


def _weight(sentence: str) -> tuple[int, int]:
    """Sentences that say why come before those that only say that."""
    return len(TELLING.findall(sentence)), -len(sentence.split())


def _to_the_point(recommendation: str) -> str:
    return NUMBER.sub("", sentences(recommendation)[0] if recommendation.strip() else "")


def _points(points: Sequence[str], most: int) -> str:
    """One point a line, as many whole points as the section has room for."""
    chosen: list[str] = []
    for point in points:
        if not point or sum(len(p.split()) for p in chosen) + len(point.split()) > most:
            continue
        chosen.append(point)
    return "\n".join(chosen)


def _whole(text: str, most: int, *, most_sentences: int = 9) -> str:
    """Whole sentences, as many as fit, without those about the report itself."""
    chosen: list[str] = []
    for sentence in sentences(text):
        if ABOUT_ITSELF.search(sentence):
            continue
        full = sum(len(s.split()) for s in chosen) + len(sentence.split()) > most
        if len(chosen) == most_sentences or (chosen and full):
            break
        chosen.append(sentence)
    return " ".join(chosen)


def _questions(learned: Sequence[str]) -> list[str]:
    """A question on each of the first findings, each of another kind."""
    titles = [sentences(point)[0].rstrip(".") for point in learned]
    asked = [f"{title}: {words}" for title, words in zip(titles, ASKING, strict=False)]
    return asked or ["What in this review could have happened in a family you work with?"]
