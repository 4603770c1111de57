"""What becomes of a notice: sent, refused, withheld, uncertain, bounced; and what a person does about it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.messaging.models import Notice, UnreachableAddress
from irwell.messaging.policies import check_can_deal_with, check_can_mend
from irwell.messaging.rules import DIGEST

# A notice as it was before any worker took it up.
ONCE_MORE: dict[str, Any] = {
    "claimed_at": None, "sent_at": None, "uncertain": False, "ending": Notice.Ending.NONE, "ended_at": None,
    "bounced_at": None,
}  # fmt: skip


@transaction.atomic
def mark_sent(*, notice: Notice, now: datetime) -> None:
    """The mail server took it; the mark and its event are kept together or not at all."""
    Notice.objects.filter(pk=notice.pk).update(sent_at=now, uncertain=False)
    audit.record(Event.NOTICE_SENT, by=SYSTEM, case_id=notice.case_id, about=notice)


@transaction.atomic
def mark_uncertain(*, notice: Notice, now: datetime) -> bool:
    """Its worker died, or the line broke, while it was being handed over: it may have left or not."""
    doubtful = Notice.objects.filter(
        pk=notice.pk, sent_at=None, uncertain=False, claimed_at__isnull=False
    )
    if not doubtful.update(uncertain=True):
        return False
    audit.record(Event.NOTICE_UNCERTAIN, by=SYSTEM, case_id=notice.case_id, about=notice)
    return True


@transaction.atomic
def refuse(*, notice: Notice, code: str, now: datetime, address_too: bool) -> None:
    """The mail server refused it for good; with `address_too`, because nobody is at that address."""
    Notice.objects.filter(pk=notice.pk).update(ending=Notice.Ending.REFUSED, ended_at=now)
    audit.record(Event.NOTICE_REFUSED, by=SYSTEM, case_id=notice.case_id, about=notice, code=code)
    if address_too:
        _close(notice, UnreachableAddress.How.REFUSED, code, now)


@transaction.atomic
def withhold(*, notice: Notice, now: datetime) -> None:
    """Not sent: its address takes no mail. It waits for the address to be mended."""
    Notice.objects.filter(pk=notice.pk).update(ending=Notice.Ending.WITHHELD, ended_at=now)
    audit.record(Event.NOTICE_WITHHELD, by=SYSTEM, case_id=notice.case_id, about=notice)


@transaction.atomic
def keep_from(*, notice: Notice, now: datetime) -> None:
    """Not sent, and not later either: whoever it is for is kept from its case."""
    free = Notice.objects.filter(pk=notice.pk, claimed_at=None, sent_at=None, ending="")
    if free.update(ending=Notice.Ending.WALLED, ended_at=now):
        audit.record(Event.NOTICE_WALLED, by=SYSTEM, case_id=notice.case_id, about=notice)


@transaction.atomic
def mark_bounced(*, notice: Notice, code: str, now: datetime) -> bool:
    """It was sent and came back. The second report of one message changes nothing."""
    if not Notice.objects.filter(pk=notice.pk, bounced_at=None).update(bounced_at=now):
        return False
    if notice.uncertain:  # that it came back says that it had left
        mark_sent(notice=notice, now=now)
    audit.record(Event.NOTICE_BOUNCED, by=SYSTEM, case_id=notice.case_id, about=notice, code=code)
    _close(notice, UnreachableAddress.How.BOUNCED, code, now)
    return True


def _close(notice: Notice, how: "UnreachableAddress.How", code: str, now: datetime) -> None:
    """Nothing more goes to the address until a person has mended it."""
    closed, made = UnreachableAddress.objects.get_or_create(
        email=notice.to.lower(), mended_at=None,
        defaults={"since": now, "how": how, "code": code, "notice": notice},
    )  # fmt: skip
    if made:
        audit.record(
            Event.ADDRESS_UNREACHABLE, by=SYSTEM, case_id=notice.case_id, about=closed, code=code
        )


@transaction.atomic
def address_works(*, address: UnreachableAddress, by: User, now: datetime) -> int:
    """A person says that the address takes mail again: what came back or was held goes out once more."""
    address = UnreachableAddress.objects.select_for_update().get(pk=address.pk)
    check_can_mend(by, address)
    if address.mended_at is not None:
        return 0
    address.mended_at, address.mended_by = now, by
    address.save(update_fields=["mended_at", "mended_by"])
    audit.record(Event.ADDRESS_MENDED, by=by, about=address)
    undelivered = Notice.objects.filter(to__iexact=address.email).exclude(once__startswith=DIGEST)
    return undelivered.filter(
        Q(ending__in=(Notice.Ending.REFUSED, Notice.Ending.WITHHELD)) | Q(bounced_at__isnull=False)
    ).update(**ONCE_MORE, due_at=now)


@transaction.atomic
def send_again(*, notice: Notice, by: User, now: datetime) -> None:
    """A person looked, and it did not arrive: it goes out again. Only a person may risk a second copy."""
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    check_can_deal_with(by, notice)
    Notice.objects.filter(pk=notice.pk).update(**ONCE_MORE, due_at=now)
    audit.record(Event.NOTICE_SENT_AGAIN, by=by, case_id=notice.case_id, about=notice)


@transaction.atomic
def count_as_arrived(*, notice: Notice, by: User, now: datetime) -> None:
    """A person looked, and it had arrived."""
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    check_can_deal_with(by, notice)
    notice.uncertain, notice.sent_at = False, notice.claimed_at or now
    notice.save(update_fields=["uncertain", "sent_at"])
    audit.record(Event.NOTICE_ARRIVED, by=by, case_id=notice.case_id, about=notice)
