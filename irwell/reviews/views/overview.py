"""Where the review stands; commissioning it; appointing the reviewer."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.cases.models import Case
from irwell.core import time
from irwell.decisions.queries import latest_decision
from irwell.reviews import actions, forms, presenters, queries, rules
from irwell.reviews.views.base import asked, review_or_404, shown
from irwell.ui.forms import Form, took


@on_case()
@require_GET
def case(request: PersonRequest, case: Case) -> HttpResponse:
    """The parts, the gauge, and what is to be done next."""
    if case.state in rules.LOCAL:
        return redirect("local_learning:case", case_id=case.pk)
    review, decision, now = queries.review_of(case), latest_decision(case), time.now()
    words: dict[str, Any] = {
        "review": review,
        "decision": decision,
        "next": presenters.next_step(case, request.user, decision),
    }
    if review is not None:
        words |= {
            "drawing": presenters.gauge_of(case, review, now=now), "deadline": presenters.card(case, now=now),
            "joint": queries.joint_of(review), "tasks": presenters.parts(case, review), "markers": presenters.markers_of(case, review),
        }  # fmt: skip
    else:
        words["for_review"] = decision is not None and decision.outcome in rules.FOR_A_REVIEW
    return shown(request, case, "case", "reviews:case", **words)


@on_case(Permission.COMMISSION)
def commission(request: PersonRequest, case: Case) -> HttpResponse:
    """Commission on the partners’ decision, with the dates that follow from it."""
    form = Form(request.POST if request.method == "POST" else None)
    if took(request, form, lambda: actions.commission(case=case, by=request.user, now=time.now())):
        return redirect("reviews:case", case_id=case.pk)
    decision = latest_decision(case)
    return shown(
        request,
        case,
        "commission",
        "reviews:case",
        form=form,
        decision=decision,
        dates=presenters.dates_from(decision),
    )


@on_case(Permission.COMMISSION)
def appoint(request: PersonRequest, case: Case) -> HttpResponse:
    """Appoint the reviewer, with the declaration of independence."""
    review, agencies, clock = (
        review_or_404(case),
        queries.agencies_reviewed(case),
        queries.six_months(case),
    )
    initial = {"until": clock.due_on, **forms.chosen(request.GET)} if clock else {}
    form = forms.Appoint(request.POST or None, agencies=agencies, initial=initial)
    if took(
        request,
        form,
        lambda: actions.appoint(case=case, by=request.user, now=time.now(), **form.answers),
    ):
        return redirect("reviews:case", case_id=case.pk)
    return asked(
        request, case, form, title="Appoint the reviewer", back="reviews:case", button="Appoint",
        review=review, agencies=agencies,
    )  # fmt: skip
