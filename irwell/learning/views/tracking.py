"""Actions: the tracker, one action, what its owner reports, and the year's figures."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case, signed_in
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.core import time
from irwell.documents.views import as_attachment
from irwell.learning import actions, forms, presenters, queries
from irwell.learning.models import Evidence
from irwell.learning.policies import can_judge
from irwell.learning.rules import sharper


def _found(case: Case, action_id: UUID) -> queries.Line:
    line = queries.line_of(case, action_id, on=time.today())
    if line is None:
        raise Http404
    return line


def _back(case: Case, action_id: UUID) -> HttpResponse:
    return redirect("learning:action", case_id=case.pk, action_id=action_id)


@on_case(Permission.MANAGE_LEARNING)
def add(request: PersonRequest, case: Case, recommendation_id: UUID) -> HttpResponse:
    """Give a recommendation an action."""
    recommendation = get_object_or_404(case.recommendations, pk=recommendation_id)
    form = forms.NewAction(request.POST or None, people=queries.owners(case))
    if request.method == "POST" and form.is_valid():
        try:
            action = actions.add_action(
                recommendation=recommendation, by=request.user, now=time.now(), **form.cleaned_data
            )
            return _back(case, action.pk)
        except ValidationError as error:
            form.add_error("due_on", error)
    shown = {"case": case, "recommendation": recommendation, "form": form}
    return render(request, "learning/add_action.html", shown, status=422 if form.errors else 200)


def _show(request: PersonRequest, case: Case, line: queries.Line, **bound: object) -> HttpResponse:
    action, held = line.action, rights(request.user, case.pk)
    owns = action.owner_id == request.user.pk or Permission.MANAGE_LEARNING in held
    shown = {
        "case": case, "line": line, "action": action, "notes": presenters.happenings(line),
        "may_report": owns and Permission.UPDATE_ACTION in held and case.state != "closed",
        "may_manage": Permission.MANAGE_LEARNING in held and case.state != "closed",
        "may_absorb": Permission.ACCEPT_EVIDENCE in held and case.state != "closed",
        "kinds": presenters.kinds(
            line, judge=lambda e: Permission.ACCEPT_EVIDENCE in held and can_judge(request.user, e)
        ),
        "advice": sharper(action.text, action.intended_impact, action.measure),
        "turns": presenters.turn_rows(line, queries.turns_of(action, on=time.today())),
        "why": presenters.due_explained(action), "note": bound.get("note") or forms.Note(),
        "absorb": bound.get("absorb") or forms.Absorb(), "send_back": bound.get("send_back") or forms.SendBack(),
        "sent_back": bound.get("evidence"), "today": time.today(), "tag": presenters.standing_tag(line.standing),
    }  # fmt: skip
    return render(request, "learning/action.html", shown, status=422 if bound else 200)


@on_case()
@require_GET
def one(request: PersonRequest, case: Case, action_id: UUID) -> HttpResponse:
    """One action: what, who, by when, how far, and what shows it."""
    return _show(request, case, _found(case, action_id))


@on_case(Permission.UPDATE_ACTION)
@require_POST
def note(request: PersonRequest, case: Case, action_id: UUID) -> HttpResponse:
    line, form = _found(case, action_id), forms.Note(request.POST)
    if not form.is_valid():
        return _show(request, case, line, note=form)
    actions.note_progress(action=line.action, by=request.user, now=time.now(), **form.cleaned_data)
    messages.success(request, "Your note is kept.")
    return _back(case, action_id)


@on_case(Permission.UPDATE_ACTION)
def give(request: PersonRequest, case: Case, action_id: UUID, of: str) -> HttpResponse:
    """Evidence of completion, or of impact."""
    line = _found(case, action_id)
    if of not in Evidence.Of.values:
        raise Http404
    form = forms.Give(request.POST or None, request.FILES or None, of=Evidence.Of(of))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        upload = given.pop("file")
        try:
            actions.give_evidence(
                action=line.action, of=of, upload=upload, by=request.user, now=time.now(), **given
            )
            return _back(case, action_id)
        except ValidationError as error:
            form.add_error("file" if upload else "dated", error)
    shown = {"case": case, "action": line.action, "form": form, "of": of}
    return render(request, "learning/give.html", shown, status=422 if form.errors else 200)


@on_case(Permission.MANAGE_LEARNING)
def change(request: PersonRequest, case: Case, action_id: UUID) -> HttpResponse:
    """Another owner or another day, with the reason."""
    action = _found(case, action_id).action
    start = {"owner": str(action.owner_id), "due_on": action.due_on}
    form = forms.ChangeAction(request.POST or None, people=queries.owners(case), initial=start)
    if request.method == "POST" and form.is_valid():
        actions.change_action(action=action, by=request.user, now=time.now(), **form.cleaned_data)
        return _back(case, action_id)
    shown = {"case": case, "action": action, "form": form}
    return render(request, "learning/change_action.html", shown, status=422 if form.errors else 200)


@on_case(Permission.MANAGE_LEARNING)
def again(request: PersonRequest, case: Case, action_id: UUID, after: int) -> HttpResponse:
    """What is seen when the action is looked at again."""
    line, form = _found(case, action_id), forms.LookAgain(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = time.now()
        actions.look_again(
            action=line.action, after=after, by=request.user, now=now, **form.cleaned_data
        )
        return _back(case, action_id)
    shown = {"case": case, "action": line.action, "form": form, "after": after}
    return render(request, "learning/look_again.html", shown, status=422 if form.errors else 200)


@on_case(Permission.ACCEPT_EVIDENCE)
@require_POST
def absorb(request: PersonRequest, case: Case, action_id: UUID) -> HttpResponse:
    line, form = _found(case, action_id), forms.Absorb(request.POST)
    if not form.is_valid():
        return _show(request, case, line, absorb=form)
    actions.absorb(action=line.action, by=request.user, now=time.now(), **form.cleaned_data)
    return _back(case, action_id)


@on_case(Permission.ACCEPT_EVIDENCE)
@require_POST
def accept(request: PersonRequest, case: Case, action_id: UUID, evidence_id: UUID) -> HttpResponse:
    line = _found(case, action_id)
    evidence = get_object_or_404(line.action.evidence, pk=evidence_id)
    actions.accept(evidence=evidence, by=request.user, now=time.now())
    messages.success(request, f"Accepted as evidence of {evidence.get_of_display().lower()}.")
    return _back(case, action_id)


@on_case(Permission.ACCEPT_EVIDENCE)
@require_POST
def send_back(
    request: PersonRequest, case: Case, action_id: UUID, evidence_id: UUID
) -> HttpResponse:
    line, form = _found(case, action_id), forms.SendBack(request.POST)
    evidence = get_object_or_404(line.action.evidence, pk=evidence_id)
    if not form.is_valid():
        return _show(request, case, line, send_back=form, evidence=evidence)
    actions.send_back(evidence=evidence, by=request.user, now=time.now(), **form.cleaned_data)
    messages.success(request, "Sent back. The owner is told what is missing.")
    return _back(case, action_id)


@on_case()
@require_GET
def tracker(request: PersonRequest, case: Case) -> HttpResponse:
    """Every action of the case, filtered, as a page or for a spreadsheet."""
    lines = queries.lines_of(case, on=time.today())
    form = forms.TrackerFilter(request.GET, agencies=(x.action.agency.name for x in lines))
    chosen = form.cleaned_data if form.is_valid() else {"standing": [], "agency": ""}
    kept = presenters.chosen(lines, **chosen)
    if request.GET.get("as") == "csv":
        audit.record(Event.EXPORTED, by=request.user, case_id=case.pk, about=case, kind="tracker")
        table = presenters.tracker_csv(kept).encode()
        return as_attachment(table, f"{case.reference}-actions.csv", "text/csv; charset=utf-8")
    shown = {
        "case": case, "form": form, "columns": presenters.TRACKER, "rows": presenters.tracker_rows(kept),
        "shown": len(kept), "all": len(lines), "figures": presenters.figures(lines), "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "learning/tracker.html", shown)


@signed_in
@require_GET
def mine(request: PersonRequest) -> HttpResponse:
    """The person's own actions, on every case where they may report on them."""
    lines = queries.mine(request.user, on=time.today())
    cards = presenters.action_cards(lines, today=time.today())
    return render(request, "learning/mine.html", {"cards": cards, "lines": lines})
