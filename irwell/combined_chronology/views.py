"""Step 6: the combined chronology, its lines and its exports."""

from typing import Any

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
from irwell.cases.queries import date_of
from irwell.chronology import Timeline, View
from irwell.combined_chronology import actions, forms, presenters, queries, rules
from irwell.core import time
from irwell.documents.views import as_attachment


def _whole(request: PersonRequest, case: Case) -> Timeline:
    """The case's timeline with the panel's marks, which follow their lines through corrected returns."""
    merged = queries.timeline_of(case)
    actions.take_up_returns(case=case, timeline=merged, by=request.user)
    return rules.annotated(merged, queries.marks_of(queries.annotations_of(case).values()))


def _asked(
    request: PersonRequest, case: Case
) -> tuple[forms.ChosenFilter, rules.Chosen, queries.Reading]:
    """The filter as asked, what it chooses, and the timeline it leaves."""
    whole, names = _whole(request, case), request.GET.get("names") == "on"
    form = forms.ChosenFilter(
        request.GET, whole=whole, key=queries.pseudonym_key(case), names=names,
        code=lambda text: queries.code_of(case, text),
    )  # fmt: skip
    chosen = form.chosen(queries.words_of(request.session, case))
    return form, chosen, queries.read(case, whole, chosen, names=names)


@on_case(Permission.READ_RETURNS)
@require_GET
def timeline(request: PersonRequest, case: Case) -> HttpResponse:
    """All agencies' lines in one: picture, table, undated lane, what could not be read."""
    form, chosen, reading = _asked(request, case)
    view = "names" if reading.names else "labels"
    lines = len(reading.kept.entries)
    actions.record_reading(case=case, view=view, lines=lines, by=request.user)
    shown = {
        "case": case, "steps": steps(case), "form": form, "reading": reading, "names": reading.names,
        "words_form": forms.Words(initial={"words": chosen.words}), "words": chosen.words,
        "answered": queries.answered(case), "rights": rights(request.user, case.pk),
        **_picture(request, case, chosen, reading), **_marks(request, case, form, reading),
    }  # fmt: skip
    return render(request, "combined_chronology/timeline.html", shown)


