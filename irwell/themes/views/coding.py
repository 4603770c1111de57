"""Coding by two people, and settling what they differ on."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from irwell.core import time
from irwell.editors.guard import EditorRequest, editor_only
from irwell.repository.queries import record
from irwell.themes import actions, forms, policies
from irwell.themes.models import Coding
from irwell.themes.policies import NotNow
from irwell.themes.presenters.coding import compared, sheet
from irwell.themes.queries import coding as queries


@require_GET
@editor_only
def desk(request: EditorRequest) -> HttpResponse:
    """What is to be coded, by whom."""
    return render(
        request,
        "themes/desk.html",
        {"desk": queries.desk(request.editor), "editor": request.editor},
    )


@require_POST
@editor_only
def begin(request: EditorRequest) -> HttpResponse:
    """Begin with a review, or become its second coder."""
    named = request.POST.get("identifier", "").strip().rstrip("/").rpartition("/")[2]
    found = record(named)
    problem = ""
    if found is None or found.is_withdrawn:
        problem = (
            f"There is no review “{named[:100]}” here. Copy the identifier from the review’s page."
            if named
            else "Enter the identifier of a review, or choose one of the newest."
        )
    else:
        try:
            return redirect("themes:code", pk=actions.begin(record=found, by=request.editor).pk)
        except NotNow as refused:
            problem = str(refused)
    known = {
        "desk": queries.desk(request.editor),
        "editor": request.editor,
        "problem": problem,
        "typed": named,
    }
    return render(request, "themes/desk.html", known, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_only
def one(request: EditorRequest, pk: UUID) -> HttpResponse:
    """Give a review its themes; when both coders are done, see both and settle what differs."""
    coding = coding_or_404(pk)
    if coding.both_done:
        return _settling(request, coding)
    problem = ""
    if request.method == "POST":
        try:
            actions.save_choices(coding=coding, chosen=_chosen(request), by=request.editor)
            if request.POST.get("step") == "done":
                return redirect("themes:done", pk=coding.pk)
            return redirect("themes:code", pk=coding.pk)
        except NotNow as refused:
            problem = str(refused)
    return _sheet(request, coding, problem)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_only
def done(request: EditorRequest, pk: UUID) -> HttpResponse:
    """Ask once more, then close this coder’s part."""
    coding = coding_or_404(pk)
    if request.method == "POST":
        try:
            actions.finish(coding=coding, by=request.editor, now=time.now())
            return redirect("themes:code", pk=coding.pk)
        except NotNow as refused:
            return _sheet(request, coding, str(refused))
    chosen = queries.choices_of(coding, request.editor)
    return render(
        request, "themes/done.html", {"coding": coding, "chosen": sheet(coding, chosen).chosen}
    )


@require_POST
@editor_only
def settle(request: EditorRequest, pk: UUID) -> HttpResponse:
    """Decide one difference, or agree to what the other coder proposes."""
    coding = coding_or_404(pk)
    form = forms.Settle(request.POST)
    if not form.is_valid():
        return _settling(request, coding, form=form)
    try:
        actions.settle(
            coding=coding, code=form.cleaned_data["code"], applies=form.cleaned_data["applies"] == "yes",
            reason=form.cleaned_data["reason"], by=request.editor, now=time.now(),
        )  # fmt: skip
    except NotNow as refused:
        return _settling(request, coding, problem=str(refused), form=form)
    return redirect("themes:code", pk=coding.pk)


def coding_or_404(pk: UUID) -> Coding:
    found = queries.coding_at(str(pk))
    if found is None:
        raise Http404
    return found


def _chosen(request: HttpRequest) -> dict[str, str]:
    return {code: request.POST.get(f"passage-{code}", "") for code in request.POST.getlist("code")}


def _sheet(request: EditorRequest, coding: Coding, problem: str = "") -> HttpResponse:
    typed = problem and request.method == "POST" and "code" in request.POST
    chosen = _chosen(request) if typed else queries.choices_of(coding, request.editor)
    known: dict[str, Any] = {
        "coding": coding, "sheet": sheet(coding, chosen), "problem": problem,
        "turn": policies.turn_of(coding, request.editor), "is_done": policies.is_done(coding, request.editor),
    }  # fmt: skip
    return render(request, "themes/code.html", known, status=422 if problem else 200)


def _settling(
    request: EditorRequest, coding: Coding, *, problem: str = "", form: forms.Settle | None = None
) -> HttpResponse:
    known: dict[str, Any] = {
        "coding": coding, "rows": compared(coding, form), "problem": problem, "form": form,
        "history": queries.history(coding), "turn": policies.turn_of(coding, request.editor),
        "editor": request.editor,
    }  # fmt: skip
    return render(request, "themes/settle.html", known, status=422 if problem or form else 200)
