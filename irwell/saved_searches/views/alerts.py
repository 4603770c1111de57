"""Saved searches: ask, confirm, manage, stop, and the feed that needs no address."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from irwell.core import time
from irwell.repository.forms import read_search
from irwell.repository.presenters import records
from irwell.repository.views.throttle import Throttle
from irwell.saved_searches import actions, queries
from irwell.saved_searches.forms import SaveSearchForm
from irwell.saved_searches.models import SavedSearch, Subscriber
from irwell.saved_searches.presenters import words
from irwell.saved_searches.sealing import sign

HASTE = Throttle("10/h", scope="alerts")  # letters that one client may ask for


@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Save the search in the address."""
    asked = read_search(request.GET)
    address = words.standing(asked)
    form = SaveSearchForm(request.POST or None)
    known = {
        "form": form, "asked": asked, "title": words.title_of(asked), "narrowed": words.narrowed(asked),
        "how": words.fires_when(asked), "feed_href": reverse("saved_searches:feed") + address,
        "back": reverse("repository:search") + asked.address(),
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        if not HASTE.allow_request(request):
            return render(request, "saved_searches/haste.html", known, status=429)
        actions.request_search(asked=address, now=time.now(), **form.cleaned_data)
        return redirect("saved_searches:asked")
    status = 422 if request.method == "POST" else 200
    return render(request, "saved_searches/save.html", known, status=status)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """A letter is on its way, whether or not the address was known before."""
    return render(request, "saved_searches/asked.html")


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The second half of asking: a person presses the button, a program that follows links does not."""
    search = queries.search_of("confirm", token)
    if search is None:
        return render(request, "saved_searches/link_over.html", status=404)
    if request.method == "POST":
        actions.confirm(search=search, now=time.now())
        return redirect("saved_searches:manage", sign("manage", search.subscriber_id))
    return _private(request, "saved_searches/confirm.html", {"saved": words.saved(search)})


@csrf_exempt  # the link is the right to do it; mail programs press it without a page (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one search."""
    search = queries.search_of("stop", token)
    if search is None:
        return render(request, "saved_searches/stopped.html")
    if request.method == "POST":
        actions.stop(search=search)
        return render(request, "saved_searches/stopped.html")
    known = {
        "saved": words.saved(search),
        "manage": reverse("saved_searches:manage", args=[sign("manage", search.subscriber_id)]),
    }
    return _private(request, "saved_searches/stop.html", known)


@require_safe
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Everything one reader has saved."""
    subscriber = queries.subscriber_of(token)
    if subscriber is None:
        return render(request, "saved_searches/link_over.html", status=404)
    known = {
        "searches": [words.saved(search) for search in queries.searches_of(subscriber)],
        "frequencies": SavedSearch.Frequency.choices,
        "token": token,
    }
    return _private(request, "saved_searches/manage.html", known)


@require_POST
def change(request: HttpRequest, token: str) -> HttpResponse:
    """What a button of that page asks for."""
    subscriber = _subscriber(token)
    if request.POST.get("do") == "stop-everything":
        actions.stop_everything(subscriber=subscriber)
        return render(request, "saved_searches/stopped.html")
    name = request.POST.get("search", "")
    search = next((each for each in subscriber.searches.all() if str(each.pk) == name), None)
    frequency = request.POST.get("frequency", "")
    if search is not None and request.POST.get("do") == "stop":
        actions.stop(search=search)
    elif search is not None and frequency in SavedSearch.Frequency.values:
        actions.change_frequency(search=search, frequency=frequency, now=time.now())
    gone = not Subscriber.objects.filter(pk=subscriber.pk).exists()
    return (
        redirect("saved_searches:manage", token)
        if not gone
        else render(request, "saved_searches/stopped.html")
    )


def _subscriber(token: str) -> Subscriber:
    subscriber = queries.subscriber_of(token)
    if subscriber is None:
        raise Http404
    return subscriber


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest reviews that answer the search, each with its passage. Nothing is kept of who reads it."""
    asked = read_search(request.GET)
    here = words.standing(asked)
    out = Atom1Feed(
        title=f"New reviews: {words.title_of(asked)}",
        link=records.site() + reverse("repository:search") + here,
        description="",
        subtitle=words.fires_when(asked),
        feed_url=words.absolute("feed") + here,
        language="en-GB",
    )
    for told in queries.newest_answers(asked):
        passage, row = told.answer.passage, told.record
        out.add_item(
            title=row.title,
            link=records.address(row) + (f"#{passage.anchor}" if passage else ""),
            unique_id=records.address(row),
            description=f"“{passage.text}”" if passage else row.summary or row.kind,
            updateddate=row.changed_at,
            pubdate=row.created_at,
            categories=[theme.name for theme in row.themes.all()],
            author_name=records.author(row),
        )
    return HttpResponse(out.writeString("utf-8"), content_type="application/atom+xml")


def _private(request: HttpRequest, template: str, known: dict[str, Any]) -> HttpResponse:
    """A page that only the holder of its link should see: not stored, not indexed."""
    response = render(request, template, known)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
