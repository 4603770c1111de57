"""Who may decide on a change of rules, and whether it can be decided now."""

from irwell.accounts.models import User
from irwell.core.errors import NotAllowed, NotPossibleNow
from irwell.rulebook.models import RuleChange


def check_is_open(change: RuleChange) -> None:
    if change.outcome:
        raise NotPossibleNow(f"This change was decided: {change.get_outcome_display().lower()}.")


def check_can_approve(user: User, change: RuleChange) -> None:
    """Two people for every change of rules: nobody approves what they proposed."""
    check_is_open(change)
    if user.pk == change.proposed_by_id:
        raise NotAllowed("You proposed this change. Another person approves it.")


def can_approve(user: User, change: RuleChange) -> bool:
    try:
        check_can_approve(user, change)
    except (NotAllowed, NotPossibleNow):
        return False
    return True
