"""Recommended before, and similar reviews, on a case."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.cases.models import Case
from irwell.core import time
from irwell.core.errors import NotPossibleNow
from irwell.reviews.queries import recommendations_of

from . import actions, forms, presenters, queries
from .actions import Answer


@on_case(Permission.READ_RETURNS)
@require_http_methods(["GET", "HEAD", "POST"])
def before(request: PersonRequest, case: Case) -> HttpResponse:
    """What this partnership recommended before; with the second button, what everybody did."""
    posted = request.POST if request.method == "POST" else None
    number = request.GET.get("number", "")
    own = get_object_or_404(recommendations_of(case), number=number) if number.isdigit() else None
    form = forms.Before(posted)
    words = form.cleaned_data["words"] if form.is_bound and form.is_valid() else ""
    everywhere = _asked(request, case, form, actions.BEFORE, words)
    known = {
        "case": case, "form": form, "own": own, "words": words,
        "here": _here(request, case, words or (own.text if own else "")),
        "answer": everywhere, "groups": presenters.groups(everywhere.groups) if everywhere else [],
    }  # fmt: skip
    return render(request, "radar/before.html", known, status=422 if form.errors else 200)


@on_case(Permission.READ_RETURNS)
@require_http_methods(["GET", "HEAD", "POST"])
def similar(request: PersonRequest, case: Case) -> HttpResponse:
    """Published reviews like what a person types."""
    form = forms.Similar(request.POST if request.method == "POST" else None)
    words = form.cleaned_data["words"] if form.is_bound and form.is_valid() else ""
    answer = _asked(request, case, form, actions.SIMILAR, words)
    known = {
        "case": case, "form": form, "answer": answer,
        "reviews": presenters.reviews(answer.reviews) if answer else [],
    }  # fmt: skip
    return render(request, "radar/similar.html", known, status=422 if form.errors else 200)


def _here(request: PersonRequest, case: Case, words: str) -> list[queries.Before]:
    return queries.recommended_here(by=request.user, case=case, words=words, on=time.today())


def _asked(request: PersonRequest, case: Case, form: Any, about: str, words: str) -> Answer | None:
    """The repository’s answer when the button for it was pressed; a refusal stands at the box."""
    if request.method != "POST" or request.POST.get("step") != "everywhere":
        return None
    try:
        return actions.ask_repository(case=case, about=about, words=words, by=request.user)
    except NotPossibleNow as refused:
        form.add_error("words", str(refused))
        return None
