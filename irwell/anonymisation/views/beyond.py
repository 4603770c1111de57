"""The partnership's list of places and bodies; the cases linked to a case."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, on_case, requires
from irwell.access.permissions import Permission
from irwell.anonymisation import actions, forms, presenters, queries
from irwell.anonymisation.models import KnownPlace
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.core import time
from irwell.ui.forms import took

PAGE = 100


@requires(Permission.KEEP_PLACES)
@require_GET
def places(request: PersonRequest) -> HttpResponse:
    """Every school, surgery, estate and the like that is looked for in each report."""
    form = forms.FindPlace(request.GET)
    form.is_valid()
    given = form.cleaned_data
    found = queries.places(kind=given.get("kind", ""), words=given.get("words", ""))
    shown = {
        "form": form, "page_obj": Paginator(found, PAGE).get_page(request.GET.get("page")), "total": queries.places().count(),
        "found": found.count(), "taken_off": queries.places_taken_off()[:PAGE],
    }  # fmt: skip
    return render(request, "anonymisation/places.html", shown)


@requires(Permission.KEEP_PLACES)
def add_places(request: PersonRequest) -> HttpResponse:
    """Type one, or paste a column of a spreadsheet or a CSV file."""
    form = forms.AddPlaces(request.POST or None)
    counted: list[tuple[int, int]] = []
    if took(
        request, form, lambda: counted.append(actions.add_places(rows=form.rows, by=request.user))
    ):
        messages.success(request, presenters.places_added(*counted[0]))
        return redirect("anonymisation:places")
    return render(
        request, "anonymisation/add_places.html", {"form": form}, status=422 if form.errors else 200
    )


@requires(Permission.KEEP_PLACES)
def remove_place(request: PersonRequest, place_id: UUID) -> HttpResponse:
    """Take one off the list, with the reason."""
    place = get_object_or_404(KnownPlace, pk=place_id, removed_at=None)
    form = forms.Why(
        request.POST or None,
        label="Why is it taken off the list?",
        error="Say why it is taken off the list",
    )
    if took(
        request, form,
        lambda: actions.remove_place(place=place, reason=form.cleaned_data["reason"], by=request.user, now=time.now()),
    ):  # fmt: skip
        messages.success(request, f"“{place.name}” is off the list. It is no longer looked for.")
        return redirect("anonymisation:places")
    shown = {"form": form, "place": place}
    return render(
        request, "anonymisation/remove_place.html", shown, status=422 if form.errors else 200
    )


@on_case(Permission.ANONYMISE)
def linked(request: PersonRequest, case: Case) -> HttpResponse:
    """Cases whose registers are used beside this one's; one that a person may not see is not named to them."""
    others = {str(other.pk): other for other in queries.linkable(request.user, case)}
    form = forms.LinkCase(
        request.POST or None, cases=[(pk, f"{c.reference} {c.label}") for pk, c in others.items()]
    )

    def act() -> None:
        given = form.cleaned_data
        actions.link_cases(
            case=case,
            other=others[given["other"]],
            kind=given["kind"],
            why=given["why"],
            by=request.user,
        )

    if took(request, form, act):
        messages.success(
            request, "Linked. The report is to be looked through again with both registers."
        )
        return redirect("anonymisation:linked", case_id=case.pk)
    if request.method == "GET":
        audit.record(Event.ANONYMISATION_READ, by=request.user, case_id=case.pk, page="linked")
    shown = {
        "case": case,
        "form": form,
        "links": queries.links_for(request.user, case),
        "others": others,
    }
    return render(request, "anonymisation/linked.html", shown, status=422 if form.errors else 200)


@on_case(Permission.ANONYMISE)
def unlink(request: PersonRequest, case: Case, link_id: UUID) -> HttpResponse:
    """End a link, for a person who may see both cases."""
    found = next((x for x in queries.links_for(request.user, case) if x.link.pk == link_id), None)
    if found is None or found.other is None:
        raise Http404
    form = forms.Why(
        request.POST or None, label="Why does the link end?", error="Say why the link ends"
    )
    link = found.link
    if took(
        request, form,
        lambda: actions.unlink_cases(link=link, reason=form.cleaned_data["reason"], by=request.user, now=time.now()),
    ):  # fmt: skip
        messages.success(request, "The link is ended.")
        return redirect("anonymisation:linked", case_id=case.pk)
    shown = {"case": case, "form": form, "other": found.other}
    return render(request, "anonymisation/unlink.html", shown, status=422 if form.errors else 200)
