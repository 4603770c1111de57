"""Confirming that whoever came by a link reads the mailbox that it was sent to: a code, mailed there, typed here."""

import datetime as dt
import secrets
from enum import StrEnum

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from irwell.agency_returns.actions import letters
from irwell.agency_returns.models import AddressCode, InformationRequest
from irwell.agency_returns.queries import codes_of, live_code
from irwell.agency_returns.rules.links import BETWEEN_CODES, CODE_LIVES, CODE_TRIES, CODES_A_DAY
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.messaging.models import SignedLink

DIGITS = 6


class Tried(StrEnum):
    """What became of a code that was typed."""

    RIGHT = "right"
    WRONG = "wrong"
    OVER = "over"


def _hash(link: SignedLink, code: str) -> str:
    return salted_hmac("irwell.agency_returns.code", f"{link.pk}:{code}").hexdigest()


@transaction.atomic
def send_code(
    *, request: InformationRequest, link: SignedLink, page: str, by: Actor, now: dt.datetime
) -> bool:
    """Mail a new code to the address of the link; earlier ones stop working. False when there were too many.

    `page`: the address at which the code is typed; the mail holds it with the code filled in.
    """
    SignedLink.objects.select_for_update().get(pk=link.pk)
    sent = list(codes_of(link, since=now - dt.timedelta(days=1)))
    waiting = [
        one for one in sent if one.confirmed_at is None and one.sent_at > now - BETWEEN_CODES
    ]
    if len(sent) >= CODES_A_DAY or waiting:
        return False
    codes_of(link, since=now - CODE_LIVES).filter(confirmed_at=None).update(attempts=CODE_TRIES)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    made = AddressCode.objects.create(link=link, code_hash=_hash(link, code), sent_at=now)
    letters.write(
        request, to=link.email, subject="Your code", body=letters.CODE, once=f"code {made.pk}", by=by,
        url=f"{page}?code={code}", code=code,
    )  # fmt: skip
    audit.record(Event.ADDRESS_CODE_SENT, by=by, case_id=request.case_id, about=request)
    return True


@transaction.atomic
def try_code(
    *, request: InformationRequest, link: SignedLink, code: str, by: Actor, now: dt.datetime
) -> Tried:
    """Compare a typed code with the newest one. Five wrong ones end it; a right one works once."""
    SignedLink.objects.select_for_update().get(pk=link.pk)
    known = live_code(link, now=now)
    if known is None:
        return Tried.OVER
    known.attempts += 1
    right = constant_time_compare(_hash(link, code), known.code_hash)
    if right:
        known.confirmed_at = now
    known.save(update_fields=["attempts", "confirmed_at"])
    event = Event.ADDRESS_CONFIRMED if right else Event.ADDRESS_CODE_WRONG
    audit.record(event, by=by, case_id=request.case_id, about=request)
    if right:
        return Tried.RIGHT
    return Tried.WRONG if known.attempts < CODE_TRIES else Tried.OVER
