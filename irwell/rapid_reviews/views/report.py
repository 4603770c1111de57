"""The report: its sections, its checks, its versions."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.access.queries import rights, roles_on_case
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.cases.presenters import steps
from irwell.core import time
from irwell.decisions import presenters as decisions
from irwell.decisions.queries import names_left, names_of
from irwell.rapid_reviews import actions, forms, policies, presenters, queries, rules


@on_case(Permission.READ_RETURNS)
@require_GET
def report(request: PersonRequest, case: Case) -> HttpResponse:
    """Sections to write, checks that advise, versions made so far."""
    record, may = queries.record_of(case), rights(request.user, case.pk)
    latest = queries.latest_report(case)
    shown = {
        "case": case, "steps": steps(case), "pages": decisions.pages(case, "rapid_reviews:report"),
        "tasks": presenters.section_tasks(case, record), "source": rules.SOURCE,
        "checks": rules.quality(presenters.texts_of(record)),
        "names": presenters.names_left(record, *names_of(case)), "may": may,
        "files": presenters.version_lines(case, queries.reports_of(case), Permission.READ_RETURNS in may),
        "writable": case.state in policies.WRITABLE, "decision_words": presenters.words_of(record.decision),
        "pairs": presenters.pairs(latest.version if latest else 0),
        "version": latest.version if latest else None, "is_chair": "chair" in roles_on_case(request.user, case.pk),
    }  # fmt: skip
    return render(request, "rapid_reviews/report.html", shown)


@on_case(Permission.READ_RETURNS)
def section(request: PersonRequest, case: Case, section_id: str) -> HttpResponse:
    """One heading. What is typed is kept; two people editing it at once see both texts."""
    of = rules.BY_ID.get(section_id)
    if of is None:
        raise Http404
    review, record = queries.rapid_review_of(case), queries.record_of(case)
    typed = presenters.own_typed(review, request.user, section_id)
    written = record.texts.get(section_id, "")
    offered = "" if written or typed else presenters.first_words(record, section_id)
    first = typed["text"] if typed else written or offered
    form, stale = forms.section(of, request.POST or None, first), False
    if request.method == "POST" and form.is_valid():
        check(request.user, Permission.ADVISE, case_id=case.pk)
        try:
            actions.save_section(
                case=case, section=section_id, text=form.cleaned_data["text"], by=request.user,
                version=int(request.POST.get("version") or 0),
            )  # fmt: skip
            return redirect("rapid_reviews:report", case_id=case.pk)
        except actions.Stale:
            stale, review = True, queries.rapid_review_of(case)
            written = review.sections.get(section_id, "") if review else ""
    version = review.versions.get(section_id, 0) if review else 0
    shown = {
        "case": case, "steps": steps(case), "pages": decisions.pages(case, "rapid_reviews:report"),
        "section": of, "form": form, "version": version, "written": written, "offered": offered, "typed": typed,
        "stale": stale or bool(typed and typed["version"] != version and request.method == "GET"),
        "named": names_left(case, written), "labels": record.labels,
        "may_write": Permission.ADVISE in rights(request.user, case.pk) and case.state in policies.WRITABLE,
    }  # fmt: skip
    status = 409 if stale else 422 if form.errors else 200
    return render(request, "rapid_reviews/section.html", shown, status=status)


@on_case(Permission.READ_RETURNS)
@require_GET
def compare(request: PersonRequest, case: Case, old: int, new: int) -> HttpResponse:
    """Two versions, heading by heading."""
    versions = {report.version: report for report in queries.reports_of(case)}
    if old not in versions or new not in versions:
        raise Http404
    for report in (versions[old], versions[new]):
        audit.record(Event.FILE_OPENED, by=request.user, case_id=case.pk, about=report.document)
    shown = {
        "case": case, "steps": steps(case), "pages": decisions.pages(case, "rapid_reviews:report"),
        "older": versions[old], "newer": versions[new],
        "beside": presenters.beside(versions[old].content, versions[new].content),
    }  # fmt: skip
    return render(request, "rapid_reviews/beside.html", shown)


@on_case(Permission.ADVISE)
@require_POST
def keep(request: PersonRequest, case: Case, section_id: str) -> HttpResponse:
    """Keep what is typed while it is typed."""
    if section_id not in rules.BY_ID:
        raise Http404
    actions.keep_typed(
        case=case, section=section_id, text=request.POST.get("text", "")[:60_000], by=request.user,
        version=int(request.POST.get("version") or 0),
    )  # fmt: skip
    return JsonResponse({"kept": True})


@on_case(Permission.RUN_MEETING)
@require_POST
def make(request: PersonRequest, case: Case) -> HttpResponse:
    """The next version as Word."""
    actions.make_report(case=case, by=request.user, now=time.now())
    return redirect("rapid_reviews:report", case_id=case.pk)


@on_case(Permission.RUN_MEETING)
@require_POST
def agree(request: PersonRequest, case: Case) -> HttpResponse:
    """The chair agrees the draft."""
    actions.agree_draft(case=case, by=request.user, now=time.now())
    return redirect("rapid_reviews:signoff", case_id=case.pk)
