"""Lines that a person puts together as accounts of one event."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.cases.models import Case
from irwell.combined_chronology import actions, forms, presenters, queries
from irwell.combined_chronology.models import Weighing
from irwell.combined_chronology.views.base import ask, common
from irwell.combined_chronology.views.noticing import show_one
from irwell.core import time


@on_case(Permission.READ_RETURNS)
def gather(request: PersonRequest, case: Case) -> HttpResponse:
    """The lines ticked, with others of those days to tick, as one event: a new one, or one that is there."""
    asked, events = ask(request, case), queries.events_of(case)
    given = request.POST if request.method == "POST" else request.GET
    event = next((one for one in events if one.observation_key == given.get("event")), None)
    if given.get("event") and event is None:
        raise Http404
    found = presenters.gathering(asked.reading, given.getlist("line"), event, events)
    form = forms.OneEvent(request.POST if request.method == "POST" else None, found)
    if form.is_valid():
        try:
            return to_event(request, case, _kept(request, case, form, event))
        except ValidationError as error:
            form.add_error("line", error)
    actions.record_reading(
        case=case, view=asked.reading.view, lines=len(found.lines), by=request.user
    )
    shown = {
        **common(request, case, asked, "timeline"),
        "event_form": form,
        "found": found,
        "event": event,
    }
    return render(
        request, "combined_chronology/gather.html", shown, status=422 if form.errors else 200
    )


def _kept(
    request: PersonRequest, case: Case, form: forms.OneEvent, event: Weighing | None
) -> Weighing:
    lines, to = form.cleaned_data["line"], event.observation_key if event else form.to
    if to:
        changed = actions.add_to_event(
            case=case, key=to, entry_ids=lines, by=request.user, now=time.now()
        )
        messages.success(request, "The lines stand with the event.")
        return changed
    told = actions.tell_one_event(
        case=case, entry_ids=lines, reason=form.cleaned_data["reason"], by=request.user, now=time.now()
    )  # fmt: skip
    messages.success(request, "The lines stand together as one event. You can take it back.")
    return told


@on_case(Permission.READ_RETURNS)
@require_POST
def take_out(request: PersonRequest, case: Case, key: str, entry_id: str) -> HttpResponse:
    """Take one line out of an event."""
    try:
        changed = actions.take_from_event(
            case=case, key=key, entry_id=entry_id, seen=request.POST.get("seen", ""), by=request.user, now=time.now()
        )  # fmt: skip
    except actions.WeighedMeanwhile:
        return show_one(request, case, key, forms.Dismiss(), meanwhile=True)
    messages.success(request, "The line was taken out. To put it back, add it again.")
    return to_event(request, case, changed)


def to_event(request: PersonRequest, case: Case, event: Weighing) -> HttpResponseRedirect:
    """The page with the accounts side by side."""
    address = reverse("combined_chronology:noticed_one", args=[case.pk, event.observation_key])
    return HttpResponseRedirect(
        f"{address}{'?names=on' if request.GET.get('names') == 'on' else ''}"
    )
