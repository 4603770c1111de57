"""Mail that did not arrive: what a person decides about it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, requires
from irwell.access.permissions import Permission
from irwell.core import time
from irwell.core.text import plural
from irwell.deadlines import presenters
from irwell.messaging import actions
from irwell.messaging import queries as messaging
from irwell.messaging.models import UnreachableAddress


@requires(Permission.SEE_BOARD)
@require_GET
def mail(request: PersonRequest) -> HttpResponse:
    """Addresses that take no mail, and messages of which nobody knows whether they left."""
    addresses = list(messaging.closed_addresses(request.user))
    doubtful = list(messaging.in_doubt(request.user)[: presenters.MAIL_SHOWN])
    written = messaging.notices_of_concern(request.user)
    shown = {
        "addresses": presenters.closed_addresses(addresses, written),
        "doubtful": presenters.doubtful(doubtful),
    }
    return render(request, "deadlines/mail.html", shown)


@requires(Permission.SEE_BOARD)
@require_POST
def send_again(request: PersonRequest, notice_id: UUID) -> HttpResponse:
    notice = get_object_or_404(messaging.notices_of_concern(request.user), pk=notice_id)
    actions.send_again(notice=notice, by=request.user, now=time.now())
    messages.success(request, "The message goes out again.")
    return redirect("deadlines:mail")


@requires(Permission.SEE_BOARD)
@require_POST
def arrived(request: PersonRequest, notice_id: UUID) -> HttpResponse:
    notice = get_object_or_404(messaging.notices_of_concern(request.user), pk=notice_id)
    actions.count_as_arrived(notice=notice, by=request.user, now=time.now())
    messages.success(request, "The message is counted as sent.")
    return redirect("deadlines:mail")


@requires(Permission.SEE_BOARD)
@require_POST
def address_works(request: PersonRequest, address_id: UUID) -> HttpResponse:
    address = get_object_or_404(UnreachableAddress, pk=address_id)
    held = actions.address_works(address=address, by=request.user, now=time.now())
    told = f" {plural(held, 'message')} held back or returned will go out now." if held else ""
    messages.success(request, f"{address.email} is written to again.{told}")
    return redirect("deadlines:mail")
