"""Reads of the notification."""

from irwell.accounts.models import Agency
from irwell.notifications.models import Notification, WithdrawalPosition


def positions_of(notification: Notification) -> dict[str, WithdrawalPosition | None]:
    """Each statutory partner's latest position on withdrawing, None where it is still to be heard."""
    found: dict[str, WithdrawalPosition | None] = dict.fromkeys(
        (kind.value for kind in Agency.STATUTORY), None
    )
    for position in notification.positions.select_related("by"):
        if found.get(position.partner) is None:
            found[position.partner] = position
    return found
