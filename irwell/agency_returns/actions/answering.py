"""The agency's own side: opening, the nil return, saving the summary, signing."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.agency_returns.actions import letters
from irwell.agency_returns.models import AgencyReturn, InformationRequest
from irwell.agency_returns.policies import (
    check_can_send_nil,
    check_can_sign,
    check_can_write,
    check_departments_settled,
)
from irwell.agency_returns.queries import drafting, latest
from irwell.agency_returns.rules.summary import fingerprint
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.core.text import clean

Typed = dict[str, list[str]]


class Stale(Exception):
    """Somebody else saved this section since the page was opened."""


def lock(request: InformationRequest) -> InformationRequest:
    """The request, held for this transaction: one change to a return at a time."""
    found = InformationRequest.every.select_for_update().filter(pk=request.pk)
    return found.select_related("agency", "case").get()


@transaction.atomic
def note_opened(*, request: InformationRequest, by: Actor, now: dt.datetime) -> None:
    """The first opening is kept; later ones are not."""
    found = InformationRequest.every.filter(pk=request.pk, opened_at=None)
    if found.update(opened_at=now):
        audit.record(Event.RETURN_OPENED, by=by, case_id=request.case_id, about=request)


def draft_of(request: InformationRequest) -> AgencyReturn:
    """The version being written, begun now when there is none."""
    check_can_write(request)
    return drafting(request) or AgencyReturn.objects.create(request=request, key=request.key)


@transaction.atomic
def save_section(
    *, request: InformationRequest, section: str, answers: dict[str, Any], basis: str, by: Actor
) -> AgencyReturn:
    """Keep a section's accepted answers. Raises Stale when somebody saved it meanwhile; nothing is lost."""
    draft = draft_of(lock(request))
    if basis != fingerprint(draft.summary.get(section)):
        raise Stale
    draft.summary = {**draft.summary, section: answers}
    draft.typed = {k: v for k, v in draft.typed.items() if k != section}
    draft.saves += 1
    draft.save()
    audit.record(Event.RETURN_SAVED, by=by, case_id=request.case_id, about=draft, section=section)
    return draft


@transaction.atomic
def keep_typed(*, request: InformationRequest, section: str, typed: Typed) -> None:
    """Keep what was typed although it is no accepted answer yet."""
    draft = draft_of(lock(request))
    draft.typed = {**draft.typed, section: typed}
    draft.save(update_fields=["typed"])


@transaction.atomic
def send_nil(
    *, request: InformationRequest, name: str, role: str, by: Actor, now: dt.datetime
) -> AgencyReturn:
    """“We were not involved”: an answer like any other, signed and dated. Twice does no harm."""
    request = lock(request)
    newest = latest(request)
    if newest is not None and newest.signed_at and newest.kind == AgencyReturn.Kind.NIL:
        return newest
    check_can_send_nil(request)
    check_departments_settled(request)
    draft = draft_of(request)
    draft.kind = AgencyReturn.Kind.NIL
    return _sign(request, draft, name, role, Event.RETURN_NIL, by, now)


@transaction.atomic
def sign(
    *,
    request: InformationRequest,
    name: str,
    role: str,
    no_chronology: bool,
    by: Actor,
    now: dt.datetime,
) -> AgencyReturn:
    """Sign a full return. Signing twice changes nothing."""
    request = lock(request)
    newest = latest(request)
    if newest is not None and newest.signed_at and newest.kind == AgencyReturn.Kind.FULL:
        return newest
    draft = check_can_sign(request, no_chronology=no_chronology)
    draft.kind = AgencyReturn.Kind.FULL
    return _sign(request, draft, name, role, Event.RETURN_SUBMITTED, by, now)


def _sign(
    request: InformationRequest, draft: AgencyReturn, name: str, role: str, event: Event, by: Actor, now: dt.datetime
) -> AgencyReturn:  # fmt: skip
    if not (name.strip() and role.strip()):
        raise ValidationError("Give the name and the role of the person who signs.")
    draft.signed_by, draft.signed_at = f"{clean(name)}, {clean(role)}", now
    draft.save()
    audit.record(
        event, by=by, case_id=request.case_id, about=draft, version=draft.version, agency=str(request.agency_id)
    )  # fmt: skip
    if request.parent_id:
        audit.record(Event.DEPARTMENT_RETURNED, by=by, case_id=request.case_id, about=request)
        letters.tell_lead(request, version=draft.version, by=by, now=now)
    else:
        letters.tell_unit(request, version=draft.version, by=by)
    return draft
