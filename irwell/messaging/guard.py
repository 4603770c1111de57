"""@by_link(purpose): the token in the address opens exactly one thing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from irwell.access.guard import View
from irwell.accounts import actors
from irwell.core import time
from irwell.messaging.actions import mark_used
from irwell.messaging.models import SignedLink
from irwell.messaging.queries import LinkClosed, find_link


class LinkRequest(HttpRequest):
    """A request that came by a signed link; `link_token` is the token, for addresses on the page."""

    link_token: str


def _unlisted(response: HttpResponse) -> HttpResponse:
    """A search engine that finds the link somewhere must not show what it opens."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def by_link(purpose: SignedLink.Purpose) -> Callable[[View], View]:
    """Replaces `token` in the address by `link`. An unknown token is 404; a closed one a page that says why."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                link = find_link(token, purpose, now=time.now())
            except LinkClosed as closed:
                page = render(request, "ui/link_closed.html", {"sentence": str(closed)}, status=410)
                return _unlisted(page)
            if link is None:
                raise Http404
            mark_used(link=link, by=actors.by_link(link.pk), now=time.now())
            request.link_token = token  # type: ignore[attr-defined]
            return _unlisted(view(request, link, *args, **kwargs))

        guarded.guard = f"by_link {purpose.value}"  # type: ignore[attr-defined]
        return login_not_required(guarded)

    return decorate
