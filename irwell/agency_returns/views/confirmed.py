"""The door of an agency's pages: a signed link, and proof that its holder reads the mailbox that it went to."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_POST

from irwell.accounts.actors import by_link as actor
from irwell.agency_returns import forms, queries
from irwell.agency_returns.actions import confirming
from irwell.agency_returns.models import InformationRequest
from irwell.agency_returns.rules.links import CODE_TRIES, REMEMBERED, masked
from irwell.core import time
from irwell.messaging.guard import LinkRequest, by_link
from irwell.messaging.models import SignedLink
from irwell.ui.forms import Form

RETURN = SignedLink.Purpose.AGENCY_RETURN
SALT = "irwell.agency_returns.confirmed"
View = Callable[..., HttpResponse]


def by_own_link(view: View) -> View:
    """A link to a request, in a browser that has shown whose mailbox it is; else the page that asks for the code."""

    @wraps(view)
    def confirmed(
        request: LinkRequest, link: SignedLink, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if not is_confirmed(request, link):
            return redirect("agency_returns:confirm_address", token=request.link_token)
        return view(request, link, *args, **kwargs)

    return by_link(RETURN)(confirmed)


def _cookie(link: SignedLink) -> str:
    """One for each request and address, so that a newer link to the same person asks for no new code."""
    told = f"{link.about_id}:{link.email.lower()}"
    return f"answer_{salted_hmac(SALT, told).hexdigest()[:16]}"


def is_confirmed(request: LinkRequest, link: SignedLink) -> bool:
    kept = request.get_signed_cookie(
        _cookie(link), default="", salt=SALT, max_age=int(REMEMBERED.total_seconds())
    )
    return bool(kept == f"{link.about_id}:{link.email.lower()}")


def _remember(response: HttpResponse, link: SignedLink) -> HttpResponse:
    response.set_signed_cookie(
        _cookie(link), f"{link.about_id}:{link.email.lower()}", salt=SALT,
        max_age=int(REMEMBERED.total_seconds()), httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


@by_link(RETURN)
def confirm_address(request: LinkRequest, link: SignedLink) -> HttpResponse:
    """The first opening mails a code and asks for it. The link in that mail fills it in."""
    asked, now, filled = queries.request_of_link(link), time.now(), request.GET.get("code", "")
    if is_confirmed(request, link):
        return redirect("agency_returns:landing", token=request.link_token)
    form = forms.Code(request.POST if request.method == "POST" else None, initial={"code": filled})
    if form.is_valid() and _is_right(link, asked, form):
        return _remember(redirect("agency_returns:landing", token=request.link_token), link)
    if request.method == "GET" and not filled and queries.live_code(link, now=now) is None:
        confirming.send_code(
            request=asked, link=link, page=_page(request), by=actor(link.pk), now=now
        )
    return _show(request, link, asked, form)


def _is_right(link: SignedLink, asked: InformationRequest, form: Form) -> bool:
    given = form.cleaned_data["code"]
    tried = confirming.try_code(
        request=asked, link=link, code=given, by=actor(link.pk), now=time.now()
    )
    if tried is not confirming.Tried.RIGHT:
        form.add_error("code", WHY_NOT[tried])
    return tried is confirming.Tried.RIGHT


WHY_NOT = {
    confirming.Tried.WRONG: "That is not the code. Check the newest e-mail: only the last code works.",
    confirming.Tried.OVER: (
        f"That code no longer works: codes last 10 minutes and {CODE_TRIES} tries. Send a new one."
    ),
}


def _page(request: LinkRequest) -> str:
    return f"{settings.IRWELL_BASE_URL}{request.path.removesuffix('again/')}"


def _show(
    request: LinkRequest, link: SignedLink, asked: InformationRequest, form: Form
) -> HttpResponse:
    shown = {
        "asked": asked, "form": form, "token": request.link_token, "to": masked(link.email),
        "sent": queries.live_code(link, now=time.now()),
    }  # fmt: skip
    return render(
        request, "agency_returns/confirm_address.html", shown, status=422 if form.errors else 200
    )


@by_link(RETURN)
@require_POST
def another_code(request: LinkRequest, link: SignedLink) -> HttpResponse:
    """A new code; the earlier one stops working."""
    sent = confirming.send_code(
        request=queries.request_of_link(link), link=link, page=_page(request), by=actor(link.pk), now=time.now()
    )  # fmt: skip
    if sent:
        messages.success(request, "A new code is on its way.")
    else:
        messages.warning(
            request,
            "A code was sent just now, or too many today. Look in your mailbox, or wait a minute.",
        )
    return redirect("agency_returns:confirm_address", token=request.link_token)
