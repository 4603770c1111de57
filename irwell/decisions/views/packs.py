"""Each member’s own pack, and who holds what; a decision as it was frozen."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.cases.models import Case
from irwell.core import time
from irwell.decisions import actions, policies, presenters, queries, rules
from irwell.decisions.views.meetings import base, meeting_on
from irwell.documents.rules import KINDS
from irwell.documents.views import as_attachment


@on_case()
@require_GET
def pack(request: PersonRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """The agenda, what this person’s copy holds, and what it leaves out and why."""
    meeting, held = meeting_on(case, meeting_id), rights(request.user, case.pk)
    reads = Permission.READ_RETURNS in held
    policies.check_may_have_pack(request.user, meeting)
    own = queries.pack_for(request.user, meeting)
    shown = {
        **base(request, case), "meeting": meeting, "agenda": rules.AGENDA, "own": own, "reads": reads,
        "facts": presenters.pack_rows(meeting, case), "material": presenters.material(case) if reads else [],
        "never_forced": rules.NEVER_FORCED, "watermark": request.user.name,
        "receivers": queries.receivers(meeting) if Permission.RUN_MEETING in held else [],
    }  # fmt: skip
    return render(request, "decisions/pack.html", shown)


@on_case()
@require_GET
def pack_file(request: PersonRequest, case: Case, meeting_id: UUID, form: str) -> HttpResponse:
    """One’s own copy as Word or PDF, with one’s name across it; logged."""
    meeting = meeting_on(case, meeting_id)
    data = actions.hand_out_pack(meeting=meeting, form=form, by=request.user, now=time.now())
    name = f"{case.reference}-meeting-{meeting.number}-pack.{form}"
    return as_attachment(data, name, KINDS[form].media_type)


@on_case(Permission.READ_RETURNS)
@require_GET
def frozen(request: PersonRequest, case: Case, decision_id: UUID) -> HttpResponse:
    """What was on the screen when a decision was made, exactly as it was."""
    decision = get_object_or_404(case.decisions.exclude(decided_at=None), pk=decision_id)
    shown = {
        **base(request, case), "decision": decision, **presenters.frozen(decision),
        "documents": queries.frozen_documents(decision), "whole": queries.is_whole(decision),
        "words": rules.decision_words(
            decision.status, decision.outcome, escalated=decision.escalated_at is not None
        ),
    }  # fmt: skip
    return render(request, "decisions/frozen.html", shown)


@on_case(Permission.READ_RETURNS)
@require_GET
def frozen_pdf(request: PersonRequest, case: Case, decision_id: UUID) -> HttpResponse:
    """The same as PDF, with the reader’s name across it; logged."""
    decision = get_object_or_404(case.decisions.exclude(decided_at=None), pk=decision_id)
    data = actions.hand_out_record(decision=decision, by=request.user, now=time.now())
    name = f"{case.reference}-decision-{decision.round}.pdf"
    return as_attachment(data, name, KINDS["pdf"].media_type)
