"""Drafting a seven-minute briefing from a published report: the report's own sentences, chosen and put in order."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
    asked = list(recommendations) or [r.text for r in report.recommendations]
    return Suggested(
        {
            "why": _first_words(
                _opening(report, ("why", "introduction", "context", "purpose")) or summary, 130
            ),
            "happened": _happened(report, summary),
            "learned": _points(learned, 330),
            "differently": _points([_to_the_point(text) for text in asked], 260),
            "questions": "\n".join(_question(point) for point in learned[:4]) or QUESTION_FOR_ALL,
            "more": "Read the whole review, and talk about it with your designated safeguarding lead.",
        }
    )


QUESTION_FOR_ALL = "What in this review could have happened in a family you work with?"
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


def _opening(report: Document, wanted: Iterable[str]) -> str:
    """The first words under a heading that opens the report."""
    for word in wanted:
        for heading in report.headings:
            if re.search(rf"\b{word}", heading.text, re.I) and (
                found := _under(report, heading.text)
            ):
                return " ".join(found[:2])
    return ""


def _happened(report: Document, summary: str) -> str:
    for heading in report.headings:
        if HAPPENED.search(heading.text) and (found := _under(report, heading.text)):
            return _first_words(" ".join(sentences(" ".join(found))[:3]), 120)
    return _first_words(" ".join(sentences(summary)[:3]), 120)


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
    title = title.strip().rstrip(".:")
    said = [s for p in paragraphs for s in sentences(NUMBER.sub("", p))]
    telling = [s for s in said if 8 <= len(s.split()) <= LONGEST_POINT and not SHORT_FORMS.match(s)]
    return f"{title}. {max(telling[:6], key=_weight)}" if telling else f"{title}."


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


def _first_words(text: str, most: int) -> str:
    """Whole sentences, as many as fit."""
    chosen: list[str] = []
    for sentence in sentences(text):
        if chosen and sum(len(s.split()) for s in chosen) + len(sentence.split()) > most:
            break
        chosen.append(sentence)
    return " ".join(chosen)


def _question(point: str) -> str:
    title = point.split(". ")[0].rstrip(".")
    return (
        f"“{title}”: where do you see this in your own work, and what would help you to notice it?"
    )
