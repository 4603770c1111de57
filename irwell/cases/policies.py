"""What is possible in the case's present state."""

from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.statute import load_workflow


def check_can_move(case: Case, to: str) -> None:
    """Raises NotPossibleNow with both states in words when the workflow table has no such transition."""
    workflow = load_workflow()
    if not workflow.can_move(case.state, to):
        raise NotPossibleNow(
            f"{case.reference} is at “{workflow.state(case.state).title}”. "
            f"It cannot move to “{workflow.state(to).title}” from there."
        )


def can_move(case: Case, to: str) -> bool:
    try:
        check_can_move(case, to)
    except NotPossibleNow:
        return False
    return True
