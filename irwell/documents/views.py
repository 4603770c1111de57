"""Downloads: always as an attachment, in a sandbox, never stored by the browser."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, on_case
from irwell.documents import actions, queries


@on_case()
@require_GET
def download(request: PersonRequest, case: Any, document_id: UUID) -> HttpResponse:
    """One file of the case, for those whose role opens files of its purpose."""
    document = queries.document_for(request.user, case.pk, document_id)
    if document is None:
        raise Http404
    data = actions.open_document(document=document, by=request.user)
    return as_attachment(data, document.file_name, document.media_type)


def as_attachment(data: bytes, file_name: str, media_type: str) -> HttpResponse:
    """A download that no browser runs or shows in place."""
    response = HttpResponse(data, content_type=media_type)
    plain = "".join(
        c if c.isascii() and c.isprintable() and c not in '"\\' else "_" for c in file_name
    )
    response["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name)}"
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
