"""The page of step 9: where it stands, starting, writing, what blocks, opening again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.anonymisation import actions, forms, policies, presenters, queries
from irwell.anonymisation.models import Run
from irwell.cases.models import Case
from irwell.cases.presenters import steps
from irwell.core import time
from irwell.core.errors import NotPossibleNow
from irwell.core.text import plural
from irwell.ui.forms import Form


def current(case: Case) -> Run:
    """The case's run, or the page of a case without one."""
    return get_object_or_404(case.runs.filter(replaced_at=None).select_related("case", "source"))


def seen_by(request: PersonRequest, case: Case) -> Run:
    """The case's run for a page that shows what was decided: not for a person who reads it a second time."""
    run = current(case)
    policies.check_sees_decisions(run, request.user)
    return run


def _register_problem(case: Case) -> str:
    try:
        policies.check_register(queries.engine_register(case))
    except NotPossibleNow as problem:
        return str(problem)
    return ""


def _standing(case: Case, run: Run | None) -> dict[str, Any]:
    """What holds and what does not, of the run and its certificate."""
    certificate = queries.certificate_of(run) if run else None
    problem = _register_problem(case)
    changed = (
        queries.changed_since(run, queries.engine_register(case)) if run and not problem else ()
    )
    return {
        "certificate": certificate, "problem": problem, "changed": changed,
        "objections": queries.objections(certificate) if certificate and not problem else (),
        "certificate_rows": presenters.certificate_rows(certificate) if certificate else (),
        "blocking": presenters.blocking(run.findings) if run else (),
        "releases": {r.finding: r for r in case.releases.select_related("by", "agreed_by")},
        "twice": queries.read_twice(run) if run else None,
        "pictures": len(queries.parts_waiting(run)) if run else 0,
        "files": presenters.clean_file_lines(case, run) if certificate and run else (),
    }  # fmt: skip


def show(request: PersonRequest, case: Case, **bound: Form) -> HttpResponse:
    """The overview, with a form that was sent back when there is one."""
    run = queries.run_of(case)
    standing, held = _standing(case, run), rights(request.user, case.pk)
    tasks = presenters.way(case, run, standing["certificate"], held)
    shown = {
        "case": case, "steps": steps(case), "run": run, "looking": queries.last_looking(case), "may_work": Permission.ANONYMISE in held,
        "may_sign": Permission.SIGN_CERTIFICATE in held, "may_reopen": case.state in policies.OPEN_AGAIN_FROM,
        "tasks": tasks,
        "rewritings": case.rewritings.select_related("by"), "open_form": bound.get("open_form") or forms.OpenAgain(),
        "stand_form": bound.get("stand_form") or forms.LetStand(), "earlier": queries.earlier_certificates(case),
        **standing,
    }  # fmt: skip
    return render(request, "anonymisation/case.html", shown, status=422 if bound else 200)


@on_case()
@require_GET
def one(request: PersonRequest, case: Case) -> HttpResponse:
    """Where the anonymisation stands, and what is to be done next by whom."""
    return show(request, case)


@on_case(Permission.ANONYMISE)
def start(request: PersonRequest, case: Case) -> HttpResponse:
    """Choose the report, its title and how exact dates stay; then look it through."""
    found = {str(d.pk): d for d in queries.sources(request.user, case)}
    form = forms.Start(
        request.POST or None, sources=presenters.source_choices(found, queries.approved_document(case)),
        initial={"title": presenters.proposed_title(case), "source": next(iter(found), "")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.ask_to_look(
                case=case, source=found[given["source"]], title=given["title"], dates=given["dates"],
                by=request.user, now=time.now(),
            )  # fmt: skip
        except ValidationError as error:
            form.add_error("title", error)
        else:
            return redirect("anonymisation:looking", case_id=case.pk)
    shown = {"case": case, "form": form, "sources": found, "problem": _register_problem(case)}
    return render(request, "anonymisation/start.html", shown, status=422 if form.errors else 200)


@on_case(Permission.ANONYMISE)
@require_POST
def look_again(request: PersonRequest, case: Case) -> HttpResponse:
    actions.ask_to_look_again(run=current(case), by=request.user, now=time.now())
    return redirect("anonymisation:looking", case_id=case.pk)


@on_case(Permission.ANONYMISE)
@require_POST
def write(request: PersonRequest, case: Case) -> HttpResponse:
    """Write the clean files and read them back."""
    url = request.build_absolute_uri(reverse("anonymisation:case", kwargs={"case_id": case.pk}))
    run = actions.write(run=current(case), by=request.user, now=time.now(), url=url)
    if run.state == Run.State.BLOCKED:
        count = plural(len(presenters.blocking(run.findings)), "finding")
        messages.warning(request, f"Blocked: {count} in the written files. No file was kept.")
    else:
        messages.success(
            request, "Three files are written and certified: nothing was found in them."
        )
    return redirect("anonymisation:case", case_id=case.pk)


@on_case(Permission.ANONYMISE)
@require_POST
def open_again(request: PersonRequest, case: Case) -> HttpResponse:
    form = forms.OpenAgain(request.POST)
    if not form.is_valid():
        return show(request, case, open_form=form)
    reason = form.cleaned_data["reason"]
    actions.open_again(run=current(case), reason=reason, by=request.user, now=time.now())
    messages.success(request, "The anonymisation is open again. Every decision was kept.")
    return redirect("anonymisation:case", case_id=case.pk)


@on_case(Permission.ANONYMISE)
@require_POST
def let_stand(request: PersonRequest, case: Case, finding: str) -> HttpResponse:
    """The first of two people asks that a doubtful finding may stand."""
    form = forms.LetStand(request.POST)
    if not form.is_valid():
        return show(request, case, stand_form=form)
    reason = form.cleaned_data["reason"]
    actions.ask_release(run=current(case), finding=finding, reason=reason, by=request.user)
    return redirect("anonymisation:case", case_id=case.pk)


@on_case(Permission.ANONYMISE)
@require_POST
def agree(request: PersonRequest, case: Case, finding: str) -> HttpResponse:
    """The second person agrees."""
    release = get_object_or_404(case.releases, finding=finding)
    actions.agree_release(release=release, by=request.user, now=time.now())
    return redirect("anonymisation:case", case_id=case.pk)
