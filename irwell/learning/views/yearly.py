"""The figures of a year, and the dates of the report that tells them."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, requires
from irwell.access.permissions import Permission
from irwell.access.policies import can
from irwell.accounts.queries import partnership
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.core import time
from irwell.documents.views import as_attachment
from irwell.learning import actions, forms, presenters, queries
from irwell.learning.rules import year_end

STEPS = {"published": actions.record_published, "copies": actions.record_copies_sent}


@requires(Permission.SEE_BOARD)
@require_GET
def year(request: PersonRequest, year: str = "") -> HttpResponse:
    """Recommendations, actions and learning reached, as they stood on 31 March, over the person's cases."""
    ends = _ends(year)
    figures = queries.year_of(request.user, ends=ends)
    if request.GET.get("as") == "csv":
        audit.record(Event.EXPORTED, by=request.user, kind="learning year", ends=ends)
        table = presenters.year_csv(figures).encode()
        return as_attachment(table, f"actions-year-ended-{ends}.csv", "text/csv; charset=utf-8")
    shown = {
        "year": figures, "rows": presenters.year_rows(figures), "columns": presenters.YEAR,
        "earlier": ends.year - 1, "later": ends.year + 1, "over": ends < time.today(),
        "later_over": dt.date(ends.year + 1, ends.month, ends.day) < time.today(),
        "dates": presenters.yearly_dates(ends, queries.yearly_report(ends), now=time.now()),
        "tracker_shown": partnership().public_tracker,
        "may_record": can(request.user, Permission.EDIT_PUBLIC_PAGES),
    }  # fmt: skip
    return render(request, "learning/year.html", shown)


@requires(Permission.EDIT_PUBLIC_PAGES)
def record(request: PersonRequest, year: str, step: str) -> HttpResponse:
    """When the yearly report was published, or its copies were sent."""
    ends = _ends(year)
    form = forms.YearlyStep(request.POST or None, step=step)
    if request.method == "POST" and form.is_valid():
        try:
            STEPS[step](year_ends=ends, on=form.cleaned_data["on"], by=request.user, now=time.now())
            return redirect("learning:year", year=str(ends.year))
        except ValidationError as error:
            form.add_error("on", error)
    shown = {"form": form, "ends": ends, "step": step}
    return render(request, "learning/yearly_step.html", shown, status=422 if form.errors else 200)


def _ends(year: str) -> dt.date:
    ends = forms.a_year(year) if year else year_end(time.today())
    if ends is None:
        raise Http404
    return ends
