"""Lines tied to the passages of documents that they rest on."""

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
from irwell.core.text import clean
from irwell.documents.content.words import find
from irwell.documents.models import Document

NOT_THERE = (
    "These words do not stand in the document. Copy them from the text below, or quote fewer words: "
    "capitals, spaces and line ends make no difference."
)


@transaction.atomic
def link_passage(*, case: Case, entry_id: str, document: Document, quote: str, by: User) -> Passage:
    """Tie a line to the words of a document; the page of a PDF is found. The same words twice are kept once."""
    case = cases.lock(case)
    check(by, Permission.READ_RETURNS, case_id=case.pk)
    quote = " ".join(clean(quote).split())
    if not quote:
        raise ValidationError("Quote the words that the line rests on.")
    parts = parts_of(document)
    place = find(parts, quote)
    if place is None:
        raise ValidationError(NOT_THERE)
    for known in case.passages.filter(entry_id=entry_id, document=document):
        if known.quote == quote:
            return known
    made = Passage.objects.create(
        case=case, key=case.key, entry_id=entry_id, document=document, page=parts[place.first].page, quote=quote,
        by=by,
    )  # fmt: skip
    audit.record(Event.PASSAGE_LINKED, by=by, case_id=case.pk, about=made, page=made.page or 0)
    return made


@transaction.atomic
def remove_passage(*, case: Case, passage: Passage, by: User) -> None:
    """Take the tie away; the document stays."""
    check(by, Permission.READ_RETURNS, case_id=case.pk)
    audit.record(Event.PASSAGE_REMOVED, by=by, case_id=case.pk, about=passage)
    passage.delete()
