"""What the pages of the practice review share."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from irwell.access.guard import PersonRequest
from irwell.access.queries import rights
from irwell.cases.models import Case
from irwell.reviews import presenters, queries
from irwell.reviews.models import PracticeReview
from irwell.ui.forms import Form


def review_or_404(case: Case) -> PracticeReview:
    """The case's review. Raises Http404 before one is commissioned."""
    review = queries.review_of(case)
    if review is None:
        raise Http404
    return review


def shown(
    request: PersonRequest, case: Case, template: str, current: str, **words: Any
) -> HttpResponse:
    """One page of the review, with its sections and the person's rights; 422 when a form has errors."""
    forms = [value for value in words.values() if isinstance(value, Form)]
    status = words.pop(
        "status", 422 if any(form.is_bound and form.errors for form in forms) else 200
    )
    held = rights(request.user, case.pk)
    context = {
        "case": case, "sections": presenters.navigation(case, current, held), "may": {p.name.lower(): True for p in held},
        "where": presenters.where(case), **words,
    }  # fmt: skip
    return render(request, f"reviews/{template}.html", context, status=status)


def asked(
    request: PersonRequest,
    case: Case,
    form: Form,
    *,
    title: str,
    back: str,
    button: str,
    **words: Any,
) -> HttpResponse:
    """A page with one form."""
    words = {"title": title, "back": back, "button": button, **words}
    return shown(request, case, "form", back, form=form, **words)
