"""Every running date of a person's cases: as a board, and as a calendar to subscribe to."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, requires
from irwell.access.permissions import Permission
from irwell.accounts.models import User
from irwell.cases import actions, forms, presenters, queries
from irwell.core import time
from irwell.messaging.guard import LinkRequest, by_link
from irwell.messaging.models import SignedLink


@requires(Permission.SEE_BOARD)
@require_GET
def board(request: PersonRequest) -> HttpResponse:
    """Every running date of the person's cases, fewest days left first."""
    cases, now = list(queries.cases_for(request.user)), time.now()
    rows = presenters.board(
        queries.current_clocks(cases), queries.roles_by_case(request.user), now=now
    )
    form = forms.BoardFilter(request.GET, clocks=presenters.clocks_of())
    shown = {
        "form": form, "rows": presenters.chosen(rows, form), "any": rows,
        "cases": presenters.standing(
            cases, queries.roles_by_case(request.user), queries.waiting_outside(cases)
        ),
        "filtered": any(request.GET.values()),
    }  # fmt: skip
    return render(request, "cases/board.html", shown)


@requires(Permission.SEE_BOARD)
def calendar(request: PersonRequest) -> HttpResponse:
    """Make or stop the person's private calendar address. It is shown once: only its hash is kept."""
    address, now = "", time.now()
    if request.method == "POST":
        token = actions.change_calendar(
            person=request.user, wanted=request.POST.get("do") == "make", now=now
        )
        path = reverse("cases:feed", kwargs={"token": token}) if token else ""
        address = f"{settings.IRWELL_BASE_URL}{path}" if path else ""
    shown = {"address": address, "link": queries.calendar_link(request.user, now=now)}
    return render(request, "cases/calendar.html", shown)


@by_link(SignedLink.Purpose.CALENDAR)
@require_GET
def feed(request: LinkRequest, link: SignedLink) -> HttpResponse:
    """The person's dates as a calendar: reference and clock, no name of any case or child."""
    person = User.objects.filter(pk=link.about_id, is_active=True).first()
    if person is None:
        raise Http404
    clocks = queries.current_clocks(queries.cases_for(person)).filter(stopped_at=None)
    data = presenters.as_calendar(clocks, base_url=settings.IRWELL_BASE_URL, now=time.now())
    return HttpResponse(data, content_type="text/calendar; charset=utf-8")
