"""Who deals with mail that did not arrive, and when."""

from typing import Any

from irwell.access.permissions import Permission
from irwell.core.errors import NotAllowed, NotPossibleNow
from irwell.messaging.models import Notice, UnreachableAddress
from irwell.messaging.queries import notices_of_concern


def check_can_deal_with(person: Any, notice: Notice) -> None:
    """The notice is one of the person's to deal with, and something is wrong with it."""
    if not notices_of_concern(person).filter(pk=notice.pk).exists():
        raise NotAllowed("This message belongs to somebody else’s case.")
    if not (notice.uncertain or notice.ending == Notice.Ending.REFUSED):
        raise NotPossibleNow("Nothing is wrong with this message any more.")


def check_can_mend(person: Any, address: UnreachableAddress) -> None:
    """Something was written to the address on the person's case or by the business unit."""
    if not notices_of_concern(person).filter(to__iexact=address.email).exists():
        raise NotAllowed(f"You do not hold the right to {Permission.MOVE_CASE.value} here.")
