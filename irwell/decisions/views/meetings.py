"""Meetings: calling, the pack, attendance and quorum, minutes and actions."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.accounts.queries import partnership
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.cases.presenters import steps
from irwell.cases.queries import date_of, register_of
from irwell.core import time
from irwell.criteria.queries import possible_links
from irwell.decisions import actions, forms, presenters, queries, rules
from irwell.decisions.models import Meeting
from irwell.documents.views import as_attachment
from irwell.documents.word import render_word
from irwell.ui.forms import Form, Moment


def _base(request: PersonRequest, case: Case) -> dict[str, Any]:
    return {
        "case": case, "steps": steps(case), "pages": presenters.pages(case, "decisions:meetings"),
        "can_run": Permission.RUN_MEETING in rights(request.user, case.pk),
    }  # fmt: skip


def _meeting(case: Case, meeting_id: UUID) -> Meeting:
    return get_object_or_404(case.meetings, pk=meeting_id)


@on_case(Permission.READ_RETURNS)
@require_GET
def everything(request: PersonRequest, case: Case) -> HttpResponse:
    """All meetings of the case; with one alone, that one."""
    meetings = list(case.meetings.all())
    if len(meetings) == 1:
        return redirect("decisions:meeting", case_id=case.pk, meeting_id=meetings[0].pk)
    shown = {**_base(request, case), "meetings": [(m, queries.quorum_of(m)) for m in meetings]}
    return render(request, "decisions/meetings.html", shown)


@on_case(Permission.RUN_MEETING)
def call(request: PersonRequest, case: Case) -> HttpResponse:
    """Choose the day and time; the ladder proposes day 10."""
    started = date_of(case, "sin_submitted_at")
    proposed = rules.meeting_day(started) if started else None
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
    shown = {**_base(request, case), "form": form, "proposed": proposed, "planned": planned}
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
        **_base(request, case), "form": form, "rows": presenters.answered_table(rows, {}),
        "meeting": queries.latest_meeting(case), "asked": len(rows),
    }  # fmt: skip
    return render(request, "decisions/go.html", shown, status=422 if form.errors else 200)


def _show(
    request: PersonRequest, case: Case, meeting: Meeting, action_form: Form | None = None
) -> HttpResponse:
    members = queries.roster(case)
    shown = {
        **_base(request, case), "meeting": meeting, "quorum": queries.quorum_of(meeting),
        "source": rules.QUORUM_SOURCE, "decision": queries.latest_decision(case),
        "attendance": presenters.attendance_table(members, queries.attendance_of(meeting)),
        "rows": presenters.answered_table(queries.answered(case), meeting.explained),
        "proposals": rules.actions_in(meeting.minutes), "action_form": action_form or forms.Action(),
        "tasks": case.tasks.filter(once__startswith=f"minutes {meeting.number} "),
        "typed": presenters.own_typed(meeting, request.user),
        "own_conflict": meeting.attendance.filter(user=request.user, conflict=True).exists(),
    }  # fmt: skip
    return render(request, "decisions/meeting.html", shown, status=422 if action_form else 200)


@on_case(Permission.READ_RETURNS)
@require_GET
def one(request: PersonRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """One meeting: quorum, who was there, minutes, actions."""
    return _show(request, case, _meeting(case, meeting_id))


@on_case(Permission.RUN_MEETING)
def attendance(request: PersonRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """Present, deputy, apologies or adviser; conflicts declared. Quorum follows at once."""
    meeting = _meeting(case, meeting_id)
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
        **_base(request, case), "meeting": meeting, "form": form, "source": rules.QUORUM_SOURCE,
        "quorum": queries.quorum_of(meeting), "walled": [m for m in queries.roster(case) if m.walled],
    }  # fmt: skip
    return render(request, "decisions/attendance.html", shown, status=422 if form.errors else 200)


@on_case(Permission.READ_RETURNS)
@require_POST
def step_aside(request: PersonRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """A lasting conflict of one’s own: from the next page on, the case is closed to the person."""
    actions.step_aside(meeting=_meeting(case, meeting_id), by=request.user)
    return redirect("cases:board")


@on_case(Permission.RUN_MEETING)
@require_POST
def held(request: PersonRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    actions.hold(meeting=_meeting(case, meeting_id), by=request.user, now=time.now())
    return redirect("decisions:meeting", case_id=case.pk, meeting_id=meeting_id)


@on_case(Permission.RUN_MEETING)
def minutes(request: PersonRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """The minutes. What is typed is kept; two people editing at once see both texts."""
    meeting = _meeting(case, meeting_id)
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
            meeting = _meeting(case, meeting_id)
    moved = bool(typed and typed["saves"] != meeting.saves)
    shown = {
        **_base(request, case), "meeting": meeting, "form": form, "stale": stale or moved, "typed": typed,
    }  # fmt: skip
    status = 409 if stale else 422 if form.errors else 200
    return render(request, "decisions/minutes.html", shown, status=status)


@on_case(Permission.RUN_MEETING)
@require_POST
def keep(request: PersonRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """Keep what is typed while it is typed."""
    actions.keep_minutes(
        meeting=_meeting(case, meeting_id), text=request.POST.get("text", "")[:40_000],
        saves=int(request.POST.get("saves") or 0), by=request.user,
    )  # fmt: skip
    return JsonResponse({"kept": True})


@on_case(Permission.RUN_MEETING)
@require_POST
def action(request: PersonRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """An action from the minutes becomes a task."""
    meeting, form = _meeting(case, meeting_id), forms.Action(request.POST)
    if form.is_valid():
        try:
            actions.add_action(meeting=meeting, by=request.user, **form.cleaned_data)
            return redirect("decisions:meeting", case_id=case.pk, meeting_id=meeting.pk)
        except ValidationError as error:
            form.add_error("title", error)
    return _show(request, case, meeting, form)


@on_case(Permission.READ_RETURNS)
@require_GET
def pack(request: PersonRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """Agenda and pack: who answered, where the material lies, labels, similar cases."""
    meeting = _meeting(case, meeting_id)
    shown = {
        **_base(request, case), "meeting": meeting, "agenda": rules.AGENDA,
        "facts": presenters.pack_rows(meeting, case), "material": presenters.material(case),
        "rows": presenters.answered_table(queries.answered(case), meeting.explained),
        "labels": [[i.label, i.role.replace("_", " ")] for i in register_of(case)],
        "similar": possible_links(request.user, case), "never_forced": rules.NEVER_FORCED,
        "may_export": Permission.EXPORT in rights(request.user, case.pk),
    }  # fmt: skip
    return render(request, "decisions/pack.html", shown)


@on_case(Permission.EXPORT)
@require_GET
def pack_word(request: PersonRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """The same as Word, logged as an export."""
    meeting = _meeting(case, meeting_id)
    members = [m for m in queries.roster(case) if not m.walled]
    context = presenters.pack_context(
        meeting, case, presenters.answered_table(queries.answered(case), meeting.explained),
        presenters.attendance_table(members, {}), list(register_of(case)),
        possible_links(request.user, case), partnership().name,
    )  # fmt: skip
    title = f"{case.reference}: Rapid Review meeting {meeting.number}"
    data = render_word("irwell.decisions", "pack.docx", context, title=title)
    audit.record(Event.EXPORTED, by=request.user, case_id=case.pk, about=meeting, kind="pack")
    name = f"{case.reference}-meeting-{meeting.number}-pack.docx"
    return as_attachment(data, name, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")  # fmt: skip
