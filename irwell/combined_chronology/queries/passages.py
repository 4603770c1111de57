"""Documents of the case that a line may rest on, and the passages tied to lines."""

from uuid import UUID

from django.db.models import QuerySet

from irwell.access.queries import rights
from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.combined_chronology.models import Passage
from irwell.documents.actions import read
from irwell.documents.content.words import READ, Part
from irwell.documents.content.words import parts_of as words_of_file
from irwell.documents.models import Document
from irwell.documents.queries import document_for
from irwell.documents.rules import KINDS, OPENED_WITH


def documents_to_quote(user: User, case: Case) -> list[Document]:
    """PDF, Word and text files of the case that this person may open, newest first."""
    held = rights(user, case.pk)
    purposes = [purpose.value for purpose, right in OPENED_WITH.items() if right in held]
    kinds = [KINDS[ending].media_type for ending in READ]
    found = Document.objects.filter(case_id=case.pk, purpose__in=purposes, media_type__in=kinds)
    return list(found.order_by("-created_at"))


def document_to_quote(user: User, case: Case, document_id: UUID) -> Document | None:
    return document_for(user, case.pk, document_id)


def passages_of(case: Case, entry_id: str) -> QuerySet[Passage]:
    return case.passages.filter(entry_id=entry_id).select_related("document", "by")


def passage_for(user: User, case: Case, passage_id: UUID) -> Passage | None:
    """The passage, when the person may open its document."""
    found = case.passages.select_related("document", "by").filter(pk=passage_id).first()
    if found is None or document_for(user, case.pk, found.document_id) is None:
        return None
    return found


def parts_of(document: Document) -> tuple[Part, ...]:
    """The words of a document, for our own looking through; nothing is shown to anyone."""
    return words_of_file(document.file_name, read(document))
