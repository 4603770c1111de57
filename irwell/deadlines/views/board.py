"""Every running date of a person's cases, fewest days left first; the cases themselves; the rules of escalation."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, requires
from irwell.access.permissions import Permission
from irwell.cases.queries import waiting_outside
from irwell.core import time
from irwell.deadlines import forms, presenters, queries
from irwell.messaging.queries import mail_trouble
from irwell.rulebook.queries import calendar


@requires(Permission.SEE_BOARD)
@require_GET
def board(request: PersonRequest) -> HttpResponse:
    """One page of running dates. The next page is asked for by the last date of this one."""
    seen = queries.Board(request.user, now=time.now())
    form = forms.BoardFilter(request.GET, people=seen.people())
    after = queries.Place.read(request.GET.get("after", ""))
    clocks, more = seen.page(form.wanted, after)
    roles = seen.roles_on(clock.case_id for clock in clocks)
    cases, more_cases = seen.cases()
    near = cases[: presenters.CASES_ON_BOARD]
    shown = {
        "form": form, "rows": presenters.board(clocks, roles, queries.escalations_of(clocks), calendar=calendar(), now=time.now()),
        "counts": presenters.counts(seen.counts(), request.GET), "more": presenters.onward(request.GET, more),
        "cases": presenters.standing(near, seen.roles_on(c.pk for c in near), waiting_outside(near)),
        "more_cases": more_cases or len(cases) > presenters.CASES_ON_BOARD, "after": after,
        "filtered": any(request.GET.get(name) for name in forms.NARROWS), "trouble": mail_trouble(request.user),
    }  # fmt: skip
    return render(request, "deadlines/board.html", shown)


@requires(Permission.SEE_BOARD)
@require_GET
def cases(request: PersonRequest) -> HttpResponse:
    """Every case of the person, newest first, a page at a time."""
    seen = queries.Board(request.user, now=time.now())
    found, more = seen.cases(after=request.GET.get("after", ""))
    rows = presenters.standing(
        found, seen.roles_on(case.pk for case in found), waiting_outside(found)
    )
    shown = {"cases": rows, "more": more, "after": request.GET.get("after", "")}
    return render(request, "deadlines/cases.html", shown)


@requires(Permission.SEE_BOARD)
@require_GET
def escalations(request: PersonRequest) -> HttpResponse:
    """Who is told of which date and when, with the reason and where the rule comes from."""
    return render(request, "deadlines/escalations.html", {"rows": presenters.rules_as_rows()})
