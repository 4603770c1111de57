"""Reads of the draft that is written in the browser."""

from collections import defaultdict
from collections.abc import Iterable

from irwell.accounts.models import User
from irwell.documents.actions import read
from irwell.reviews import rules
from irwell.reviews.models import (
    Draft,
    FactCheckComment,
    Finding,
    PracticeReview,
    ReportPicture,
    ReportVersion,
    SectionWriting,
)


def draft_of(review: PracticeReview) -> Draft | None:
    return Draft.objects.filter(review=review).select_related("key", "edited_by").first()


def sections_in(draft: Draft) -> tuple[rules.ReportSection, ...]:
    return rules.sections_of(rules.parts_from(draft.parts))


def section_in(draft: Draft, section_id: int) -> rules.ReportSection | None:
    return next((s for s in sections_in(draft) if s.id == section_id), None)


def holder_of(draft: Draft, section_id: int) -> SectionWriting | None:
    """Who is writing the section now."""
    rows = draft.writing.filter(section=section_id, taken_at=None)
    return rows.select_related("by").first()


def writing_of(draft: Draft, section_id: int, by: User) -> SectionWriting | None:
    """A person's own writing in a section, taken over or not."""
    rows = draft.writing.filter(section=section_id, by=by)
    return rows.select_related("taken_by").first()


def left_behind(draft: Draft, section_id: int, reader: User) -> list[SectionWriting]:
    """What others typed in the section and did not save before it was taken over from them."""
    rows = draft.writing.filter(section=section_id, taken_at__isnull=False).exclude(by=reader)
    return [row for row in rows.select_related("by") if row.typed]


def holders(draft: Draft) -> dict[int, SectionWriting]:
    """By section, who is writing it now."""
    rows = draft.writing.filter(taken_at=None).select_related("by")
    return {row.section: row for row in rows}


def comments_by_part(review: PracticeReview) -> dict[int, list[FactCheckComment]]:
    """Every comment of every version, by the part on which it was made."""
    found: dict[int, list[FactCheckComment]] = defaultdict(list)
    rows = FactCheckComment.objects.filter(report__review=review).exclude(paragraph="")
    for row in rows.select_related("report"):
        found[rules.part_id(row.paragraph)].append(row)
    return found


def findings_by_part(report: ReportVersion | None) -> dict[int, list[Finding]]:
    """On which findings the parts of a version rest."""
    found: dict[int, list[Finding]] = defaultdict(list)
    if report is None:
        return found
    keys = [p.key for p in rules.flat(rules.parts_from(report.content))]
    for row in report.bases.select_related("finding"):
        if row.paragraph <= len(keys):
            part = rules.part_id(keys[row.paragraph - 1])
            if row.finding not in found[part]:
                found[part].append(row.finding)
    return found


def picture_of(review: PracticeReview, asset: str) -> ReportPicture | None:
    return review.pictures.filter(asset=asset).select_related("document__key").first()


def pictures_in(review: PracticeReview, parts: Iterable[rules.Part]) -> dict[str, bytes]:
    """The pictures that these parts carry, by asset, as PNG: to be written into a file, not to be shown."""
    wanted = {part.asset for part in parts if part.asset}
    if not wanted:
        return {}
    rows = review.pictures.filter(asset__in=wanted).select_related("document__key")
    return {row.asset: read(row.document) for row in rows}


def pictures_known(review: PracticeReview) -> dict[str, str]:
    """By the SHA-256 of what a picture was in its first file and of what it became, its asset."""
    rows = list(review.pictures.values_list("asset", "document__sha256"))
    return {made: asset for asset, made in rows} | {asset: asset for asset, _ in rows}
