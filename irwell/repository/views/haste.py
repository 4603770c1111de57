"""Pages that cost work are given to one client so often a minute, so that others still get theirs."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja.throttling import AnonRateThrottle

P = ParamSpec("P")


class Haste(AnonRateThrottle):
    """Counted by itself: who reads pages may still use the API."""

    scope = "pages"


RATE = "600/m"


def unhurried(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A client in too much haste is told how many seconds to wait."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        haste = Haste(RATE)  # of this request alone: it remembers whom it counts
        if haste.allow_request(request):
            return view(request, *args, **kwargs)
        wait = max(1, round(haste.wait() or 1))
        if request.path.endswith((".csv", ".atom")):
            said = f"Too many requests. Go on in {wait} seconds.\n"
            response = HttpResponse(said, content_type="text/plain", status=429)
        else:
            response = render(request, "repository/haste.html", {"wait": wait}, status=429)
        response["Retry-After"] = str(wait)
        return response

    return guarded
