"""Answers to the gates, and the copies that were sent."""

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import can, check
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.text import clean
from irwell.core.time import london, midday
from irwell.publication import queries, rules
from irwell.publication.models import CopySent, GateCheck, Publication
from irwell.publication.policies import check_can_answer

from .notices import EVERYBODY, tell, tell_one


@transaction.atomic
def answer_gate(
    *, case: Case, gate: str, answer: str, note: str, by: User, now: dt.datetime, owner: User | None = None,
    recheck_on: dt.date | None = None,
) -> GateCheck:  # fmt: skip
    """Answer one gate. Anyone who checks gates may open one; a legal gate is closed by the legal adviser alone.

    From `recheck_on` the answer no longer counts; `owner` (else who answers) is told on that day.
    """
    case = cases.lock(case)
    check(by, Permission.CHECK_GATES, case_id=case.pk)
    asked = rules.GATES_BY_ID[gate]
    check_can_answer(case, asked, answer)
    if asked.legal and answer != GateCheck.Answer.OPEN:
        check(by, Permission.CLOSE_LEGAL_GATES, case_id=case.pk)
    if answer == GateCheck.Answer.NOT_APPLICABLE and not asked.may_not_apply:
        raise ValidationError({"answer": "This has to be dealt with in every case."})
    if not (note := clean(note)):
        raise ValidationError({"note": f"{asked.done}"})
    if recheck_on is not None and recheck_on <= london(now).date():
        raise ValidationError({"recheck_on": "The day to look at it again must be in the future."})
    owner = owner or by
    check(owner, Permission.CHECK_GATES, case_id=case.pk)
    current = case.gate_checks.filter(gate=gate, replaced_at=None).first()
    if current and (current.answer, current.note, current.owner, current.recheck_on) == (answer, note, owner, recheck_on):  # fmt: skip
        return current
    case.gate_checks.filter(gate=gate, replaced_at=None).update(replaced_at=now)
    row = GateCheck.objects.create(
        case=case, key=case.key, gate=gate, answer=answer, note=note, by=by, owner=owner,
        recheck_on=recheck_on, created_at=now,
    )  # fmt: skip
    audit.record(Event.GATE_CHECKED, by=by, case_id=case.pk, about=row, gate=gate, answer=answer)
    if answer == GateCheck.Answer.OPEN:
        tell(
            case=case, roles=EVERYBODY, by=by, once=f"gate-open {row.pk}", subject="publication waits",
            sentence="A check before publication was opened, so nothing is published until it is dealt with.",
        )  # fmt: skip
    return row


def ask_to_look_again(*, row: GateCheck) -> None:
    """Tell the owner of a gate that its answer no longer counts; everybody, when the owner has left or is walled off."""
    once, subject = f"gate-again {row.pk}", "look at a check again"
    sentence = "The answer to a check before publication no longer counts. Nothing is published until it is looked at again."
    if can(row.owner, Permission.CHECK_GATES, case_id=row.case_id):
        tell_one(case=row.case, person=row.owner, by=SYSTEM, once=once, subject=subject, sentence=sentence)  # fmt: skip
    else:
        tell(case=row.case, roles=EVERYBODY, by=SYSTEM, once=once, subject=subject, sentence=sentence)  # fmt: skip


@transaction.atomic
def record_copies(
    *,
    publication: Publication,
    recipients: Collection[str],
    sent_on: dt.date,
    by: User,
    now: dt.datetime,
) -> list[CopySent]:
    """Record that copies of what is planned were sent on a day. The same copy is not recorded twice."""
    cases.lock(publication.case)
    check(by, Permission.CHECK_GATES, case_id=publication.case_id)
    if unknown := [each for each in recipients if each not in rules.ALL_RECIPIENTS]:
        raise ValidationError({"recipients": f"“{unknown[0]}” is not in the list of recipients."})
    if not recipients:
        raise ValidationError({"recipients": "Choose who was sent a copy."})
    if sent_on > london(now).date():
        raise ValidationError({"sent_on": "A copy cannot have been sent in the future."})
    made = []
    for recipient in recipients:
        row, new = CopySent.objects.get_or_create(
            publication=publication, recipient=recipient, sent_on=sent_on,
            of=queries.sent_as(publication), defaults={"by": by},
        )  # fmt: skip
        if new:
            audit.record(
                Event.COPY_SENT, by=by, case_id=publication.case_id, about=row, recipient=recipient,
                sent_on=sent_on,
            )  # fmt: skip
        made.append(row)
    _stop_notice(publication, by)
    return made


def _stop_notice(publication: Publication, by: User) -> None:
    """C10 is kept when the last of the three who must have a copy was sent one."""
    sent = rules.all_sent_on(queries.copies_of(publication))
    if sent:
        cases.stop_clock(
            case=publication.case, clock="C10", at=midday(sent), outcome="copies sent", by=by
        )
