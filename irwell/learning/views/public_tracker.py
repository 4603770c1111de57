"""What became of published recommendations, on a page for everybody that a partnership may switch on."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, public, requires
from irwell.access.permissions import Permission
from irwell.accounts.actions import change_partnership
from irwell.accounts.queries import partnership
from irwell.core import time
from irwell.learning import presenters, queries


@public
@require_GET
def tracker(request: PersonRequest) -> HttpResponse:
    """Each published recommendation, who answered it how, and where its actions stand. Not there while switched off."""
    if not partnership().public_tracker:
        raise Http404
    shown = {"reviews": presenters.tracked_reviews(queries.tracked(on=time.today()))}
    return render(request, "learning/public_tracker.html", shown)


@requires(Permission.EDIT_PUBLIC_PAGES)
@require_POST
def switch(request: PersonRequest) -> HttpResponse:
    """Show the page to everybody, or take it off the site."""
    show = request.POST.get("show") == "on"
    change_partnership(by=request.user, public_tracker=show)
    said = "Everybody can read" if show else "Nobody outside can read any more"
    messages.success(request, f"{said} what became of published recommendations.")
    return redirect("learning:year_now")
