"""Publication that waits for a trial, an inquest, an order or a child's safety, and is taken up again."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean
from irwell.core.time import london
from irwell.publication import queries
from irwell.publication.models import Deferral, Publication
from irwell.publication.policies import check_can_defer
from irwell.statute import load_codes


@transaction.atomic
def defer(
    *, case: Case, reason: str, justification: str, told_on: dt.date, by: User, now: dt.datetime
) -> Deferral:
    """Defer publication for one of the allowed reasons, the Panel and the Secretary of State having been told."""
    case = cases.lock(case)
    check(by, Permission.APPROVE_PUBLICATION, case_id=case.pk)
    check_can_defer(case)
    if reason not in {code.code for code in load_codes()["withhold_reason"].codes}:
        raise ValidationError({"reason": "Choose one of the reasons. Reputation is never one."})
    if told_on > london(now).date():
        raise ValidationError({"told_on": "The letters cannot have been sent in the future."})
    deferral = Deferral.objects.create(
        case=case, key=case.key, reason=reason, justification=clean(justification), told_on=told_on, by=by, created_at=now
    )  # fmt: skip
    Publication.objects.filter(case=case).update(status=Publication.Status.DEFERRED)
    audit.record(
        Event.PUBLICATION_DEFERRED, by=by, case_id=case.pk, about=deferral, reason=reason,
        told_on=told_on,
    )  # fmt: skip
    cases.move(case=case, to="publication_deferred", by=by, now=now)
    cases.stop_clock(case=case, clock="C10", at=now, outcome="deferred", by=by)
    return deferral


@transaction.atomic
def take_up_again(*, case: Case, note: str, by: User, now: dt.datetime) -> Case:
    """The reason has ended: back to the notice before publication. Every approval given before counts no longer."""
    case = cases.lock(case)
    check(by, Permission.APPROVE_PUBLICATION, case_id=case.pk)
    deferral = queries.open_deferral(case)
    if deferral is None or case.state != "publication_deferred":
        raise NotPossibleNow("Publication of this review is not deferred.")
    if not note.strip():
        raise ValidationError({"note": "Say what ended, and when."})
    deferral.ended_at, deferral.ended_by, deferral.ended_note = now, by, clean(note)
    deferral.save()
    publication = queries.publication_of(case)
    if publication is not None:
        publication.approvals.all().delete()
        publication.status = Publication.Status.PLANNED
        publication.save(update_fields=["status"])
    audit.record(Event.PUBLICATION_RESUMED, by=by, case_id=case.pk, about=deferral)
    return cases.move(case=case, to="pre_publication", by=by, now=now)
