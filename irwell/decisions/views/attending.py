"""Who was there; conflicts of interest for one meeting or the whole case."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from irwell.access import actions as access
from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.core import time
from irwell.decisions import actions, forms, queries, rules
from irwell.decisions.models import Meeting
from irwell.decisions.views.meetings import base, meeting_on
from irwell.ui.forms import Form


@on_case(Permission.RUN_MEETING)
def attendance(request: PersonRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """Present, deputy, apologies or adviser; conflicts declared. Quorum follows at once."""
    meeting = meeting_on(case, meeting_id)
    members = [m for m in queries.roster(case) if not m.walled]
    form = forms.attendance(members, meeting, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        rows = {
            m.user.pk: (given[f"presence_{m.user.pk}"], given[f"conflict_{m.user.pk}"])
            for m in members
        }
        actions.record_attendance(meeting=meeting, rows=rows, by=request.user, now=time.now())
        return redirect("decisions:meeting", case_id=case.pk, meeting_id=meeting.pk)
    shown = {
        **base(request, case), "meeting": meeting, "form": form, "source": rules.rule_of(meeting.quorum).words,
        "quorum": queries.quorum_of(meeting), "walled": [m for m in queries.roster(case) if m.walled],
    }  # fmt: skip
    return render(request, "decisions/attendance.html", shown, status=422 if form.errors else 200)


@on_case(Permission.READ_RETURNS)
@require_POST
def step_aside(request: PersonRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """A lasting conflict of one’s own: from the next page on, the case is closed to the person."""
    actions.step_aside(meeting=meeting_on(case, meeting_id), by=request.user)
    return redirect("deadlines:board")


@on_case()
def conflicts(request: PersonRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """Conflicts declared for this meeting and for the case; declaring one’s own for this meeting."""
    meeting = meeting_on(case, meeting_id)
    form = forms.MeetingConflict(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.declare_conflict(
            meeting=meeting, reason=form.cleaned_data["reason"], by=request.user
        )
        return redirect("decisions:conflicts", case_id=case.pk, meeting_id=meeting.pk)
    return _show(request, case, meeting, form)


@on_case(Permission.MANAGE_MEMBERS)
@require_POST
def wall_off(request: PersonRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """A lasting conflict of somebody else’s, recorded by who manages the members."""
    form = forms.wall_off([m for m in queries.roster(case) if not m.walled], request.POST)
    if form.is_valid():
        person = get_object_or_404(User, pk=form.cleaned_data["person"])
        access.declare_conflict(
            case_id=case.pk, key=case.key, user=person, by=request.user,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
        return redirect("decisions:conflicts", case_id=case.pk, meeting_id=meeting_id)
    return _show(request, case, meeting_on(case, meeting_id), forms.MeetingConflict(), form)


@on_case(Permission.MANAGE_MEMBERS)
@require_POST
def lift(request: PersonRequest, case: Case, meeting_id: UUID, conflict_id: UUID) -> HttpResponse:
    """A lasting conflict ends; never one’s own."""
    conflict = get_object_or_404(case.conflicts, pk=conflict_id, lifted_at=None)
    access.lift_conflict(conflict=conflict, by=request.user, now=time.now())
    return redirect("decisions:conflicts", case_id=case.pk, meeting_id=meeting_id)


def _show(
    request: PersonRequest, case: Case, meeting: Meeting, form: Form, wall_form: Form | None = None
) -> HttpResponse:
    may = rights(request.user, case.pk)
    declared = [a for a in queries.attendance_of(meeting).values() if a.conflict]
    bound = next((f for f in (form, wall_form) if f is not None and f.errors), None)
    shown = {
        **base(request, case), "meeting": meeting, "form": form, "declared": declared,
        "walls": queries.walls(case), "manages": Permission.MANAGE_MEMBERS in may,
        "wall_form": wall_form or forms.wall_off([m for m in queries.roster(case) if not m.walled]),
        "sees_reasons": Permission.RUN_MEETING in may, "errors_of": bound,
        "own": any(a.user_id == request.user.pk for a in declared),
    }  # fmt: skip
    return render(request, "decisions/conflicts.html", shown, status=422 if bound else 200)
