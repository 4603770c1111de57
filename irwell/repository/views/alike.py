"""Pages that set one review beside others."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from irwell.repository import queries
from irwell.repository.presenters import comparing

from .haste import unhurried


@require_safe
@unhurried
def similar(request: HttpRequest, identifier: str) -> HttpResponse:
    """Reviews like this one, or like one passage of it, each with the passage that is."""
    record = queries.shown().filter(identifier=identifier.lower()).first()
    if record is None:
        raise Http404
    anchor = request.GET.get("passage", "")[:60]
    passage = record.passages.filter(anchor=anchor).first() if anchor else None
    if anchor and passage is None:
        raise Http404
    known = {"record": record, "passage": passage, "found": queries.like(record, anchor=anchor)}
    return render(request, "repository/similar.html", known)


@require_safe
@unhurried
def compare(request: HttpRequest) -> HttpResponse:
    """Two reviews side by side; until both are named, a way to name them."""
    names = [comparing.identifier_in(request.GET.get(side, "")) for side in ("a", "b")]
    found = [queries.record(name) if name else None for name in names]
    known = comparing.page_of(names, found)
    if not any(names) and "b" in request.GET:
        known["problems"] = ["Enter the addresses or identifiers of two reviews."]
    if known.get("sides"):
        known["same"] = comparing.same(found, queries.pairs(*names))
        known["has_index"], known["by_meaning"] = queries.has_index(), queries.by_meaning()
    elif found[0] is not None and not found[0].is_withdrawn:
        known["candidates"] = queries.similar(found[0], limit=8)
    return render(request, "repository/compare.html", known)
