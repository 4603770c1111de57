"""What is possible in the criteria discussion now."""

from irwell.accounts.models import Agency, User
from irwell.cases.models import Case
from irwell.core.errors import NotAllowed, NotPossibleNow
from irwell.criteria.models import Evaluation
from irwell.criteria.queries import ENDED

OPEN = ("triage", "criteria_discussion")


def check_can_record_fact(case: Case) -> None:
    """Facts are recorded as long as the case is open: a child may die later. What was decided stays."""
    if case.state in ENDED:
        raise NotPossibleNow("The case has ended, so its facts stay as they are.")


def check_can_record(case: Case) -> None:
    if case.state not in OPEN:
        raise NotPossibleNow(
            "The decision on notifying has been made, so no further view is taken."
        )


def check_speaks_for(user: User) -> str:
    """The statutory partner a person speaks for. Raises NotAllowed for anyone else."""
    if user.agency is None or not user.agency.is_statutory:
        raise NotAllowed(
            "Only a representative of the local authority, the integrated care board or the police gives a view."
        )
    return user.agency.kind


def check_can_decide(user: User, case: Case, evaluation: Evaluation | None) -> Evaluation:
    """The local authority decides, after all three views, on an evaluation (Children Act 2004 s.16C)."""
    if user.agency is None or user.agency.kind != Agency.Kind.LOCAL_AUTHORITY:
        raise NotAllowed("The duty to notify is the local authority’s: its representative decides.")
    if case.state != "criteria_discussion":
        raise NotPossibleNow("Open the criteria discussion first.")
    if evaluation is None:
        raise NotPossibleNow("Evaluate the criteria first.")
    heard = set(case.partner_views.values_list("partner", flat=True))
    waiting = [Agency.Kind(k).label for k in Agency.STATUTORY if k not in heard]
    if waiting:
        raise NotPossibleNow(f"Still to be heard: {', '.join(waiting)}.")
    return evaluation
