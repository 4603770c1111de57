"""Step 7 at a glance: where it stands, what is next, by whom, by when."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.cases.models import Case
from irwell.cases.presenters import deadline, steps
from irwell.cases.queries import clock_of, open_tasks
from irwell.core import time
from irwell.decisions import presenters as decisions
from irwell.decisions.rules import NEVER_FORCED
from irwell.rapid_reviews import presenters, queries
from irwell.statute import load_workflow


@on_case(Permission.READ_RETURNS)
@require_GET
def case(request: PersonRequest, case: Case) -> HttpResponse:
    """The whole of step 7 as a list of things to do, each with its page."""
    clock, progress = clock_of(case, "C6"), queries.progress_of(case)
    shown = {
        "case": case, "steps": steps(case), "pages": decisions.pages(case, "rapid_reviews:case"),
        "state": load_workflow().state(case.state), "never_forced": NEVER_FORCED,
        "deadline": deadline(clock, now=time.now()) if clock else None,
        "todo": presenters.overview(case, progress), "decision_words": presenters.words_of(progress.decision),
        "tasks": open_tasks(case).filter(url_name__in=("rapid_reviews:case", "rapid_reviews:panel")),
    }  # fmt: skip
    return render(request, "rapid_reviews/case.html", shown)
