"""Reading lists: put together by whoever has the edit link, read by whoever has the other."""

import json
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from irwell.core import time
from irwell.core.text import clean
from irwell.repository import queries as repository
from irwell.repository.models import Record
from irwell.repository.views.throttle import Throttle
from irwell.saved_searches import actions, queries
from irwell.saved_searches.examples import PUBLIC_ID
from irwell.saved_searches.forms import AddForm, items_in
from irwell.saved_searches.models import ReadingList
from irwell.saved_searches.presenters import exports, words
from irwell.saved_searches.rules import LONGEST_NOTE

COOKIE, SALT, REMEMBERED = "irwell_lists", "irwell.lists", 8
A_YEAR = 365 * 24 * 3600


HASTE = Throttle("20/h", scope="lists")  # lists that one client may begin


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The lists that this browser remembers, and what a list is."""
    lists = queries.lists_by_secrets(remembered(request))
    known = {"lists": lists, "example": queries.list_by_public_id(PUBLIC_ID)}
    return _private(request, "saved_searches/lists.html", known)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Put a review, or one passage of it, on a list."""
    record = _record(request.GET.get("record", ""))
    anchor = request.GET.get("passage", "")[:60]
    passage = record.passages.filter(anchor=anchor).first() if anchor else None
    lists = queries.lists_by_secrets(remembered(request))
    choices = [(row.public_id, row.title) for _, row in lists]
    form = AddForm(request.POST or None, lists=choices)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["target"] == "new" and not HASTE.allow_request(request):
            return render(request, "saved_searches/haste.html", status=429)
        secret, row = _target(form, lists)
        actions.add_item(
            reading_list=row, record=record, anchor=passage.anchor if passage else "",
            note=form.cleaned_data["note"], now=time.now(),
        )  # fmt: skip
        return _remember(redirect("saved_searches:list-edit", secret), request, secret)
    known = {"form": form, "record": record, "passage": passage}
    status = 422 if request.method == "POST" else 200
    return _private(request, "saved_searches/add.html", known, status)


def _target(form: AddForm, lists: list[tuple[str, ReadingList]]) -> tuple[str, ReadingList]:
    for secret, row in lists:
        if row.public_id == form.cleaned_data["target"]:
            return secret, row
    row, secret = actions.begin_list(title=form.cleaned_data["title"], now=time.now())
    return secret, row


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, secret: str) -> HttpResponse:
    """Change a list; what somebody else changed meanwhile is shown and not overwritten."""
    row = _by_secret(secret)
    if request.method != "POST":
        return _remember(_edit_page(request, row, secret), request, secret)
    title = clean(request.POST.get("title", ""))[:160]
    intro = clean(request.POST.get("intro", ""))[:LONGEST_NOTE]
    version = request.POST.get("version", "")
    typed: dict[str, Any] = {"title": title, "intro": intro, "items": items_in(request.POST)}
    if not title:
        return _edit_page(request, row, secret, typed, "Give the list a title.")
    try:
        actions.save_list(
            reading_list=row,
            version=int(version) if version.isdigit() else 0,
            now=time.now(),
            **typed,
        )
    except actions.Stale:
        return _edit_page(request, row, secret, typed, _meanwhile(row))
    return redirect(reverse("saved_searches:list-edit", args=[secret]) + "?saved=1")


def _meanwhile(row: ReadingList) -> str:
    return (
        "Somebody else changed this list while you wrote. What you wrote stands below; what is saved now is shown"
        f" under “{row.title}” at its link for readers. Save again to put yours in its place."
    )


@require_POST
def delete(request: HttpRequest, secret: str) -> HttpResponse:
    """Delete a list for everyone."""
    actions.delete_list(reading_list=_by_secret(secret))
    return redirect("saved_searches:lists")


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Let this browser forget its lists; they stay where they are."""
    response = redirect("saved_searches:lists")
    response.delete_cookie(COOKIE, path=reverse("saved_searches:lists"))
    return response


@require_safe
def read(request: HttpRequest, public_id: str) -> HttpResponse:
    """A list as readers see it."""
    row = _by_public_id(public_id)
    known = {"list": row, "entries": _entries(row), "address": words.absolute("list", public_id)}
    return render(request, "saved_searches/list.html", known)


@require_safe
def export(request: HttpRequest, public_id: str, ending: str) -> HttpResponse:
    """A list as RIS or CSV."""
    row = _by_public_id(public_id)
    writers = {
        "ris": (exports.ris, "application/x-research-info-systems"),
        "csv": (exports.table, "text/csv"),
    }
    if ending not in writers:
        raise Http404
    write, media_type = writers[ending]
    response = HttpResponse(write(_entries(row)), content_type=f"{media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="reading-list.{ending}"'
    return response


def remembered(request: HttpRequest) -> list[str]:
    """The edit links that this browser holds."""
    try:
        return list(json.loads(signing.Signer(salt=SALT).unsign(request.COOKIES.get(COOKIE, ""))))
    except (signing.BadSignature, ValueError):
        return []


def _remember(response: HttpResponse, request: HttpRequest, secret: str) -> HttpResponse:
    kept = [secret, *(each for each in remembered(request) if each != secret)][:REMEMBERED]
    response.set_cookie(
        COOKIE, signing.Signer(salt=SALT).sign(json.dumps(kept)), max_age=A_YEAR,
        path=reverse("saved_searches:lists"), httponly=True, samesite="Lax",
        secure=settings.CSRF_COOKIE_SECURE,
    )  # fmt: skip
    return response


def _edit_page(
    request: HttpRequest,
    row: ReadingList,
    secret: str,
    typed: dict[str, Any] | None = None,
    problem: str = "",
) -> HttpResponse:
    notes = {each.pk: each.note for each in typed["items"]} if typed else {}
    removed = {each.pk for each in typed["items"] if each.removed} if typed else set()
    known = {
        "list": row,
        "title": typed["title"] if typed else row.title,
        "intro": typed["intro"] if typed else row.intro,
        "entries": [
            (entry, notes.get(str(entry.item.pk), entry.item.note), str(entry.item.pk) in removed)
            for entry in _entries(row)
        ],
        "problem": problem,
        "saved": request.GET.get("saved") == "1",
        "secret": secret,
        "edit_address": words.absolute("list-edit", secret),
        "address": words.absolute("list", row.public_id),
    }
    return _private(request, "saved_searches/edit.html", known, 422 if problem else 200)


def _entries(row: ReadingList) -> list[exports.Entry]:
    items = queries.items_of(row)
    return exports.entries(items, queries.passages_of(items))


def _record(identifier: str) -> Record:
    record = repository.shown().filter(identifier=identifier.lower()).first()
    if record is None:
        raise Http404
    return record


def _by_secret(secret: str) -> ReadingList:
    row = queries.list_by_secret(secret)
    if row is None:
        raise Http404
    return row


def _by_public_id(public_id: str) -> ReadingList:
    row = queries.list_by_public_id(public_id)
    if row is None:
        raise Http404
    return row


def _private(
    request: HttpRequest, template: str, known: dict[str, Any], status: int = 200
) -> HttpResponse:
    response = render(request, template, known, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
