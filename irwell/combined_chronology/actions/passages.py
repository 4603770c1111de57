"""Lines tied to the passages of documents that they rest on."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.combined_chronology.models import Passage
from irwell.combined_chronology.queries import parts_of
from irwell.core.text import clean, plural
from irwell.documents.content.words import Part, find, pictures
from irwell.documents.models import Document

NOT_THERE = (
    "These words do not stand in the document. Copy them from the text below, or quote fewer words: "
    "capitals, spaces and line ends make no difference."
)


NO_SUCH_PAGE = "The document has {count}. Give the number of the page that shows the words."
HAS_TEXT = "Page {page} holds text, and these words are not in it. Copy them from the text, or give the page that is a picture."
WHICH_PAGE = "Some pages of this document are pictures without text. If the words stand on one of them, give its page."


@transaction.atomic
def link_passage(
    *, case: Case, entry_id: str, document: Document, quote: str, by: User, page: int | None = None
) -> Passage:
    """Tie a line to the words of a document; the page of a PDF is found. The same words twice are kept once.

    `page`: for words on a page that is a picture. They are kept as typed by the person, for nothing can check them.
    """
    case = cases.lock(case)
    check(by, Permission.READ_RETURNS, case_id=case.pk)
    quote = " ".join(clean(quote).split())
    if not quote:
        raise ValidationError("Quote the words that the line rests on.")
    parts = parts_of(document)
    place = find(parts, quote)
    if place is None:
        _check_is_picture(parts, page)
    else:
        page = parts[place.first].page
    for known in case.passages.filter(entry_id=entry_id, document=document):
        if known.quote == quote:
            return known
    made = Passage.objects.create(
        case=case, key=case.key, entry_id=entry_id, document=document, page=page, quote=quote,
        typed=place is None, by=by,
    )  # fmt: skip
    audit.record(
        Event.PASSAGE_LINKED,
        by=by,
        case_id=case.pk,
        about=made,
        page=made.page or 0,
        typed=made.typed,
    )
    return made


def _check_is_picture(parts: Sequence[Part], page: int | None) -> None:
    """Words that are not found may only stand on a page without text."""
    scanned = pictures(parts)
    if page is None:
        raise ValidationError(f"{NOT_THERE} {WHICH_PAGE}" if scanned else NOT_THERE)
    if not 1 <= page <= len(parts):
        raise ValidationError(NO_SUCH_PAGE.format(count=plural(len(parts), "page")))
    if page not in scanned:
        raise ValidationError(HAS_TEXT.format(page=page))


@transaction.atomic
def remove_passage(*, case: Case, passage: Passage, by: User) -> None:
    """Take the tie away; the document stays."""
    check(by, Permission.READ_RETURNS, case_id=case.pk)
    audit.record(Event.PASSAGE_REMOVED, by=by, case_id=case.pk, about=passage)
    passage.delete()
