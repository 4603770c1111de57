"""Evidence that an action was done, and, apart from it, that it made a difference."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.access.queries import members
from irwell.access.roles import rights_of
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.core.text import clean
from irwell.core.time import london
from irwell.documents import actions as documents
from irwell.documents.rules import Purpose
from irwell.learning.models import Action, Evidence
from irwell.learning.policies import check_can_judge, check_is_open, check_works_on

from .notices import tell

EVENT_OF = {
    Evidence.Of.COMPLETION: Event.COMPLETION_EVIDENCED,
    Evidence.Of.IMPACT: Event.IMPACT_EVIDENCED,
}


def give_evidence(
    *,
    action: Action,
    of: str,
    source: str,
    text: str,
    dated: dt.date,
    upload: "UploadedFile[Any] | None",
    by: User,
    now: dt.datetime,
    sent_as: UUID | None = None,
) -> Evidence:
    """Give evidence of completion or of impact. Raises documents' Refused for a file that is not taken in.

    The file is taken in before the transaction, so that a refusal stays in the log.
    """
    check_works_on(by, action)
    check_is_open(action.case)
    if dated > london(now).date():
        raise ValidationError("The evidence cannot be dated in the future.")
    if sent_as and (known := action.evidence.filter(pk=sent_as, by=by).first()):
        return known
    document = None
    if upload is not None:
        document = documents.take_in(
            upload=upload, purpose=Purpose.EVIDENCE, key=action.key, by=by, case_id=action.case_id, now=now
        )  # fmt: skip
    evidence = Evidence(
        action=action, key=action.key, of=of, source=source, text=clean(text), dated=dated,
        document=document, by=by, created_at=now,
    )  # fmt: skip
    evidence.pk = sent_as or evidence.pk
    return _keep(evidence, by=by)


@transaction.atomic
def _keep(evidence: Evidence, *, by: User) -> Evidence:
    action = evidence.action
    case = cases.lock(action.case)
    check_works_on(by, action)
    check_is_open(case)
    if known := action.evidence.filter(pk=evidence.pk, by=by).first():
        return known
    evidence.save(force_insert=True)
    audit.record(
        EVENT_OF[Evidence.Of(evidence.of)], by=by, case_id=case.pk, about=action,
        source=evidence.source, dated=evidence.dated,
    )  # fmt: skip
    _ask_subgroup(evidence, by=by)
    return evidence


@transaction.atomic
def accept(*, evidence: Evidence, by: User, now: dt.datetime) -> Evidence:
    """Accept evidence: never one's own, never of an action one owns. Accepting twice changes nothing."""
    case = cases.lock(evidence.action.case)
    check(by, Permission.ACCEPT_EVIDENCE, case_id=case.pk)
    check_is_open(case)
    evidence.refresh_from_db()
    if evidence.accepted_by_id == by.pk:
        return evidence
    check_can_judge(by, evidence)
    evidence.accepted_by, evidence.accepted_at = by, now
    evidence.save(update_fields=["accepted_by", "accepted_at"])
    audit.record(Event.EVIDENCE_ACCEPTED, by=by, case_id=case.pk, about=evidence, of=evidence.of)
    return evidence


@transaction.atomic
def send_back(*, evidence: Evidence, wanted: str, by: User, now: dt.datetime) -> Evidence:
    """Send evidence back with what is still missing; the owner is told that it came back."""
    case = cases.lock(evidence.action.case)
    check(by, Permission.ACCEPT_EVIDENCE, case_id=case.pk)
    check_is_open(case)
    evidence.refresh_from_db()
    check_can_judge(by, evidence)
    if not (wanted := clean(wanted)):
        raise ValidationError("Say what is missing, so that the owner knows what to send.")
    evidence.wanted, evidence.returned_by, evidence.returned_at = wanted, by, now
    evidence.save(update_fields=["wanted", "returned_by", "returned_at"])
    audit.record(Event.EVIDENCE_RETURNED, by=by, case_id=case.pk, about=evidence, of=evidence.of)
    _notify(
        evidence, to=evidence.by.email, subject=f"More is wanted on {case.reference}", by=by,
        body="Evidence that you gave was looked at, and more is wanted. Read what, here:",
    )  # fmt: skip
    return evidence


def _ask_subgroup(evidence: Evidence, *, by: User) -> None:
    """Whoever may accept it hears that it waits."""
    for member in members(evidence.action.case_id):
        if Permission.ACCEPT_EVIDENCE in rights_of(member.role) and member.user_id != by.pk:
            _notify(
                evidence, to=member.user.email, by=by,
                subject=f"Evidence on {evidence.action.case.reference} waits to be looked at",
                body="An action’s owner has given evidence. Accept it, or say what is missing, here:",
            )  # fmt: skip


def _notify(evidence: Evidence, *, to: str, subject: str, body: str, by: User) -> None:
    once = f"evidence {evidence.pk} {subject[:12]} {to}"
    tell(action=evidence.action, email=to, subject=subject, sentence=body, once=once, by=by)
