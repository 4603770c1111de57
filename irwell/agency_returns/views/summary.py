"""The summary, one section a page, kept as it is typed."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from irwell.accounts.actors import by_link as actor
from irwell.agency_returns import forms, presenters, queries
from irwell.agency_returns.actions import answering
from irwell.agency_returns.models import InformationRequest
from irwell.agency_returns.rules import summary as rules
from irwell.agency_returns.views.confirmed import by_own_link
from irwell.core.errors import NotPossibleNow
from irwell.messaging.guard import LinkRequest
from irwell.messaging.models import SignedLink
from irwell.ui.forms import Form


def _section(asked: InformationRequest, section_id: str) -> rules.Section:
    """A section that is asked for; any other is page not found."""
    found = rules.section(section_id)
    if found is None or found not in rules.chosen(asked.sections):
        raise Http404
    return found


@by_own_link
def section(request: LinkRequest, link: SignedLink, section_id: str) -> HttpResponse:
    """One section. What was typed and not saved is shown again; a save over newer answers is noticed."""
    asked = queries.request_of_link(link)
    current = _section(asked, section_id)
    if request.method != "POST":
        return _open(request, asked, current)
    form = forms.section_form(current)(request.POST)
    try:
        if form.is_valid():
            answering.save_section(
                request=asked, section=current.id, answers=forms.as_answers(form.cleaned_data),
                basis=request.POST.get("basis", ""), by=actor(link.pk),
            )  # fmt: skip
            return _onwards(request, asked, current)
        answering.keep_typed(request=asked, section=current.id, typed=_typed(request))
    except answering.Stale:
        answering.keep_typed(request=asked, section=current.id, typed=_typed(request))
        return _show(request, asked, current, form, stale=True, status=409)
    except NotPossibleNow as closed:
        return _show(request, asked, current, form, closed=str(closed), status=409)
    return _show(request, asked, current, form, status=422)


def _typed(request: LinkRequest) -> dict[str, list[str]]:
    left_out = ("csrfmiddlewaretoken", "then")
    return {str(k): [str(v) for v in vs] for k, vs in request.POST.lists() if k not in left_out}


def _open(request: LinkRequest, asked: InformationRequest, current: rules.Section) -> HttpResponse:
    if (newest := queries.latest(asked)) is not None and newest.signed_at:
        return redirect("agency_returns:landing", token=request.link_token)
    kept = newest.summary.get(current.id) or {} if newest else {}
    typed = newest.typed.get(current.id) if newest else None
    initial = forms.typed_again(current, typed) if typed else forms.as_initial(current, kept)
    stale = bool(typed) and (typed or {}).get("basis", [""])[-1] != rules.fingerprint(kept)
    form = forms.section_form(current)(initial=initial)
    return _show(request, asked, current, form, stale=stale, restored=bool(typed))


def _show(
    request: LinkRequest, asked: InformationRequest, current: rules.Section, form: Form, *, stale: bool = False,
    restored: bool = False, closed: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    newest = queries.latest(asked)
    kept: dict[str, Any] = newest.summary if newest else {}
    shown = {
        "asked": asked, "section": current, "form": form, "stale": stale, "restored": restored, "closed": closed,
        "token": request.link_token, "saved": presenters.answers(kept, only=current.id)[0].rows,
        "basis": rules.fingerprint(kept.get(current.id)), "wrote": presenters.wrote(asked, current.id),
        "number": rules.chosen(asked.sections).index(current) + 1, "count": len(rules.chosen(asked.sections)),
        "autosave": reverse("agency_returns:autosave", args=[request.link_token, current.id]),
    }  # fmt: skip
    return render(request, "agency_returns/section.html", shown, status=status)


def _onwards(
    request: LinkRequest, asked: InformationRequest, current: rules.Section
) -> HttpResponse:
    after, token = rules.following(current.id, asked.sections), request.link_token
    if request.POST.get("then") == "overview":
        return redirect("agency_returns:overview", token=token)
    if after is None:
        step = "chronologies" if queries.asks_chronology(asked) else "overview"
        return redirect(f"agency_returns:{step}", token=token)
    return redirect("agency_returns:section", token=token, section_id=after.id)


@by_own_link
@require_POST
def autosave(request: LinkRequest, link: SignedLink, section_id: str) -> HttpResponse:
    """Keep what is typed while it is typed; the page works without it."""
    asked = queries.request_of_link(link)
    current = _section(asked, section_id)
    try:
        answering.keep_typed(request=asked, section=current.id, typed=_typed(request))
    except NotPossibleNow as closed:
        return JsonResponse({"kept": False, "because": str(closed)}, status=409)
    return JsonResponse({"kept": True})
