"""The regulation 11 grid."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.access.queries import rights
from irwell.cases.models import Case
from irwell.cases.presenters import steps
from irwell.core import time
from irwell.core.errors import NotPossibleNow
from irwell.decisions import actions, forms, policies, presenters, queries, rules
from irwell.statute import load_factors


@on_case(Permission.READ_RETURNS)
def grid(request: PersonRequest, case: Case) -> HttpResponse:
    """Each factor with its source and reasons; those who advise answer here once a meeting was quorate."""
    current = queries.current_answers(case)
    form, stale = forms.grid(current, request.POST or None), []
    if request.method == "POST":
        check(request.user, Permission.ADVISE, case_id=case.pk)
        if form.is_valid():
            seen = {f: request.POST.get(f"seen_{f}", "") for f in load_factors()}
            try:
                actions.answer_grid(
                    case=case, answers=form.answers(), seen=seen, by=request.user, now=time.now()
                )
                return redirect("decisions:grid", case_id=case.pk)
            except actions.Stale as error:
                stale, current = error.factors, queries.current_answers(case)
    return _show(request, case, form, stale)


def _show(
    request: PersonRequest, case: Case, form: forms.GridForm, stale: list[str]
) -> HttpResponse:
    current = queries.current_answers(case)
    groups = presenters.grid(current, queries.earlier_answers(case))
    locked = _why_locked(case)
    posted = request.POST if request.method == "POST" and not stale else {}
    lines = [
        (
            line, form[f"value_{line.factor.id}"], form[f"reasons_{line.factor.id}"],
            posted.get(f"seen_{line.factor.id}", line.answer.pk if line.answer else ""),
        )
        for group in groups for line in group.lines
    ]  # fmt: skip
    shown = {
        "case": case, "steps": steps(case), "pages": presenters.pages(case, "decisions:grid"), "groups": groups,
        "form": form, "lines": lines, "locked": locked, "stale": stale, "never_forced": rules.NEVER_FORCED,
        "may_answer": not locked and Permission.ADVISE in rights(request.user, case.pk),
        "left": queries.unanswered(case),
    }  # fmt: skip
    status = 409 if stale else 422 if form.errors else 200
    return render(request, "decisions/grid.html", shown, status=status)


def _why_locked(case: Case) -> str:
    try:
        policies.check_can_answer(case)
    except NotPossibleNow as error:
        return str(error)
    return ""
