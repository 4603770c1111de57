"""The partnership's questions to agencies: one template for all, one for each kind."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, requires
from irwell.access.permissions import Permission
from irwell.agency_returns import forms, presenters, queries
from irwell.agency_returns.actions import questions as actions
from irwell.agency_returns.rules.questions import EVERY, Questions, shipped
from irwell.core import time

ALL = "every"


@requires(Permission.EDIT_QUESTIONS)
@require_GET
def templates(request: PersonRequest) -> HttpResponse:
    """Every template and the version in force."""
    return render(request, "agency_returns/templates.html", {"lines": presenters.template_lines()})


@requires(Permission.EDIT_QUESTIONS)
def template(request: PersonRequest, kind: str) -> HttpResponse:
    """One template: its text now, changed on the page; every version before it."""
    wanted = EVERY if kind == ALL else kind
    if wanted not in presenters.KINDS:
        raise Http404
    current, theirs = queries.current_questions(wanted), None
    form = forms.EditQuestions(
        request.POST or None, initial={"text": current.text, "seen": current.version}
    )
    if form.is_valid():
        try:
            return _kept(request, wanted, form)
        except actions.Stale as stale:
            theirs = stale.theirs
        except ValidationError as error:
            form.add_error("text", error)
    return _show(request, wanted, form, theirs)


def _kept(request: PersonRequest, kind: str, form: forms.EditQuestions) -> HttpResponse:
    given = form.cleaned_data
    made = actions.change_questions(
        kind=kind, text=given["text"], seen=given["seen"], by=request.user, now=time.now()
    )
    messages.success(
        request,
        f"Version {made.version} holds for requests from now on. What was sent stays as it was.",
    )
    return redirect("agency_returns:templates")


def _show(
    request: PersonRequest, kind: str, form: forms.EditQuestions, theirs: Questions | None
) -> HttpResponse:
    shown = {
        "title": presenters.KINDS[kind], "form": form, "theirs": theirs, "shipped": shipped().get(kind, ""),
        "versions": queries.question_versions(kind), "current": queries.current_questions(kind), "kind": kind,
    }  # fmt: skip
    status = 409 if theirs else 422 if form.errors else 200
    return render(request, "agency_returns/template.html", shown, status=status)
