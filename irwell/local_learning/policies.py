"""What is possible on the way of local learning now."""

from collections.abc import Sequence

from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.decisions.queries import latest_decision
from irwell.local_learning.models import LocalReview
from irwell.reviews.rules import FOR_A_REVIEW
from irwell.statute import load_workflow

FROM = ("not_notified", "sin_withdrawn", "panel_response")
CAN_CLOSE = ("not_notified", "sin_withdrawn", "other_area")
WITH_PRODUCTS = ("local_report", "learning", "impact_review")


def check_at(case: Case, states: Sequence[str], doing: str) -> None:
    """Raises NotPossibleNow with what is being tried and where the case stands."""
    workflow = load_workflow()
    if case.state not in states:
        titles = "” or “".join(workflow.state(s).title for s in states)
        raise NotPossibleNow(
            f"{doing} is possible at “{titles}”. This case is at “{workflow.state(case.state).title}”."
        )


def check_can_begin(case: Case) -> None:
    """After a no, after a withdrawal, or after the Panel's reply where no practice review was decided."""
    check_at(case, FROM, "Choosing local learning")
    if case.state != "panel_response":
        return
    decision = latest_decision(case)
    if decision is None or not decision.outcome:
        raise NotPossibleNow("The partners have not decided yet. Their decision comes first.")
    if decision.outcome in FOR_A_REVIEW:
        raise NotPossibleNow(
            "The partners’ latest decision is for a practice review, so it is commissioned instead. If they decide "
            "again, local learning can be chosen then."
        )


def check_review(review: LocalReview | None) -> LocalReview:
    if review is None:
        raise NotPossibleNow("No local learning was chosen on this case.")
    return review


def next_state(review: LocalReview) -> str:
    """The next state of the review's own path. Raises NotPossibleNow outside it."""
    following = load_workflow().tracks[review.track].after(review.case.state)
    if not following:
        raise NotPossibleNow("This step is not on the path of this kind of learning review.")
    return following


def check_can_accept(review: LocalReview) -> None:
    """The short report is on the case, and somebody is asked to do something because of it."""
    if review.report_id is None:
        raise NotPossibleNow("Add the short report first; then a partner reads and accepts it.")
    if not review.case.recommendations.exists():
        raise NotPossibleNow(
            "Record at least one recommendation: who does what because of what was learned."
        )
