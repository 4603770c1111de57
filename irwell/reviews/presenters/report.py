"""View models of the report: versions side by side, findings with their lines, recommendations with hints."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.chronology import Entry
from irwell.combined_chronology.queries import documents_to_quote, timeline_of
from irwell.reviews import rules
from irwell.reviews.models import (
    Finding,
    PracticeReview,
    Recommendation,
)
from irwell.ui.templatetags.ui import tag


class ShownPicture(NamedTuple):
    """A picture of one of two versions: when it stood there, what it is said to show."""

    when: str
    asset: str
    words: str


class Block(NamedTuple):
    """A run of a comparison: changed paragraphs, how many unchanged ones lie between, or a picture before and after."""

    paragraphs: SafeString
    unchanged: int = 0
    pictures: tuple[ShownPicture, ...] = ()
    said: str = ""


PARAGRAPH = '<p class="govuk-body{}">{}{}{}</p>'
HEARD = '<span class="govuk-visually-hidden">{}</span>'
AROUND = {
    "same": "{}",
    "added": f"<ins>{HEARD.format('[added: ')}{{}}{HEARD.format(']')}</ins>",
    "removed": f"<del>{HEARD.format('[removed: ')}{{}}{HEARD.format(']')}</del>",
}
TAGS = {"same": "", "added": tag("New", "green"), "removed": tag("Removed", "red"),
        "moved": tag("Moved", "grey"), "changed": tag("Changed", "blue")}  # fmt: skip


def _shown(line: rules.Line) -> str:
    """Put together here: a template takes three times as long over a report of which every paragraph changed."""
    words = "".join(AROUND[piece.kind].format(escape(piece.text)) for piece in line.pieces)
    number = f' <span class="govuk-hint">{line.number}</span> ' if line.number else " "
    return PARAGRAPH.format(" irw-panel" * (line.kind != "same"), TAGS[line.kind], number, words)


def comparison(lines: Sequence[rules.Line]) -> list[Block]:
    """Changes with one unchanged paragraph on either side; the rest is folded."""
    changed = [i for i, line in enumerate(lines) if line.kind != "same"]
    near = {n for i in changed for n in (i - 1, i, i + 1)}
    blocks: list[Block] = []
    shown: list[str] = []
    folded = 0
    for i, line in enumerate(lines):
        if i not in near:
            blocks += _run(shown)
            shown = []
            folded += 1
            continue
        if folded:
            blocks.append(Block(SafeString(), folded))
            folded = 0
        shown.append(_shown(line))
        if any(line.pictures):
            blocks += [*_run(shown), _pictures(line)]
            shown = []
    blocks += _run(shown)
    return [*blocks, Block(SafeString(), folded)] if folded else blocks


def _run(shown: Sequence[str]) -> list[Block]:
    return [Block(mark_safe("".join(shown)))] if shown else []  # noqa: S308  each piece is escaped


def _pictures(line: rules.Line) -> Block:
    """The picture that stood at a line and the one that stands there now, each with what it is said to show."""
    before, now = line.pictures
    words = [_words_of(line, gone) for gone in ("removed", "added")]
    both = (
        ShownPicture("Picture before", before, words[0]),
        ShownPicture("Picture now", now, words[1]),
    )
    said = "This picture came." if not before else "This picture went."
    if before and now:
        said = "Another picture stands here."
        if words[0] == words[1]:
            said += " What it is said to show stayed as it was: see whether that still fits."
    return Block(SafeString(), pictures=tuple(p for p in both if p.asset), said=said)


def _words_of(line: rules.Line, kind: str) -> str:
    """The line's words in one of the versions."""
    words = "".join(piece.text for piece in line.pieces if piece.kind in ("same", kind))
    return words.removeprefix("Picture: ")


@dataclass(frozen=True)
class Pick:
    """A chronology line that can be chosen as evidence."""

    id: str
    when: str
    agency: str
    words: str
    chosen: bool


def picks(
    found: Sequence[Entry], evidence: list[dict[str, str]], chosen: Sequence[str]
) -> tuple[list[Pick], list[Pick]]:
    """(lines chosen so far, lines found that are not chosen)."""
    kept = [Pick(r["entry_id"], r["when"], r["agency"], r["words"], True) for r in evidence]
    more = [
        Pick(e.id, str(e.when), e.agency, e.event, False) for e in found if e.id not in set(chosen)
    ]
    return kept, more


@dataclass(frozen=True)
class Quoted:
    """A passage chosen for a finding: what the page sends, and how it is read."""

    sent: str
    file: str
    words: str


def quoted(user: User, case: Case, lines: Sequence[str]) -> list[Quoted]:
    """The passages of a finding that is being written, with their files' names."""
    names = {str(one.pk): one.file_name for one in documents_to_quote(user, case)}
    return [
        Quoted(line, names.get(quote.document_id, "a document"), quote.words)
        for line in lines
        for quote in rules.quotes_from([line])
    ]


def with_lines(case: Case, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Each finding with its lines, and whether a line still stands so in the chronology."""
    there = {entry.id for entry in timeline_of(case).entries}
    return [
        {
            "finding": f,
            "sides": [(s.title, f.sides[s.id]) for s in rules.SIDES if f.sides.get(s.id)],
            "lines": [{**row, "stands": row["entry_id"] in there} for row in f.evidence],
        }
        for f in findings
    ]


def with_hints(rows: Sequence[Recommendation]) -> list[dict[str, Any]]:
    """Each recommendation with its theme in words and its weak words."""
    return [
        {"row": r, "theme": rules.themes().get(r.theme, ""), "hints": rules.weak_words(r.text)}
        for r in rows
    ]


def markers_of(case: Case, review: PracticeReview) -> tuple[rules.Marker, ...]:
    findings = list(review.findings.all())
    return rules.markers(
        texts=[" ".join((f.title, f.text, *f.sides.values())) for f in findings],
        sides=[f.sides for f in findings],
        agencies_a_finding=[len({row["agency"] for row in f.evidence}) for f in findings],
        recommendations=case.recommendations.count(),
        participation=review.participation,
        checks=review.checks.count(),
    )


def as_typed(row: Recommendation) -> dict[str, Any]:
    """A recommendation as its form shows it."""
    return {
        "text": row.text, "addressees": row.addressees, "intended_outcome": row.intended_outcome, "theme": row.theme,
        "finding": str(row.finding.number) if row.finding else "",
    }  # fmt: skip
