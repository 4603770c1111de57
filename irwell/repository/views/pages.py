"""Pages for people."""

from typing import Any

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from irwell.core import time
from irwell.repository import queries
from irwell.repository.actions.keeping import place_of
from irwell.repository.forms import MODE_HINTS, MODES, ORDERS, read_search
from irwell.repository.models import Record
from irwell.repository.presenters import records, results
from irwell.search import HELP

from .haste import unhurried


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The search box, what is here, what is new."""
    known = {
        "counts": queries.counts(),
        "themes": queries.themes()[:12],
        "kinds": queries.kinds(),
        "latest": queries.latest(6),
        "modes": MODES,
        "mode_hints": MODE_HINTS,
        "asked": read_search({}),
        "reading": queries.being_read(now=time.now()),
    }
    return render(request, "repository/home.html", known)


@require_safe
@unhurried
def search(request: HttpRequest) -> HttpResponse:
    """Results with facets; the terms are in the address and are kept nowhere."""
    asked = read_search(request.GET)
    answer = queries.search(asked, whole=False)
    known: dict[str, Any] = {
        "asked": asked,
        "modes": MODES,
        "mode_hints": MODE_HINTS,
        "orders": ORDERS,
        "help": HELP,
    }
    if answer is None:
        return render(request, "repository/no_index.html", known, status=503)
    found, hits = answer
    known |= {"found": hits, **results.page_of(found, asked)}
    return render(request, "repository/search.html", known)


@require_safe
@unhurried
def record(request: HttpRequest, identifier: str) -> HttpResponse:
    """The landing page of a record, or its tombstone."""
    if identifier != identifier.lower():
        return HttpResponsePermanentRedirect(f"/records/{identifier.lower()}/")
    row = found_or_404(identifier)
    if row.is_withdrawn:
        return render(request, "repository/tombstone.html", {"record": row}, status=410)
    known = {
        "record": row,
        "sections": records.sections(row),
        "files": records.files(row),
        "citation": records.citation(row),
        "meta_tags": records.meta_tags(row),
        "linked_data": records.linked_data_script(row),
        "address": records.address(row),
        "similar": queries.similar(row),
        "more_like": reverse("repository:similar", args=[row.identifier]),
    }
    return render(request, "repository/record.html", known)


@require_safe
def file(request: HttpRequest, identifier: str, name: str) -> HttpResponse | FileResponse:
    """One file of a record, as deposited. A web page is shown with everything active shut off."""
    row = queries.file_of(identifier, name)
    if row is None or not place_of(row.sha256).is_file():
        raise Http404
    response = FileResponse(place_of(row.sha256).open("rb"), content_type=row.media_type)
    response["Content-Disposition"] = f'inline; filename="{identifier}-{row.name}"'
    response["ETag"] = f'"{row.sha256}"'
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
    )
    return response


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How searching works, and the interfaces for machines."""
    return render(request, "repository/help.html", {"help": HELP})


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing at this address, and where to look instead."""
    return render(request, "repository/not_found.html", status=404)


def found_or_404(identifier: str) -> Record:
    """The record, or the page that says there is none."""
    row = queries.record(identifier)
    if row is None:
        raise Http404
    return row
