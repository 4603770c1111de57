"""Pages of the criteria discussion."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.accounts.models import Agency
from irwell.cases.models import Case
from irwell.cases.presenters import steps
from irwell.core import time
from irwell.criteria import actions, forms, queries, rules
from irwell.referrals.rules import suggested_facts
from irwell.statute import FactKind, fact_catalogue, facts_by_id
from irwell.ui.forms import Form


def _show(request: PersonRequest, case: Case, **bound: Form) -> HttpResponse:
    values, now = queries.current_values(case), time.now()
    records = {r.fact: r for r in case.fact_records.filter(replaced_at=None)}
    views = [(Agency.Kind(k).label, v) for k, v in queries.latest_views(case).items()]
    shown = {
        "case": case, "steps": steps(case), "rights": rights(request.user, case.pk), "views": views,
        "facts": [(f, records.get(f.id)) for f in fact_catalogue() if f.kind is not FactKind.PROCESS],
        "both": rules.evaluate_both(values, on=time.london(now).date()), "links": queries.possible_links(request.user, case),
        "evaluations": case.evaluations.all(), "decisions": case.notify_decisions.all(),
        "aware": bound.get("aware") or forms.Aware(), "view_form": bound.get("view") or forms.View(auto_id="view_%s"),
        "decide": bound.get("decide") or forms.Decide(auto_id="decide_%s"), "referral": getattr(case, "referral", None),
    }  # fmt: skip
    return render(request, "criteria/case.html", shown, status=422 if bound else 200)


@on_case()
@require_GET
def one(request: PersonRequest, case: Case) -> HttpResponse:
    """Facts, both rule sets, the partners' views and the decision on one page."""
    return _show(request, case)


@on_case(Permission.RECORD_FACTS)
def fact(request: PersonRequest, case: Case, fact_id: str) -> HttpResponse:
    """One fact: its question, its answer, its source."""
    known = facts_by_id().get(fact_id)
    if known is None:
        raise Http404
    form_class = forms.Number if known.kind is FactKind.NUMBER else forms.Fact
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_fact(
                case=case, fact=fact_id, value=str(form.cleaned_data["value"]),
                source=form.cleaned_data["source"], by=request.user, now=time.now(),
            )  # fmt: skip
            return redirect("criteria:case", case_id=case.pk)
        except ValidationError as error:
            form.add_error("source", error)
    shown = {"case": case, "fact": known, "form": form}
    return render(request, "criteria/fact.html", shown, status=422 if form.errors else 200)


@on_case(Permission.RECORD_FACTS)
@require_POST
def from_referral(request: PersonRequest, case: Case) -> HttpResponse:
    referral = getattr(case, "referral", None)
    if referral is None:
        raise Http404
    suggested = suggested_facts(referral.answers)
    actions.take_from_referral(case=case, suggested=suggested, by=request.user, now=time.now())
    return redirect("criteria:case", case_id=case.pk)


@on_case(Permission.RECORD_FACTS)
@require_POST
def evaluate(request: PersonRequest, case: Case) -> HttpResponse:
    actions.evaluate(case=case, by=request.user, now=time.now())
    return redirect("criteria:case", case_id=case.pk)


def _posted(
    request: PersonRequest, case: Case, name: str, form: Form, act: Callable[[], object]
) -> HttpResponse:
    if not form.is_valid():
        return _show(request, case, **{name: form})
    act()
    return redirect("criteria:case", case_id=case.pk)


@on_case(Permission.MOVE_CASE)
@require_POST
def open_discussion(request: PersonRequest, case: Case) -> HttpResponse:
    form = forms.Aware(request.POST)

    def act() -> object:
        aware = time.midday(form.cleaned_data["aware_on"])
        return actions.open_discussion(
            case=case, la_aware_at=aware, by=request.user, now=time.now()
        )

    return _posted(request, case, "aware", form, act)


@on_case(Permission.GIVE_VIEW)
@require_POST
def give_view(request: PersonRequest, case: Case) -> HttpResponse:
    form = forms.View(request.POST, auto_id="view_%s")
    return _posted(
        request,
        case,
        "view",
        form,
        lambda: actions.give_view(case=case, by=request.user, **form.cleaned_data),
    )


@on_case(Permission.DECIDE_NOTIFICATION)
@require_POST
def decide(request: PersonRequest, case: Case) -> HttpResponse:
    form = forms.Decide(request.POST, auto_id="decide_%s")
    return _posted(
        request, case, "decide", form,
        lambda: actions.decide(case=case, by=request.user, now=time.now(), **form.cleaned_data),
    )  # fmt: skip
