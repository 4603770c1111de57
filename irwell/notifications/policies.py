"""When a notification can be withdrawn."""

from irwell.accounts.models import Agency
from irwell.cases.models import Case
from irwell.cases.policies import check_can_move
from irwell.core.errors import NotPossibleNow
from irwell.notifications.models import Notification
from irwell.notifications.queries import positions_of

WITHDRAWN_STATE = "sin_withdrawn"


def check_is_open(case: Case) -> Notification:
    """The notification, while it can still be withdrawn from where the case stands."""
    notification: Notification | None = getattr(case, "notification", None)
    if notification is None:
        raise NotPossibleNow("No notification has been sent, so there is none to withdraw.")
    check_can_move(case, WITHDRAWN_STATE)
    return notification


def check_can_withdraw(case: Case) -> Notification:
    """All three partners agree that the criteria were not met (workflow: sin_withdrawn)."""
    notification = check_is_open(case)
    positions = positions_of(notification)
    silent = [Agency.Kind(k).label for k, position in positions.items() if position is None]
    if silent:
        raise NotPossibleNow(f"Still to be heard: {', '.join(silent)}.")
    against = [Agency.Kind(k).label for k, p in positions.items() if p and not p.agrees]
    if against:
        raise NotPossibleNow(f"Does not agree to withdraw: {', '.join(against)}.")
    return notification


def why_not_withdraw(case: Case) -> str:
    """What still stands in the way, in a sentence; empty when it can be recorded."""
    try:
        check_can_withdraw(case)
    except NotPossibleNow as error:
        return str(error)
    return ""
