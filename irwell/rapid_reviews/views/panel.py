"""To the Panel and back."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.accounts.queries import partnership
from irwell.cases.models import Case
from irwell.cases.presenters import deadline, steps
from irwell.cases.queries import clock_of
from irwell.core import time
from irwell.core.errors import NotPossibleNow
from irwell.decisions import presenters as decisions
from irwell.decisions.queries import current_decision
from irwell.decisions.rules import is_review
from irwell.rapid_reviews import actions, forms, policies, presenters, queries, rules
from irwell.rulebook.queries import calendar
from irwell.ui.forms import Form, Moment


@on_case(Permission.READ_RETURNS)
@require_GET
def panel(request: PersonRequest, case: Case) -> HttpResponse:
    """What goes to the Panel, what went, and what it answered."""
    return _show(request, case)


@on_case(Permission.SUBMIT_TO_PANEL)
@require_POST
def make_pack(request: PersonRequest, case: Case) -> HttpResponse:
    """Report, letter, data and checks in one archive with its manifest."""
    actions.make_pack(case=case, by=request.user, now=time.now())
    return redirect("rapid_reviews:panel", case_id=case.pk)


@on_case(Permission.SUBMIT_TO_PANEL)
@require_POST
def sent(request: PersonRequest, case: Case) -> HttpResponse:
    """Record that the signed report was sent."""

    def act(given: dict[str, Any]) -> object:
        moment: Moment = given["sent_on"]
        now = time.now()
        when = moment.at or min(time.midday(moment.on), now)
        return actions.submit(
            case=case, sent_at=when, receipt=given["receipt"], by=request.user, now=now
        )

    form = forms.latest(time.today(), forms.Sent(request.POST), "sent_on")
    return _posted(request, case, "sent_form", form, act)


@on_case(Permission.SUBMIT_TO_PANEL)
@require_POST
def reply(request: PersonRequest, case: Case) -> HttpResponse:
    """Log the Panel’s letter."""
    form = forms.Reply(request.POST, request.FILES)
    forms.latest(time.today(), form, "received_on")
    return _posted(
        request, case, "reply_form", form,
        lambda g: actions.log_reply(
            case=case, said=form.said(), received_on=g["received_on"], summary=g["summary"],
            letter=g["letter"], by=request.user, now=time.now(),
        ),
    )  # fmt: skip


@on_case(Permission.SIGN_OFF)
@require_POST
def reconsider(request: PersonRequest, case: Case) -> HttpResponse:
    """Open the next round."""
    actions.reconsider(case=case, by=request.user, now=time.now())
    return redirect("decisions:positions", case_id=case.pk)


@on_case(Permission.SIGN_OFF)
@require_POST
def close(request: PersonRequest, case: Case) -> HttpResponse:
    """On to learning without a practice review."""
    form = forms.Close(request.POST)
    return _posted(
        request, case, "close_form", form,
        lambda g: actions.close_without_review(
            case=case, reasons=g["reasons"], by=request.user, now=time.now()
        ),
    )  # fmt: skip


def _posted(
    request: PersonRequest, case: Case, name: str, form: Form, act: Callable[[Any], object]
) -> HttpResponse:
    if form.is_valid():
        try:
            act(form.cleaned_data)
            return redirect("rapid_reviews:panel", case_id=case.pk)
        except ValidationError as error:
            form.add_error(None, error)
    return _show(request, case, **{name: form})


def _show(request: PersonRequest, case: Case, **bound: Form) -> HttpResponse:
    record, submissions = queries.record_of(case), queries.submissions_of(case)
    clock, reply, decision = clock_of(case, "C6"), clock_of(case, "C7"), current_decision(case)
    differing = queries.must_reconsider(case)
    shown: dict[str, Any] = {
        "case": case, "steps": steps(case), "pages": decisions.pages(case, "rapid_reviews:panel"),
        "deadline": deadline(clock, now=time.now()) if clock else None, "submissions": submissions,
        "expected": reply.due_on if submissions and reply else None,
        "replies": queries.replies_of(case), "waits": _why_not(policies.check_can_submit, case),
        "report": queries.latest_report(case),
        "letter": presenters.cover_letter(record, partnership()), "may": rights(request.user, case.pk),
        "differing": differing, "reconsider_by": rules.reconsider_by(differing.received_on, calendar()) if differing else None,
        "is_review": bool(decision and is_review(decision.outcome)), "closing": presenters.closing(case),
        "can_close": not _why_not(policies.check_can_close_without_review, case),
        "can_reply": bool(submissions), "decision_words": presenters.words_of(record.decision),
        "sent_form": forms.Sent(), "reply_form": forms.Reply(), "close_form": forms.Close(),
        "errors_of": next(iter(bound.values()), None),
        "reviews_url": decisions.address("reviews:case", case), "learning_url": decisions.address("learning:case", case), **bound,
    }  # fmt: skip
    return render(request, "rapid_reviews/panel.html", shown, status=422 if bound else 200)


def _why_not(check_can: Callable[[Case], object], case: Case) -> str:
    try:
        check_can(case)
    except NotPossibleNow as error:
        return str(error)
    return ""
