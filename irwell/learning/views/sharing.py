"""Versions of a briefing for roles, and with whom it was shared."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.cases.models import Case
from irwell.core import time
from irwell.core.errors import NotPossibleNow
from irwell.learning import actions, forms, queries
from irwell.learning.models import Briefing
from irwell.learning.rules import roles
from irwell.ui.forms import took


def _found(case: Case) -> Briefing:
    briefing = queries.briefing_of(case)
    if briefing is None:
        raise Http404
    return briefing


@on_case(Permission.MANAGE_LEARNING)
def for_roles(request: PersonRequest, case: Case) -> HttpResponse:
    """Edit the points for each role. What identifies somebody is not kept; two who edit at once see both texts."""
    briefing = _found(case)
    form = forms.ForRoles(request.POST or None, initial={"seen": briefing.edits, **briefing.roles})
    theirs: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_roles(
                briefing=briefing, texts=form.texts(), seen=form.cleaned_data["seen"], by=request.user, now=time.now()
            )  # fmt: skip
            messages.success(request, "Kept, and nobody on the register was found in the words.")
            return redirect("learning:draft", case_id=case.pk)
        except actions.Stale:
            form, theirs = _both(request, briefing)
        except (ValidationError, NotPossibleNow) as error:
            form.add_error(None, getattr(error, "messages", str(error)))
    status = 409 if theirs else 422 if form.errors else 200
    shown = {"case": case, "form": form, "theirs": theirs, "briefing": briefing}
    return render(request, "learning/for_roles.html", shown, status=status)


def _both(
    request: PersonRequest, briefing: Briefing
) -> tuple[forms.ForRoles, list[tuple[str, str]]]:
    """What was typed, which can be kept once both were seen, and what the other person saved."""
    briefing.refresh_from_db()
    typed = request.POST.copy()
    typed["seen"] = str(briefing.edits)
    saved = [(one.title, briefing.roles.get(one.id, "")) for one in roles()]
    return forms.ForRoles(typed), saved


@on_case(Permission.MANAGE_LEARNING)
def share(request: PersonRequest, case: Case) -> HttpResponse:
    """Record with whom the briefing was shared."""
    form = forms.ShareForm(request.POST or None)
    if took(
        request,
        form,
        lambda: actions.record_share(briefing=_found(case), by=request.user, **form.cleaned_data),
    ):
        return redirect("learning:reach", case_id=case.pk)
    shown = {"case": case, "form": form, "briefing": _found(case)}
    return render(request, "learning/share.html", shown, status=422 if form.errors else 200)
