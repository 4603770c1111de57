"""The dates of a case: what is recorded, every clock with its account, and correcting a date."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.cases import actions, forms, presenters, queries
from irwell.cases.models import Case
from irwell.cases.presenters import clocks
from irwell.core import time
from irwell.rulebook import queries as rulebook
from irwell.statute import load_moments


@on_case()
@require_GET
def dates(request: PersonRequest, case: Case) -> HttpResponse:
    """Each clock: how it is counted day by day, the other readings, what stood before; each recorded moment."""
    rows, now = queries.all_clocks(case), time.now()
    own, beside = clocks.moments(case, case.dates.select_related("recorded_by"))
    shown = {
        "case": case, "rights": rights(request.user, case.pk),
        "clocks": clocks.full_clocks(case, rows, rulebook.calendar(), now=now),
        "moments": own, "beside": beside,
        "proposed": [clocks.proposed(change) for change in rulebook.waiting_on(case)],
    }  # fmt: skip
    return render(request, "cases/dates.html", shown)


@on_case(Permission.RECORD_FACTS)
def date(request: PersonRequest, case: Case, fact: str) -> HttpResponse:
    """Record a moment, or correct it with the reason; clocks that start from it get a new one beside the old."""
    if fact not in clocks.RECORDED_HERE + clocks.BESIDE:
        raise Http404
    current = queries.date_of(case, fact)
    form = forms.recorded_moment(request.POST or None, correcting=current is not None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["at"]
        try:
            actions.record_date(
                case=case, fact=fact, value=given.at or time.midday(given.on), has_time=given.at is not None,
                reason=form.cleaned_data.get("reason", ""), by=request.user, now=time.now(),
            )  # fmt: skip
            return redirect("cases:dates", case_id=case.pk)
        except ValidationError as error:
            form.add_error("at", error)
    shown = {"case": case, "form": form, "current": current, "phrase": load_moments()[fact].phrase}
    return render(request, "cases/date.html", shown, status=422 if form.errors else 200)


@on_case(Permission.RECORD_FACTS)
def end_clock(request: PersonRequest, case: Case, clock: str) -> HttpResponse:
    """Somebody outside told the partnership that what a clock waited for was done."""
    row = queries.clock_of(case, clock)
    if clock not in clocks.ENDED_HERE or row is None:
        raise Http404
    form = forms.recorded_moment(request.POST or None, correcting=False)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["at"]
        try:
            actions.end_clock(
                case=case, clock=clock, at=given.at or time.midday(given.on), by=request.user, now=time.now()
            )  # fmt: skip
            return redirect("cases:dates", case_id=case.pk)
        except ValidationError as error:
            form.add_error("at", error)
    shown = {"case": case, "form": form, "clock": presenters.deadline(row, now=time.now())}
    return render(request, "cases/end_clock.html", shown, status=422 if form.errors else 200)
