"""Where each paragraph of a version of the report comes from."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.policies import can
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.core.errors import NotAllowed
from irwell.core.text import plural
from irwell.reviews import actions, presenters, queries
from irwell.reviews.models import Finding, PracticeReview, ReportVersion
from irwell.reviews.views.base import review_or_404, shown


@on_case(Permission.READ_RETURNS)
def basis(request: PersonRequest, case: Case, number: int) -> HttpResponse:
    """Each paragraph with the findings it rests on; the reviewer ticks paragraphs and names the finding."""
    review = review_or_404(case)
    report = queries.report_numbered(review, number)
    if report is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        problem = _change(request, case, review, report)
        if not problem:
            return redirect("reviews:basis", case_id=case.pk, number=number)
    audit.record(Event.FILE_OPENED, by=request.user, case_id=case.pk, about=report.document)
    writes = case.state in actions.BASING and can(
        request.user, Permission.WRITE_REVIEW, case_id=case.pk
    )
    return shown(
        request, case, "basis", "reviews:report", report=report, problem=problem, writes=writes,
        basis=presenters.basis_of(case, review, report), findings=list(review.findings.all()),
        ticked=request.POST.getlist("paragraph"), chosen=request.POST.get("finding", ""), status=422 if problem else 200,
    )  # fmt: skip


def _change(
    request: PersonRequest, case: Case, review: PracticeReview, report: ReportVersion
) -> str:
    """What was asked for is done; a sentence when it cannot be."""
    if not can(request.user, Permission.WRITE_REVIEW, case_id=case.pk):
        raise NotAllowed("Only who writes the review says what a paragraph rests on.")
    ticked = [int(one) for one in request.POST.getlist("paragraph") if one.isdecimal()]
    try:
        if request.POST.get("step") == "free":
            freed = actions.free_paragraphs(
                case=case, report=report, paragraphs=ticked, by=request.user
            )
            messages.success(request, f"Taken off: {plural(freed, 'link')}.")
            return ""
        if request.POST.get("step") == "suggested":
            on = presenters.basis_of(case, review, report).suggestions
        else:
            finding = _chosen(request, review)
            if finding is None:
                return "Choose the finding on which these paragraphs rest."
            on = dict.fromkeys(ticked, finding)
        made = actions.base_paragraphs(case=case, report=report, on=on, by=request.user)
        messages.success(request, f"Recorded: {plural(len(made), 'paragraph')}.")
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _chosen(request: PersonRequest, review: PracticeReview) -> Finding | None:
    number = request.POST.get("finding", "")
    return queries.finding_numbered(review, int(number)) if number.isdecimal() else None
