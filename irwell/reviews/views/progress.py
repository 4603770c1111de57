"""Six months: the gauge, the plan, progress checks, written requests, reasons for delay."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.cases.models import Case
from irwell.core import time
from irwell.reviews import actions, forms, policies, presenters
from irwell.reviews.models import DelayCopy
from irwell.reviews.views.base import asked, review_or_404, shown
from irwell.ui.forms import took


@on_case(Permission.READ_RETURNS)
@require_GET
def overview(request: PersonRequest, case: Case) -> HttpResponse:
    """How much time has gone, what is done and what is late."""
    review, now = review_or_404(case), time.now()
    return shown(
        request, case, "progress", "reviews:progress", review=review, milestones=review.milestones.all(),
        drawing=presenters.gauge_of(case, review, now=now), deadline=presenters.card(case, now=now),
        today=time.london(now).date(), oversees=policies.may_oversee(request.user, case, review),
        check_due=case.tasks.filter(once__startswith="progress-check-", done_at=None).first(),
        checks=review.checks.select_related("by"), requests=review.requests.select_related("by"),
        letters=review.delays.prefetch_related("copies__document"), check_lines=presenters.check_lines(case),
    )  # fmt: skip


@on_case(Permission.MANAGE_REVIEW)
def milestone(request: PersonRequest, case: Case, milestone_id: UUID | None = None) -> HttpResponse:
    """Add or change a step of the plan."""
    review = review_or_404(case)
    row = get_object_or_404(review.milestones, pk=milestone_id) if milestone_id else None
    initial = {"title": row.title, "due_on": row.due_on, "done_on": row.done_on} if row else {}
    form = forms.Milestone(request.POST or None, initial=initial)

    def act() -> object:
        answers = form.cleaned_data
        if row is not None:
            return actions.change_milestone(case=case, milestone=row, by=request.user, **answers)
        return actions.add_milestone(
            case=case, title=answers["title"], due_on=answers["due_on"], by=request.user
        )

    if took(request, form, act):
        return redirect("reviews:progress", case_id=case.pk)
    title = "Change a step of the plan" if row else "Add a step to the plan"
    return asked(request, case, form, title=title, back="reviews:progress", button="Save")


@on_case(Permission.READ_RETURNS)
def check(request: PersonRequest, case: Case) -> HttpResponse:
    """Log a progress check."""
    review, today = review_or_404(case), time.today()
    policies.check_may_oversee(request.user, case, review)
    form = forms.Check(request.POST or None, initial={"checked_on": today})
    if took(
        request,
        form,
        lambda: actions.check_progress(
            case=case, by=request.user, now=time.now(), **form.cleaned_data
        ),
    ):
        return redirect("reviews:progress", case_id=case.pk)
    lede = "The partners look at time and quality at regular intervals (regulation 14(1), SI 2018/789). Monthly is Irwell’s proposal."
    return asked(
        request,
        case,
        form,
        title="Log a progress check",
        back="reviews:progress",
        button="Log the check",
        lede=lede,
    )


@on_case(Permission.READ_RETURNS)
def ask(request: PersonRequest, case: Case) -> HttpResponse:
    """Ask the reviewer in writing."""
    policies.check_may_oversee(request.user, case, review_or_404(case))
    form = forms.Ask(request.POST or None)
    if took(
        request,
        form,
        lambda: actions.ask_reviewer(
            case=case, by=request.user, now=time.now(), **form.cleaned_data
        ),
    ):
        return redirect("reviews:progress", case_id=case.pk)
    lede = "The partners may ask the reviewer in writing for information about progress and quality (regulation 14(2) and (3), SI 2018/789)."
    return asked(
        request,
        case,
        form,
        title="Ask the reviewer in writing",
        back="reviews:progress",
        button="Send",
        lede=lede,
    )


@on_case(Permission.WRITE_REVIEW)
def answer(request: PersonRequest, case: Case, request_id: UUID) -> HttpResponse:
    """Answer a written request."""
    row = get_object_or_404(review_or_404(case).requests, pk=request_id)
    form = forms.Reason(request.POST or None, label="The answer", error="Write the answer")
    if took(
        request,
        form,
        lambda: actions.answer_request(
            case=case,
            request=row,
            answer=form.cleaned_data["text"],
            by=request.user,
            now=time.now(),
        ),
    ):
        return redirect("reviews:progress", case_id=case.pk)
    return asked(
        request,
        case,
        form,
        title="Answer a written request",
        back="reviews:progress",
        button="Send the answer",
        quoted=row.text,
    )


@on_case(Permission.READ_RETURNS)
def delay(request: PersonRequest, case: Case) -> HttpResponse:
    """Reasons for going past six months, as a letter."""
    policies.check_may_oversee(request.user, case, review_or_404(case))
    form = forms.Delay(request.POST or None)
    if took(
        request,
        form,
        lambda: actions.explain_delay(
            case=case, by=request.user, now=time.now(), **form.cleaned_data
        ),
    ):
        return redirect("reviews:progress", case_id=case.pk)
    lede = "Two letters are made from these words, one to the Panel and one to the Secretary of State. That reasons must be given has not been checked against the primary text."
    return asked(
        request,
        case,
        form,
        title="Give reasons for delay",
        back="reviews:progress",
        button="Make the letters",
        lede=lede,
    )


@on_case(Permission.READ_RETURNS)
def delay_sent(request: PersonRequest, case: Case, copy_id: UUID) -> HttpResponse:
    """The day on which one of the letters went."""
    review = review_or_404(case)
    policies.check_may_oversee(request.user, case, review)
    copy = get_object_or_404(DelayCopy.objects.filter(letter__review=review), pk=copy_id)
    form = forms.Sent(request.POST or None, initial={"sent_on": time.today()})
    if took(
        request,
        form,
        lambda: actions.record_delay_letter_sent(
            case=case, copy=copy, by=request.user, now=time.now(), **form.cleaned_data
        ),
    ):
        return redirect("reviews:progress", case_id=case.pk)
    title = f"Letter to the {copy.get_to_display()}"
    return asked(request, case, form, title=title, back="reviews:progress", button="Save")
