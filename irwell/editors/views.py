"""Signing in by a link, the editors' own page, signing out."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from irwell.core import time

from . import actions, forms, queries
from .guard import EditorRequest, editor_only
from .rules import VISIT_LASTS, safe_next

# name of an address, its words, what it is for; shown where the address exists
WORK = (
    ("repository:moderation", "Reviews that wait", "Deposits and records that somebody has to look at."),
    ("repository:quarantine", "Bundles kept aside", "Deposits whose signature, checksums or content do not hold."),
    ("themes:coding", "Code reviews by theme", "Two people read each review and give it themes."),
    ("repository:webhooks", "Programs that are told", "Addresses that hear of new and changed records."),
    ("repository:sources", "Other repositories", "What is harvested from them, when, and what failed."),
    ("repository:keeping", "How records are kept", "Checksums of files, runs of reading."),
)  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a link."""
    after = safe_next(request.GET.get("next", ""))
    form = forms.AskForLink(request.POST or None)
    known = {"form": form, "button_text": "Send me a link"}
    if request.method == "POST" and form.is_valid():
        link = actions.send_link(email=form.cleaned_data["email"], after=after, now=time.now())
        return render(request, "editors/sent.html", {"link": link})
    if settings.IRWELL_DEMO:
        known["people"] = queries.editors()
    return render(request, "editors/sign_in.html", known, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Opening the link changes nothing, because mail programs open links too; the button signs in."""
    usable = queries.usable_link(secret, now=time.now())
    if request.method != "POST" or usable is None:
        status = 200 if usable else 410
        return render(request, "editors/link.html", {"link": usable}, status=status)
    visit = actions.sign_in(secret=secret, now=time.now())
    if visit is None:
        return render(request, "editors/link.html", {"link": None}, status=410)
    response = HttpResponseRedirect(safe_next(request.GET.get("next", "")))
    response.set_cookie(
        queries.COOKIE, visit, max_age=VISIT_LASTS, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


@require_GET
@editor_only
def home(request: EditorRequest) -> HttpResponse:
    """What an editor can do here."""
    work = [(href, text, why) for name, text, why in WORK if (href := _address(name))]
    return render(request, "editors/home.html", {"editor": request.editor, "work": work})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Forget this browser."""
    actions.sign_out(secret=request.COOKIES.get(queries.COOKIE, ""))
    response = HttpResponseRedirect("/")
    response.delete_cookie(queries.COOKIE, samesite="Lax")
    return response


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
