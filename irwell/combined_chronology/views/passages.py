"""Lines tied to passages of the case's documents: choosing the words, opening a document at them."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.cases.models import Case
from irwell.combined_chronology import actions, forms, presenters, queries
from irwell.combined_chronology.models import Passage
from irwell.combined_chronology.views.base import ask, common
from irwell.combined_chronology.views.line import to_line
from irwell.documents.actions import open_document
from irwell.documents.content.words import find, pictures
from irwell.documents.models import Document

PDF = "application/pdf"


@on_case(Permission.READ_RETURNS)
def choose(request: PersonRequest, case: Case, entry_id: str, document_id: UUID) -> HttpResponse:
    """The document's text, and the words of it that the line rests on."""
    asked = ask(request, case)
    document = queries.document_to_quote(request.user, case, document_id)
    if document is None or asked.reading.line(entry_id) is None:
        raise Http404
    parts = queries.parts_of(document)
    scanned = pictures(parts)
    form = (forms.Typed if scanned else forms.Quote)(
        request.POST if request.method == "POST" else None
    )
    if form.is_valid():
        try:
            actions.link_passage(
                case=case, entry_id=entry_id, document=document, quote=form.cleaned_data["quote"],
                page=form.cleaned_data.get("page"), by=request.user,
            )  # fmt: skip
            return to_line(request, case, entry_id, "#documents")
        except ValidationError as error:
            form.add_error("quote", error)
    open_document(document=document, by=request.user)
    pieces = presenters.whole(asked.reading, parts)
    entry = asked.reading.line(entry_id)
    assert entry is not None
    shown = {
        **common(request, case, asked, "timeline"), "document": document, "quote_form": form, "pieces": pieces,
        "scanned": scanned, "only_pictures": len(scanned) == len(parts),
        "line": presenters.lines(asked.reading, [entry])[0], "back": to_line(request, case, entry_id).url,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "combined_chronology/choose_passage.html", shown, status=status)


def _found(request: PersonRequest, case: Case, passage_id: UUID) -> Passage:
    found = queries.passage_for(request.user, case, passage_id)
    if found is None:
        raise Http404
    return found


@on_case(Permission.READ_RETURNS)
@require_GET
def passage(request: PersonRequest, case: Case, passage_id: UUID) -> HttpResponse:
    """The document's text at the passage, its words marked; a PDF can be opened at the page too."""
    found, asked = _found(request, case, passage_id), ask(request, case)
    open_document(document=found.document, by=request.user)
    parts = queries.parts_of(found.document)
    shown = {
        **common(request, case, asked, "timeline"), "passage": found, "document": found.document,
        "pieces": presenters.around(asked.reading, parts, find(parts, found.quote)) if not found.typed else [],
        "words": asked.reading.say(found.quote),
        "is_pdf": found.document.media_type == PDF, "name": asked.reading.say(found.document.file_name),
        "back": to_line(request, case, found.entry_id).url,
    }  # fmt: skip
    return render(request, "combined_chronology/passage.html", shown)


@on_case(Permission.READ_RETURNS)
@require_GET
def original(request: PersonRequest, case: Case, passage_id: UUID) -> HttpResponse:
    """The PDF itself, shown by the browser; the address that leads here ends in its page."""
    document = _found(request, case, passage_id).document
    if document.media_type != PDF:
        raise Http404
    return _in_place(document, open_document(document=document, by=request.user))


def _in_place(document: Document, data: bytes) -> HttpResponse:
    """Shown, not kept: what acts in a PDF was refused when it was taken in, and nothing else may load."""
    response = HttpResponse(data, content_type=PDF)
    response["Content-Disposition"] = 'inline; filename="document.pdf"'
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"
    )
    return response


@on_case(Permission.READ_RETURNS)
@require_POST
def remove(request: PersonRequest, case: Case, passage_id: UUID) -> HttpResponse:
    """Take the tie between line and passage away."""
    found = _found(request, case, passage_id)
    actions.remove_passage(case=case, passage=found, by=request.user)
    return to_line(request, case, found.entry_id, "#documents")