def _picture(
    request: PersonRequest, case: Case, chosen: rules.Chosen, reading: queries.Reading
) -> dict[str, Any]:
    entries = reading.kept.entries
    page = Paginator(entries, presenters.PAGE).get_page(request.GET.get("page"))
    page_of = {e.id: at // presenters.PAGE + 1 for at, e in enumerate(entries)}
    query, incident = request.GET.copy(), date_of(case, "incident_at")
    query.pop("page", None)
    few = len(entries) <= presenters.MANY_MARKS
    drawn = reading.seen(reading.kept if few else rules.without_words(reading.kept))
    return {
        "page_obj": page, "shown": drawn, **presenters.page_of_lines(reading, tuple(page)),
        "agencies": presenters.agencies(drawn), "in_words": presenters.in_words(drawn),
        "zoom": presenters.zoom(drawn, chosen, request.GET),
        "picture": presenters.picture(
            drawn, chosen, title=f"Timeline of {case.reference}",
            incident=time.london(incident).date() if incident else None,
            link=(lambda e: f"?{query.urlencode()}&page={page_of[e.id]}#line-{e.id}") if few else None,
        ),
    }  # fmt: skip


def _marks(
    request: PersonRequest, case: Case, form: forms.ChosenFilter, reading: queries.Reading
) -> dict[str, Any]:
    key, ids = reading.key, {e.id for e in reading.whole.entries}
    lost = [one for id_, one in queries.annotations_of(case).items() if id_ not in ids]
    say = str if reading.names else key.apply
    other = request.GET.copy()
    other.pop("names", None)
    if not reading.names:
        other["names"] = "on"
    return {
        "query": request.GET.urlencode(), "switch": f"?{other.urlencode()}",
        "chips": presenters.chips(request.GET, form), "kinds": presenters.KINDS.items(),
        "lost": [{"tags": [say(t) for t in a.tags], "comment": say(a.comment)} for a in lost],
        "too_short": rules.too_short(queries.registered_of(case)),
        "clear_url": "?names=on" if reading.names else "?",
    }  # fmt: skip


@on_case(Permission.READ_RETURNS)
@require_POST
def words(request: PersonRequest, case: Case) -> HttpResponse:
    """Seek words: they come in the body and are kept sealed, so that no address or log holds them."""
    form = forms.Words(request.POST)
    sought = form.cleaned_data["words"] if form.is_valid() else ""
    actions.remember_words(session=request.session, case=case, words=sought)
    return HttpResponseRedirect(_address(request, case))


def _address(request: PersonRequest, case: Case, anchor: str = "") -> str:
    address = reverse("combined_chronology:timeline", args=[case.pk])
    query = request.GET.urlencode()
    return f"{address}{'?' + query if query else ''}{anchor}"


@on_case(Permission.READ_RETURNS)
def line(request: PersonRequest, case: Case, entry_id: str) -> HttpResponse:
    """One line with where it came from, and the panel's tags and comment on it."""
    whole = _whole(request, case)
    if queries.line_of(whole, entry_id) is None:
        raise Http404
    annotation = queries.annotations_of(case).get(entry_id)
    form = forms.mark_form(request.POST or None, whole, annotation)
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.annotate(
                case=case, entry_id=entry_id, tags=form.tags, comment=form.cleaned_data["comment"],
                seen=request.POST.get("seen", ""), by=request.user, now=time.now(),
            )  # fmt: skip
            return HttpResponseRedirect(_address(request, case, f"#line-{entry_id}"))
        except actions.Stale as stale:
            theirs = stale.theirs
        except ValidationError as error:
            form.add_error("more", error)
    return _show_line(request, case, whole, entry_id, form, theirs)


def _show_line(
    request: PersonRequest, case: Case, whole: Timeline, entry_id: str, form: forms.Mark, theirs: Any
) -> HttpResponse:  # fmt: skip
    names, annotation = request.GET.get("names") == "on", queries.annotations_of(case).get(entry_id)
    key = queries.pseudonym_key(case)
    shown = whole if names else rules.in_pseudonyms(whole, key)
    entry = queries.line_of(shown, entry_id)
    assert entry is not None
    view = "names" if names else "labels"
    actions.record_reading(case=case, view=view, lines=1, by=request.user)
    context = {
        "case": case, "form": form, "line": presenters.lines([entry], shown)[0], "annotation": annotation,
        "theirs": theirs, "names": names, "back": _address(request, case, f"#line-{entry_id}"),
        "seen": annotation.changed_at.isoformat() if annotation else "",
    }  # fmt: skip
    status = 409 if theirs else 422 if form.errors else 200
    return render(request, "combined_chronology/line.html", context, status=status)


@on_case(Permission.EXPORT)
@require_GET
def export(request: PersonRequest, case: Case, kind: str) -> HttpResponse:
    """The lines as shown, in the view as shown; the file's name holds the case's reference alone."""
    if kind not in presenters.KINDS:
        raise Http404
    form, chosen, reading = _asked(request, case)
    view, shown = "names" if reading.names else "labels", reading.seen(reading.kept)
    chips = [chip.text for chip in presenters.chips(request.GET, form)]
    incident = date_of(case, "incident_at")
    title = f"Combined chronology {case.reference}"
    actions.record_export(
        case=case, kind=kind, view=view, lines=len(shown.entries), by=request.user
    )
    data = presenters.exported(
        kind, shown, title=title, view=View(
            title=title, first=chosen.start, last=chosen.end,
            incident=time.london(incident).date() if incident else None,
        ),
        subtitle=presenters.subtitle(
            len(shown.entries), len(reading.whole.entries), names=reading.names, chips=chips
        ),
    )  # fmt: skip
    name = f"{case.reference}-chronology-{view}.{kind}"
    return as_attachment(data, name, presenters.KINDS[kind][2])
