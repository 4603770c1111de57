"""The case page, its register, its members, its log, and what may be done to its clocks."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access import actions as access
from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import members as members_of
from irwell.access.queries import rights, roles_on_case
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.audit.models import LoggedEvent
from irwell.audit.queries import events_of_case
from irwell.cases import actions, forms, presenters, queries
from irwell.cases.models import Case
from irwell.cases.rules import propose_label
from irwell.core import time
from irwell.rulebook.queries import calendar
from irwell.statute import flowchart_svg, load_workflow
from irwell.ui.presenters import Happening

EVENTS_SHOWN = 100  # on a page
LATEST = 5  # on the case page


@on_case()
@require_GET
def one(request: PersonRequest, case: Case) -> HttpResponse:
    """The case at a look: where it stands, who acts next, its dates, tasks, files and notes."""
    audit.record(Event.CASE_READ, by=request.user, case_id=case.pk, about=case)
    return _show(request, case, forms.NoteForm())


def _show(request: PersonRequest, case: Case, note_form: forms.NoteForm) -> HttpResponse:
    workflow, now, today = load_workflow(), time.now(), time.today()
    roles, held = roles_on_case(request.user, case.pk), rights(request.user, case.pk)
    clocks, reached = list(queries.current_clocks([case])), queries.dates_reached(case)
    deadlines = [presenters.deadline(c, now=now) for c in clocks]
    tasks = presenters.tasks(queries.open_tasks(case), roles, today=today)
    shown = {
        "case": case, "steps": presenters.steps(case), "state": workflow.state(case.state), "rights": held,
        "primary": presenters.primary(case, tasks, roles, today=today),
        "due": presenters.due_next(deadlines, tasks, roles, calendar(), today=today),
        "blockers": presenters.blockers(deadlines, tasks),
        "moves": [(t, workflow.state(t.target)) for t in workflow.transitions_from(case.state)],
        "around": presenters.around(case, reached), "sheet": presenters.sheet_of(clocks, reached, now=now),
        "latest": _happenings(queries.changes_of(case)[:LATEST]), "deadlines": deadlines, "tasks": tasks,
        "files": presenters.files(queries.documents_of(request.user, case), case),
        "may_withdraw": presenters.withdrawal(case, held),
        "notes": case.notes.select_related("by"), "note_form": note_form,
        "picture": flowchart_svg(workflow, here=case.state, public_only=False, dates=reached),
    }  # fmt: skip
    return render(request, "cases/case.html", shown, status=422 if note_form.errors else 200)


def _happenings(found: Iterable[LoggedEvent]) -> list[Happening]:
    """Events in words, with the names of the people in them."""
    events = list(found)
    about = {presenters.person_about(event) for event in events}
    people = queries.names_of({i for i in about | {e.by for e in events} if i})
    return presenters.happenings(events, people)


@on_case()
@require_POST
def add_note(request: PersonRequest, case: Case) -> HttpResponse:
    form = forms.NoteForm(request.POST)
    if not form.is_valid():
        return _show(request, case, form)
    actions.add_note(case=case, text=form.cleaned_data["text"], by=request.user)
    return redirect("cases:case", case_id=case.pk)


@on_case(Permission.EDIT_REGISTER)
def register(request: PersonRequest, case: Case) -> HttpResponse:
    """The identity register: every name that must never be published, and what is published instead."""
    audit.record(Event.REGISTER_READ, by=request.user, case_id=case.pk, about=case)
    form = forms.Person(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        label = given["label"] or propose_label(given["role"].lower(), queries.labels_taken(case))
        try:
            actions.add_identity(
                case=case, key=case.key, kind=given["kind"], role=given["role"], label=label,
                names=given["names"].splitlines(), details=form.details, by=request.user,
            )  # fmt: skip
            return redirect("cases:register", case_id=case.pk)
        except ValidationError as error:
            form.add_error(None, error)
    rows = presenters.register_rows(queries.register_of(case))
    shown = {"case": case, "rows": rows, "form": form}
    return render(request, "cases/register.html", shown, status=422 if form.errors else 200)


@on_case(Permission.MANAGE_MEMBERS)
def members(request: PersonRequest, case: Case) -> HttpResponse:
    """Who is named on the case."""
    form = forms.member_form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        access.add_member(
            case_id=case.pk, user=given["user"], role=given["role"], reason=given["reason"],
            by=request.user, now=time.now(),
        )  # fmt: skip
        return redirect("cases:members", case_id=case.pk)
    shown = {"case": case, "form": form, "members": presenters.members(members_of(case.pk))}
    return render(request, "cases/members.html", shown, status=422 if form.errors else 200)


@on_case()
@require_GET
def log(request: PersonRequest, case: Case) -> HttpResponse:
    """What happened on this case, newest first, in words; narrowed by kind, person and days."""
    everything = events_of_case(case.pk)
    form = forms.LogFilter(request.GET, people=queries.people_in(everything))
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.narrowed(everything, **wanted) if form.is_valid() else everything
    page = Paginator(found, EVENTS_SHOWN).get_page(request.GET.get("page"))
    shown = {
        "case": case, "form": form, "page_obj": page, "happenings": _happenings(page.object_list),
        "filtered": any(wanted.values()), "total": everything.count(),
    }  # fmt: skip
    return render(request, "cases/log.html", shown, status=422 if form.errors else 200)


@on_case()
@require_GET
def referral(request: PersonRequest, case: Case) -> HttpResponse:
    """Step 2 of the case: its referral, for those who read referrals."""
    found = getattr(case, "referral", None)
    if found is None:
        raise Http404
    return redirect("referrals:one", referral_id=found.pk)


@on_case(Permission.SEE_CASE)
def finish_task(request: PersonRequest, case: Case, task_id: UUID) -> HttpResponse:
    if request.method == "POST":
        task = get_object_or_404(case.tasks, pk=task_id)
        actions.finish_task(task=task, by=request.user, now=time.now())
    return redirect("cases:case", case_id=case.pk)


@on_case(Permission.SIGN_OFF)
def extend(request: PersonRequest, case: Case, clock_id: UUID) -> HttpResponse:
    """Record an agreed extension; the first date stays beside it."""
    clock = get_object_or_404(
        case.clocks.filter(replaced_at=None, stopped_at=None).select_related("case"), pk=clock_id
    )
    form = forms.Extension(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.extend_clock(
                clock=clock, to=given["to"], reason=given["reason"], by=request.user
            )
            return redirect("cases:case", case_id=case.pk)
        except ValidationError as error:
            form.add_error("to", error)
    shown = {"case": case, "form": form, "deadline": presenters.deadline(clock, now=time.now())}
    return render(request, "cases/extend.html", shown, status=422 if form.errors else 200)


@on_case(Permission.MOVE_CASE)
def hold(request: PersonRequest, case: Case) -> HttpResponse:
    """Say that the case is on hold and why. Clocks keep running."""
    form = forms.Hold(request.POST or None, initial={"reason": case.held_reason})
    if request.method == "POST" and form.is_valid():
        actions.hold(case=case, reason=form.cleaned_data["reason"], by=request.user, now=time.now())
        return redirect("cases:case", case_id=case.pk)
    shown = {"case": case, "form": form}
    return render(request, "cases/hold.html", shown, status=422 if form.errors else 200)
