"""Who of the pool is free, fit and without a conflict for this review; access for the one appointed."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.cases.models import Case
from irwell.core import time
from irwell.reviewers.actions import declare_conflict_on_case
from irwell.reviewers.queries import entry as entry_of
from irwell.reviews import actions, forms, presenters, queries
from irwell.reviews.views.base import asked, review_or_404, shown
from irwell.ui.forms import took


@on_case(Permission.SHORTLIST)
@require_GET
def listing(request: PersonRequest, case: Case) -> HttpResponse:
    """Everybody of the pool with what speaks for and against, each with its reason and no score."""
    review = review_or_404(case)
    words = presenters.shortlist(case, review, today=time.today())
    return shown(request, case, "shortlist", "reviews:shortlist", review=review, **words)


@on_case(Permission.SHORTLIST)
def needs(request: PersonRequest, case: Case) -> HttpResponse:
    """The competences that this review needs; the words of its key lines propose them."""
    review = review_or_404(case)
    form = forms.Needs(request.POST or None, initial={"needs": list(queries.needs_of(review))})
    if took(
        request,
        form,
        lambda: actions.choose_needs(case=case, needs=form.cleaned_data["needs"], by=request.user),
    ):
        return redirect("reviews:shortlist", case_id=case.pk)
    lede = "Proposed from the words of the key lines of enquiry. Change what does not fit."
    return asked(
        request, case, form, title="What the reviewer should know", back="reviews:shortlist",
        button="Save", lede=lede,
    )  # fmt: skip


@on_case(Permission.SHORTLIST)
def conflict(request: PersonRequest, case: Case, entry_id: UUID) -> HttpResponse:
    """A connection of somebody in the pool with this case."""
    entry = entry_of(entry_id)
    if entry is None:
        raise Http404
    form = forms.Reason(
        request.POST or None, label="What is the connection with this case?", error="Say what the connection is"
    )  # fmt: skip
    if took(
        request,
        form,
        lambda: declare_conflict_on_case(
            case=case, entry=entry, detail=form.cleaned_data["text"], by=request.user
        ),
    ):
        return redirect("reviews:shortlist", case_id=case.pk)
    lede = "It bars from reviewing this case and is kept sealed with the case. The pool shows only that there is one."
    title = f"A connection of {entry.name}"
    return asked(
        request, case, form, title=title, back="reviews:shortlist", button="Save", lede=lede
    )


@on_case(Permission.COMMISSION)
def access(request: PersonRequest, case: Case) -> HttpResponse:
    """Name the appointed reviewer on the case, once the account is there."""
    review, form = review_or_404(case), forms.Access(request.POST or None)
    if took(
        request,
        form,
        lambda: actions.give_access(
            case=case, account=form.cleaned_data["account"], by=request.user, now=time.now()
        ),
    ):
        return redirect("reviews:case", case_id=case.pk)
    lede = (
        f"{review.reviewer_name} was appointed without an account. The system administrator invites the person "
        "under “People” with the agency “Independent”; then choose the account here."
    )
    return asked(request, case, form, title="Give the reviewer access", back="reviews:case", button="Give access", lede=lede)  # fmt: skip
