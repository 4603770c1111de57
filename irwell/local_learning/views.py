"""Pages of local learning."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.core import time
from irwell.local_learning import actions, forms, presenters, queries
from irwell.local_learning.policies import WITH_PRODUCTS
from irwell.statute import load_workflow
from irwell.ui.forms import Form, took


@on_case(Permission.READ_RETURNS)
@require_GET
def one(request: PersonRequest, case: Case) -> HttpResponse:
    """The path, what is next and by whom, and what is recorded so far."""
    audit.record(Event.CASE_READ, by=request.user, case_id=case.pk, about=case)
    review, held = queries.local_review_of(case), rights(request.user, case.pk)
    begin, close = presenters.may_choose(case, held)
    shown: dict[str, Any] = {
        "case": case, "review": review, "may": {p.name.lower(): True for p in held}, "may_begin": begin and review is None,
        "may_close": close and review is None, "next": presenters.next_of(case, held) if review else None,
        "state": load_workflow().state(case.state), "tracks": load_workflow().tracks.values(),
    }  # fmt: skip
    if review is not None:
        shown |= {
            "stops": presenters.path_of(case, review), "rows": presenters.rows(review),
            "recommendations": case.recommendations.all(), "products": review.products.select_related("by"),
            "producing": case.state in WITH_PRODUCTS,
        }  # fmt: skip
    return render(request, "local_learning/case.html", shown)


def _asked(
    request: PersonRequest, case: Case, form: Form, act: Callable[[], object], **words: Any
) -> HttpResponse:
    """One form; a refusal stands on it with everything that was typed."""
    if took(request, form, act):
        return redirect("local_learning:case", case_id=case.pk)
    shown = {"case": case, "form": form, **words}
    return render(request, "local_learning/form.html", shown, status=422 if form.errors else 200)


@on_case(Permission.SIGN_OFF)
def begin(request: PersonRequest, case: Case) -> HttpResponse:
    """Choose the kind of local learning."""
    form = forms.Begin(request.POST or None)

    def act() -> object:
        return actions.begin(case=case, by=request.user, now=time.now(), **form.cleaned_data)

    return _asked(request, case, form, act, title="Learn locally", button="Choose this")


@on_case(Permission.MANAGE_REVIEW)
def plan(request: PersonRequest, case: Case) -> HttpResponse:
    """Lead, method, plan; what stood there before a second look is proposed."""
    known = queries.local_review_of(case)
    names = ("lead", "lead_agency", "method", "plan", "ends_on")
    initial = {name: getattr(known, name) for name in names} if known else {}
    form = forms.Plan(request.POST or None, initial=initial)

    def act() -> object:
        return actions.plan(case=case, by=request.user, now=time.now(), **form.cleaned_data)

    return _asked(request, case, form, act, title="Who leads, how, and until when", button="Save the plan")  # fmt: skip


@on_case(Permission.MANAGE_REVIEW)
def gather(request: PersonRequest, case: Case) -> HttpResponse:
    """What was gathered."""
    known = queries.local_review_of(case)
    initial = {"gathered": known.gathered} if known else {}
    form = forms.Gathered(request.POST or None, initial=initial)

    def act() -> object:
        return actions.gather(case=case, by=request.user, now=time.now(), **form.cleaned_data)

    return _asked(request, case, form, act, title="What was gathered", button="Save and go on")


@on_case(Permission.MANAGE_REVIEW)
def event(request: PersonRequest, case: Case) -> HttpResponse:
    """The learning event."""
    known = queries.local_review_of(case)
    initial = {"event_on": known.event_on, "notes": known.event_notes} if known else {}
    form = forms.EventForm(request.POST or None, initial=initial)

    def act() -> object:
        return actions.hold_event(case=case, by=request.user, now=time.now(), **form.cleaned_data)

    return _asked(request, case, form, act, title="The learning event", button="Save and go on")


@on_case(Permission.MANAGE_REVIEW)
def report(request: PersonRequest, case: Case) -> HttpResponse:
    """The short report."""
    form = forms.Report(request.POST or None, request.FILES or None)

    def act() -> object:
        return actions.add_report(case=case, upload=form.cleaned_data["file"], by=request.user)

    return _asked(
        request, case, form, act, title="The short report", button="Add the report", multipart=True
    )


@on_case(Permission.MANAGE_REVIEW)
def recommend(request: PersonRequest, case: Case) -> HttpResponse:
    """Who does what because of what was learned."""
    form = forms.Recommend(request.POST or None)

    def act() -> object:
        return actions.recommend(case=case, by=request.user, **form.cleaned_data)

    return _asked(request, case, form, act, title="Add a recommendation", button="Save")


@on_case(Permission.SIGN_OFF)
@require_POST
def accept(request: PersonRequest, case: Case) -> HttpResponse:
    """A partner accepts the short report."""
    actions.accept(case=case, by=request.user, now=time.now())
    return redirect("local_learning:case", case_id=case.pk)


@on_case(Permission.SIGN_OFF)
def look_again(request: PersonRequest, case: Case) -> HttpResponse:
    """A partner says what is missing."""
    form = forms.LookAgain(request.POST or None)

    def act() -> object:
        return actions.look_again(case=case, by=request.user, now=time.now(), **form.cleaned_data)

    return _asked(request, case, form, act, title="Ask to look again", button="Send back")


@on_case(Permission.MANAGE_REVIEW)
def product(request: PersonRequest, case: Case) -> HttpResponse:
    """Something that carries the learning."""
    form = forms.ProductForm(request.POST or None, initial={"issued_on": time.today()})

    def act() -> object:
        return actions.add_product(case=case, by=request.user, **form.cleaned_data)

    return _asked(request, case, form, act, title="Add a learning product", button="Save")


@on_case(Permission.SIGN_OFF)
def close(request: PersonRequest, case: Case) -> HttpResponse:
    """Close without local learning."""
    form = forms.Close(request.POST or None)

    def act() -> object:
        return actions.close(case=case, by=request.user, now=time.now(), **form.cleaned_data)

    return _asked(request, case, form, act, title="Close without local learning", button="Close the case")  # fmt: skip
