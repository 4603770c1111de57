"""Meetings: calling, sending the packs round, holding, actions from the minutes."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.cases.models import Case
from irwell.cases.presenters import steps
from irwell.cases.queries import date_of
from irwell.core import time
from irwell.decisions import actions, forms, presenters, queries, rules
from irwell.decisions.models import Meeting
from irwell.rulebook.queries import calendar
from irwell.ui.forms import Form, Moment


def base(request: PersonRequest, case: Case, here: str = "decisions:meetings") -> dict[str, Any]:
    """What each page of step 7 begins with; those who may not read returns get no other page of it."""
    may = rights(request.user, case.pk)
    return {
        "case": case, "steps": steps(case), "can_run": Permission.RUN_MEETING in may,
        "pages": presenters.pages(case, here) if Permission.READ_RETURNS in may else [],
    }  # fmt: skip


def meeting_on(case: Case, meeting_id: UUID) -> Meeting:
    return get_object_or_404(case.meetings, pk=meeting_id)


@on_case(Permission.READ_RETURNS)
@require_GET
def everything(request: PersonRequest, case: Case) -> HttpResponse:
    """All meetings of the case; with one alone, that one."""
    meetings = list(case.meetings.all())
    if len(meetings) == 1:
        return redirect("decisions:meeting", case_id=case.pk, meeting_id=meetings[0].pk)
    shown = {**base(request, case), "meetings": [(m, queries.quorum_of(m)) for m in meetings]}
    return render(request, "decisions/meetings.html", shown)


@on_case(Permission.RUN_MEETING)
def call(request: PersonRequest, case: Case) -> HttpResponse:
    """Choose the day and time; the ladder proposes day 10."""
    started = date_of(case, "sin_submitted_at")
    proposed = rules.meeting_day(started, calendar()) if started else None
    planned = next((m for m in case.meetings.filter(held_at=None)), None)
    first = (
        Moment(time.london(planned.planned_for).date(), planned.planned_for) if planned else None
    )
    if first is None and proposed and not case.meetings.exists():
        first = Moment(proposed[0])
    form = forms.Call(request.POST or None, initial={"planned_for": first})
    if request.method == "POST" and form.is_valid():
        moment: Moment = form.cleaned_data["planned_for"]
        when = moment.at or time.midday(moment.on)  # the form asks for the time
        meeting = actions.call_meeting(case=case, planned_for=when, by=request.user, now=time.now())
        return redirect("decisions:meeting", case_id=case.pk, meeting_id=meeting.pk)
    shown = {**base(request, case), "form": form, "proposed": proposed, "planned": planned}
    return render(request, "decisions/call.html", shown, status=422 if form.errors else 200)


@on_case(Permission.RUN_MEETING)
def go(request: PersonRequest, case: Case) -> HttpResponse:
    """Send the pack round and go to the meeting; each missing return is explained."""
    rows = queries.answered(case)
    form = forms.explanations([r for r in rows if r.latest is None], request.POST or None)
    # A form without fields is valid only when something was posted.
    if request.method == "POST" and (form.is_valid() or not form.fields):
        meeting = actions.circulate(
            case=case, explained=form.cleaned_data if form.fields else {}, by=request.user,
            now=time.now(),
        )  # fmt: skip
        return redirect("decisions:meeting", case_id=case.pk, meeting_id=meeting.pk)
    shown = {
        **base(request, case), "form": form, "rows": presenters.answered_table(rows, {}),
        "meeting": queries.latest_meeting(case), "asked": len(rows),
    }  # fmt: skip
    return render(request, "decisions/go.html", shown, status=422 if form.errors else 200)


def _show(
    request: PersonRequest, case: Case, meeting: Meeting, action_form: Form | None = None
) -> HttpResponse:
    members = queries.roster(case)
    shown = {
        **base(request, case), "meeting": meeting, "quorum": queries.quorum_of(meeting),
        "source": rules.rule_of(meeting.quorum).words, "decision": queries.latest_decision(case),
        "attendance": presenters.attendance_table(members, queries.attendance_of(meeting)),
        "rows": presenters.answered_table(queries.answered(case), meeting.explained),
        "proposals": _proposals(case, meeting), "action_form": action_form or forms.Action(),
        "tasks": case.tasks.filter(once__startswith=f"minutes {meeting.number} "),
        "typed": presenters.own_typed(meeting, request.user),
        "own_conflict": queries.in_conflict(meeting, request.user),
        "deputies": [d for d in queries.delegations(case) if not d.ended_at],
    }  # fmt: skip
    return render(request, "decisions/meeting.html", shown, status=422 if action_form else 200)


def _proposals(case: Case, meeting: Meeting) -> list[tuple[str, str]]:
    """Actions of the minutes that did not become tasks, and why."""
    found = []
    tasks = {t.casefold() for t in case.tasks.values_list("title", flat=True)}
    for line in queries.action_lines(meeting):
        if line.what.casefold() in tasks:
            continue
        named = queries.names_left(case, line.what)
        if named:
            found.append((line.what, f"It names somebody: write {', '.join(named)} instead."))
        elif line.missing:
            found.append((line.what, line.missing))
    return found


@on_case(Permission.READ_RETURNS)
@require_GET
def one(request: PersonRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """One meeting: quorum, who was there, minutes, actions."""
    return _show(request, case, meeting_on(case, meeting_id))


@on_case(Permission.RUN_MEETING)
@require_POST
def held(request: PersonRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    actions.hold(meeting=meeting_on(case, meeting_id), by=request.user, now=time.now())
    return redirect("decisions:meeting", case_id=case.pk, meeting_id=meeting_id)


@on_case(Permission.RUN_MEETING)
@require_POST
def action(request: PersonRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """An action from the minutes becomes a task."""
    meeting, form = meeting_on(case, meeting_id), forms.Action(request.POST)
    if form.is_valid():
        try:
            actions.add_action(meeting=meeting, by=request.user, **form.cleaned_data)
            return redirect("decisions:meeting", case_id=case.pk, meeting_id=meeting.pk)
        except ValidationError as error:
            form.add_error("title", error)
    return _show(request, case, meeting, form)
