"""Pages that cost work are given to one client so often a minute, so that others still get theirs."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .throttle import Throttle

P = ParamSpec("P")
# counted by themselves: who reads pages may still use the API
PAGES = Throttle("600/m", scope="pages")


def unhurried(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A client in too much haste is told how many seconds to wait."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if PAGES.allow_request(request):
            return view(request, *args, **kwargs)
        if request.path.endswith((".csv", ".atom")):
            return told_to_wait(PAGES)
        wait = PAGES.seconds
        response = render(request, "repository/haste.html", {"wait": wait}, status=429)
        response["Retry-After"] = str(wait)
        return response

    return guarded


def told_to_wait(throttle: Throttle, *, status: int = 429) -> HttpResponse:
    """The answer to a program in too much haste."""
    wait = throttle.seconds
    said = f"Too many requests. Go on in {wait} seconds.\n"
    headers = {"Retry-After": str(wait)}
    return HttpResponse(said, content_type="text/plain", status=status, headers=headers)
