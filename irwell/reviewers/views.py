"""Pages of the pool of reviewers."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, requires
from irwell.access.permissions import Permission
from irwell.core import time
from irwell.reviewers import actions, forms, presenters, queries, rules
from irwell.reviewers.models import PoolEntry
from irwell.ui.forms import Form, took

KEEPER = requires(Permission.KEEP_POOL)


def _entry(entry_id: UUID) -> PoolEntry:
    found = queries.entry(entry_id)
    if found is None:
        raise Http404
    return found


def _form(
    request: PersonRequest, form: Form, *, title: str, entry: PoolEntry | None = None, **words: Any
) -> HttpResponse:
    shown = {"form": form, "title": title, "entry": entry, **words}
    status = 422 if (form.is_bound and form.errors) or words.get("theirs") else 200
    return render(request, "reviewers/form.html", shown, status=status)


@KEEPER
@require_GET
def listing(request: PersonRequest) -> HttpResponse:
    """Everybody in the pool, and who has left it."""
    today = time.today()
    shown = {
        "lines": presenters.lines(list(queries.pool()), today=today),
        "left": queries.pool(left=True),
        "source": rules.data()["source"],
    }
    return render(request, "reviewers/list.html", shown)


@KEEPER
@require_GET
def one(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """One person of the pool."""
    entry = _entry(entry_id)
    shown = {
        "entry": entry, "rows": presenters.rows(entry), "past": entry.past.all(), "periods": entry.periods.all(),
        "lapses": rules.lapses(queries.papers_of(entry), today=time.today()),
        "conflicts": queries.agency_conflicts(entry), "today": time.today(),
    }  # fmt: skip
    return render(request, "reviewers/one.html", shown)


@KEEPER
def add(request: PersonRequest) -> HttpResponse:
    """Take a person into the pool."""
    form = forms.Entry(request.POST or None)
    made: list[PoolEntry] = []
    if took(
        request, form, lambda: made.append(actions.add_entry(words=form.words, by=request.user))
    ):
        return redirect("reviewers:one", entry_id=made[0].pk)
    return _form(request, form, title="Add a reviewer to the pool")


@KEEPER
def change(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Change an entry; what somebody else saved meanwhile is shown beside one’s own."""
    entry, theirs = _entry(entry_id), None
    form = forms.Entry(request.POST or None, initial=forms.as_typed(entry))

    def act() -> object:
        seen = form.cleaned_data["seen"] or 0
        return actions.change_entry(entry=entry, words=form.words, seen=seen, by=request.user)

    try:
        if took(request, form, act):
            return redirect("reviewers:one", entry_id=entry.pk)
    except actions.Stale as stale:
        typed = request.POST.copy()
        typed["seen"] = str(stale.current.edits)
        form.data, theirs = typed, presenters.rows(stale.current)
    return _form(request, form, title=f"Change the entry of {entry.name}", entry=entry, theirs=theirs)  # fmt: skip


@KEEPER
@require_POST
def leave(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    actions.leave(entry=_entry(entry_id), by=request.user, now=time.now())
    return redirect("reviewers:list")


@KEEPER
@require_POST
def take_back(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    actions.take_back(entry=_entry(entry_id), by=request.user)
    return redirect("reviewers:one", entry_id=entry_id)


@KEEPER
def add_period(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """A time in which the person is free."""
    entry, form = _entry(entry_id), forms.Period(request.POST or None)
    if took(
        request,
        form,
        lambda: actions.add_period(entry=entry, by=request.user, **form.cleaned_data),
    ):
        return redirect("reviewers:one", entry_id=entry.pk)
    return _form(request, form, title=f"When is {entry.name} free?", entry=entry)


@KEEPER
@require_POST
def remove_period(request: PersonRequest, entry_id: UUID, period_id: UUID) -> HttpResponse:
    period = get_object_or_404(_entry(entry_id).periods, pk=period_id)
    actions.remove_period(period=period, by=request.user)
    return redirect("reviewers:one", entry_id=entry_id)


@KEEPER
def add_past(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """A review that the person led elsewhere."""
    entry, form = _entry(entry_id), forms.Past(request.POST or None)
    if took(
        request,
        form,
        lambda: actions.add_past_review(entry=entry, by=request.user, **form.cleaned_data),
    ):
        return redirect("reviewers:one", entry_id=entry.pk)
    return _form(request, form, title=f"A review that {entry.name} led elsewhere", entry=entry)


@KEEPER
def conflict(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """A connection with an organisation."""
    entry, form = _entry(entry_id), forms.Conflict(request.POST or None)
    if took(
        request,
        form,
        lambda: actions.declare_conflict(entry=entry, by=request.user, **form.cleaned_data),
    ):
        return redirect("reviewers:one", entry_id=entry.pk)
    return _form(request, form, title=f"A connection of {entry.name}", entry=entry)


@KEEPER
@require_POST
def end_conflict(request: PersonRequest, entry_id: UUID, conflict_id: UUID) -> HttpResponse:
    """The connection is over; the record stays."""
    row = get_object_or_404(_entry(entry_id).conflicts.exclude(agency=None), pk=conflict_id)
    actions.end_conflict(conflict=row, by=request.user, now=time.now())
    return redirect("reviewers:one", entry_id=entry_id)
