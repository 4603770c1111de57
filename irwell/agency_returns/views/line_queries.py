"""What the review team asks about single lines, read and answered by the agency's own link."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from irwell.accounts.actors import by_link as actor
from irwell.agency_returns import forms, queries
from irwell.agency_returns.actions import line_queries as actions
from irwell.agency_returns.models import InformationRequest, LineQuery
from irwell.agency_returns.views.confirmed import by_own_link
from irwell.core import time
from irwell.messaging.guard import LinkRequest
from irwell.messaging.models import SignedLink
from irwell.ui.forms import Form


@by_own_link
@require_GET
def line_queries(request: LinkRequest, link: SignedLink) -> HttpResponse:
    """Every question to this agency, those that wait first."""
    asked = queries.request_of_link(link)
    found = sorted(queries.queries_to(asked), key=lambda q: (q.answered_at is not None, q.asked_at))
    shown = {"asked": asked, "token": request.link_token, "found": found}
    return render(request, "agency_returns/line_queries.html", shown)


@by_own_link
def line_query(request: LinkRequest, link: SignedLink, query_id: UUID) -> HttpResponse:
    """One question with the line as it stood; the answer may be put right until the matter is settled."""
    asked = queries.request_of_link(link)
    found = queries.query_to(asked, query_id)
    if found is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form, theirs = forms.AnswerQuery(posted, initial={"answer": found.answer}), None
    if form.is_valid():
        try:
            actions.answer_query(
                query=found, seen=request.POST.get("seen", ""), by=actor(link.pk), now=time.now(),
                **form.cleaned_data,
            )  # fmt: skip
            messages.success(request, "Your answer was sent to the review team.")
            return redirect("agency_returns:line_queries", token=request.link_token)
        except actions.Stale as stale:
            theirs = stale.theirs
        except ValidationError as error:
            form.add_error("answer", error)
    return _show(request, asked, theirs or found, form, theirs)


def _show(
    request: LinkRequest, asked: InformationRequest, found: LineQuery, form: Form, theirs: LineQuery | None
) -> HttpResponse:  # fmt: skip
    shown = {
        "asked": asked, "found": found, "token": request.link_token, "form": form, "theirs": theirs,
        "seen": found.answered_at.isoformat() if found.answered_at else "",
    }  # fmt: skip
    status = 409 if theirs else 422 if form.errors else 200
    return render(request, "agency_returns/line_query.html", shown, status=status)
