"""Asking agencies: chosen, explained, sent in one go."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.accounts.models import Agency
from irwell.agency_returns import forms, queries
from irwell.agency_returns.actions import asking
from irwell.agency_returns.policies import check_can_ask
from irwell.agency_returns.rules import asking as rules
from irwell.agency_returns.rules.questions import EVERY, origin
from irwell.cases.models import Case, Identity
from irwell.cases.queries import date_of
from irwell.core import time
from irwell.core.text import plural
from irwell.rulebook.queries import calendar
from irwell.statute import add_months


@on_case(Permission.SEND_REQUESTS)
def ask(request: PersonRequest, case: Case) -> HttpResponse:
    """Choose agencies, say what is asked and why it may be asked, and send all requests at once."""
    check_can_ask(case)
    agencies = list(queries.agencies_to_ask(case, also=request.POST.getlist("agencies")))
    people = queries.household_of(case)
    due = rules.propose_due(date_of(case, "sin_submitted_at"), time.today(), calendar())
    more = {kind: queries.current_questions(kind).text for kind in {a.kind for a in agencies}}
    form = forms.ask_form(agencies, people, more, time.today())(
        request.POST or None, initial=_proposed(case, people, due)
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _sent(request, case, agencies, people, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
    shown = {
        "case": case, "form": form, "due": due, "agencies": agencies, "people": people, "bases": rules.bases(),
        "may_edit": Permission.EDIT_QUESTIONS in rights(request.user),
        "short": rules.is_short_notice(due.on, time.today(), calendar()) or getattr(form, "is_short", False),
    }  # fmt: skip
    return render(request, "agency_returns/ask.html", shown, status=422 if form.errors else 200)


def _proposed(case: Case, people: list[Identity], due: rules.Due) -> dict[str, Any]:
    """What the form offers: the household, two years up to the incident, the plan's due date."""
    incident = date_of(case, "incident_at")
    to = time.london(incident).date() if incident else time.today()
    return {
        "people": [str(p.pk) for p in people], "period_from": add_months(to, -12 * rules.YEARS_ASKED),
        "period_to": to, "questions": queries.current_questions(EVERY).text, "basis": rules.bases()[0].id, "due_on": due.on,
    }  # fmt: skip


def _sent(
    request: PersonRequest,
    case: Case,
    agencies: list[Agency],
    people: list[Identity],
    given: dict[str, Any],
) -> HttpResponse:
    chosen = {a: given[f"email_{a.pk}"] for a in agencies if str(a.pk) in given["agencies"]}
    due: dt.date = given["due_on"]
    letter = asking.Letter(
        questions=given["questions"], basis=given["basis"], basis_text=given[f"text_{given['basis']}"], due_on=due,
        period_from=given["period_from"], period_to=given["period_to"],
        about=[p for p in people if str(p.pk) in given["people"]],
        more={a.pk: given[f"more_{a.pk}"] for a in chosen}, origins=_origins(chosen),
    )  # fmt: skip
    leads = {a: given.get(f"lead_{a.pk}", "") for a in chosen}
    sent = asking.ask(
        case=case, contacts=chosen, letter=letter, leads=leads, by=request.user, now=time.now()
    )
    words = f"{plural(len(sent), 'request')} sent." if sent else "They had been asked already."
    messages.success(request, words)
    return redirect("agency_returns:wall", case_id=case.pk)


def _origins(agencies: Iterable[Agency]) -> dict[UUID, str]:
    every = queries.current_questions(EVERY)
    return {a.pk: origin(every, queries.current_questions(a.kind)) for a in agencies}
