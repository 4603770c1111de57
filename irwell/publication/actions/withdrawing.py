"""Taking a published review down, by two people; a tombstone stays at its address."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.anonymisation.queries import engine_register
from irwell.anonymisation.rules import words_left
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.core.text import clean
from irwell.core.time import london
from irwell.publication.models import Delivery, Publication, Withdrawal
from irwell.publication.policies import check_can_confirm_withdrawal, check_can_propose_withdrawal

from .bundling import queue_bundle
from .notices import EVERYBODY, tell


@transaction.atomic
def propose_withdrawal(
    *, publication: Publication, public_reason: str, legal_reason: str, improvements: str, by: User,
    now: dt.datetime,
) -> Withdrawal:  # fmt: skip
    """Propose to withdraw. Within the first year a legal reason and a summary of improvements are needed."""
    case = cases.lock(publication.case)
    check(by, Permission.WITHDRAW, case_id=case.pk)
    check_can_propose_withdrawal(
        publication, legal_reason=legal_reason, improvements=improvements, on=london(now).date()
    )
    words = {"The reason": public_reason, "The improvements": improvements}
    if found := words_left(engine_register(case), words):
        raise ValidationError(found)
    withdrawal = Withdrawal.objects.create(
        publication=publication, key=case.key, public_reason=clean(public_reason),
        legal_reason=clean(legal_reason), improvements=clean(improvements), proposed_by=by, created_at=now,
    )  # fmt: skip
    audit.record(Event.WITHDRAWAL_PROPOSED, by=by, case_id=case.pk, about=withdrawal)
    tell(
        case=case, roles=("statutory_partner",), by=by, once=f"withdraw {withdrawal.pk}",
        subject="a withdrawal waits for a second person",
        sentence="A colleague proposes to withdraw the published review. A second person decides.",
    )  # fmt: skip
    return withdrawal


@transaction.atomic
def drop_withdrawal(*, withdrawal: Withdrawal, by: User) -> None:
    """The proposal is not followed; the review stays."""
    check(by, Permission.WITHDRAW, case_id=withdrawal.publication.case_id)
    if Withdrawal.objects.filter(pk=withdrawal.pk, confirmed_at=None).delete()[0]:
        case_id = withdrawal.publication.case_id
        audit.record(Event.WITHDRAWAL_DROPPED, by=by, case_id=case_id)


@transaction.atomic
def confirm_withdrawal(*, withdrawal: Withdrawal, by: User, now: dt.datetime) -> Publication:
    """A second person confirms: the words come down, the tombstone stays, the repository is told."""
    publication = withdrawal.publication
    case = cases.lock(publication.case)
    check(by, Permission.WITHDRAW, case_id=case.pk)
    withdrawal.refresh_from_db()
    check_can_confirm_withdrawal(by, withdrawal)
    withdrawal.confirmed_by, withdrawal.confirmed_at = by, now
    withdrawal.save()
    publication.status, publication.withdrawn_at = Publication.Status.WITHDRAWN, now
    publication.withdrawn_reason = withdrawal.public_reason
    publication.improvements = withdrawal.improvements or publication.improvements
    publication.version += 1
    publication.save()
    publication.files.all().delete()
    audit.record(Event.WITHDRAWN, by=by, case_id=case.pk, about=publication)
    cases.stop_clock(case=case, clock="C11", at=now, outcome="withdrawn", by=by)
    if _was_offered(publication, now):
        queue_bundle(publication=publication, now=now)
    tell(
        case=case, roles=EVERYBODY, by=by, once=f"withdrawn {publication.pk}", subject="withdrawn",
        sentence="Two people withdrew the published review. Its address now says that it was withdrawn, and why.",
    )  # fmt: skip
    return publication


def _was_offered(publication: Publication, now: dt.datetime) -> bool:
    """Whether the repository may hold it. What was never sent is cancelled; the bytes of old bundles go."""
    earlier = Delivery.objects.filter(publication=publication)
    offered = earlier.exclude(attempts=0, claimed_at=None).exists()
    earlier.filter(acknowledged_at=None).update(cancelled_at=now)
    earlier.update(bundle=b"")
    return offered
