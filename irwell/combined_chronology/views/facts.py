"""A fact that some agencies knew and others never recorded: weighed for all of them or for some."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.cases.models import Case
from irwell.combined_chronology import actions, forms, presenters, queries
from irwell.combined_chronology.rules.noticing import KNOWN_HERE, fact_of, section
from irwell.combined_chronology.views.base import Asked, ask, common
from irwell.core import time


@on_case(Permission.READ_RETURNS)
def fact(request: PersonRequest, case: Case, key: str) -> HttpResponse:
    """The fact with every agency that never recorded it; those ticked are confirmed or dismissed together."""
    asked = ask(request, case)
    card, meanwhile = _fact(case, key, asked), False
    form = forms.WeighFact(
        request.POST if request.method == "POST" else None,
        agencies=[(one.card.observation.key, f"{one.agency}: {one.wrote}") for one in card.open],
    )
    if form.is_valid():
        try:
            return _weighed(request, case, form)
        except actions.WeighedMeanwhile:
            meanwhile = True
        except ValidationError as error:
            form.add_error("reason", error)
    actions.record_reading(
        case=case, view=asked.reading.view, lines=len(card.known), by=request.user
    )
    shown = {
        **common(request, case, asked, "noticed"), "card": card, "weigh_form": form, "meanwhile": meanwhile,
        "rights": rights(request.user, case.pk), "section": section(KNOWN_HERE),
    }  # fmt: skip
    status = 409 if meanwhile else 422 if form.errors else 200
    return render(request, "combined_chronology/fact.html", shown, status=status)


def _fact(case: Case, key: str, asked: Asked) -> presenters.FactCard:
    """Everything noticed about the fact that one observation speaks of, and what was made of it."""
    about = queries.observation_of(case, key)
    if about is None or len(about.identity) < 3:
        raise Http404
    weighings = queries.weighings_of(case)
    now = queries.noticed(case, weighings).observations
    same = {
        one.key: one for one in now if one.kind is about.kind and fact_of(one) == fact_of(about)
    }
    cards = [
        presenters.card(asked.reading, one, weighings.get(one.key))
        for one in ({about.key: about} | same).values()
    ]
    return presenters.facts(cards)[0]


def _weighed(request: PersonRequest, case: Case, form: forms.WeighFact) -> HttpResponseRedirect:
    outcome = "dismissed" if request.POST.get("outcome") == "dismissed" else "confirmed"
    actions.weigh_fact(
        case=case, keys=form.cleaned_data["agency"], outcome=outcome, reason=form.cleaned_data["reason"],
        by=request.user, now=time.now(),
    )  # fmt: skip
    address = reverse("combined_chronology:noticed_section", args=[case.pk, KNOWN_HERE])
    query = request.GET.urlencode()
    return HttpResponseRedirect(f"{address}{'?' + query if query else ''}")
