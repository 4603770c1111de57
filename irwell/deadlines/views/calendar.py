"""A person's private calendar address, and what it gives."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, requires
from irwell.access.permissions import Permission
from irwell.accounts.models import User
from irwell.core import time
from irwell.deadlines import actions, presenters, queries
from irwell.messaging.guard import LinkRequest, by_link
from irwell.messaging.models import SignedLink
from irwell.rulebook.queries import calendar as working_days


@requires(Permission.SEE_BOARD)
def calendar(request: PersonRequest) -> HttpResponse:
    """Make or stop the person's private calendar address. It is shown once: only its hash is kept."""
    address, now = "", time.now()
    if request.method == "POST":
        token = actions.change_calendar(
            person=request.user, wanted=request.POST.get("do") == "make", now=now
        )
        path = reverse("deadlines:feed", kwargs={"token": token}) if token else ""
        address = f"{settings.IRWELL_BASE_URL}{path}" if path else ""
    shown = {"address": address, "link": queries.calendar_link(request.user, now=now)}
    return render(request, "deadlines/calendar.html", shown)


@by_link(SignedLink.Purpose.CALENDAR)
@require_GET
def feed(request: LinkRequest, link: SignedLink) -> HttpResponse:
    """The person's dates as a calendar: reference and clock, no name of any case or child."""
    person = User.objects.filter(pk=link.about_id, is_active=True).first()
    if person is None:
        raise Http404
    now = time.now()
    data = presenters.as_calendar(
        queries.calendar_rows(person, now=now), days=working_days(), now=now
    )
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="irwell.ics"'
    return answer
