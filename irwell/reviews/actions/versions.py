"""Versions of the report: made from the draft in the browser, or from a Word file; the same for all that follows."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from irwell.accounts.models import User
from irwell.anonymise.reading import UnreadableDocument
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core import time
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean
from irwell.documents.actions import keep_made, take_in
from irwell.documents.content import check_content
from irwell.documents.models import Document
from irwell.documents.rules import TAKEN, Purpose, ending_of
from irwell.reviews import rules
from irwell.reviews.actions.basing import carry_bases
from irwell.reviews.actions.commissioning import finish_milestone
from irwell.reviews.actions.reporting import writing
from irwell.reviews.models import Draft, PracticeReview, ReportPicture, ReportVersion
from irwell.reviews.queries.drafting import (
    draft_of,
    holders,
    pictures_in,
    pictures_known,
    section_in,
)

BEFORE_WORD = "What stood in the browser before the file of the next version came."
Parts = tuple[rules.Part, ...]


@transaction.atomic
def make_version(*, case: Case, note: str, by: User, now: dt.datetime | None = None) -> ReportVersion:  # fmt: skip
    """Keep the draft as the next version. Refused while another person has typed and not saved."""
    case = cases.lock(case)
    review = writing(case, by, "Keeping a version", ("drafting",))
    draft = draft_of(review)
    if draft is None:
        raise NotPossibleNow("Nothing is written in the browser yet.")
    check_nobody_types(draft, but=by)
    _check_pictures(draft)
    return _from_draft(review, draft, note=note, by=by, now=now or time.now())


def _check_pictures(draft: Draft) -> None:
    """Raises NotPossibleNow while a picture has no words for those who cannot see it."""
    for section in rules.sections_of(rules.parts_from(draft.parts)):
        if any(rules.lacks_words(part) for part in section.parts):
            raise NotPossibleNow(
                f"Say what the picture in “{section.title}” shows, for those who cannot see it. Then keep the version."
            )


def check_nobody_types(draft: Draft, *, but: User | None = None) -> None:
    """Raises NotPossibleNow while somebody has typed in a section and not saved."""
    for row in holders(draft).values():
        section = section_in(draft, row.section)
        if row.typed and section is not None and (but is None or row.by_id != but.pk):
            raise NotPossibleNow(
                f"{row.by.name} is writing “{section.title}” and has not saved. Ask them to save, or take the section over."
            )


def _from_draft(review: PracticeReview, draft: Draft, *, note: str, by: User, now: dt.datetime) -> ReportVersion:  # fmt: skip
    parts = rules.parts_from(draft.parts)
    if not any(part.kind not in ("h1", "title") for part in parts):
        raise ValidationError("There are only headings yet. Write something first.")
    number = review.reports.count() + 1
    data = rules.word_of(parts, pictures_in(review, parts))
    document = _made(review, data, f"report-version-{number}.docx", by, now)
    return _kept(
        review, draft, parts, number=number, document=document, note=note, by=by, uploaded=False,
        now=now,
    )  # fmt: skip


def _made(review: PracticeReview, data: bytes, name: str, by: User, now: dt.datetime) -> Document:  # fmt: skip
    return keep_made(
        data=data, file_name=name, purpose=Purpose.REVIEW_REPORT, key=review.case.key, by=by, case_id=review.case_id,
        now=now,
    )  # fmt: skip


def _kept(
    review: PracticeReview, draft: Draft, parts: Parts, *, number: int, document: Document, note: str, by: User,
    uploaded: bool, now: dt.datetime, left_out: tuple[rules.LeftOut, ...] = (),
) -> ReportVersion:  # fmt: skip
    """The version, with what its paragraphs rest on carried along; the draft goes on from it."""
    rows = [part.to_dict() for part in parts]
    edition = None
    if any(part.public or part.out for part in parts):
        name = f"report-version-{number}-for-publication.docx"
        pictures = pictures_in(review, parts)
        edition = _made(review, rules.word_of(parts, pictures, public=True), name, by, now)
    report = ReportVersion.objects.create(
        review=review, key=review.case.key, version=number, document=document, edition=edition, uploaded=uploaded,
        content=rows, left_out=[[x.what, x.where, x.words] for x in left_out], note=clean(note), by=by,
        created_at=now,
    )  # fmt: skip
    draft.parts, draft.edits = rows, 0
    draft.save()
    if number > 1:
        carry_bases(old=review.reports.get(version=number - 1), new=report, by=by)
    audit.record(
        Event.REPORT_UPLOADED,
        by=by,
        case_id=review.case_id,
        about=report,
        version=number,
        uploaded=uploaded,
    )
    finish_milestone(review, "First draft of the report", now)
    return report


@transaction.atomic
def upload_report(*, case: Case, upload: "UploadedFile[Any]", note: str, by: User, now: dt.datetime | None = None) -> ReportVersion:  # fmt: skip
    """Keep a file as the next version, its paragraphs recognised as those that are there.

    What was written in the browser since the last version is kept as a version first. Raises documents.actions.Refused
    for a file that is not taken, ValidationError for one whose text cannot be read.
    """
    now = now or time.now()
    case = cases.lock(case)
    review = writing(case, by, "Uploading the report", ("drafting",))
    known = draft_of(review)
    if known is not None:
        check_nobody_types(known)
    read = _read_first(upload)
    document = take_in(
        upload=upload, purpose=Purpose.REVIEW_REPORT, key=case.key, by=by, case_id=case.pk, now=now
    )  # fmt: skip
    if read is None:
        raise ValidationError(
            "The text of this file could not be read. Save it again and upload that copy."
        )
    draft = draft_of(review) or Draft(review=review, key=case.key, edited_by=by, edited_at=now)
    if draft.edits:
        _from_draft(review, draft, note=BEFORE_WORD, by=by, now=now)
    old = rules.parts_from(draft.parts)
    drawn = rules.drawn(read.document, read.parts, pictures_known(review), old)
    _keep_pictures(review, drawn, by, now)
    found = rules.matched(old, drawn.parts)
    parts, draft.last_id = rules.numbered(found.parts, draft.last_id)
    return _kept(
        review, draft, parts, number=review.reports.count() + 1, document=document, note=note, by=by, uploaded=True, now=now,
        left_out=(*_lost(found), *drawn.left_out, *read.left_out),
    )  # fmt: skip


def _keep_pictures(review: PracticeReview, drawn: rules.Drawn, by: User, now: dt.datetime) -> None:  # fmt: skip
    for number, (asset, picture) in enumerate(drawn.pictures.items(), review.pictures.count() + 1):
        document = keep_made(
            data=picture.png, file_name=f"picture-{number}.png", purpose=Purpose.REPORT_PICTURE,
            key=review.case.key, by=by, case_id=review.case_id, now=now,
        )  # fmt: skip
        ReportPicture.objects.create(review=review, asset=asset, document=document)


def _read_first(upload: "UploadedFile[Any]") -> rules.Reading | None:
    """The file's text, before it is kept; None where taking it in will refuse it with a better sentence."""
    name = upload.name or ""
    if not upload.size or ending_of(name) not in TAKEN[Purpose.REVIEW_REPORT]:
        return None
    data = bytes(upload.read())
    upload.seek(0)
    if check_content(name, data) is not None:
        return None
    try:
        return rules.reading_of(data, name)
    except UnreadableDocument as error:
        raise ValidationError(str(error)) from error


def _lost(found: rules.Matched) -> tuple[rules.LeftOut, ...]:
    """Paragraphs that were there before and are not in the file."""
    return tuple(
        rules.LeftOut(
            "Was in the report before and is not in the file",
            f"paragraph {part.id}",
            part.text[:400],
        )
        for part in found.lost
    )
