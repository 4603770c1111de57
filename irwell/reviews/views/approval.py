"""The three partners’ answer to the report."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.cases.models import Case
from irwell.core import time
from irwell.reviews import actions, forms, presenters, queries
from irwell.reviews.models import PartnerApproval
from irwell.reviews.views.base import asked, review_or_404, shown
from irwell.ui.forms import took


@on_case(Permission.READ_RETURNS)
@require_GET
def overview(request: PersonRequest, case: Case) -> HttpResponse:
    """Who has approved which version."""
    review = review_or_404(case)
    report = queries.latest_report(review)
    given = (
        list(report.approvals.select_related("by", "met_by", "delegation__delegator"))
        if report
        else []
    )
    return shown(
        request, case, "approval", "reviews:approval", review=review, report=report, open=case.state == "partner_approval",
        partners=presenters.partner_rows(given), approved=queries.approved_report(case),
        speaks_for=request.user.agency.kind if request.user.agency else "", mine=any(row.by_id == request.user.pk for row in given), markers=presenters.markers_of(case, review),
        recommendations=case.recommendations.count(),
    )  # fmt: skip


@on_case(Permission.SIGN_OFF)
def approve(request: PersonRequest, case: Case, version: int) -> HttpResponse:
    """Approve this version for one’s own partner."""
    report = queries.report_numbered(review_or_404(case), version)
    if report is None:
        raise Http404
    form = forms.Comment(request.POST if request.method == "POST" else None)
    if took(
        request,
        form,
        lambda: actions.approve(
            case=case,
            report=report,
            comment=form.cleaned_data["comment"],
            condition=form.cleaned_data["condition"],
            by=request.user,
            now=time.now(),
        ),
    ):
        return redirect("reviews:approval", case_id=case.pk)
    return asked(
        request, case, form, title=f"Approve version {report.version}", back="reviews:approval", button="Approve this version",
        lede="You approve it for anonymisation and publication, for your own partner. The third approval sends it on.",
    )  # fmt: skip


@on_case(Permission.SIGN_OFF)
def met(request: PersonRequest, case: Case, approval_id: UUID) -> HttpResponse:
    """The partner who set a condition says that it is met."""
    report = queries.latest_report(review_or_404(case))
    approval = get_object_or_404(PartnerApproval, pk=approval_id, report=report)
    form = forms.Met(request.POST or None)
    if took(
        request, form,
        lambda: actions.meet_condition(
            approval=approval, how=form.cleaned_data["how"], by=request.user, now=time.now()
        ),
    ):  # fmt: skip
        return redirect("reviews:approval", case_id=case.pk)
    return asked(
        request, case, form, title="Is the condition met?", back="reviews:approval", button="The condition is met",
        lede="Publication waits until you say so. What you write stays with your approval.",
        quoted=approval.condition, quoted_from="The condition of your approval",
    )  # fmt: skip


@on_case(Permission.SIGN_OFF)
def send_back(request: PersonRequest, case: Case) -> HttpResponse:
    """Send the report back with a written request."""
    review_or_404(case)
    form = forms.Reason(
        request.POST or None, label="What is the reviewer asked to change, and why?", error="Write what the reviewer is asked to change",
        help_text="A request about a finding says why. The findings stay the reviewer’s own.",
    )  # fmt: skip
    if took(
        request,
        form,
        lambda: actions.send_back(
            case=case, text=form.cleaned_data["text"], by=request.user, now=time.now()
        ),
    ):
        return redirect("reviews:approval", case_id=case.pk)
    return asked(
        request,
        case,
        form,
        title="Send the report back",
        back="reviews:approval",
        button="Send back",
    )
