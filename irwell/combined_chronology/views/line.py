"""One line of the chronology: where it came from, and everything that the panel adds to it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.cases.models import Case
from irwell.combined_chronology import actions, forms, presenters, queries
from irwell.combined_chronology.views.base import Asked, ask, back_to, redirect_back
from irwell.core import time


@on_case(Permission.READ_RETURNS)
def line(request: PersonRequest, case: Case, entry_id: str) -> HttpResponse:
    """One line with where it came from, the panel's tags and comment on it, queries and documents."""
    asked = ask(request, case)
    if asked.reading.line(entry_id) is None:
        raise Http404
    annotation = asked.reading.annotations.get(entry_id)
    enquiries = [tag.name for tag in queries.enquiries_of(case)]
    form = forms.mark_form(request.POST or None, asked.reading.tags, enquiries, annotation)
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.annotate(
                case=case, entry_id=entry_id, tags=form.tags, comment=form.cleaned_data["comment"],
                seen=request.POST.get("seen", ""), by=request.user, now=time.now(),
            )  # fmt: skip
            return redirect_back(request, case, f"#line-{entry_id}")
        except actions.Stale as stale:
            theirs = stale.theirs
        except ValidationError as error:
            form.add_error("more", error)
    context = line_page(request, case, asked, entry_id) | {"form": form, "theirs": theirs}
    status = 409 if theirs else 422 if form.errors else 200
    return render(request, "combined_chronology/line.html", context, status=status)


def line_page(request: PersonRequest, case: Case, asked: Asked, entry_id: str) -> dict[str, Any]:
    """What the page of a line shows, whatever was tried on it."""
    reading = asked.reading
    entry, annotation = reading.line(entry_id), reading.annotations.get(entry_id)
    assert entry is not None
    actions.record_reading(case=case, view=reading.view, lines=1, by=request.user)
    enquiries = [tag.name for tag in queries.enquiries_of(case)]
    about = [one for one in queries.line_queries_of(case) if one.entry_id == entry_id]
    events = queries.events_of(case)
    return {
        "event": next((one for one in events if entry_id in one.observation["entries"]), None),
        "form": forms.mark_form(None, reading.tags, enquiries, annotation), "theirs": None,
        "ask_form": forms.AskAgency(), "line_queries": presenters.line_queries(reading, about),
        "passages": presenters.passages(reading, queries.passages_of(case, entry_id)),
        "documents": presenters.documents(reading, queries.documents_to_quote(request.user, case)),
        "case": case, "line": presenters.lines(reading, [entry])[0], "annotation": annotation, "names": reading.names,
        "back": back_to(request, case, f"#line-{entry_id}"), "query": request.GET.urlencode(),
        "seen": annotation.changed_at.isoformat() if annotation else "",
        "original": presenters.cells(reading, entry_id), "rights": rights(request.user, case.pk),
        **presenters.neighbours(reading, entry_id),
    }  # fmt: skip


def to_line(request: PersonRequest, case: Case, entry_id: str, anchor: str = "") -> HttpResponseRedirect:  # fmt: skip
    """Back to the page of the line."""
    address = back_to(request, case).split("?")[0]
    query = request.GET.urlencode()
    return HttpResponseRedirect(f"{address}lines/{entry_id}/{'?' + query if query else ''}{anchor}")
