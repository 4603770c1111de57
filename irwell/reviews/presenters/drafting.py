"""View models of the draft: its outline, a section to read, a section's boxes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.decisions.queries import names_left
from irwell.reviews import queries, rules
from irwell.reviews.models import (
    Draft,
    FactCheckComment,
    Finding,
    PracticeReview,
    ReportVersion,
    SectionWriting,
)
from irwell.reviews.queries import drafting


@dataclass(frozen=True)
class OutlineRow:
    """A section in the outline: how long it is, who writes it, what waits in it."""

    section: rules.ReportSection
    hint: str
    holder: SectionWriting | None
    mine: bool
    comments: int
    unmet: int
    first: bool
    last: bool


@dataclass(frozen=True)
class Outline:
    """The whole draft, section by section, and what its template still asks for."""

    rows: tuple[OutlineRow, ...]
    words: int
    missing: tuple[rules.Slot, ...]
    template: rules.Template | None


def outline(draft: Draft, reader: User) -> Outline:
    sections, held = drafting.sections_in(draft), drafting.holders(draft)
    comments = drafting.comments_by_part(draft.review)
    moving = [s.id for s in sections if s.id != rules.OPENING]
    rows = tuple(
        OutlineRow(
            section, hint_of(section), held.get(section.id), section.id in held and held[section.id].by_id == reader.pk,
            sum(c.answered_at is None for part in section.parts for c in comments.get(part.id, ())),
            sum(not m.met for m in rules.section_checks(section)),
            section.id == moving[0] if moving else True, section.id == moving[-1] if moving else True,
        )
        for section in sections
    )  # fmt: skip
    chosen = rules.template(draft.template)
    words = sum(s.words for s in sections)
    return Outline(rows, words, rules.missing(chosen, sections), chosen)


def hint_of(section: rules.ReportSection) -> str:
    slot = rules.slot_of(section)
    return slot.hint if slot else ""


@dataclass(frozen=True)
class PartLine:
    """A part as it is read in the draft: its number, what hangs on it, the words for publication beside it."""

    part: rules.Part
    kind: str
    number: int
    shown: str
    rows: tuple[tuple[str, ...], ...]
    findings: tuple[Finding, ...]
    comments: tuple[FactCheckComment, ...]
    details: tuple[rules.Detail, ...]


@dataclass(frozen=True)
class SectionPage:
    """A section to read, with its checks beside it."""

    section: rules.ReportSection
    hint: str
    lines: tuple[PartLine, ...]
    checks: tuple[rules.Marker, ...]
    names: tuple[str, ...]


def section_page(
    case: Case, review: PracticeReview, draft: Draft, section: rules.ReportSection
) -> SectionPage:
    report = queries.latest_report(review)
    comments, findings = drafting.comments_by_part(review), drafting.findings_by_part(report)
    number = _numbers(rules.parts_from(draft.parts))
    lines = tuple(
        PartLine(
            part, rules.KINDS[part.kind], number.get(part.id, 0), part.text, table_rows(part),
            tuple(findings.get(part.id, ())), tuple(comments.get(part.id, ())), rules.details(part.to_publish),
        )
        for part in section.parts
    )  # fmt: skip
    public = "\n".join(part.public for part in section.parts if part.public and not part.out)
    return SectionPage(
        section, hint_of(section), lines, rules.section_checks(section), names_left(case, public)
    )


def _numbers(parts: Sequence[rules.Part]) -> dict[int, int]:
    """The number of each part's first paragraph."""
    found: dict[int, int] = {}
    for n, paragraph in enumerate(rules.flat(parts), 1):
        found.setdefault(rules.part_id(paragraph.key), n)
    return found


def table_rows(part: rules.Part) -> tuple[tuple[str, ...], ...]:
    if part.kind != "table":
        return ()
    return tuple(
        tuple(c.strip() for c in line.split("|")) for line in part.text.splitlines() if line
    )


@dataclass(frozen=True)
class Box:
    """A pair of boxes of the writing page."""

    place: int
    row: rules.Row
    lines: int
    label: str
    asset: str
    behind: bool
    details: tuple[rules.Detail, ...]


@dataclass(frozen=True)
class Boxes:
    """The writing page of a section."""

    boxes: tuple[Box, ...]
    kinds: tuple[tuple[str, str], ...]
    basis: str
    restored: bool
    stale: bool
    taken_by: str
    taken_at: datetime | None
    behind: tuple[tuple[str, tuple[str, ...]], ...]
    theirs: tuple[str, ...]


def boxes_of(
    section: rules.ReportSection, own: SectionWriting, rows: Sequence[rules.Row], reader: User
) -> Boxes:
    """The boxes filled with what was typed, else with what is kept; and both texts where two people wrote."""
    kept = {part.id: part for part in section.parts}
    stale = own.basis != section.fingerprint
    boxes = tuple(
        Box(
            n, row, max(2, len(row.text) // 42 + row.text.count("\n") + 1), _label(row, n),
            kept[row.id].asset if row.id in kept and row.kind == "figure" else "",
            row.id in kept and kept[row.id].public_is_behind, rules.details("" if row.out else row.public or row.text),
        )
        for n, row in enumerate([*rows, rules.Row(0, "p", "")])
    )  # fmt: skip
    typed = {row.text.strip() for row in rows}
    theirs = tuple(p.text for p in section.parts if stale and p.text not in typed)
    return Boxes(
        boxes, tuple(rules.KINDS.items()), section.fingerprint, bool(own.typed), stale,
        own.taken_by.name if own.taken_by else "", own.taken_at,
        tuple(_unsaved(row, section) for row in drafting.left_behind(own.draft, section.id, reader)), theirs,
    )  # fmt: skip


def _unsaved(row: SectionWriting, section: rules.ReportSection) -> tuple[str, tuple[str, ...]]:
    """Whose words, and those of them that are not in the section as it is saved."""
    there = {part.text for part in section.parts} | {part.public for part in section.parts}
    typed = [text for r in rules.rows_from(row.typed) for text in (r.text, r.public)]
    return row.by.name, tuple(text for text in typed if text.strip() and text not in there)


def _label(row: rules.Row, place: int) -> str:
    return f"{rules.KINDS[row.kind]} {place + 1}" if row.id else "New paragraphs"


def rows_shown(section: rules.ReportSection, own: SectionWriting) -> tuple[rules.Row, ...]:
    return rules.rows_from(own.typed) if own.typed else rules.rows_of(section)


@dataclass(frozen=True)
class Pair:
    """A part of a version in full and as it goes on to be made safe."""

    part: rules.Part
    number: int
    details: tuple[rules.Detail, ...]


def pairs(report: ReportVersion) -> tuple[Pair, ...]:
    parts = rules.parts_from(report.content)
    number = _numbers(parts)
    return tuple(Pair(p, number.get(p.id, 0), rules.details(p.to_publish)) for p in parts)
