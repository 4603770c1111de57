"""Step 6: the combined chronology as a table, words sought, views kept, and on paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.cases.models import Case
from irwell.cases.presenters import steps
from irwell.combined_chronology import actions, forms, presenters, queries, rules
from irwell.combined_chronology.rules.zoom import slices
from irwell.combined_chronology.views.base import Asked, ask, common, redirect_back
from irwell.core import time


@on_case(Permission.READ_RETURNS)
@require_GET
def timeline(request: PersonRequest, case: Case) -> HttpResponse:
    """All agencies' lines in one table, a page at a time, with what could not be read."""
    asked = ask(request, case)
    reading = asked.reading
    lines = len(reading.places)
    actions.record_reading(case=case, view=reading.view, lines=lines, by=request.user)
    page = Paginator(reading.places, presenters.PAGE).get_page(request.GET.get("page"))
    shown = {
        **common(request, case, asked, "timeline"), "steps": steps(case), "page_obj": page,
        "columns": asked.form.columns, "answered": queries.answered(case),
        "rights": rights(request.user, case.pk), "strip": _strip(request, asked),
        "agencies": presenters.agencies(reading), "undated_lines": presenters.undated(reading),
        "kinds": presenters.KINDS.items(), "too_short": rules.too_short(reading.registered),
        "views": queries.views_for(request.user, case), "keep_form": forms.KeepView(),
        **presenters.page_of_lines(
            reading, tuple(page), asked.form.columns, presenters.line_address(case, request.GET)
        ), **_left_out(reading),
    }  # fmt: skip
    return render(request, "combined_chronology/timeline.html", shown)


def _strip(request: PersonRequest, asked: Asked) -> Any:
    """How much was recorded when, among the lines that every other filter leaves."""
    if asked.whole is None:
        return ""
    return presenters.strip(
        slices(asked.whole, presenters.days(asked.reading)),
        chosen=asked.window if asked.chosen.start or asked.chosen.end else None, incident=asked.incident,
        href=lambda one: presenters.at(request.GET, one.window),
        title="Lines over time: choose a slice to see its lines",
    )  # fmt: skip


def _left_out(reading: queries.Reading) -> dict[str, Any]:
    """What is not among the lines: rows that could not be read, lines that stood twice, marks on withdrawn lines."""
    there = reading.made.places
    lost = [one for id_, one in reading.annotations.items() if id_ not in there]
    return {
        "faults": reading.head.faults, "repeated": reading.head.repeated,
        "lost": [
            {"tags": [reading.say(t) for t in a.tags], "comment": reading.say(a.comment)} for a in lost
        ],
    }  # fmt: skip


@on_case(Permission.READ_RETURNS)
@require_GET
def printed(request: PersonRequest, case: Case) -> HttpResponse:
    """The lines as a plain table for paper, so many to a part."""
    asked = ask(request, case)
    part = Paginator(asked.reading.places, presenters.PART).get_page(request.GET.get("part"))
    lines = len(part.object_list)
    actions.record_reading(case=case, view=asked.reading.view, lines=lines, by=request.user)
    seen = asked.reading.of(tuple(part))
    shown = {
        **common(request, case, asked, "timeline"), "part": part, "columns": asked.form.columns,
        "lines": presenters.lines(asked.reading, seen.entries),
        "agencies": presenters.agencies(asked.reading),
        "parts": presenters.parts(request.GET, part),
        "about": presenters.subtitle(
            len(asked.reading.places), len(asked.reading.whole.entries), names=asked.reading.names,
            chips=[chip.text for chip in presenters.chips(request.GET, asked.form)],
        ),
    }  # fmt: skip
    return render(request, "combined_chronology/printed.html", shown)


@on_case(Permission.READ_RETURNS)
@require_POST
def words(request: PersonRequest, case: Case) -> HttpResponse:
    """Seek words: they come in the body and are kept sealed, so that no address or log holds them."""
    form = forms.Words(request.POST)
    sought = form.cleaned_data["words"] if form.is_valid() else ""
    actions.remember_words(session=request.session, case=case, words=sought)
    page = "picture" if request.POST.get("on") == "picture" else "timeline"
    return redirect_back(request, case, page=page)


@on_case(Permission.READ_RETURNS)
@require_POST
def keep_view(request: PersonRequest, case: Case) -> HttpResponse:
    """Keep what is shown under a name."""
    form = forms.KeepView(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError("Give the view a name of at most 80 characters.")
        actions.keep_view(
            case=case, query=presenters.without_names(request.GET), words=queries.words_of(request.session, case),
            by=request.user, now=time.now(), **form.cleaned_data,
        )  # fmt: skip
        messages.success(
            request, "The view is kept. It shows the lines that match on the day it is used."
        )
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect_back(request, case)
    return redirect_back(request, case, "#views")


@on_case(Permission.READ_RETURNS)
@require_POST
def use_view(request: PersonRequest, case: Case, view_id: UUID) -> HttpResponse:
    """Show the lines of a kept view; names stay as they are shown now."""
    view = queries.view_for(request.user, case, view_id)
    if view is None:
        raise Http404
    query = actions.apply_view(session=request.session, case=case, view=view)
    names = "names=on" if request.GET.get("names") == "on" else ""
    asked = "&".join(filter(None, (query, names)))
    return HttpResponseRedirect(
        f"{reverse('combined_chronology:timeline', args=[case.pk])}{'?' + asked if asked else ''}"
    )


@on_case(Permission.READ_RETURNS)
@require_POST
def remove_view(request: PersonRequest, case: Case, view_id: UUID) -> HttpResponse:
    """Remove one of one's own views."""
    view = queries.view_for(request.user, case, view_id)
    if view is None:
        raise Http404
    actions.remove_view(case=case, view=view, by=request.user)
    return redirect_back(request, case, "#views")
