"""The minutes: typed, kept while typed, brought in from a file, saved."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.cases.models import Case
from irwell.decisions import actions, forms, presenters
from irwell.decisions.views.meetings import base, meeting_on
from irwell.ui.forms import Form


@on_case(Permission.RUN_MEETING)
def minutes(request: PersonRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """The minutes. What is typed is kept; two people editing at once see both texts."""
    meeting = meeting_on(case, meeting_id)
    typed = presenters.own_typed(meeting, request.user)
    first = typed["text"] if typed else meeting.minutes
    form, stale = forms.Minutes(request.POST or None, initial={"text": first}), False
    if request.method == "POST" and form.is_valid():
        text, saves = form.cleaned_data["text"], int(request.POST.get("saves") or 0)
        try:
            actions.save_minutes(meeting=meeting, text=text, saves=saves, by=request.user)
            return redirect("decisions:meeting", case_id=case.pk, meeting_id=meeting.pk)
        except actions.StaleMinutes:
            stale = True
            meeting = meeting_on(case, meeting_id)
    moved = bool(typed and typed["saves"] != meeting.saves)
    shown = {
        **base(request, case), "meeting": meeting, "form": form, "stale": stale or moved, "typed": typed,
        "notes_form": forms.Notes(), "errors_of": form,
    }  # fmt: skip
    status = 409 if stale else 422 if form.errors else 200
    return render(request, "decisions/minutes.html", shown, status=status)


@on_case(Permission.RUN_MEETING)
@require_POST
def keep(request: PersonRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """Keep what is typed while it is typed."""
    actions.keep_minutes(
        meeting=meeting_on(case, meeting_id), text=request.POST.get("text", "")[:40_000],
        saves=int(request.POST.get("saves") or 0), by=request.user,
    )  # fmt: skip
    return JsonResponse({"kept": True})


@on_case(Permission.RUN_MEETING)
@require_POST
def notes(request: PersonRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """Notes from a Word or text file go into the box, to be read through and saved."""
    meeting, form = meeting_on(case, meeting_id), forms.Notes(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.bring_in_notes(
                meeting=meeting, notes=form.cleaned_data["notes"], by=request.user
            )
            return redirect("decisions:minutes", case_id=case.pk, meeting_id=meeting.pk)
        except ValidationError as error:
            form.add_error("notes", error)
    return _refused(request, case, meeting_id, form)


def _refused(
    request: PersonRequest, case: Case, meeting_id: UUID, notes_form: Form
) -> HttpResponse:
    meeting = meeting_on(case, meeting_id)
    typed = presenters.own_typed(meeting, request.user)
    text = typed["text"] if typed else meeting.minutes
    shown = {
        **base(request, case), "meeting": meeting, "form": forms.Minutes(initial={"text": text}),
        "stale": False, "typed": typed, "notes_form": notes_form, "errors_of": notes_form,
    }  # fmt: skip
    return render(request, "decisions/minutes.html", shown, status=422)
