"""Pictures and built-in files: taken over, said to be left out, or left out."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.anonymisation import policies, queries, rules
from irwell.anonymisation.actions.running import locked
from irwell.anonymisation.models import PartDecision, Run
from irwell.anonymise.writing import PictureRefused, redrawn
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean


@transaction.atomic
def decide_part(
    *, run: Run, part_id: str, choice: str, alt_text: str, by: User, now: dt.datetime
) -> PartDecision:
    """What becomes of one picture or built-in file. Words that name somebody are refused."""
    check(by, Permission.ANONYMISE, case_id=run.case_id)
    run = locked(run)
    policies.check_can_decide(run)
    part = next((one for one in queries.parts_of(run) if one.id == part_id), None)
    if part is None or choice not in part.choices:
        raise NotPossibleNow(
            "This part is no longer in the report, or cannot become what you chose."
        )
    words = " ".join(clean(alt_text).split()) if choice == PartDecision.Choice.TAKE else ""
    if choice == PartDecision.Choice.TAKE:
        _check_picture(run, part_id, words)
    decided, _ = PartDecision.objects.update_or_create(
        case=run.case, part=part_id,
        defaults={"key": run.key, "choice": choice, "alt_text": words, "by": by, "decided_at": now},
    )  # fmt: skip
    _reopen(run)
    audit.record(
        Event.PART_DECIDED, by=by, case_id=run.case_id, about=decided, choice=choice, kind=part.kind
    )
    return decided


@transaction.atomic
def leave_out_files(*, run: Run, by: User, now: dt.datetime) -> int:
    """Every part that cannot be taken over and waits: left out."""
    waits = [p for p in queries.parts_waiting(run) if PartDecision.Choice.TAKE not in p.choices]
    for part in waits:
        decide_part(run=run, part_id=part.id, choice=part.choices[0], alt_text="", by=by, now=now)
    return len(waits)


def _check_picture(run: Run, part_id: str, words: str) -> None:
    if not words:
        raise ValidationError(
            {"alt_text": "Say what the picture shows, for those who cannot see it"}
        )
    told = rules.words_left(queries.engine_register(run.case), {"The new words": words})
    if told:
        raise ValidationError({"alt_text": told})
    try:
        redrawn(queries.text_model(run.source), part_id)
    except PictureRefused as refused:
        raise ValidationError({"choice": str(refused)}) from refused


def _reopen(run: Run) -> None:
    """What the gate found in earlier files says nothing of the files to come."""
    if run.state == Run.State.BLOCKED:
        run.state, run.findings = Run.State.DECIDING, []
        run.save(update_fields=["state", "findings"])
