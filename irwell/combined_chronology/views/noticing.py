"""What the machine noticed: shown with the lines it rests on, weighed by people, turned into findings."""

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
from irwell.chronology import agency_grid, child_voice, contact_rules
from irwell.combined_chronology import actions, forms, presenters, queries
from irwell.combined_chronology.rules.noticing import (
    KNOWN_HERE,
    Section,
    by_fact,
    section,
    section_of,
)
from irwell.combined_chronology.views.base import Asked, ask, common
from irwell.core import time

A_PAGE = 12


def _reading(request: PersonRequest, case: Case) -> Asked:
    """The whole chronology, whatever is filtered elsewhere; reading it is logged."""
    asked = ask(request, case)
    actions.record_reading(
        case=case, view=asked.reading.view, lines=len(asked.reading.whole.entries), by=request.user
    )
    return asked


@on_case(Permission.READ_RETURNS)
@require_GET
def noticed(request: PersonRequest, case: Case) -> HttpResponse:
    """Everything that was noticed, by what it is about."""
    asked, weighings = _reading(request, case), queries.weighings_of(case)
    found = presenters.overview(asked.reading, queries.noticed(case, weighings), weighings)
    shown = {
        **common(request, case, asked, "noticed"),
        "found": found,
        "answered": queries.answered(case),
    }
    return render(request, "combined_chronology/noticed.html", shown)


@on_case(Permission.READ_RETURNS)
@require_GET
def one_section(request: PersonRequest, case: Case, slug: str) -> HttpResponse:
    """The observations of one sort: those that wait first, then those kept and those dismissed."""
    about = section(slug)
    if about is None:
        raise Http404
    asked, weighings = _reading(request, case), queries.weighings_of(case)
    reading = asked.reading
    cards = presenters.sorted_cards(reading, about, queries.noticed(case, weighings), weighings)
    shown = {
        **common(request, case, asked, "noticed"), "section": about, "cards": cards,
        **(_facts if about.slug == KNOWN_HERE else _cards)(request, reading, cards), "rights": rights(request.user, case.pk),
        "sections": presenters.section_pages(case, request.GET, about), **_more(request, case, about, asked),
    }  # fmt: skip
    return render(request, "combined_chronology/noticed_section.html", shown)


def _cards(
    request: PersonRequest, reading: queries.Reading, cards: presenters.Sorted
) -> dict[str, Any]:
    page = Paginator(cards.waiting, A_PAGE).get_page(request.GET.get("page"))
    return {
        "page_obj": page, "waiting": [presenters.card(reading, one, None) for one in page],
        "confirmed": cards.confirmed, "dismissed": cards.dismissed,
    }  # fmt: skip


def _facts(
    request: PersonRequest, reading: queries.Reading, cards: presenters.Sorted
) -> dict[str, Any]:
    """One block for each fact."""
    page = Paginator(list(by_fact(cards.waiting).values()), A_PAGE).get_page(
        request.GET.get("page")
    )
    waiting = [presenters.card(reading, one, None) for group in page for one in group]
    return {
        "page_obj": page, "by_fact": True, "waiting": presenters.facts(waiting),
        "confirmed": presenters.facts(cards.confirmed), "dismissed": presenters.facts(cards.dismissed),
    }  # fmt: skip


def _more(request: PersonRequest, case: Case, about: Section, asked: Asked) -> dict[str, Any]:
    """The grid above the silences, the shares above the voice."""
    study = queries.study_of(case)
    if about.slug == "voice":
        return {"voice": presenters.voice(asked.reading, child_voice(study))}
    if about.slug != "silences":
        return {}
    found = agency_grid(study, last=asked.incident)
    address = reverse("combined_chronology:timeline", args=[case.pk])
    return {
        "grid": presenters.grid(
            asked.reading, found, incident=asked.incident,
            href=lambda agency, month: address + presenters.month_of(
                queries.code_of(case, agency), month, names=asked.reading.names
            ),
        ),
        "grid_table": presenters.grid_table(asked.reading, found), "rules": contact_rules(),
    }  # fmt: skip


@on_case(Permission.READ_RETURNS)
@require_GET
def one(request: PersonRequest, case: Case, key: str) -> HttpResponse:
    """One observation, with room to say why it is dismissed."""
    return show_one(request, case, key, forms.Dismiss())


def show_one(
    request: PersonRequest, case: Case, key: str, form: forms.Dismiss, *, meanwhile: bool = False
) -> HttpResponse:
    """The page of one observation, whatever was tried on it."""
    asked, found = _reading(request, case), queries.observation_of(case, key)
    if found is None:
        raise Http404
    weighing = queries.weighings_of(case).get(key)
    card = presenters.card(asked.reading, found, weighing)
    shown = {
        **common(request, case, asked, "noticed"), "card": card, "weigh_form": form, "meanwhile": meanwhile,
        "rights": rights(request.user, case.pk), "section": card.section,
    }  # fmt: skip
    status = 409 if meanwhile else 422 if form.errors else 200
    return render(request, "combined_chronology/noticed_one.html", shown, status=status)


@on_case(Permission.READ_RETURNS)
@require_POST
def weigh(request: PersonRequest, case: Case, key: str) -> HttpResponse:
    """Confirm it, or dismiss it with a reason."""
    form = forms.Dismiss(request.POST)
    if not form.is_valid():
        return show_one(request, case, key, form)
    outcome = "dismissed" if request.POST.get("outcome") == "dismissed" else "confirmed"
    try:
        actions.weigh(
            case=case, key=key, outcome=outcome, reason=form.cleaned_data["reason"], by=request.user, now=time.now(),
            seen=request.POST.get("seen", ""),
        )  # fmt: skip
    except actions.WeighedMeanwhile:
        return show_one(request, case, key, form, meanwhile=True)
    except ValidationError as error:
        form.add_error("reason", error)
        return show_one(request, case, key, form)
    return _back(request, case, key)


@on_case(Permission.READ_RETURNS)
@require_POST
def undo(request: PersonRequest, case: Case, key: str) -> HttpResponse:
    """Take a decision back."""
    back = _back(request, case, key)
    try:
        actions.unweigh(case=case, key=key, seen=request.POST.get("seen", ""), by=request.user)
    except actions.WeighedMeanwhile:
        return show_one(request, case, key, forms.Dismiss(), meanwhile=True)
    return back


def _back(request: PersonRequest, case: Case, key: str) -> HttpResponseRedirect:
    """The section that the observation stands in."""
    found = queries.observation_of(case, key)
    if found is None:
        raise Http404
    slug = section_of(found.kind).slug
    address = reverse("combined_chronology:noticed_section", args=[case.pk, slug])
    query = request.GET.urlencode()
    return HttpResponseRedirect(f"{address}{'?' + query if query else ''}")
