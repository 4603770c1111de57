"""Everything in one file, with its checksums."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from irwell.repository.actions.bulk import NAMES, SUMS, bulk_folder

TYPES = {"gz": "application/gzip", "csv": "text/csv; charset=utf-8"}


@require_safe
def whole(request: HttpRequest, name: str) -> FileResponse:
    """One of the files that hold everything."""
    if name not in NAMES:
        raise Http404
    place = bulk_folder() / name
    response = FileResponse(place.open("rb"), content_type=TYPES[name.rsplit(".", 1)[-1]])
    response["Content-Disposition"] = f'attachment; filename="case-reviews-{name}"'
    response["ETag"] = f'"{place.parent.name}"'
    return response


@require_safe
def checksums(request: HttpRequest) -> HttpResponse:
    """The SHA-256 of each of them, as `sha256sum --check` reads it."""
    return HttpResponse((bulk_folder() / SUMS).read_bytes(), content_type="text/plain")
