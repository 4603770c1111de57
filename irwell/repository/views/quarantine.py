"""Pages on which editors decide about bundles that did not hold."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from irwell.core import time
from irwell.editors.guard import EditorRequest, editor_only
from irwell.repository import queries
from irwell.repository.actions import DepositRefused, refresh_patiently, reject, release
from irwell.repository.actions.quarantine import DecidedAlready
from irwell.repository.deciding_form import Decide
from irwell.repository.models import Quarantined
from irwell.repository.presenters import aside as shown


@require_GET
@editor_only
def listed(request: EditorRequest) -> HttpResponse:
    """What waits for a decision, and what was decided."""
    page = Paginator(queries.all_kept_aside(), 25).get_page(request.GET.get("page"))
    known = {"page": page, "waiting": queries.waiting_aside(), "done": request.GET.get("done", "")}
    return render(request, "repository/kept_aside.html", known)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_only
def decide(request: EditorRequest, reference: UUID) -> HttpResponse:
    """One bundle: what it says of itself, why it does not hold, what it would publish; release or reject."""
    aside = queries.kept_aside(reference)
    if aside is None:
        raise Http404
    known = shown.page_of(aside)
    form = Decide(request.POST or None, may_release=known["may_release"])
    if request.method == "POST" and form.is_valid():
        try:
            return _done(aside, form.cleaned_data, request)
        except (DecidedAlready, DepositRefused) as error:
            form.add_error(None, str(error))
    status = 422 if form.errors else 200
    return render(request, "repository/decide_aside.html", {**known, "form": form}, status=status)


def _done(aside: Quarantined, chosen: dict[str, Any], request: EditorRequest) -> HttpResponse:
    said = {"aside": aside, "why": chosen["why"], "by": request.editor, "now": time.now()}
    if chosen["what"] == "release":
        release(**said)
        refresh_patiently()
    else:
        reject(**said)
    return HttpResponseRedirect(f"{reverse('repository:quarantine')}?done={chosen['what']}")
