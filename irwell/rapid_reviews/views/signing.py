"""Sign-off by the three partners."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.access.queries import rights
from irwell.cases.models import Case
from irwell.cases.presenters import steps
from irwell.core import time
from irwell.core.errors import NotAllowed, NotPossibleNow
from irwell.decisions import presenters as decisions
from irwell.decisions.policies import check_speaks_for
from irwell.rapid_reviews import actions, forms, policies, presenters, queries, rules


@on_case(Permission.READ_RETURNS)
def signoff(request: PersonRequest, case: Case) -> HttpResponse:
    """The newest version, who has signed it, and one’s own signature."""
    form = forms.SignOff(request.POST or None)
    if request.method == "POST":
        check(request.user, Permission.SIGN_OFF, case_id=case.pk)
        if form.is_valid():
            given = form.cleaned_data
            signed = actions.sign_off(
                case=case,
                comment=given["comment"],
                authority=given["authority"],
                by=request.user,
                now=time.now(),
            )
            if signed.by_id != request.user.pk:
                messages.info(
                    request,
                    f"{signed.by.name} had signed for your partner already; that signature stands.",
                )
            return redirect("rapid_reviews:signoff", case_id=case.pk)
    record, reports = queries.record_of(case), queries.reports_of(case)
    may = rights(request.user, case.pk)
    shown = {
        "case": case, "steps": steps(case), "pages": decisions.pages(case, "rapid_reviews:signoff"), "form": form,
        "files": presenters.version_lines(case, reports, Permission.READ_RETURNS in may), "may": may,
        "report": reports[0] if reports else None, "signatures": presenters.signatures(record.signed, queries.who_signs(case, record)),
        "checks": rules.quality(presenters.texts_of(record)), "locked": _why_not(request, case),
        "decision_words": presenters.words_of(record.decision), "all_signed": len(record.signed) == 3,
        "own": request.user.agency and request.user.agency.kind in record.signed,
    }  # fmt: skip
    return render(request, "rapid_reviews/signoff.html", shown, status=422 if form.errors else 200)


def _why_not(request: PersonRequest, case: Case) -> str:
    try:
        check_speaks_for(request.user)
        policies.check_can_sign(request.user, case, queries.latest_report(case))
    except (NotPossibleNow, NotAllowed) as error:
        return str(error)
    return ""
