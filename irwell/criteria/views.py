"""Pages of the criteria discussion."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.accounts.models import Agency
from irwell.cases.models import Case
from irwell.cases.presenters import steps
from irwell.core import time
from irwell.criteria import actions, forms, presenters, queries, rules
from irwell.referrals.rules import suggested_facts
from irwell.rulebook import queries as rulebook
from irwell.statute import FactKind, facts_by_id
from irwell.ui.forms import Form


def _show(request: PersonRequest, case: Case, **bound: Form) -> HttpResponse:
    values, now = queries.all_values(case), time.now()
    day, local = queries.incident_day(case, now=now), queries.local_sets(case, now=now)
    answers, records = rules.evaluate_all(values, local, on=day), queries.answers_to(case)
    needed, others = presenters.facts(records, answers)
    kept = list(case.evaluations.select_related("by"))
    moments = {d.fact: d.value for d in case.dates.filter(replaced_at=None)}
    shown = {
        "case": case, "steps": steps(case), "rights": rights(request.user, case.pk), "answers": answers,
        "views": [(Agency.Kind(k).label, v) for k, v in queries.latest_views(case).items()],
        "duties": presenters.duties(answers.statute, moments, rulebook.calendar()), "local": presenters.local(answers.local),
        "afterwards": presenters.afterwards(answers.statute), "needed": needed, "others": others,
        "question": rules.ask_next(values, local, on=day), "links": queries.possible_links(request.user, case),
        "evaluations": presenters.evaluations(kept), "newer": queries.newer_sets(case, now=now),
        "changed": presenters.changed_facts(kept[0].facts, values) if kept else (),
        "decisions": case.notify_decisions.select_related("by", "evaluation"),
        "death_clock": queries.death_clock(case), "told": bound.get("told") or forms.Told(auto_id="told_%s"),
        "aware": bound.get("aware") or forms.Aware(), "view_form": bound.get("view") or forms.View(auto_id="view_%s"),
        "decide": bound.get("decide") or forms.Decide(auto_id="decide_%s"), "referral": getattr(case, "referral", None),
    }  # fmt: skip
    return render(request, "criteria/case.html", shown, status=422 if bound else 200)


@on_case()
@require_GET
def one(request: PersonRequest, case: Case) -> HttpResponse:
    """Who must notify whom, every rule set, the facts, the partners' views and the decision on one page."""
    return _show(request, case)


@on_case(Permission.RECORD_FACTS)
def ask(request: PersonRequest, case: Case) -> HttpResponse:
    """The most telling question next; at the end, back to what follows from the answers."""
    now = time.now()
    values, day = queries.all_values(case), queries.incident_day(case, now=now)
    question = rules.ask_next(values, queries.local_sets(case, now=now), on=day)
    if question is None:
        messages.success(request, "Nothing else that could be asked would change the answer. Record the evaluation.")  # fmt: skip
        return redirect("criteria:case", case_id=case.pk)
    return redirect(reverse("criteria:fact", args=[case.pk, question.fact.id]) + "?next=1")


@on_case(Permission.RECORD_FACTS)
def fact(request: PersonRequest, case: Case, fact_id: str) -> HttpResponse:
    """One fact: its question, its answer, its source; then the next question, where one was asked for."""
    known = facts_by_id().get(fact_id)
    if known is None or known.kind is FactKind.PROCESS:
        raise Http404
    form_class = forms.Number if known.kind is FactKind.NUMBER else forms.Fact
    form, further = form_class(request.POST or None), "next" in request.GET
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_fact(
                case=case, fact=fact_id, value=form.cleaned_data["value"], source=form.cleaned_data["source"],
                by=request.user, now=time.now(),
            )  # fmt: skip
            return redirect("criteria:ask" if further else "criteria:case", case_id=case.pk)
        except ValidationError as error:
            form.add_error("source", error)
    values, now = queries.all_values(case), time.now()
    answers = rules.evaluate_all(
        values, queries.local_sets(case, now=now), on=queries.incident_day(case, now=now)
    )
    shown = {
        "case": case, "fact": known, "form": form, "further": further,
        "answers": queries.answers_to(case).get(fact_id, []), "hangs": rules.hangs_on(answers, fact_id),
    }  # fmt: skip
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
    newest = request.POST.get("rules") == "newest"
    actions.evaluate(case=case, by=request.user, now=time.now(), newest=newest)
    return redirect("criteria:case", case_id=case.pk)


@on_case(Permission.RECORD_NOTIFICATION)
@require_POST
def told(request: PersonRequest, case: Case) -> HttpResponse:
    """The Secretary of State and Ofsted were told of a death."""
    form = forms.Told(request.POST, auto_id="told_%s")

    def act() -> None:
        at = time.midday(form.cleaned_data["told_on"])
        actions.record_told(case=case, told_at=at, by=request.user, now=time.now())

    return _posted(request, case, "told", form, act)


def _posted(
    request: PersonRequest, case: Case, name: str, form: Form, act: Callable[[], object]
) -> HttpResponse:
    if not form.is_valid():
        return _show(request, case, **{name: form})
    try:
        act()
    except ValidationError as error:
        form.add_error(None if hasattr(error, "error_dict") else next(iter(form.fields)), error)
        return _show(request, case, **{name: form})
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
        lambda: actions.give_view(case=case, by=request.user, now=time.now(), **form.cleaned_data),
    )


@on_case(Permission.DECIDE_NOTIFICATION)
@require_POST
def decide(request: PersonRequest, case: Case) -> HttpResponse:
    form = forms.Decide(request.POST, auto_id="decide_%s")
    return _posted(
        request, case, "decide", form,
        lambda: actions.decide(case=case, by=request.user, now=time.now(), **form.cleaned_data),
    )  # fmt: skip
