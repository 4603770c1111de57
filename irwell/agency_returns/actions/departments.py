"""Two tiers: an agency's lead asks its departments, reads what they return, sends it back or takes it in."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.agency_returns.actions import letters
from irwell.agency_returns.actions.answering import draft_of, lock
from irwell.agency_returns.actions.asking import chase_once, open_again
from irwell.agency_returns.actions.links import reason_given, take_back
from irwell.agency_returns.models import AgencyReturn, InformationRequest, ReturnChronology
from irwell.agency_returns.policies import (
    check_awaits_answer,
    check_can_pass_on,
    check_can_reopen,
    check_can_take_in,
)
from irwell.agency_returns.queries import departments_of
from irwell.agency_returns.rules import collating, summary
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.core.text import clean
from irwell.core.time import london


@dataclass(frozen=True)
class Part:
    """What is asked of one department: which parts of the return (sections, chronology), by when."""

    department: str
    email: str
    sections: Sequence[str]
    due_on: dt.date
    note: str = ""


@transaction.atomic
def ask_department(
    *, request: InformationRequest, part: Part, by: Actor, now: dt.datetime
) -> InformationRequest:
    """Pass the request on to one department, with a link of its own. Asking twice changes nothing."""
    request = lock(request)
    check_can_pass_on(request)
    known = next((d for d in departments_of(request) if _same(d.department, part.department)), None)
    if known is not None and known.revoked_at is None:
        return known
    _check_due(request, part.due_on, now)
    if not part.sections:
        raise ValidationError("Choose which parts the department fills in.")
    asked = known or InformationRequest(parent=request, case=request.case, key=request.key)
    _pass_on(request, asked, part)
    asked.sent_at, asked.revoked_at, asked.revoked_reason = now, None, ""
    asked.save()
    asked.link, url = letters.new_link(asked, email=part.email, by=by, now=now)
    asked.save(update_fields=["link"])
    letters.write(
        asked, to=part.email, subject="Your department’s part of a return", body=letters.DEPARTMENT,
        once=f"request {asked.pk} {asked.link.pk}", by=by, url=url,
    )  # fmt: skip
    audit.record(
        Event.DEPARTMENT_ASKED,
        by=by,
        case_id=request.case_id,
        about=asked,
        parts=len(part.sections),
    )
    return asked


def _pass_on(request: InformationRequest, asked: InformationRequest, part: Part) -> None:
    """The department is asked about the same people and period, on the same basis, with the same questions."""
    asked.department, asked.contact_email, asked.agency = (
        clean(part.department),
        part.email,
        request.agency,
    )
    asked.sections, asked.note, asked.due_on = list(part.sections), clean(part.note), part.due_on
    for name in (
        "basis",
        "basis_text",
        "about",
        "period_from",
        "period_to",
        "questions",
        "sent_by",
    ):
        setattr(asked, name, getattr(request, name))


def _same(one: str, other: str) -> bool:
    return clean(one).casefold() == clean(other).casefold()


def _check_due(request: InformationRequest, due_on: dt.date, now: dt.datetime) -> None:
    if due_on < london(now).date():
        raise ValidationError("The due date has passed. Choose a day from today.")
    if due_on > max(request.due_on, london(now).date()):
        raise ValidationError(
            f"Your organisation’s answer is due on {request.due_on:%-d %B %Y}. Choose an earlier day for the department, "
            "so that you can read its part first."
        )


@transaction.atomic
def remind_department(*, department: InformationRequest, by: Actor, now: dt.datetime) -> bool:
    """Remind once a day."""
    department = lock(department)
    check_awaits_answer(department)
    return chase_once(department, by, now)


@transaction.atomic
def withdraw_department(
    *, department: InformationRequest, reason: str, by: Actor, now: dt.datetime
) -> None:
    """Ask a department no longer; its link says why."""
    department = lock(department)
    check_awaits_answer(department)
    take_back(department, reason_given(reason), by, now)


@transaction.atomic
def send_back(
    *, department: InformationRequest, reason: str, by: Actor, now: dt.datetime
) -> AgencyReturn:
    """Give a department its part again, with what is missing. What it sent is kept as a version."""
    department = lock(department)
    check_can_pass_on(lock(department.parent) if department.parent else department)
    signed = check_can_reopen(department)
    return open_again(department, signed, reason_given(reason), by, now, body=letters.SENT_BACK)


@transaction.atomic
def take_in(
    *,
    request: InformationRequest,
    department: InformationRequest,
    ways: Mapping[str, str],
    chronologies: Collection[UUID],
    by: Actor,
    now: dt.datetime,
) -> AgencyReturn:
    """Put a department's part into the agency's return, section by section as chosen; its lines keep its name.

    Taking it in again replaces the lines taken before, so a corrected part never stands twice.
    """
    request, department = lock(request), lock(department)
    check_can_pass_on(request)
    signed = check_can_take_in(department)
    draft = draft_of(request)
    for section in summary.sections():
        way = ways.get(section.id, collating.LEAVE)
        theirs = signed.summary.get(section.id) or {}
        ours = draft.summary.get(section.id) or {}
        put = collating.put_together(
            section, ours, theirs, way=way, department=department.department
        )
        draft.summary = {**draft.summary, section.id: put} if put else draft.summary
    draft.saves += 1
    draft.save()
    _take_lines(draft, department, signed, chronologies)
    department.taken_version = signed.version
    department.save(update_fields=["taken_version"])
    audit.record(
        Event.DEPARTMENT_TAKEN_IN, by=by, case_id=request.case_id, about=department, version=signed.version,
        files=len(chronologies),
    )  # fmt: skip
    return draft


def _take_lines(
    draft: AgencyReturn,
    department: InformationRequest,
    signed: AgencyReturn,
    chosen: Collection[UUID],
) -> None:
    draft.chronologies.filter(taken_from=department).delete()
    for one in signed.chronologies.exclude(confirmed_at=None).filter(pk__in=list(chosen)):
        ReturnChronology.objects.create(
            agency_return=draft, key=draft.key, document=one.document, department=department.department,
            taken_from=department, mapping=one.mapping, corrections=one.corrections, entries=one.entries,
            faults=one.faults, told=one.told, rows=one.rows, confirmed_at=one.confirmed_at,
        )  # fmt: skip
